package flowlab.check;

import flowlab.Interpolant;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactField;
import flowlab.exact.ExactMixture;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The flow from N(0, τ²I) to a mixture along straight lines: in units of τ it is the flow from N(0,
 * I) to the mixture that is 1/τ as large. Only the checks know it, so that an exercise can ask for
 * what the library does not give away.
 */
record WideNoise(double tau, ExactMixture inUnits) implements ExactField {
  static WideNoise to(GaussianMixture data, double tau) {
    double[][] means =
        Arrays.stream(data.means()).map(mean -> times(1 / tau, mean)).toArray(double[][]::new);
    double[][][] covariances =
        data.covariances().stream()
            .map(c -> Arrays.stream(c.matrix()).map(row -> times(1 / (tau * tau), row)))
            .map(rows -> rows.toArray(double[][]::new))
            .toArray(double[][][]::new);
    var small = new GaussianMixture(data.weights(), means, covariances);
    return new WideNoise(tau, new ExactMixture(small, Interpolant.linear()));
  }

  private static double[] times(double factor, double[] row) {
    return Arrays.stream(row).map(v -> factor * v).toArray();
  }

  @Override
  public int dimension() {
    return inUnits.dimension();
  }

  @Override
  public Interpolant interpolant() {
    return inUnits.interpolant();
  }

  @Override
  public INDArray at(INDArray x, INDArray t) {
    return inUnits.at(x.div(tau), t).mul(tau);
  }

  /** A density in the plane of x is that of x/τ, divided by τ for each coordinate. */
  @Override
  public double[] logDensity(INDArray x, double t) {
    double logVolume = dimension() * Math.log(tau);
    return Arrays.stream(inUnits.logDensity(x.div(tau), t)).map(log -> log - logVolume).toArray();
  }

  @Override
  public INDArray score(INDArray x, double t) {
    return inUnits.score(x.div(tau), t).div(tau);
  }

  @Override
  public INDArray meanData(INDArray x, double t) {
    return inUnits.meanData(x.div(tau), t).mul(tau);
  }

  @Override
  public INDArray meanNoise(INDArray x, double t) {
    return inUnits.meanNoise(x.div(tau), t).mul(tau);
  }

  @Override
  public double[] divergence(INDArray x, double t) {
    return inUnits.divergence(x.div(tau), t);
  }
}
