package flowlab.kernel.shell;

import java.util.Arrays;
import java.util.List;
import jdk.jshell.JShell;

/** What JShell itself takes for {@code 1+1}, as a yardstick: settled, like a kernel in use. */
public final class Measure {
  private static final int WARM = 200, ROUNDS = 40;

  private Measure() {}

  public static void jshell() {
    List<String> varied = WarmUp.cells();
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      for (int i = 0; i < WARM; i++) jshell.eval(varied.get(i % varied.size()));
    }
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      double[] ms = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        jshell.sourceCodeAnalysis().analyzeCompletion("1+1");
        jshell.eval("1+1");
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(ms);
      System.out.println(ms[ROUNDS / 2]);
    }
  }
}
