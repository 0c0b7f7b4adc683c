package flowlab.show;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis is marked, and how the marks are written. */
record Ticks(double[] at, String[] labels) {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  static Ticks of(double lo, double hi, boolean log, int about) {
    return log ? logarithmic(lo, hi, about) : linear(lo, hi, about);
  }

  /**
   * Multiples of 1, 2 or 5 times a power of ten, whichever comes nearest to the number asked for.
   */
  static Ticks linear(double lo, double hi, int about) {
    double finest =
        4 * Math.ulp(Math.max(Math.abs(lo), Math.abs(hi))); // of what doubles tell apart
    double coarse = step(Math.max((hi - lo) / Math.max(1, about), finest));
    double power = Math.pow(10, Math.floor(Math.log10(coarse) + 1e-9));
    double fine = Math.rint(coarse / power) == 5 ? coarse / 2.5 : coarse / 2;
    boolean finer = (hi - lo) / fine / about < about * coarse / (hi - lo);
    double step = finer ? fine : coarse;
    long first = (long) Math.ceil(lo / step - 1e-9);
    long last = (long) Math.floor(hi / step + 1e-9);
    int n = (int) Math.max(0, last - first + 1);
    double[] at = new double[n];
    String[] labels = new String[n];
    boolean powers = inPowers(lo, hi);
    for (int i = 0; i < n; i++) {
      at[i] = (first + i) * step;
      labels[i] = label(at[i], step, powers);
    }
    return new Ticks(at, labels);
  }

  /** The smallest of 1, 2, 5 and 10 times a power of ten that is not smaller than this. */
  static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    double m = atLeast / power;
    return power * (m <= 1.0000001 ? 1 : m <= 2.0000001 ? 2 : m <= 5.0000001 ? 5 : 10);
  }

  private static Ticks logarithmic(double lo, double hi, int about) {
    int first = (int) Math.ceil(Math.log10(lo) - 1e-9);
    int last = (int) Math.floor(Math.log10(hi) + 1e-9);
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil((last - first + 1) / (double) Math.max(1, about)));
    // Fewer than two whole decades in sight would leave the axis without a scale: mark 2 and 5 too.
    int[] digits = last - first < 1 ? new int[] {1, 2, 5} : new int[] {1};
    for (int e = first - 1; e <= last; e++) {
      for (int d : digits) {
        double v = d * Math.pow(10, e);
        if (v >= lo * (1 - 1e-9) && v <= hi * (1 + 1e-9) && (e - first) % every == 0) {
          at.add(v);
          labels.add(digits.length == 1 ? power(e) : plain(v));
        }
      }
    }
    return new Ticks(
        at.stream().mapToDouble(Double::doubleValue).toArray(), labels.toArray(String[]::new));
  }

  /** A power of ten by its exponent, and what is not a power of ten by its digits. */
  static String power(double v) {
    double exponent = Math.log10(v);
    boolean whole = Math.abs(exponent - Math.rint(exponent)) < 1e-9;
    return whole ? power((int) Math.rint(exponent)) : plain(v);
  }

  /** {@code 10⁻³}; the small powers are written out. */
  static String power(int exponent) {
    if (exponent >= 0 && exponent <= 2) return plain(Math.pow(10, exponent));
    StringBuilder s = new StringBuilder("10").append(exponent < 0 ? "⁻" : "");
    for (char c : Integer.toString(Math.abs(exponent)).toCharArray()) {
      s.append(SUPERSCRIPTS.charAt(c - '0'));
    }
    return s.toString();
  }

  /** Whether the labels of an axis are short with powers of ten, and long without. */
  static boolean inPowers(double lo, double hi) {
    double largest = Math.max(Math.abs(lo), Math.abs(hi));
    boolean far = largest >= 1e6 || hi - lo < 5e-5;
    return far && order(largest) - order(hi - lo) < 2 || largest >= 1e15 || largest < 1e-9;
  }

  /** A multiple of a step with the digits that tell it from its neighbours. */
  static String label(double v, double step, boolean powers) {
    BigDecimal rounded = new BigDecimal(v).setScale(-order(step), RoundingMode.HALF_EVEN);
    return powers && rounded.signum() != 0
        ? inPowers(rounded)
        : minus(String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded));
  }

  /** The shortest text of a number of about six digits. */
  static String plain(double v) {
    return plain(v, 6);
  }

  /** As a person writes it: 300000, but 1.7e308. */
  static String plain(double v, int digits) {
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(digits)).stripTrailingZeros();
    int order = rounded.precision() - 1 - rounded.scale();
    boolean far = order >= 7 || order < -5;
    return rounded.signum() != 0 && (far && digits <= 6 || order >= 15)
        ? inPowers(rounded)
        : minus(rounded.toPlainString());
  }

  private static String inPowers(BigDecimal v) {
    BigDecimal digits = v.stripTrailingZeros();
    int order = digits.precision() - 1 - digits.scale();
    return minus(digits.scaleByPowerOfTen(-order).toPlainString()) + "e" + order;
  }

  /** e of the power of ten 10ᵉ that begins like this number. */
  private static int order(double v) {
    return (int) Math.floor(Math.log10(v) + 1e-9);
  }

  private static String minus(String s) {
    return s.startsWith("-") ? "−" + s.substring(1) : s;
  }
}
