package flowlab.kernel.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Notebook} asks of the kernel that it runs in. */
public interface Host {
  /** Shows a value; an update replaces what was shown under the same id, wherever it stands. */
  void display(String id, Object value, boolean update, String... mimes);

  Rendered render(Object value, String... mimes);

  /** Runs a cell inside of a cell. */
  @Nullable Object eval(String code);

  @Nullable Object magic(String name, List<String> arguments, @Nullable String body);

  void clearOutput(boolean wait);

  String input(String prompt, boolean password);
}
