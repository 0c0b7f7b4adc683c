package flowlab.nd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flowlab.model.Activation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ProfilingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.profiler.OpProfiler;
import org.nd4j.linalg.profiler.data.StringCounter;

/**
 * What a step of the plain path asks of ND4J, counted by ND4J's own profiler. On a card each op is
 * a launch, and a number that the host reads waits for all before it.
 */
class PlainStepTest {
  private static final DenseLayout LAYOUT = new DenseLayout(3, 8, 8, 2);
  private static final int ROWS = 5;

  private final PlainDenseNet net =
      new PlainDenseNet(
          LAYOUT,
          Activation.RELU,
          NetState.start(Nd4j.rand(DataType.FLOAT, LAYOUT.parameters()).subi(0.5)));

  @BeforeEach
  void count() {
    assumeTrue(Backend.onCpu(), "another backend may split an op in its own way");
    Nd4j.getExecutioner().setProfilingMode(ProfilingMode.OPERATIONS);
  }

  @AfterEach
  void stop() {
    Nd4j.getExecutioner().setProfilingMode(ProfilingMode.DISABLED);
  }

  /**
   * Three layers. A layer's z is a product and a sum of its bias; its gradient is a product, and
   * the bias's a sum; all but the first pass dz on by a product. The other sum is the loss, the one
   * number that the host reads. A product assigns its result from column order.
   */
  @Test
  void aGradientOfThreeLayers() {
    Map<String, Integer> expected =
        new TreeMap<>(
            Map.of(
                "matmul", 3 + 3 + 2,
                "old_assign", 3 + 3 + 2 + 2, // and φ′ from a truth value to a number
                "broadcastadd", 3,
                "reduce_sum", 3 + 1,
                "relu", 2,
                "greaterthan_scalar", 2,
                "multiply", 2 + 1, // dz φ′(z), error²
                "mul_scalar", 1,
                "subtract", 1));
    assertEquals(expected, ops(() -> net.lossAndGradient(new double[3 * ROWS], rows(2), ROWS)));
  }

  /** Adam: m, v, √v̂ + ε, p, one pass each over the flat vector for a term. */
  @Test
  void anUpdate() {
    Map<String, Integer> expected =
        new TreeMap<>(
            Map.of(
                "mul_scalar", 7,
                "add", 2,
                "multiply", 1,
                "sqrt", 1,
                "add_scalar", 1,
                "divide", 1,
                "subtract", 1));
    assertEquals(expected, ops(() -> net.update(new AdamStep(1, 1e-3, 0.9, 0.999, 1e-8, 0.1))));
  }

  /** A limit to the gradient reads no number either. */
  @Test
  void anUpdateWithALimit() {
    net.lossAndGradient(rows(3), rows(2), ROWS);
    Map<String, Integer> counted =
        ops(() -> net.update(new AdamStep(1, 1e-3, 0.9, 0.999, 1e-8, 0.1, 0.5, 0)));
    assertEquals(14 + 5, counted.values().stream().mapToInt(n -> n).sum(), counted::toString);
  }

  private static double[] rows(int width) {
    double[] rows = new double[ROWS * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Math.sin(i);
    }
    return rows;
  }

  private static Map<String, Integer> ops(Runnable step) {
    step.run(); // what is made once is not the step's
    OpProfiler profiler = OpProfiler.getInstance();
    profiler.reset();
    StringCounter counter = new StringCounter();
    profiler.setOpCounter(counter);
    step.run();
    Map<String, Integer> counts = new TreeMap<>();
    counter
        .asString() // multiply  >>> [9] perc: [18.0]
        .lines()
        .forEach(line -> counts.put(line.split("\\s")[0], count(line)));
    return counts;
  }

  private static int count(String line) {
    return Integer.parseInt(line.replaceAll(".*>>> \\[(\\d+)].*", "$1"));
  }
}
