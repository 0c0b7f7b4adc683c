package flowlab.show;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * PNG files of opaque pictures, with the size of a pixel inside. Where 255 colours come so near to
 * all others that nobody sees it, the picture is written with a table of colours: half as large as
 * by ImageIO and no slower (bench/README.md), and notebooks hold many pictures.
 */
final class Png {
  private static final double CSS_PIXELS_PER_METRE = 96 / 0.0254;

  /**
   * The largest difference in a channel that passes unseen: antialiased edges hide more than this.
   */
  private static final int UNSEEN = 10;

  /** One pixel in so many may be further off, on an edge, but none by more than this. */
  private static final int SELDOM = 200;

  private static final int LARGEST = 48;

  private static final int RGB = 2;
  private static final int TABLE = 3;

  private Png() {}

  /** The image as a file whose pixels are 1/scale CSS pixels wide. */
  static byte[] encode(BufferedImage image, double scale) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    MedianCut counts = new MedianCut();
    counts.add(rgb);
    ColorTable table = new ColorTable(counts);
    byte[] entries = new byte[rgb.length];
    table.index(rgb, entries);
    boolean few = near(rgb, entries, table);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(w * h / 8);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
      chunk(out, "IHDR", header(w, h, few ? TABLE : RGB));
      chunk(out, "pHYs", pixelSize(scale));
      if (few) {
        byte[] colors = new byte[3 * table.size()];
        for (int i = 0; i < table.size(); i++) put(colors, 3 * i, table.color(i));
        chunk(out, "PLTE", colors);
      }
      chunk(out, "IDAT", few ? packed(entries, w, h) : packed(bytes(rgb), 3 * w, h));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static boolean near(int[] rgb, byte[] entries, ColorTable table) {
    int seen = 0;
    for (int i = 0; i < rgb.length; i++) {
      int p = rgb[i];
      int q = table.color(entries[i] & 255);
      int off = Math.abs((p >> 16 & 255) - (q >> 16 & 255));
      off = Math.max(off, Math.abs((p >> 8 & 255) - (q >> 8 & 255)));
      off = Math.max(off, Math.abs((p & 255) - (q & 255)));
      seen += off > UNSEEN ? 1 : 0;
      if (off > LARGEST) return false;
    }
    return seen <= rgb.length / SELDOM;
  }

  private static byte[] header(int w, int h, int kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(w);
    out.writeInt(h);
    out.write(new byte[] {8, (byte) kind, 0, 0, 0});
    return bytes.toByteArray();
  }

  private static byte[] pixelSize(double scale) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    int perMetre = (int) Math.round(CSS_PIXELS_PER_METRE * scale);
    out.writeInt(perMetre);
    out.writeInt(perMetre);
    out.writeByte(1);
    return bytes.toByteArray();
  }

  private static byte[] bytes(int[] rgb) {
    byte[] out = new byte[3 * rgb.length];
    for (int i = 0; i < rgb.length; i++) put(out, 3 * i, rgb[i]);
    return out;
  }

  private static void put(byte[] out, int at, int rgb) {
    out[at] = (byte) (rgb >> 16);
    out[at + 1] = (byte) (rgb >> 8);
    out[at + 2] = (byte) rgb;
  }

  /** Rows without a filter: in plots equal pixels are common, and differences would hide them. */
  private static byte[] packed(byte[] pixels, int row, int h) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(pixels.length / 8 + 64);
    Deflater deflater = new Deflater(6);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
      byte[] line = new byte[row + 1];
      for (int y = 0; y < h; y++) {
        System.arraycopy(pixels, y * row, line, 1, row);
        out.write(line);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
