package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Both libraries against three loops, on sizes with and without gaps between the rows. */
class ProductsTest {
  private static final int[][] SIZES = { // n, in, out
    {1, 1, 1}, {1, 128, 2}, {3, 5, 7}, {37, 33, 65}, {256, 64, 64}, {300, 128, 128}, {129, 256, 130}
  };

  static Stream<Arguments> products() {
    Backend.prepare();
    Stream<Products> all =
        OneDnn.runs() ? Stream.of(new OpenBlas(), new OneDnn()) : Stream.of(new OpenBlas());
    return all.flatMap(products -> Stream.of(SIZES).map(size -> Arguments.of(products, size)));
  }

  @ParameterizedTest
  @MethodSource("products")
  void agreeWithLoops(Products products, int[] size) {
    int n = size[0];
    int in = size[1];
    int out = size[2];
    RandomGenerator random = Seeds.generator(3);
    float[] x = normals(n * in, random);
    float[] w = normals(out * in, random);
    float[] z = normals(n * out, random);
    try (Matrix xs = filled(n, in, x);
        Matrix ws = filled(out, in, w);
        Matrix turned = Matrix.of(in, out);
        Matrix zs = Matrix.of(n, out)) {
      float[] column = new float[out];
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          column[o] = w[o * in + i];
        }
        turned.write(i, 1, column, 0);
      }
      double[] forward = new double[n * out];
      double[] gradient = new double[out * in];
      for (int r = 0; r < n; r++) {
        for (int o = 0; o < out; o++) {
          for (int i = 0; i < in; i++) {
            forward[r * out + o] += (double) x[r * in + i] * w[o * in + i];
            gradient[o * in + i] += (double) z[r * out + o] * x[r * in + i];
          }
        }
      }
      products.alone(() -> products.times(n, xs, turned, zs));
      assertClose(forward, read(zs, n), in);
      zs.write(0, n, new float[n * out], 0);
      products.alone(() -> products.timesTransposed(n, xs, ws, zs));
      assertClose(forward, read(zs, n), in);
      zs.write(0, n, z, 0);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += w[i];
      }
      products.alone(() -> products.transposedTimes(n, zs, xs, 1f, ws));
      assertClose(gradient, read(ws, out), n);
    }
  }

  /**
   * What the calling thread may have is as before, and no thread was started: that ND4J and oneDNN
   * share one runtime of threads is what {@link OneDnn#alone} rests on.
   */
  @Test
  void productsKeepToTheirThread() throws InterruptedException {
    assumeTrue(OneDnn.runs());
    Products products = new OneDnn();
    NativeOps threads = NativeOpsHolder.getInstance().getDeviceNativeOps();
    Thread fresh =
        new Thread(
            () -> {
              try (Matrix a = filled(512, 512, new float[512 * 512]);
                  Matrix b = filled(512, 512, new float[512 * 512]);
                  Matrix c = Matrix.of(512, 512)) {
                threads.setOmpNumThreads(3);
                int before = tasks();
                products.alone(() -> products.times(512, a, b, c));
                assertEquals(before, tasks(), "threads of this process");
                assertEquals(3, threads.ompGetMaxThreads());
                products.times(512, a, b, c);
                assertTrue(tasks() > before, "not told, it takes as many as it may have");
              }
            });
    Throwable[] thrown = {null};
    fresh.setUncaughtExceptionHandler((thread, failure) -> thrown[0] = failure);
    fresh.start();
    fresh.join();
    if (thrown[0] instanceof Error failure) {
      throw failure;
    }
  }

  private static int tasks() {
    return new File("/proc/self/task").list().length;
  }

  private static Matrix filled(int rows, int width, float[] values) {
    Matrix matrix = Matrix.of(rows, width);
    matrix.write(0, rows, values, 0);
    return matrix;
  }

  private static float[] read(Matrix matrix, int rows) {
    float[] values = new float[rows * matrix.width()];
    matrix.read(0, rows, values, 0);
    return values;
  }

  private static float[] normals(int n, RandomGenerator random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void assertClose(double[] expected, float[] actual, int terms) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 2e-6 * Math.sqrt(terms) * 3, "entry " + i);
    }
  }
}
