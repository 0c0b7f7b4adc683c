package flowlab.kernel.shell;

import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Threads;
import java.util.List;
import java.util.Map;

/**
 * Makes the compiler fast before the reader needs it: the first hundreds of cells of a virtual
 * machine are slow, because javac itself has yet to be compiled. While the kernel is idle, varied
 * cells are evaluated in a second shell, which is thrown away.
 */
public final class WarmUp {
  private static final int CELLS = 200;
  private static final long IDLE_MS = 300;
  private static final List<String> VARIED =
      List.of(
          "1+1",
          "int a = 5;",
          "a + 2 * 3",
          "String s = \"text\" + a;",
          "var list = new java.util.ArrayList<Integer>();",
          "for (int i = 0; i < 10; i++) list.add(i * a);",
          "list.stream().map(i -> i + 1).toList()",
          "int twice(int n) { return 2 * n; }",
          "twice(a)",
          "record Point(double x, double y) { double norm() { return Math.hypot(x, y); } }",
          "new Point(1, 2).norm()",
          "double[] values = new double[10];",
          "if (a > 3) { values[0] = a; } else { values[1] = 1; }");

  /** What is evaluated, in rotation. */
  static List<String> cells() {
    return VARIED;
  }

  private final Idleness idleness;

  public WarmUp(Idleness idleness) {
    this.idleness = idleness;
  }

  /** Unless the environment says no, for tests that measure. */
  public void start() {
    if ("off".equals(System.getenv("FLOWLAB_KERNEL_WARMUP"))) return;
    Thread thread = Threads.daemon("flowlab-warm-up", this::run);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  private void run() {
    new Origin(Map.of(), List.of(), 0, false).enter();
    try (var shell = new Shell()) {
      for (int i = 0; i < CELLS; i++) {
        idleness.await(IDLE_MS);
        shell.evaluate(new CellText(0, 1, VARIED.get(i % VARIED.size())));
      }
    } catch (Throwable e) {
      // then the first cells are slower
    }
    System.gc(); // what is left of that shell
  }
}
