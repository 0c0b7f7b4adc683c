import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.AdamStep;
import flowlab.nd.DenseNet;
import flowlab.nd.Seeds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Our side of `bench/steps.py`: reads "NAME STEPS" a line, does so many training steps of that
 * configuration, and answers "LOSS MS MS MS …", one number a step. With the argument {@code floor}
 * it does the step's matrix products alone.
 *
 * <p>A step is what it is for the peers: a fresh normal batch, targets, forward, loss, backward,
 * Adam.
 */
class Steps {
  record Configuration(Activation activation, int batch, int... widths) {}

  static final Map<String, Configuration> ALL =
      Map.of(
          "dtm", new Configuration(Activation.SILU, 4096, 6, 512, 512, 512, 512, 2),
          "fm512", new Configuration(Activation.SILU, 4096, 3, 512, 512, 512, 512, 2),
          "checker", new Configuration(Activation.GELU, 4096, 3, 128, 128, 128, 128, 2),
          "pbdl", new Configuration(Activation.RELU, 128, 3, 128, 128, 2),
          "score", new Configuration(Activation.GELU, 256, 5, 64, 64, 64, 64, 3),
          "annulus", new Configuration(Activation.ELU, 256, 3, 64, 64, 64, 2));

  static final class Session {
    final Configuration c;
    final DenseNet net;
    final double[] x;
    final double[] target;
    int k;

    Session(Configuration c) {
      this.c = c;
      net = Mlp.of(c.activation(), Seeds.generator(1), c.widths()).open();
      x = new double[c.batch() * c.widths()[0]];
      target = new double[c.batch() * c.widths()[c.widths().length - 1]];
    }

    double step() {
      RandomGenerator random = Seeds.generator(7, k);
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextGaussian();
      }
      int in = c.widths()[0];
      int out = c.widths()[c.widths().length - 1];
      for (int row = 0; row < c.batch(); row++) {
        for (int j = 0; j < out; j++) {
          target[row * out + j] = Math.sin(x[row * in + j]);
        }
      }
      double loss = net.lossAndGradient(x, target, c.batch());
      net.update(new AdamStep(++k, 1e-3, 0.9, 0.999, 1e-8, 0));
      return loss;
    }
  }

  public static void main(String[] args) throws Exception {
    boolean products = args.length > 0 && args[0].equals("floor");
    Floor floor = products ? new Floor() : null;
    Map<String, Session> sessions = new HashMap<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      int count = Integer.parseInt(words[1]);
      StringBuilder times = new StringBuilder();
      double loss = 0;
      if (products) {
        Arrays.stream(floor.steps(words[0], count)).forEach(ms -> times.append(' ').append(ms));
      } else {
        Session session = sessions.computeIfAbsent(words[0], name -> new Session(ALL.get(name)));
        for (int i = 0; i < count; i++) {
          long start = System.nanoTime();
          loss = session.step();
          times.append(' ').append((System.nanoTime() - start) / 1e6);
        }
      }
      System.out.println(loss + times.toString());
    }
  }
}

/**
 * The matrix products of a training step alone, in oneDNN, on arrays as it likes them best: 256
 * rows at a time, a cache line further apart than they are wide, weights transposed beforehand. Each
 * thread has its share of the rows and waits for nobody; a step takes as long as the slower.
 */
class Floor {
  static final int ROWS = 256;
  static final int PAD = 16;

  final int threads = Integer.getInteger("flowlab.threads");
  final Map<String, Share[]> all = new HashMap<>();

  Floor() {
    Nd4j.getBackend();
    Loader.load(dnnl.class);
  }

  /** Milliseconds of so many steps. */
  double[] steps(String name, int count) throws InterruptedException {
    Share[] shares = all.computeIfAbsent(name, this::shares);
    double[][] spent = new double[threads][count];
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      Share share = shares[i];
      double[] mine = spent[i];
      workers[i] = new Thread(() -> share.steps(mine));
      workers[i].start();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    double[] slowest = new double[count];
    for (double[] mine : spent) {
      Arrays.setAll(slowest, k -> Math.max(slowest[k], mine[k]));
    }
    return slowest;
  }

  private Share[] shares(String name) {
    Steps.Configuration c = Steps.ALL.get(name);
    Share[] shares = new Share[threads];
    for (int i = 0; i < threads; i++) {
      shares[i] = new Share(c.widths(), c.batch() / threads);
    }
    return shares;
  }

  /** One thread's rows. */
  static final class Share {
    final int[] widths;
    final int rows;
    final FloatPointer[] activations;
    final FloatPointer[] errors;
    final FloatPointer[] weights;
    final FloatPointer[] gradients;

    Share(int[] widths, int rows) {
      this.widths = widths;
      this.rows = rows;
      int layers = widths.length - 1;
      activations = new FloatPointer[layers + 1];
      errors = new FloatPointer[layers + 1];
      weights = new FloatPointer[layers];
      gradients = new FloatPointer[layers];
      for (int l = 0; l <= layers; l++) {
        activations[l] = array(ROWS, widths[l]);
        errors[l] = array(ROWS, widths[l]);
        if (l < layers) {
          weights[l] = array(Math.max(widths[l], widths[l + 1]), Math.max(widths[l], widths[l + 1]));
          gradients[l] = array(widths[l + 1], widths[l]);
        }
      }
    }

    static FloatPointer array(int rows, int width) {
      FloatPointer pointer = new FloatPointer((long) (rows + 1) * (width + PAD));
      pointer.asBuffer().put(0, new float[(int) pointer.capacity()]);
      long line = 4L * PAD;
      return pointer.getPointer(FloatPointer.class, (line - pointer.address() % line) % line / 4);
    }

    void steps(double[] spent) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      for (int k = 0; k < spent.length; k++) {
        long start = System.nanoTime();
        for (int row = 0; row < rows; row += ROWS) {
          products(Math.min(ROWS, rows - row));
        }
        spent[k] = (System.nanoTime() - start) / 1e6;
      }
    }

    void products(int n) {
      int layers = widths.length - 1;
      for (int l = 0; l < layers; l++) {
        multiply('N', n, widths[l + 1], widths[l], activations[l], weights[l], activations[l + 1]);
      }
      for (int l = layers - 1; l >= 0; l--) {
        multiply('T', widths[l + 1], widths[l], n, errors[l + 1], activations[l], gradients[l]);
        if (l > 0) {
          multiply('N', n, widths[l], widths[l + 1], errors[l + 1], weights[l], errors[l]);
        }
      }
    }

    static void multiply(
        char form, int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c) {
      int across = form == 'N' ? k : m;
      dnnl_sgemm((byte) form, (byte) 'N', m, n, k, 1f, a, across + PAD, b, n + PAD, 0f, c, n + PAD);
    }
  }
}
