package flowlab.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.VectorField;
import flowlab.data.Gaussian;
import flowlab.nd.Seeds;
import flowlab.nd.Shapes;
import flowlab.solve.Divergence;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The networks as fields. */
class NetworkTest {
  private static final TimeEmbedding[] EMBEDDINGS = {
    TimeEmbedding.raw(), TimeEmbedding.learned(1), TimeEmbedding.fourier(0.5, 1, 2, 4, 8)
  };

  /** What the waves are, by hand: (x, cos, sin) through one layer. */
  @Test
  void wavesAreCosinesAndSines() {
    INDArray identity = Nd4j.createFromArray(0.0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0.25, 0.5);
    Mlp learned =
        new Mlp(Mlp.layout(TimeEmbedding.learned(1).in(3, 2), 0, 1, 2), Activation.TANH, identity);
    // the outputs are x₂ and cos π(t/4 + 1/2)
    INDArray y = learned.at(Nd4j.createFromArray(new double[][] {{7, 8}}), 0.6);
    assertEquals(8, y.getDouble(0, 0), 1e-12);
    assertEquals(Math.cos(Math.PI * (0.25 * 0.6 + 0.5)), y.getDouble(0, 1), 1e-12);
  }

  /** One time for all rows, a time for each row, and rows put together by hand. */
  @Test
  void allWaysIntoANetAgree() {
    for (TimeEmbedding embedding : EMBEDDINGS) {
      Mlp net = Mlp.velocity(2, embedding, 2, 20, Activation.SILU, Seeds.generator(1));
      int n = 300;
      double[] x = Shapes.toRows(Gaussian.standard(2).sample(n, Seeds.generator(2)));
      INDArray rows = Shapes.fromRows(x, n, 2);
      double[] u = new double[2 * n];
      net.into(x, n, 0.3, u);
      INDArray t = Nd4j.valueArrayOf(new long[] {n, 1}, 0.3, DataType.DOUBLE);
      assertArrayEquals(Shapes.toRows(net.at(rows, t)), u, 1e-6);
      assertArrayEquals(Shapes.toRows(net.apply(Nd4j.hstack(rows, t))), u, 1e-6);
      assertArrayEquals(Shapes.toRows(net.inDouble().at(rows, t)), u, 1e-5);
    }
  }

  /** Carried forward exactly: against differences in double, and float against double. */
  @Test
  void divergenceIsExact() {
    for (TimeEmbedding embedding : EMBEDDINGS) {
      Mlp net = Mlp.velocity(3, embedding, 3, 30, Activation.GELU, Seeds.generator(3));
      INDArray x = Gaussian.standard(3).sample(500, Seeds.generator(4));
      double[] exact = net.inDouble().divergence(x, 0.7);
      assertArrayEquals(Divergence.differences(net.inDouble(), 1e-5).at(x, 0.7), exact, 1e-8);
      assertArrayEquals(exact, net.divergence(x, 0.7), 1e-6);
    }
  }

  /** Parts in the order (x, t, y, s), whichever way they come. */
  @Test
  void transitionModelTakesItsPartsInOrder() {
    for (TimeEmbedding embedding : EMBEDDINGS) {
      TransitionModel model =
          TransitionModel.of(2, embedding, 2, 20, Activation.SILU, Seeds.generator(5));
      int n = 40;
      INDArray x = Gaussian.standard(2).sample(n, Seeds.generator(6));
      INDArray y = Gaussian.standard(2).sample(n, Seeds.generator(7));
      INDArray t = Nd4j.valueArrayOf(new long[] {n, 1}, 0.2, DataType.DOUBLE);
      INDArray s = Nd4j.valueArrayOf(new long[] {n, 1}, 0.9, DataType.DOUBLE);
      double[] expected = Shapes.toRows(model.net().apply(Nd4j.hstack(x, t, y, s)));
      VectorField inner = model.given(x, 0.2);
      assertArrayEquals(expected, Shapes.toRows(inner.at(y, s)), 1e-6);
      double[] v = new double[2 * n];
      inner.into(Shapes.toRows(y), n, 0.9, v);
      assertArrayEquals(expected, v, 1e-6);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> inner.into(new double[6], 3, 0.9, new double[6]));
      assertTrue(e.getMessage().contains("each of the 40 points"), e.getMessage());
    }
  }

  @Test
  void shapesAreChecked() {
    Mlp field = Mlp.velocity(2, 1, 8, Activation.RELU, Seeds.generator(1));
    var e = assertThrows(IllegalArgumentException.class, () -> new TransitionModel(field));
    assertTrue(e.getMessage().contains("(x, t, y, s)"), e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> TimeEmbedding.learned(0));
    assertTrue(e.getMessage().contains("at least one wave"), e.getMessage());
  }
}
