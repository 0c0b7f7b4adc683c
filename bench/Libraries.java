import flowlab.show.Animation;
import flowlab.show.Figure;
import flowlab.show.Grid;
import flowlab.show.Limits;
import flowlab.show.Palette;
import flowlab.show.Plots;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** What lib does by its own code where a library would do: time, size, colours, digits. */
public class Libraries {
  private static final int FRAMES = 24;

  public static void main(String[] arguments) throws Exception {
    pngs();
    gifs();
    eigen();
    quadrature();
  }

  // Pictures

  private static Figure[] figures() {
    var random = new SplittableRandom(1);
    double[][] points = new double[2_000][2];
    for (double[] p : points) {
      p[0] = random.nextGaussian();
      p[1] = random.nextGaussian();
    }
    double[] wave = new double[400];
    Arrays.setAll(wave, i -> Math.sin(i / 30.0));
    Grid grid = Grid.of(new Limits(-3, 3, -3, 3), 200, (x, y) -> Math.exp(-(x * x + y * y) / 2));
    return new Figure[] {
      Plots.lines("sin", wave).title("lines"),
      Plots.scatter(points).title("scatter"),
      Plots.heatMap(grid).palette(Palette.VIRIDIS).title("heat map")
    };
  }

  private static void pngs() throws Exception {
    Method own = own("flowlab.show.Png", "encode", BufferedImage.class, double.class);
    for (Figure figure : figures()) {
      BufferedImage image = figure.image(2);
      String what = "PNG, " + figure.description().replaceAll(":.*", "");
      row(what, "own", () -> (byte[]) own.invoke(null, image, 2.0), bytes -> off(bytes, image));
      row(what, "ImageIO", () -> written(image, "png"), bytes -> off(bytes, image));
    }
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static void gifs() throws Exception {
    Grid grid =
        Grid.of(new Limits(-2.5, 9, -4, 4), 200, (x, y) -> Math.exp(-(x * x + y * y) / 2) + Math.exp(-((x - 6) * (x - 6) + y * y) / 1.3));
    var ground = Plots.filledContour(grid).palette(Palette.ORRD);
    List<BufferedImage> film = new ArrayList<>();
    for (int k = 0; k < FRAMES; k++) {
      double at = 6.0 * k / FRAMES;
      var frame = ground.with(Plots.scatter(new double[][] {{0, 0}, {at, Math.sin(at)}}).color("red").pointSize(11));
      film.add(frame.noAxes().size(600, 300).equalAspect(false).limits(-2.5, 9, -4, 4).image(1));
    }
    Animation animation =
        Animation.of(FRAMES, 24, k -> Figure.painted(600, 300, g -> g.drawImage(film.get(k), 0, 0, 600, 300, null)));
    String what = "GIF of " + FRAMES + " frames";
    Check<byte[]> check = bytes -> off(bytes, film.get(0));
    row(what, "own", () -> bytes(out -> animation.gif(out, 1)), check);
    row(what, "ImageIO", () -> sequence(film), check);
    Class<?> type = Class.forName("com.madgag.gif.fmsware.AnimatedGifEncoder");
    row(what, "XChart's", () -> xchart(type, film), check);
  }

  private interface Writing {
    void to(OutputStream out) throws Exception;
  }

  private static byte[] bytes(Writing writing) throws Exception {
    var out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toByteArray();
  }

  /** What XChart's GifEncoder does, without a file. */
  private static byte[] xchart(Class<?> type, List<BufferedImage> film) throws Exception {
    return bytes(
        out -> {
          Object encoder = type.getConstructor().newInstance();
          type.getMethod("setRepeat", int.class).invoke(encoder, 0);
          type.getMethod("start", OutputStream.class).invoke(encoder, out);
          type.getMethod("setDelay", int.class).invoke(encoder, 40);
          for (BufferedImage image : film) {
            type.getMethod("addFrame", BufferedImage.class).invoke(encoder, image);
          }
          type.getMethod("finish").invoke(encoder);
        });
  }

  private static byte[] sequence(List<BufferedImage> film) throws Exception {
    return bytes(
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
          try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (BufferedImage image : film) {
              IIOMetadata about = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
              String format = about.getNativeMetadataFormatName();
              var root = (IIOMetadataNode) about.getAsTree(format);
              var control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
              control.setAttribute("delayTime", "4");
              about.setFromTree(format, root);
              writer.writeToSequence(new IIOImage(image, null, about), null);
            }
            writer.endWriteSequence();
          }
          writer.dispose();
        });
  }

  /** How far the colours of a file are from those of the picture: the mean, and the farthest of 1000. */
  private static String off(byte[] file, BufferedImage image) throws IOException {
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));
    int[] differences = new int[image.getWidth() * image.getHeight()];
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      int x = i % image.getWidth();
      int y = i / image.getWidth();
      int a = image.getRGB(x, y);
      int b = read.getRGB(x, y);
      for (int shift = 0; shift <= 16; shift += 8) {
        differences[i] = Math.max(differences[i], Math.abs((a >> shift & 255) - (b >> shift & 255)));
      }
      sum += differences[i];
    }
    Arrays.sort(differences);
    return String.format(
        Locale.ROOT, "%,d bytes, colours off by %.2f, one in a thousand by %d",
        file.length, sum / differences.length, differences[(int) (0.999 * differences.length)]);
  }

  // Numbers

  private static void eigen() throws Exception {
    Method own = own("flowlab.data.SymmetricEigen", "of", double[][].class);
    for (int d : new int[] {2, 8, 32}) {
      double[][] matrix = covariance(d);
      row("eigenvectors, d = " + d, "own", () -> own.invoke(null, (Object) matrix), eigen -> residual(matrix, field(eigen, "values"), field(eigen, "vectors")));
      row("eigenvectors, d = " + d, "commons-math3", () -> new EigenDecomposition(new Array2DRowRealMatrix(matrix)), found -> {
        var eigen = (EigenDecomposition) found;
        return residual(matrix, eigen.getRealEigenvalues(), eigen.getVT().getData());
      });
    }
  }

  /** Of a covariance whose directions differ by 10^8 in variance, where small ones are lost first. */
  private static double[][] covariance(int d) {
    var random = new SplittableRandom(d);
    double[][] factor = new double[d][d];
    for (double[] row : factor) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian() * Math.pow(10, -4.0 * j / (d - 1));
      }
    }
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          matrix[i][j] += factor[i][k] * factor[j][k];
        }
      }
    }
    return matrix;
  }

  private static String residual(double[][] a, double[] values, double[][] vectors) {
    double most = 0;
    double norm = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < values.length; k++) {
      for (int i = 0; i < values.length; i++) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
          sum += a[i][j] * vectors[k][j];
        }
        most = Math.max(most, Math.abs(sum - values[k] * vectors[k][i]));
      }
    }
    return String.format(Locale.ROOT, "|A v − λ v| up to %.1e of |A|", most / norm);
  }

  private static void quadrature() throws Exception {
    Method own = own("flowlab.exact.GaussLegendre", "of", int.class);
    row("quadrature of 40 nodes", "own", () -> own.invoke(null, 40), rule -> moments(field(rule, "nodes"), field(rule, "weights")));
    row("quadrature of 40 nodes", "commons-math3", () -> new GaussIntegratorFactory().legendre(40), found -> {
      var rule = (org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator) found;
      double[] nodes = new double[40];
      double[] weights = new double[40];
      Arrays.setAll(nodes, rule::getPoint);
      Arrays.setAll(weights, rule::getWeight);
      return moments(nodes, weights);
    });
  }

  /** A rule of n nodes is exact for all powers below 2n. */
  private static String moments(double[] nodes, double[] weights) {
    double most = 0;
    for (int power = 0; power < 2 * nodes.length; power += 2) {
      double sum = 0;
      for (int i = 0; i < nodes.length; i++) {
        sum += weights[i] * Math.pow(nodes[i], power);
      }
      most = Math.max(most, Math.abs(sum * (power + 1) / 2 - 1));
    }
    return String.format(Locale.ROOT, "powers off by up to %.1e", most);
  }

  // Measuring

  private interface Check<T> {
    String of(T result) throws Exception;
  }

  private static Method own(String type, String name, Class<?>... parameters) throws Exception {
    Method method = Class.forName(type).getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  @SuppressWarnings("unchecked")
  private static <T> T field(Object record, String name) throws Exception {
    var field = record.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return (T) field.get(record);
  }

  /** The quickest tenth of half a second's repetitions after as long a warm-up, and what came out. */
  private static <T> void row(String what, String who, Callable<T> work, Check<T> check) throws Exception {
    T result = null;
    double[] ms = {};
    for (int pass = 0; pass < 2; pass++) {
      var times = new ArrayList<Double>();
      long end = System.nanoTime() + 500_000_000L;
      while (System.nanoTime() < end || times.size() < 10) {
        long start = System.nanoTime();
        result = work.call();
        times.add((System.nanoTime() - start) / 1e6);
      }
      ms = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
    System.out.printf(Locale.ROOT, "%-26s %-14s %10.4f ms  %s%n", what, who, ms[ms.length / 10], check.of(result));
  }
}
