import flowlab.Assignment;
import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.PathSample;
import flowlab.Sampler;
import flowlab.VectorField;
import flowlab.data.EightGaussians;
import flowlab.data.Gaussian;
import flowlab.data.GaussianMixture;
import flowlab.data.Moons;
import flowlab.exact.ExactMixture;
import flowlab.model.Activation;
import flowlab.model.Checkpoint;
import flowlab.model.Mlp;
import flowlab.nd.AdamStep;
import flowlab.nd.DenseNet;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.solve.AdaptiveSolver;
import flowlab.solve.ButcherTableau;
import flowlab.solve.OdeSolver;
import flowlab.stats.Bures;
import flowlab.stats.EnergyDistance;
import flowlab.stats.Kde;
import flowlab.stats.Mmd;
import flowlab.stats.Wasserstein;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Our side of the parity tests: reads a command a line and answers a line, numbers or "failed" and
 * why. Arrays come and go as npy files, networks as safetensors.
 */
class Ours {
  /** The two modes of the transition-matching demo; {@code test_solvers.py} has the same. */
  static final ExactMixture FIELD =
      new ExactMixture(
          new GaussianMixture(
              new double[] {0.66, 0.34}, new double[][] {{7, -1}, {6, 1}}, new double[] {0.8, 0.8}),
          Interpolant.linear());

  /** A driven pendulum, (angle, speed), six times as fast as time: no gradient, no mass to meet. */
  static final VectorField PENDULUM =
      new VectorField() {
        @Override
        public INDArray at(INDArray x, INDArray t) {
          throw new UnsupportedOperationException("solvers ask for rows at one time");
        }

        @Override
        public void into(double[] x, int n, double t, double[] velocity) {
          for (int i = 0; i < 2 * n; i += 2) {
            velocity[i] = 6 * x[i + 1];
            velocity[i + 1] = 6 * (0.5 * Math.cos(9 * t) - Math.sin(x[i]));
          }
        }
      };

  public static void main(String[] none) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String answer;
      try {
        answer = answer(line.split("\t"));
      } catch (Exception e) {
        answer = "failed " + String.valueOf(e).replace('\n', ' ');
      }
      System.out.println(answer);
    }
  }

  static String answer(String[] a) throws Exception {
    return switch (a[0]) {
      case "fixed" -> {
        ButcherTableau method = (ButcherTableau) ButcherTableau.class.getField(a[1]).get(null);
        write(a[4], OdeSolver.fixed(method, Integer.parseInt(a[2])).solve(FIELD, read(a[3])).last());
        yield "ok";
      }
      case "adaptive" -> {
        double rtol = Double.parseDouble(a[2]);
        double atol = Double.parseDouble(a[3]);
        AdaptiveSolver solver =
            a[1].equals("dopri5")
                ? AdaptiveSolver.dopri5(rtol, atol)
                : AdaptiveSolver.bogackiShampine(rtol, atol);
        VectorField field = a[4].equals("pendulum") ? PENDULUM : FIELD;
        var solution = solver.run(field, read(a[5]), 0, 1);
        write(a[6], solution.last());
        yield String.valueOf(solution.statistics().evaluations());
      }
      case "path" -> {
        double sigma = Double.parseDouble(a[2]);
        Interpolant path =
            switch (a[1]) {
              case "linear" -> Interpolant.linear();
              case "conditionalOt" -> Interpolant.conditionalOt(sigma);
              case "trigonometric" -> Interpolant.trigonometric();
              default -> throw new IllegalArgumentException("no path " + a[1]);
            };
        PathSample sample = path.at(read(a[3]), read(a[4]), read(a[5]));
        write(a[6], sample.xt());
        write(a[7], sample.velocity());
        yield "ok";
      }
      case "match" -> {
        int[] match =
            Coupling.optimalTransport().match(read(a[1]), read(a[2]), Seeds.generator(1));
        write(a[3], Nd4j.createFromArray(match));
        yield "ok";
      }
      case "sample" -> {
        Sampler law =
            a[1].equals("moons") ? Moons.torchcfm()::evenly : EightGaussians.torchcfm();
        write(a[3], law.sample(Integer.parseInt(a[2]), Seeds.generator(1)));
        yield "ok";
      }
      case "w2" -> String.valueOf(Wasserstein.exact(read(a[1]), read(a[2])));
      case "w2line" ->
          String.valueOf(Wasserstein.sliced(read(a[1]), read(a[2]), 1, Seeds.generator(1)));
      case "assignment" -> {
        INDArray cost = read(a[1]);
        yield String.valueOf(Assignment.solve(Shapes.toRows(cost), cost.rows()).cost());
      }
      case "sinkhorn" -> {
        INDArray cost = read(a[1]);
        int n = cost.rows();
        write(a[3], Shapes.fromRows(plan(Shapes.toRows(cost), n, Double.parseDouble(a[2])), n, n));
        yield "ok";
      }
      case "bures" ->
          String.valueOf(
              Bures.distance(
                  new Gaussian(read(a[1]).toDoubleVector(), read(a[2]).toDoubleMatrix()),
                  new Gaussian(read(a[3]).toDoubleVector(), read(a[4]).toDoubleMatrix())));
      case "mmd" ->
          String.valueOf(new Mmd(Double.parseDouble(a[1])).between(read(a[2]), read(a[3])));
      case "energy" -> String.valueOf(EnergyDistance.squared(read(a[1]), read(a[2])));
      case "kde" -> {
        double[] log = Kde.of(read(a[1]), Double.parseDouble(a[2])).logDensity(read(a[3]));
        write(a[4], Nd4j.createFromArray(log));
        yield "ok";
      }
      case "newnet" -> {
        Mlp net = Mlp.of(Activation.valueOf(a[1]), Seeds.generator(1), 3, 32, 24, 2);
        Checkpoint.save(a[2].equals("double") ? net.inDouble() : net, Path.of(a[3]));
        yield "ok";
      }
      case "net" -> net(a);
      case "adam" -> adam(a);
      default -> "failed: no command " + a[0];
    };
  }

  /** net ACTIVATION FILE x y out gradient: outputs, gradient of the loss, and the loss. */
  static String net(String[] a) throws IOException {
    Mlp net = load(a[1], a[2]);
    INDArray x = read(a[3]);
    INDArray y = read(a[4]);
    write(a[5], net.apply(x));
    try (DenseNet open = net.open()) {
      double loss = open.lossAndGradient(Shapes.toRows(x), Shapes.toRows(y), x.rows());
      write(a[6], Nd4j.createFromArray(open.gradient().toDoubleVector()));
      return String.valueOf(loss);
    }
  }

  /** adam ACTIVATION FILE x y out steps rate decay: the parameters after some steps on one batch. */
  static String adam(String[] a) throws IOException {
    INDArray x = read(a[3]);
    INDArray y = read(a[4]);
    int steps = Integer.parseInt(a[6]);
    double rate = Double.parseDouble(a[7]);
    double decay = Double.parseDouble(a[8]);
    try (DenseNet open = load(a[1], a[2]).open()) {
      for (int k = 1; k <= steps; k++) {
        open.lossAndGradient(Shapes.toRows(x), Shapes.toRows(y), x.rows());
        open.update(new AdamStep(k, rate, 0.9, 0.999, 1e-8, decay));
      }
      write(a[5], Nd4j.createFromArray(open.parameters().toDoubleVector()));
    }
    return "ok";
  }

  /** The weights of a file that PyTorch wrote, which does not say the activation. */
  static Mlp load(String activation, String file) throws IOException {
    Mlp like = Mlp.of(Activation.valueOf(activation), Seeds.generator(1), 3, 32, 24, 2);
    return Checkpoint.load(Path.of(file), like);
  }

  /** The plan is not public: couplings draw from it. */
  static double[] plan(double[] cost, int n, double epsilon) throws ReflectiveOperationException {
    Class<?> sinkhorn = Class.forName("flowlab.Sinkhorn");
    var solve = sinkhorn.getDeclaredMethod("solve", double[].class, int.class, double.class);
    solve.setAccessible(true);
    var plan = sinkhorn.getDeclaredMethod("plan");
    plan.setAccessible(true);
    return (double[]) plan.invoke(solve.invoke(null, cost, n, epsilon));
  }

  static INDArray read(String file) {
    return Nd4j.createFromNpyFile(Path.of(file).toFile());
  }

  static void write(String file, INDArray x) throws IOException {
    Files.write(Path.of(file), Nd4j.toNpyByteArray(x));
  }
}
