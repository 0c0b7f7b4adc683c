package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import flowlab.model.Activation;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The optimiser against its textbook, written out here in double, on both paths. */
class AdamStepTest {
  private static final DenseLayout LAYOUT = new DenseLayout(3, 20, 2);

  @Test
  void updatesAreThoseOfTheTextbook() {
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      for (double clip : new double[] {Double.POSITIVE_INFINITY, 0.05}) {
        updatesAreThoseOfTheTextbook(type, clip);
      }
    }
  }

  private static void updatesAreThoseOfTheTextbook(DataType type, double clip) {
    RandomGenerator random = Seeds.generator(1);
    INDArray start = Nd4j.createFromArray(random.doubles(LAYOUT.parameters(), -1, 1).toArray());
    double[] x = random.doubles(30 * 3, -1, 1).toArray();
    double[] target = random.doubles(30 * 2, -1, 1).toArray();
    double rate = 0.02;
    double b1 = 0.8;
    double b2 = 0.95;
    double epsilon = 1e-3;
    double decay = 0.1;
    double averaging = 0.7;
    try (DenseNet net = DenseNet.open(LAYOUT, Activation.TANH, start.castTo(type))) {
      double[] p = net.parameters().toDoubleVector();
      double[] average = p.clone();
      double[] m = new double[p.length];
      double[] v = new double[p.length];
      for (int k = 1; k <= 5; k++) {
        net.lossAndGradient(x, target, 30);
        double[] g = net.gradient().toDoubleVector();
        double norm = 0;
        for (double value : g) {
          norm += value * value;
        }
        double factor = Math.min(1, clip / (Math.sqrt(norm) + 1e-6));
        for (int i = 0; i < p.length; i++) {
          double gradient = factor * g[i];
          m[i] = b1 * m[i] + (1 - b1) * gradient;
          v[i] = b2 * v[i] + (1 - b2) * gradient * gradient;
          double mHat = m[i] / (1 - Math.pow(b1, k));
          double vHat = v[i] / (1 - Math.pow(b2, k));
          p[i] -= rate * decay * p[i];
          p[i] -= rate * mHat / (Math.sqrt(vHat) + epsilon);
          average[i] = averaging * average[i] + (1 - averaging) * p[i];
        }
        boolean[] beside = {false};
        net.update(
            new AdamStep(k, rate, b1, b2, epsilon, decay, clip, averaging), () -> beside[0] = true);
        assertEquals(true, beside[0]);
        double tolerance = type == DataType.DOUBLE ? 1e-12 : 2e-6;
        assertArrayEquals(p, net.parameters().toDoubleVector(), tolerance, type + " step " + k);
        double[] kept = net.state().average().orElseThrow().toDoubleVector();
        assertArrayEquals(average, kept, tolerance, type + " average " + k);
      }
    }
  }

  /** With ε → 0 the first step is −rate · sign(g), whatever the gradient's size. */
  @Test
  void theFirstStepHasTheLengthOfTheRate() {
    RandomGenerator random = Seeds.generator(2);
    INDArray start = Nd4j.createFromArray(random.doubles(LAYOUT.parameters(), -1, 1).toArray());
    try (DenseNet net = DenseNet.open(LAYOUT, Activation.TANH, start)) {
      net.lossAndGradient(new double[] {1, 2, 3}, new double[] {5, -5}, 1);
      double[] g = net.gradient().toDoubleVector();
      net.update(new AdamStep(1, 0.01, 0.9, 0.999, 1e-14, 0));
      double[] moved = net.parameters().sub(start).toDoubleVector();
      for (int i = 0; i < g.length; i++) {
        if (Math.abs(g[i]) > 1e-6) {
          assertEquals(-0.01 * Math.signum(g[i]), moved[i], 1e-8);
        }
      }
    }
  }
}
