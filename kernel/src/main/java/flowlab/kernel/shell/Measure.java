package flowlab.kernel.shell;

import java.util.Arrays;
import java.util.List;
import jdk.jshell.JShell;

/** What JShell itself takes for {@code 1+1}, as a yardstick: settled, like a kernel in use. */
public final class Measure {
  private static final int WARM = 200, ROUNDS = 40;

  private Measure() {}

  /** Prints two medians in milliseconds: of a bare JShell, and of one with these imports. */
  public static void jshell(String imports) {
    List<String> varied = WarmUp.cells();
    try (JShell jshell = local()) {
      for (int i = 0; i < WARM; i++) jshell.eval(varied.get(i % varied.size()));
    }
    System.out.println(median(""));
    System.out.println(median(imports));
  }

  private static double median(String imports) {
    try (JShell jshell = local()) {
      imports.lines().forEach(jshell::eval);
      double[] ms = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        jshell.sourceCodeAnalysis().analyzeCompletion("1+1");
        jshell.eval("1+1");
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(ms);
      return ms[ROUNDS / 2];
    }
  }

  private static JShell local() {
    return JShell.builder().executionEngine("local").build();
  }
}
