package flowlab.show;

/** Numbers that have no place on an axis become NaN, which breaks a line and hides a point. */
final class Masked {
  private Masked() {}

  static double[] of(double[] v) {
    double[] out = v.clone();
    for (int i = 0; i < out.length; i++) {
      if (!Double.isFinite(out[i])) {
        out[i] = Double.NaN;
      }
    }
    return out;
  }
}
