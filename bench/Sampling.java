import flowlab.Interpolant;
import flowlab.data.Checkerboard;
import flowlab.data.Gaussian;
import flowlab.model.Activation;
import flowlab.model.Checkpoint;
import flowlab.model.Mlp;
import flowlab.model.TransitionModel;
import flowlab.nd.Seeds;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import flowlab.solve.InnerSampler;
import flowlab.solve.Likelihood;
import flowlab.solve.OdeSolver;
import flowlab.solve.TransitionSampler;
import flowlab.train.Trainer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Our side of `bench/sampling.py`: writes the nets into the folder it is given, for all sides to
 * use, then reads "NAME TIMES" a line and answers "CHECK MS MS MS …"; CHECK is the mean square of
 * what came out. The name `memory` trains 5,000 steps and answers the peak of memory in MB after
 * 500 and after all.
 */
class Sampling {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Mlp checker = net(folder, "checker", Activation.GELU, 3, 128, 128, 128, 128, 2);
    Mlp pbdl = net(folder, "pbdl", Activation.RELU, 3, 128, 128, 2);
    Mlp score = net(folder, "score", Activation.GELU, 4, 64, 64, 64, 64, 3);
    TransitionModel dtm =
        new TransitionModel(net(folder, "dtm", Activation.SILU, 6, 512, 512, 512, 512, 2));

    INDArray x10000 = Gaussian.standard(2).sample(10_000, Seeds.generator(1));
    INDArray x2000 = Gaussian.standard(2).sample(2_000, Seeds.generator(2));
    INDArray x500 = Gaussian.standard(2).sample(500, Seeds.generator(3));
    INDArray y2000 = Gaussian.standard(3).sample(2_000, Seeds.generator(4));
    double[] times = new double[100];
    java.util.Arrays.setAll(times, i -> i / 99.0);
    OdeSolver rk4 = OdeSolver.fixed(ButcherTableau.RK4, 1_000);
    Likelihood likelihood = new Likelihood(OdeSolver.fixed(ButcherTableau.RK4, 100));
    InnerSampler inner = InnerSampler.flow(dtm::given, OdeSolver.fixed(ButcherTableau.EULER, 32));
    Map<String, Supplier<Double>> work =
        Map.of(
            "euler",
            () ->
                square(OdeSolver.fixed(ButcherTableau.EULER, 100).solve(checker, x10000).last()),
            "dopri5",
            () -> square(AdaptiveSolver.dopri5(1e-5, 1e-5).solve(pbdl, x500, times).last()),
            "rk4",
            () -> square(rk4.solve(score, y2000).last()),
            "dtm",
            () -> square(new TransitionSampler(4, inner).sample(x2000, Seeds.generator(5)).last()),
            "likelihood",
            () -> {
              double sum = 0;
              for (double log : likelihood.logDensity(checker, x2000)) {
                sum += log / 2_000;
              }
              return sum;
            });
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("memory")) {
        System.out.println(memory());
        continue;
      }
      double check = 0;
      StringBuilder spent = new StringBuilder();
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        long start = System.nanoTime();
        check = work.get(words[0]).get();
        spent.append(' ').append((System.nanoTime() - start) / 1e6);
      }
      System.out.println(check + spent.toString());
    }
  }

  /** Fresh weights, twice as large so that the flow bends, in a file for all sides. */
  private static Mlp net(Path folder, String name, Activation activation, int... widths)
      throws Exception {
    Mlp net = Mlp.of(activation, Seeds.generator(1), widths);
    net = net.withParameters(net.parameters().mul(2));
    Checkpoint.save(net, folder.resolve(name + ".safetensors"));
    return net;
  }

  private static double square(INDArray x) {
    return x.mul(x).meanNumber().doubleValue();
  }

  private static String memory() {
    double[] peaks = new double[2];
    Trainer.of(Interpolant.linear(), Gaussian.standard(2), new Checkerboard(4, 2))
        .steps(5_000)
        .batch(4_096)
        .learningRate(3e-3)
        .progress(
            (done, total, loss) -> {
              if (done == 500 || done == total) {
                peaks[done / total] = peak();
              }
            })
        .train(Mlp.velocity(2, 4, 128, Activation.GELU, Seeds.generator(0)));
    return "0 " + peaks[0] + " " + peaks[1];
  }

  private static double peak() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (java.io.IOException e) {
      return Double.NaN; // no such file on this system
    }
  }
}
