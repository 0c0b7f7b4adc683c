package flowlab.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import flowlab.Interpolant;
import flowlab.data.GaussianMixture;
import flowlab.exact.ExactMixture;
import flowlab.exact.ExactPoints;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The density and the page; that the scene turns and plays is seen in a browser. */
class DensitySceneTest {
  private static final double[][] DATA = {{2, 1}, {-1, 0.5}, {0.2, -2}};
  private static final DensityScene SCENE =
      DensityScene.of(DATA, 0.2).starting(2).describedAs("a \"hill\" <moves>");

  @Test
  void isTheDensityOfTheConditionalPathsMean() {
    var exact =
        new ExactPoints(new flowlab.data.Points(Nd4j.create(DATA)), Interpolant.conditionalOt(0.2));
    var scene = DensityScene.of(DATA, 0.2);
    for (double t : new double[] {0, 0.3, 1}) {
      for (double[] x : new double[][] {{0, 0}, {1.5, 1}, {-2, 0.3}}) {
        INDArray row = Nd4j.create(new double[][] {x});
        double expected = Math.exp(exact.logDensity(row, t)[0]);
        assertEquals(expected, scene.density(x[0], x[1], t), 1e-12);
      }
    }
  }

  @Test
  void oneGaussianEndsAsItself() {
    double sigma = Math.sqrt(0.5);
    var scene = DensityScene.gaussian(new double[] {2, 1}, sigma);
    assertEquals(1 / Math.PI, scene.density(2, 1, 1), 1e-12, "1/(2πσ²) at the top");
    assertEquals(1 / (2 * Math.PI), scene.density(0, 0, 0), 1e-12);
    var mixture = new GaussianMixture(new double[] {1}, new double[][] {{0, 0}}, new double[] {1});
    var noise = new ExactMixture(mixture, Interpolant.linear());
    assertEquals(
        Math.exp(noise.logDensity(Nd4j.create(new double[][] {{1, -1}}), 1)[0]),
        scene.density(1, -1, 0),
        1e-12);
  }

  @Test
  void countsOnlyThePointsThatAreShown() {
    var two = DensityScene.of(Arrays.copyOf(DATA, 2), 0.2);
    assertEquals(two.density(1, 1, 0.8), SCENE.density(1, 1, 0.8), 1e-15);
    assertNotEquals(two.density(1, 1, 0.8), DensityScene.of(DATA, 0.2).density(1, 1, 0.8), 1e-6);
  }

  @Test
  void holdsItsPictureAndNothingFromTheNetwork() {
    String html = SCENE.html();
    Matcher source = Pattern.compile("<img src=\"data:image/png;base64,([^\"]*)\"").matcher(html);
    assertTrue(source.find(), "a picture for pages without scripts");
    byte[] png = Base64.getDecoder().decode(source.group(1));
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4));
    assertFalse(html.contains("http"), "offline");
    assertTrue(html.contains("alt=\"a &quot;hill&quot; &lt;moves>\""), "words are escaped");
    assertTrue(html.contains("[-1.000,0.500]"), "the data are in the page");
    assertEquals(
        List.of("text/html", "image/png", "text/plain"), List.copyOf(SCENE.mimeBundle().keySet()));
  }

  @Test
  void aThousandPointsFitIntoANotebook() {
    double[][] many = new double[1_000][];
    Arrays.setAll(many, k -> new double[] {3 * Math.cos(k), 3 * Math.sin(k)});
    int size = DensityScene.of(many, 0.2).starting(20).html().length();
    assertTrue(size < 150_000, "page of " + size + " characters");
  }

  @Test
  void picturesDifferWithTimeAndView() {
    byte[] start = SCENE.at(0).png();
    assertFalse(Arrays.equals(start, SCENE.at(1).png()));
    assertFalse(Arrays.equals(start, SCENE.seenFrom(0, 0.8, 0.5).png()));
    assertArrayEquals(start, SCENE.at(0).png());
  }

  @Test
  void paintsFromTheFarthestToTheNearest() {
    assertArrayEquals(new int[] {3, 2, 1, 0}, Camera.towards(-5, 4), "the eye is below all");
    assertArrayEquals(new int[] {0, 1, 2, 3}, Camera.towards(5, 4), "above all");
    assertArrayEquals(new int[] {0, 1, 3, 2}, Camera.towards(0, 4), "in the middle");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertRefused("between 1 and 5,000 points", () -> DensityScene.of(new double[0][], 0.2));
    assertRefused("two finite numbers", () -> DensityScene.of(new double[][] {{1, 2, 3}}, 0.2));
    assertRefused("too thin to draw", () -> DensityScene.of(DATA, 0));
    assertRefused("between 1 and 3 points", () -> SCENE.starting(4));
    assertRefused("time in [0, 1]", () -> SCENE.at(1.5));
  }

  private static void assertRefused(
      String words, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(words), message);
  }
}
