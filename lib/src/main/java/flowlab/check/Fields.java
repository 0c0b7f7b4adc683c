package flowlab.check;

import flowlab.Interpolant;
import flowlab.VectorField;
import flowlab.check.Lookalikes.Quantity;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactField;
import flowlab.nd.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks A1–A6: density, score, velocity, posterior means, divergence and the continuity equation
 * of a marginal flow, against the closed forms of an {@link ExactField}. Each looks at points where
 * the flow has its mass, at times from 0.05 to 0.95, and allows 1e-9 · max(1, |value|).
 */
public final class Fields {
  private static final double EXACT = 1e-9;
  private static final double DIFFERENCES = 1e-7; // where derivatives are taken numerically
  private static final Map<String, Quantity> VECTORS = vectors();

  private Fields() {}

  /** A1: log p_t(x). */
  public static Verdict density(Numbers yours, ExactField exact) {
    return numbers("A1", "log p_t(x)", yours, ExactField::logDensity, exact, EXACT);
  }

  /**
   * A1 where the noise is wider: log p_t(x) of X_t = (1 − t) X₀ + t X₁ with X₀ ~ N(0, τ²I).
   *
   * @param tau the noise's standard deviation τ
   * @param data X₁
   */
  public static Verdict density(Numbers yours, double tau, GaussianMixture data) {
    return density(yours, WideNoise.to(data, tau));
  }

  /** A1: ∇ log p_t(x). */
  public static Verdict score(VectorField yours, ExactField exact) {
    return vectors("A1", "the score ∇ log p_t(x)", yours, "the score", exact);
  }

  /** A2: u(x, t) = E[α′ X₀ + β′ X₁ | X_t = x]. */
  public static Verdict velocity(VectorField yours, ExactField exact) {
    return vectors(
        "A2", "the marginal velocity u = E[dX_t/dt | X_t = x]", yours, "the velocity", exact);
  }

  /** A3: E[X₁ | X_t = x]. */
  public static Verdict dataMean(VectorField yours, ExactField exact) {
    return vectors("A3", "E[X₁ | X_t = x]", yours, "E[X₁ | x]", exact);
  }

  /** A3: E[X₀ | X_t = x]. */
  public static Verdict noiseMean(VectorField yours, ExactField exact) {
    return vectors("A3", "E[X₀ | X_t = x]", yours, "E[X₀ | x]", exact);
  }

  /** A3: α E[X₀ | x] + β E[X₁ | x] = x, for any source and data. */
  public static Verdict means(VectorField noise, VectorField data, Interpolant path, int d) {
    return Trial.of(
        "A3",
        "α E[X₀ | x] + β E[X₁ | x] = x",
        trial ->
            Sites.along((x, t) -> x.mul(0), d)
                .each(
                    (x, t) -> {
                      int n = x.rows();
                      double[] e0 = Trial.rows("E[X₀ | x]", noise.at(x, t), n, d);
                      double[] e1 = Trial.rows("E[X₁ | x]", data.at(x, t), n, d);
                      double[] rows = Shapes.toRows(x);
                      double alpha = path.alpha().applyAsDouble(t);
                      double beta = path.beta().applyAsDouble(t);
                      for (int i = 0; i < rows.length; i++) {
                        double sum = alpha * e0[i] + beta * e1[i];
                        trial.relative(rows[i], sum, EXACT, Sites.place(x, t, i / d));
                      }
                    }));
  }

  /** A4: a conversion that makes scores out of velocities. */
  public static Verdict conversion(UnaryOperator<VectorField> scoreOf, ExactField exact) {
    return vectors(
        "A4",
        "the score from the velocity: (t u − x)/(1 − t) on the straight path",
        (x, t) -> Trial.given("the converted field", scoreOf.apply(exact)).at(x, t),
        "the score",
        exact);
  }

  /**
   * A4: E[X₀ | x] = −α ∇ log p_t(x), which holds for every data set if the source is N(0, I), and
   * for no other source.
   */
  public static Verdict noiseIsScore(
      VectorField noise, VectorField score, Interpolant path, int d) {
    return Trial.of(
        "A4",
        "E[X₀ | X_t = x] = −α ∇ log p_t(x)",
        trial ->
            Sites.along((x, t) -> x.mul(0), d)
                .each(
                    (x, t) -> {
                      double[] e0 = Trial.rows("E[X₀ | x]", noise.at(x, t), x.rows(), d);
                      double[] s = Trial.rows("the score", score.at(x, t), x.rows(), d);
                      double alpha = path.alpha().applyAsDouble(t);
                      for (int i = 0; i < s.length; i++) {
                        trial.relative(-alpha * s[i], e0[i], EXACT, Sites.place(x, t, i / d));
                      }
                      trial.hint(() -> "it holds for a source N(0, I) only; is this one normal?");
                    }));
  }

  /** A5: ∇·u(x, t). */
  public static Verdict divergence(Numbers yours, ExactField exact) {
    return numbers("A5", "the divergence ∇·u(x, t)", yours, ExactField::divergence, exact, EXACT);
  }

  /**
   * A6: ∂_t log p + u·∇ log p + ∇·u = 0, all derivatives by differences of fourth order: whether
   * this flow carries this density, whatever either is made of.
   *
   * @param d numbers in a row
   */
  public static Verdict continuity(Numbers logDensity, VectorField u, int d) {
    return Trial.of(
        "A6",
        "∂ₜ log p + u·∇ log p + ∇·u = 0",
        trial -> {
          trial.hint(
              () -> "the flow of u does not have the density p: is one of them of another path?");
          Sites.along(u, d).each((x, t) -> residual(trial, logDensity, u, x, t));
        });
  }

  /**
   * A6 for a field that is not the exact one: the same density, moved by another current.
   *
   * @param yours any field but {@code exact}
   */
  public static Verdict another(VectorField yours, ExactField exact) {
    int d = exact.dimension();
    return Trial.of(
        "A6",
        "∂ₜ log p + v·∇ log p + ∇·v = 0 for another v than u",
        trial -> {
          trial.hint(() -> "the flow of this field has another density");
          Sites sites = Sites.along(exact, d);
          double[] apart = {0};
          sites.each(
              (x, t) -> {
                double[] came = Trial.rows("the field", yours.at(x, t), x.rows(), d);
                double[] given = Shapes.toRows(exact.at(x, t));
                for (int i = 0; i < came.length; i++) {
                  apart[0] = Math.max(apart[0], Math.abs(came[i] - given[i]));
                }
              });
          trial.is(!(apart[0] < 1e-3), "the given field itself, or nearly so");
          sites.each((x, t) -> residual(trial, exact::logDensity, yours, x, t));
        });
  }

  private static void residual(Trial trial, Numbers log, VectorField u, INDArray x, double t) {
    int n = x.rows();
    int d = x.columns();
    double step = 5e-4 * Math.min(t, 1 - t);
    double[] change = slope(h -> Trial.numbers("log p", log.at(x, t + h), n), n, step);
    double[] velocity = Trial.rows("u", u.at(x, t), n, d);
    double[] sum = change.clone();
    double[] size = new double[n];
    for (int c = 0; c < d; c++) {
      double[] unit = new double[d];
      unit[c] = 1;
      INDArray axis = Nd4j.createFromArray(unit);
      int column = c;
      double[] rise = slope(h -> log.at(x.addRowVector(axis.mul(h)), t), n, step);
      double[] spread =
          slope(
              h -> {
                double[] moved = Trial.rows("u", u.at(x.addRowVector(axis.mul(h)), t), n, d);
                double[] along = new double[n];
                for (int i = 0; i < n; i++) along[i] = moved[i * d + column];
                return along;
              },
              n,
              step);
      for (int i = 0; i < n; i++) {
        sum[i] += velocity[i * d + c] * rise[i] + spread[i];
        size[i] += Math.abs(velocity[i * d + c] * rise[i]) + Math.abs(spread[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      double scale = 1 + Math.abs(change[i]) + size[i];
      trial.near(0, sum[i], DIFFERENCES * scale, Sites.place(x, t, i));
    }
  }

  private interface Shifted {
    double[] by(double h);
  }

  /** (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. */
  private static double[] slope(Shifted f, int n, double h) {
    double[] up = f.by(h);
    double[] down = f.by(-h);
    double[] up2 = f.by(2 * h);
    double[] down2 = f.by(-2 * h);
    double[] slope = new double[n];
    for (int i = 0; i < n; i++) slope[i] = (8 * (up[i] - down[i]) - (up2[i] - down2[i])) / (12 * h);
    return slope;
  }

  private static Verdict vectors(
      String name, String claim, VectorField yours, String which, ExactField exact) {
    Map<String, Quantity> others = new LinkedHashMap<>(VECTORS);
    Quantity right = Objects.requireNonNull(others.remove(which));
    int d = exact.dimension();
    return Trial.of(
        name,
        claim,
        trial ->
            Sites.along(exact, d)
                .each(
                    (x, t) -> {
                      double[] expected = right.of(exact, x, t);
                      double[] came = Trial.rows("the field", yours.at(x, t), x.rows(), d);
                      for (int i = 0; i < came.length; i++) {
                        trial.relative(expected[i], came[i], EXACT, Sites.place(x, t, i / d));
                      }
                      trial.hint(() -> Lookalikes.named(came, right, others, exact, x, t));
                    }));
  }

  private static Verdict numbers(
      String name, String claim, Numbers yours, Quantity right, ExactField exact, double allowed) {
    return Trial.of(
        name,
        claim,
        trial ->
            Sites.along(exact, exact.dimension())
                .each(
                    (x, t) -> {
                      double[] expected = right.of(exact, x, t);
                      double[] came = Trial.numbers("the answer", yours.at(x, t), x.rows());
                      for (int i = 0; i < came.length; i++) {
                        trial.relative(expected[i], came[i], allowed, Sites.place(x, t, i));
                      }
                      trial.hint(() -> Lookalikes.named(came, right, Map.of(), exact, x, t));
                    }));
  }

  private static Map<String, Quantity> vectors() {
    Map<String, Quantity> known = new LinkedHashMap<>();
    known.put("the velocity", (f, x, t) -> Shapes.toRows(f.at(x, t)));
    known.put("the score", (f, x, t) -> Shapes.toRows(f.score(x, t)));
    known.put("E[X₁ | x]", (f, x, t) -> Shapes.toRows(f.meanData(x, t)));
    known.put("E[X₀ | x]", (f, x, t) -> Shapes.toRows(f.meanNoise(x, t)));
    known.put(
        "E[X₁ | x] − x, without the division by 1 − t",
        (f, x, t) -> Shapes.toRows(f.meanData(x, t).sub(x)));
    return known;
  }
}
