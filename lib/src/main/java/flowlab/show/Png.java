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
 * PNG files of opaque pictures. Written here because the JDK's writer spends three times as long on
 * plots and needs a tree of metadata to say how large a pixel is.
 */
final class Png {
  private static final double CSS_PIXELS_PER_METRE = 96 / 0.0254;

  private Png() {}

  /** The image as a file whose pixels are 1/scale CSS pixels wide. */
  static byte[] encode(BufferedImage image, double scale) {
    int w = image.getWidth();
    int h = image.getHeight();
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(w * h / 4);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      DataOutputStream header = new DataOutputStream(head);
      header.writeInt(w);
      header.writeInt(h);
      header.write(new byte[] {8, 2, 0, 0, 0});
      chunk(out, "IHDR", head.toByteArray());
      head.reset();
      int perMetre = (int) Math.round(CSS_PIXELS_PER_METRE * scale);
      header.writeInt(perMetre);
      header.writeInt(perMetre);
      header.writeByte(1);
      chunk(out, "pHYs", head.toByteArray());
      chunk(out, "IDAT", deflated(rgb, w, h));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflated(int[] rgb, int w, int h) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(w * h / 4);
    Deflater deflater = new Deflater(6);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
      // No filter: in plots equal pixels are common, and differences would hide them.
      byte[] row = new byte[1 + 3 * w];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          int p = rgb[y * w + x];
          row[3 * x + 1] = (byte) (p >> 16);
          row[3 * x + 2] = (byte) (p >> 8);
          row[3 * x + 3] = (byte) p;
        }
        out.write(row);
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
