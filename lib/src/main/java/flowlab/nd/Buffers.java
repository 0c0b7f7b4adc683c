package flowlab.nd;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Room for the rows that go through a {@link RowBlock} together; it grows to the most asked for.
 */
final class Buffers implements AutoCloseable {
  private final DenseLayout layout;
  private int rows;
  private int derivativeRows;
  private FloatPointer[] activations = {}; // [l]: what enters layer l; the last is the output
  private FloatBuffer[] activationViews = {};
  private final float[][] derivatives; // [l]: φ′ at the output of layer l
  private final FloatPointer[] delta = new FloatPointer[2]; // errors of a layer, and of the next
  private final FloatBuffer[] deltaViews = new FloatBuffer[2];
  private int deltaRows;

  Buffers(DenseLayout layout) {
    this.layout = layout;
    derivatives = new float[layout.layers()][];
  }

  /** Room for the activations of n rows. */
  void forRows(int n) {
    if (n <= rows) {
      return;
    }
    close(activations);
    rows = n;
    activations = new FloatPointer[layout.layers() + 1];
    activationViews = new FloatBuffer[layout.layers() + 1];
    for (int l = 0; l <= layout.layers(); l++) {
      int width = l == 0 ? layout.in(0) : layout.out(l - 1);
      activations[l] = new FloatPointer((long) n * width);
      activationViews[l] = activations[l].asBuffer();
    }
  }

  /** Room for the derivatives of n rows. */
  void forDerivatives(int n) {
    if (n > derivativeRows) {
      derivativeRows = n;
      for (int l = 0; l < layout.layers() - 1; l++) {
        derivatives[l] = new float[n * layout.out(l)];
      }
    }
  }

  /** Room for the errors of n rows. */
  void forErrors(int n) {
    if (n > deltaRows) {
      close(delta);
      deltaRows = n;
      for (int side = 0; side < 2; side++) {
        delta[side] = new FloatPointer((long) n * layout.widest());
        deltaViews[side] = delta[side].asBuffer();
      }
    }
  }

  FloatPointer activation(int l) {
    return activations[l];
  }

  FloatBuffer activationView(int l) {
    return activationViews[l];
  }

  float[] derivative(int l) {
    return derivatives[l];
  }

  /** The error at the output of layer l; two layers that follow on each other have their own. */
  FloatPointer error(int l) {
    return delta[l & 1];
  }

  FloatBuffer errorView(int l) {
    return deltaViews[l & 1];
  }

  @Override
  public void close() {
    close(activations);
    close(delta);
  }

  private static void close(FloatPointer[] pointers) {
    for (FloatPointer pointer : pointers) {
      if (pointer != null) {
        pointer.close();
      }
    }
  }
}
