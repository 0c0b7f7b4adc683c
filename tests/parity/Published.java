import flowlab.Coupling;
import flowlab.Interpolant;
import flowlab.Sampler;
import flowlab.data.EightGaussians;
import flowlab.data.Gaussian;
import flowlab.data.Moons;
import flowlab.data.Points;
import flowlab.data.SCurve;
import flowlab.model.Activation;
import flowlab.model.Checkpoint;
import flowlab.model.Mlp;
import flowlab.nd.Seeds;
import flowlab.solve.ButcherTableau;
import flowlab.solve.OdeSolver;
import flowlab.train.Adam;
import flowlab.train.Trainer;
import flowlab.train.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One training of the table of [SF]²M (Tong et al., 2024, arXiv 2307.03672, appendix F): 10,000 rows
 * of data, 3 hidden layers of 64 SELU units, AdamW at 1e-3 with decay 1e-5, 1,000 epochs in batches
 * of 512, and 10,000 new points by 100 Euler steps.
 *
 * <p>{@code Published.java SET METHOD SEED EPOCHS FOLDER} writes generated.npy, data.npy (other rows
 * of the law) and net.safetensors into the folder; {@code Published.java SET floor SEED 0 FOLDER}
 * two independent sets of the law.
 */
class Published {
  static final int ROWS = 10_000;

  public static void main(String[] a) throws Exception {
    Sampler law = law(a[0]);
    long seed = Long.parseLong(a[2]);
    int epochs = Integer.parseInt(a[3]);
    Path folder = Files.createDirectories(Path.of(a[4]));
    RandomGenerator random = Seeds.generator(seed, 0);
    write(folder.resolve("data.npy"), law.sample(ROWS, random));
    if (a[1].equals("floor")) {
      write(folder.resolve("generated.npy"), law.sample(ROWS, random));
      return;
    }
    Coupling coupling =
        a[1].equals("OT-CFM") ? Coupling.optimalTransport() : Coupling.independent();
    Sampler source = Gaussian.standard(2);
    TrainingRun<Mlp> run =
        Trainer.of(Interpolant.linear(), source, new Points(law.sample(ROWS, random)))
            .coupling(coupling)
            .epochs(epochs)
            .batch(512)
            .learningRate(1e-3)
            .adam(Adam.standard().withWeightDecay(1e-5))
            .seed(seed)
            .train(Mlp.velocity(2, 3, 64, Activation.SELU, Seeds.generator(seed, 1)));
    Checkpoint.save(run.model(), folder.resolve("net.safetensors"));
    INDArray noise = source.sample(ROWS, Seeds.generator(seed, 2));
    OdeSolver euler = OdeSolver.fixed(ButcherTableau.EULER, 100);
    write(folder.resolve("generated.npy"), euler.solve(run.model(), noise).last());
    System.out.println(run);
  }

  static Sampler law(String name) {
    return switch (name) {
      case "8gaussians" -> EightGaussians.torchdyn()::evenly;
      case "moons" -> Moons.conditionalFlow()::evenly;
      case "scurve" -> SCurve.conditionalFlow();
      default -> throw new IllegalArgumentException("no set " + name);
    };
  }

  static void write(Path file, INDArray x) throws Exception {
    Files.write(file, Nd4j.toNpyByteArray(x));
  }
}
