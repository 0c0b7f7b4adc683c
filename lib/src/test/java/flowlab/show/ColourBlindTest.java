package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of the colours without one kind of cone, and in print. */
class ColourBlindTest {
  /** Differences of CIELAB, in which about 2.3 can just be seen side by side. */
  private static final double APART = 15;

  /** Matplotlib's first seven: the control that must fail. */
  private static final int[] TAB10 = {
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2
  };

  /** Linear RGB as it is seen (Machado, Oliveira and Fernandes, 2009, severity 1). */
  private enum Eye {
    ALL_CONES(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPE(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPE(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPE(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    private final double[] matrix;

    Eye(double... matrix) {
      this.matrix = matrix;
    }

    /** L*, a*, b* of a colour. */
    double[] lab(int rgb) {
      double[] linear = new double[3];
      for (int c = 0; c < 3; c++) {
        double v = (rgb >> (16 - 8 * c) & 255) / 255.0;
        linear[c] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
      }
      double[] seen = times(matrix, linear);
      for (int c = 0; c < 3; c++) {
        seen[c] = Math.max(0, Math.min(1, seen[c]));
      }
      double[] xyz = times(D65, seen);
      double x = root(xyz[0] / 0.95047);
      double y = root(xyz[1]);
      double z = root(xyz[2] / 1.08883);
      return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static final double[] D65 = {
      0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920,
      0.9503041
    };

    private static double[] times(double[] m, double[] v) {
      double[] out = new double[3];
      for (int i = 0; i < 9; i++) {
        out[i / 3] += m[i] * v[i % 3];
      }
      return out;
    }

    private static double root(double v) {
      return v > 216.0 / 24389 ? Math.cbrt(v) : (24389.0 / 27 * v + 16) / 116;
    }

    /** The smallest difference between any two. */
    double closest(int[] colors) {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < colors.length; i++) {
        for (int j = 0; j < i; j++) {
          double[] p = lab(colors[i]);
          double[] q = lab(colors[j]);
          double gap = Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
          least = Math.min(least, gap);
        }
      }
      return least;
    }
  }

  @ParameterizedTest
  @EnumSource(Eye.class)
  void seriesAreToldApart(Eye eye) {
    int[] cycle = IntStream.range(0, 7).map(k -> HouseStyle.cycle(k).getRGB() & 0xffffff).toArray();
    double closest = eye.closest(cycle);
    assertTrue(closest > APART, eye + ": two series differ by " + closest);
  }

  @ParameterizedTest
  @EnumSource(
      value = Eye.class,
      names = {"PROTANOPE", "DEUTERANOPE"})
  void redAndGreenLinesWouldNotBe(Eye eye) {
    assertTrue(eye.closest(TAB10) < APART);
  }

  /** So that more is lighter (or darker) for everybody; the ring of hues cannot be. */
  @ParameterizedTest
  @EnumSource(Eye.class)
  void scalesOfValuesAreScalesOfLightness(Eye eye) {
    rises(eye, Palette.VIRIDIS);
    rises(eye, Palette.ORRD.reversed());
    rises(eye, Palette.PUBU.reversed());
    rises(eye, Palette.GREYS.reversed());
    rises(eye, Palette.DIVERGING.part(0, 0.5));
    rises(eye, Palette.DIVERGING.part(0.5, 1).reversed());
    int[] ends = {Palette.DIVERGING.rgb(0), Palette.DIVERGING.rgb(1)};
    assertTrue(eye.closest(ends) > APART, eye + " confuses less and more than zero");
  }

  private static void rises(Eye eye, Palette palette) {
    double before = eye.lab(palette.rgb(0))[0];
    for (int k = 1; k <= 16; k++) {
      double here = eye.lab(palette.rgb(k / 16.0))[0];
      assertTrue(here > before, eye + ": step " + k + " of 16 is no lighter");
      before = here;
    }
  }
}
