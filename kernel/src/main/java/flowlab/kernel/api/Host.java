package flowlab.kernel.api;

/** What {@link Notebook} asks of the kernel that it runs in. */
public interface Host {
  /** Shows a value; an update replaces what was shown under the same id, wherever it stands. */
  void display(String id, Object value, boolean update, String... mimes);

  void clearOutput(boolean wait);

  String input(String prompt, boolean password);
}
