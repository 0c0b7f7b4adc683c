import flowlab.Interpolant;
import flowlab.data.Checkerboard;
import flowlab.data.Gaussian;
import flowlab.model.Activation;
import flowlab.model.Mlp;
import flowlab.nd.Backend;
import flowlab.show.Plots;
import flowlab.solve.ButcherTableau;
import flowlab.solve.OdeSolver;
import flowlab.train.Trainer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Somebody else's program: trains, samples, saves a picture. */
public class Consumer {
  public static void main(String[] arguments) {
    var target = new Checkerboard(4, 2.0);
    var source = Gaussian.standard(2);
    var net = Mlp.velocity(2, 2, 32, Activation.GELU, new SplittableRandom(0));
    var run =
        Trainer.of(Interpolant.linear(), source, target)
            .steps(200)
            .batch(256)
            .learningRate(3e-3)
            .train(net);
    var noise = source.sample(500, new SplittableRandom(1));
    var flow = OdeSolver.fixed(ButcherTableau.RK4, 10).solve(run.model(), noise);
    Plots.scatter(flow.last()).save(Path.of(arguments[0]));
    System.out.printf("%d steps, %d samples%n", run.steps(), flow.last().rows());
    System.out.println(Backend.describe());
  }
}
