package flowlab.model;

import flowlab.nd.Nonlinearity;
import flowlab.nd.Tiles;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The nonlinearities of the course's networks, as PyTorch defines them: φ and φ′ as formulas, as
 * ND4J operations and as vectorised loops over floats.
 */
public enum Activation implements Nonlinearity {
  /** φ(z) = z Φ(z), Φ the standard normal distribution function (exact, not the tanh form). */
  GELU {
    @Override
    public double value(double z) {
      return z * phi(z);
    }

    @Override
    public double derivative(double z) {
      return phi(z) + z * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public INDArray value(INDArray z) {
      return z.mul(normalCdf(z));
    }

    @Override
    public INDArray derivative(INDArray z) {
      INDArray density = Transforms.exp(z.mul(z).muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
      return normalCdf(z).addi(density.muli(z));
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.gelu(z, derivative, n);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.gelu(z, n);
    }
  },

  /** φ(z) = z σ(z), also called swish. */
  SILU {
    @Override
    public double value(double z) {
      return z / (1 + Math.exp(-z));
    }

    @Override
    public double derivative(double z) {
      double s = 1 / (1 + Math.exp(-z));
      return s * (1 + z * (1 - s));
    }

    @Override
    public INDArray value(INDArray z) {
      return z.mul(Transforms.sigmoid(z, true));
    }

    @Override
    public INDArray derivative(INDArray z) {
      INDArray s = Transforms.sigmoid(z, true);
      return s.mul(z.mul(s.rsub(1)).addi(1));
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.silu(z, derivative, n);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.silu(z, n);
    }
  },

  /** φ(z) = max(z, 0); φ′(0) = 0. */
  RELU {
    @Override
    public double value(double z) {
      return Math.max(z, 0);
    }

    @Override
    public double derivative(double z) {
      return z > 0 ? 1 : 0;
    }

    @Override
    public INDArray value(INDArray z) {
      return Transforms.relu(z, true);
    }

    @Override
    public INDArray derivative(INDArray z) {
      return z.gt(0).castTo(z.dataType());
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.relu(z, derivative, n);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.relu(z, n);
    }
  },

  /** φ(z) = z for z &gt; 0, eᶻ − 1 otherwise. */
  ELU {
    @Override
    public double value(double z) {
      return z > 0 ? z : Math.expm1(z);
    }

    @Override
    public double derivative(double z) {
      return z > 0 ? 1 : Math.exp(z);
    }

    @Override
    public INDArray value(INDArray z) {
      return Transforms.max(z, 0, true).addi(negativeExp(z).subi(1));
    }

    @Override
    public INDArray derivative(INDArray z) {
      return negativeExp(z);
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.elu(z, derivative, n, 1f, 1f);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.elu(z, n, 1f, 1f);
    }
  },

  /** φ(z) = λ z for z &gt; 0, λ α (eᶻ − 1) otherwise (Klambauer et al., 2017). */
  SELU {
    @Override
    public double value(double z) {
      return SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z));
    }

    @Override
    public double derivative(double z) {
      return SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * Math.exp(z));
    }

    @Override
    public INDArray value(INDArray z) {
      return Transforms.max(z, 0, true)
          .addi(negativeExp(z).subi(1).muli(SELU_ALPHA))
          .muli(SELU_SCALE);
    }

    @Override
    public INDArray derivative(INDArray z) {
      INDArray positive = z.gt(0).castTo(z.dataType());
      INDArray negative = negativeExp(z).muli(SELU_ALPHA).muli(positive.rsub(1));
      return positive.addi(negative).muli(SELU_SCALE);
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.elu(z, derivative, n, (float) SELU_SCALE, (float) SELU_ALPHA);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.elu(z, n, (float) SELU_SCALE, (float) SELU_ALPHA);
    }
  },

  /** φ(z) = tanh z. */
  TANH {
    @Override
    public double value(double z) {
      return Math.tanh(z);
    }

    @Override
    public double derivative(double z) {
      double t = Math.tanh(z);
      return 1 - t * t;
    }

    @Override
    public INDArray value(INDArray z) {
      return Transforms.tanh(z, true);
    }

    @Override
    public INDArray derivative(INDArray z) {
      INDArray t = Transforms.tanh(z, true);
      return t.muli(t).rsubi(1);
    }

    @Override
    public void tile(float[] z, float[] derivative, int n) {
      Tiles.tanh(z, derivative, n);
    }

    @Override
    public void tile(float[] z, int n) {
      Tiles.tanh(z, n);
    }
  };

  private static final double SELU_SCALE = 1.0507009873554804934193349852946;
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

  private static double phi(double z) {
    return flowlab.nd.Special.normalCdf(z);
  }

  private static INDArray normalCdf(INDArray z) {
    INDArray erf = z.div(Math.sqrt(2));
    Nd4j.getExecutioner().exec(new Erf(erf, erf));
    return erf.addi(1).muli(0.5);
  }

  /** exp(min(z, 0)). */
  private static INDArray negativeExp(INDArray z) {
    return Transforms.exp(Transforms.min(z, 0, true), false);
  }
}
