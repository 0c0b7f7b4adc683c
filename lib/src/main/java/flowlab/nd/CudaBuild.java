package flowlab.nd;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The build of ND4J for CUDA that this house uses, {@code nd4j-cuda-11.6} 1.0.0-M2.1, and where it
 * can run.
 */
final class CudaBuild {
  /** The provider that its jar registers. */
  static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  static final String BLAS = "cuBLAS of CUDA 11.6";

  /**
   * Compute capabilities that {@code libnd4jcuda.so} holds machine code for. It holds no PTX, which
   * a driver could translate for cards that came later.
   */
  private static final int[][] MACHINE_CODE = {
    {3, 7}, {5, 0}, {5, 2}, {6, 0}, {6, 1}, {7, 0}, {7, 5}, {8, 0}, {8, 6}
  };

  private CudaBuild() {}

  /** A machine cannot run it; the message is why, without a full stop. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why, Object... arguments) {
      super(why.formatted(arguments));
    }
  }

  /**
   * The cards that it would run on.
   *
   * @param system {@code os.name} and {@code os.arch}: {@code "Linux amd64"}
   * @throws Unusable if it cannot run on every card that CUDA would show it
   */
  static List<Gpu> cards(String system, Driver driver, Map<String, String> environment)
      throws Unusable {
    if (!system.equals("Linux amd64")) {
      throw new Unusable("it is set up for Linux on x86-64 only, and this is %s", system);
    }
    List<Gpu> all = all(driver.ask());
    List<Gpu> visible = Gpu.visible(all, environment);
    if (visible.isEmpty()) {
      throw new Unusable(
          "CUDA_VISIBLE_DEVICES=%s hides every card",
          environment.getOrDefault("CUDA_VISIBLE_DEVICES", ""));
    }
    for (Gpu card : visible) {
      if (!runsOn(card)) {
        throw new Unusable(
            "%s has compute capability %s, and this build has machine code for 3.7 to 8.9 only%s",
            card.name(), card.capability(), hidden(visible));
      }
    }
    return visible;
  }

  private static List<Gpu> all(Driver.Answer answer) throws Unusable {
    if (answer.status() == Driver.NO_PROGRAM) {
      throw new Unusable(
          "there is no nvidia-smi, so no NVIDIA driver that could be asked (a container needs"
              + " NVIDIA_DRIVER_CAPABILITIES=compute,utility)");
    }
    String said = answer.said().lines().findFirst().orElse("nothing").strip();
    if (said.contains("not a valid field")) {
      throw new Unusable(
          "the NVIDIA driver is too old to tell what its card is: take 510 or newer");
    }
    if (said.startsWith("No devices")) throw new Unusable("the NVIDIA driver finds no card");
    if (answer.status() != 0) {
      throw new Unusable("the NVIDIA driver does not answer (nvidia-smi says: %s)", said);
    }
    try {
      List<Gpu> cards = Gpu.parse(answer.said());
      if (cards.isEmpty()) throw new Unusable("the NVIDIA driver finds no card");
      return cards;
    } catch (IllegalArgumentException unknown) {
      throw new Unusable(
          "nvidia-smi describes a card as: %s", String.valueOf(unknown.getMessage()));
    }
  }

  static boolean runsOn(Gpu card) {
    for (int[] code : MACHINE_CODE) {
      if (card.runs(code[0], code[1])) return true;
    }
    return false;
  }

  /** How to keep CUDA from the cards that it cannot run on, where there are others. */
  private static String hidden(List<Gpu> cards) {
    String usable =
        cards.stream().filter(CudaBuild::runsOn).map(Gpu::uuid).collect(Collectors.joining(","));
    return usable.isEmpty() ? "" : "; CUDA_VISIBLE_DEVICES=" + usable + " hides that card";
  }
}
