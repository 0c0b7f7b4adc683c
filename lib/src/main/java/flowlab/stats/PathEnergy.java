package flowlab.stats;

import flowlab.Trajectory;
import flowlab.nd.Shapes;

/**
 * How much a flow moves: ∫ E|dx/dt|² dt of a trajectory, its segments taken as straight. The least
 * any flow between two laws can do is W₂²; the normalised path energy |energy − W₂²| / W₂² says how
 * far from straight the paths are (Tong et al., 2024).
 */
public final class PathEnergy {
  private PathEnergy() {}

  /** The energy ∫ E|dx/dt|² dt of paths. */
  public static double of(Trajectory path) {
    double energy = 0;
    double[] times = path.times();
    for (int j = 0; j + 1 < times.length; j++) {
      double[] a = Shapes.toRows(path.states().get(j));
      double[] b = Shapes.toRows(path.states().get(j + 1));
      double squares = 0;
      for (int i = 0; i < a.length; i++) squares += (b[i] - a[i]) * (b[i] - a[i]);
      energy += squares / path.states().get(j).rows() / Math.abs(times[j + 1] - times[j]);
    }
    return energy;
  }

  /** How far the energy is from the least that is possible, |energy − W₂²| / W₂². */
  public static double normalised(Trajectory path, double w2) {
    double least = Shapes.requirePositive("W2", w2) * w2;
    return Math.abs(of(path) - least) / least;
  }
}
