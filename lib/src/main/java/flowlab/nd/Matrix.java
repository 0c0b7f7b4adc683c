package flowlab.nd;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Rows of floats outside the heap, where {@link Products} read and write them.
 *
 * <p>Row r begins at {@code r · stride}. Where all rows begin a power of two apart, what stands
 * below each other shares a few lines of the cache and drives each other out; so wide rows of such
 * a width lie one cache line further apart, and the first begins on a line. Products of 512 columns
 * are half as fast again so.
 */
final class Matrix implements AutoCloseable {
  private static final int LINE = 16; // floats in a cache line
  private static final int WIDE = 128;

  private final FloatPointer memory;
  private final boolean own; // or another's
  private final FloatPointer data;
  private final FloatBuffer buffer;
  private final int start; // of the first row in the buffer
  private final int width;
  private final int stride;

  private Matrix(FloatPointer memory, boolean own, int start, int width) {
    this.memory = memory;
    this.own = own;
    this.start = start;
    this.width = width;
    data = memory.getPointer(FloatPointer.class, start);
    buffer = memory.asBuffer();
    stride = width % WIDE == 0 ? width + LINE : width;
  }

  /** Room for so many rows of this width, or of a smaller one. */
  static Matrix of(int rows, int width) {
    FloatPointer memory = new FloatPointer((long) rows * (width + LINE) + LINE);
    return new Matrix(memory, true, toLine(memory), width);
  }

  /** Rows of another width, no wider, in the memory of these. */
  Matrix as(int width) {
    return new Matrix(memory, false, start, width);
  }

  private static int toLine(FloatPointer memory) {
    int bytes = (int) (-memory.address() & (LINE * Float.BYTES - 1));
    return bytes / Float.BYTES;
  }

  /** The first number of the first row. */
  FloatPointer data() {
    return data;
  }

  int width() {
    return width;
  }

  /** How far apart two rows begin. */
  int stride() {
    return stride;
  }

  /** array[at …] ← n rows from {@code row} on, without gaps. */
  void read(int row, int n, float[] array, int at) {
    int from = start + row * stride;
    if (stride == width) {
      buffer.get(from, array, at, n * width);
      return;
    }
    for (int r = 0; r < n; r++, from += stride, at += width) buffer.get(from, array, at, width);
  }

  /** n rows from {@code row} on ← array[at …], where they have no gaps. */
  void write(int row, int n, float[] array, int at) {
    int to = start + row * stride;
    if (stride == width) {
      buffer.put(to, array, at, n * width);
      return;
    }
    for (int r = 0; r < n; r++, to += stride, at += width) buffer.put(to, array, at, width);
  }

  @Override
  public void close() {
    if (own) memory.close();
  }
}
