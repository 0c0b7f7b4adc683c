package flowlab.kernel.shell;

import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Started before {@code main} because the manifest says so; gives the means to redefine classes.
 */
public final class Agent {
  private static @Nullable Instrumentation instrumentation;

  private Agent() {}

  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(instrumentation);
  }

  /**
   * JDK 17 throws away all compiled code at the first redefinition. Redefining this class with its
   * own bytes, when nothing is compiled yet, makes that free.
   */
  public static void warmUp() {
    if (instrumentation == null || Runtime.version().feature() >= 24) return;
    try (InputStream bytes = Agent.class.getResourceAsStream("Agent.class")) {
      instrumentation.redefineClasses(new ClassDefinition(Agent.class, bytes.readAllBytes()));
    } catch (Exception e) {
      instrumentation = null; // redefinition goes the longer way then
    }
  }
}
