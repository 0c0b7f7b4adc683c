import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.AdamStep;
import flowlab.nd.DenseNet;
import flowlab.nd.Seeds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Our side of `bench/steps.py`: reads "NAME STEPS" a line, does so many training steps of that
 * configuration, and answers "LOSS MS MS MS …", one number a step.
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
    Map<String, Session> sessions = new HashMap<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      Session session = sessions.computeIfAbsent(words[0], name -> new Session(ALL.get(name)));
      double loss = 0;
      StringBuilder times = new StringBuilder();
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        long start = System.nanoTime();
        loss = session.step();
        times.append(' ').append((System.nanoTime() - start) / 1e6);
      }
      System.out.println(loss + times.toString());
    }
  }
}
