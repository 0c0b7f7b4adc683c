package flowlab.nd;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a reader asks ND4J to run on, by {@code FLOWLAB_BACKEND} or the launcher's option. */
enum BackendChoice {
  /** The processor. */
  CPU,
  /** An NVIDIA card, or an error that says what is missing. */
  CUDA,
  /** An NVIDIA card if one works, and otherwise the processor. */
  AUTO;

  private static final String VARIABLE = "FLOWLAB_BACKEND";

  /**
   * What comes of a choice on this machine.
   *
   * @param choice what was asked for
   * @param cards what CUDA will run on; none if the processor does
   * @param why CUDA was asked for and does not run, as one sentence; empty otherwise
   */
  record Outcome(BackendChoice choice, List<Gpu> cards, String why) {
    boolean cuda() {
      return !cards.isEmpty();
    }

    /** Whether nothing can run as asked. */
    boolean failed() {
      return choice == CUDA && !cuda();
    }
  }

  /**
   * The choice that an environment names; {@link #CPU} if none.
   *
   * @throws IllegalArgumentException for another word
   */
  static BackendChoice of(Map<String, String> environment) {
    return of(environment.getOrDefault(VARIABLE, ""));
  }

  private static BackendChoice of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "", "cpu" -> CPU;
      case "cuda" -> CUDA;
      case "auto" -> AUTO;
      default ->
          throw new IllegalArgumentException(
              "expected %s to be cpu, cuda or auto, got '%s'".formatted(VARIABLE, word));
    };
  }

  /**
   * What comes of this choice.
   *
   * @param jars whether the CUDA backend is on the class path
   */
  Outcome on(String system, Driver driver, Map<String, String> environment, boolean jars) {
    if (this == CPU) return new Outcome(this, List.of(), "");
    try {
      List<Gpu> cards = CudaBuild.cards(system, driver, environment);
      return jars
          ? new Outcome(this, cards, "")
          : without(
              "its jars are not on the class path, where ./flowlab lab --backend %s puts them"
                  .formatted(name().toLowerCase(Locale.ROOT)));
    } catch (CudaBuild.Unusable unusable) {
      return without(String.valueOf(unusable.getMessage()));
    }
  }

  /** The processor instead, and why. */
  Outcome without(String why) {
    String goOn =
        this == AUTO
            ? "so the processor computes"
            : "to go on with the processor, say --backend cpu or " + VARIABLE + "=cpu";
    return new Outcome(
        this, List.of(), "ND4J's CUDA backend cannot run here: %s; %s.".formatted(why, goOn));
  }

  /** What comes of it in this process. */
  Outcome here(boolean jars) {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return on(system, Driver::nvidiaSmi, System.getenv(), jars);
  }

  /**
   * For the launcher, before it brings the jars and starts what uses them: prints {@code cuda} or
   * {@code cpu} and, on a second line, why not as asked.
   *
   * @param arguments the choice
   */
  public static void main(String[] arguments) {
    Outcome outcome = of(arguments[0]).here(true);
    System.out.println(outcome.cuda() ? "cuda" : "cpu");
    System.out.println(outcome.why());
  }
}
