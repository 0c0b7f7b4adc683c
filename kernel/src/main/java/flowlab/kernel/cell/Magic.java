package flowlab.kernel.cell;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import org.jspecify.annotations.Nullable;

/** What one magic does. */
@FunctionalInterface
public interface Magic {
  /**
   * @param arguments what follows the name on its line
   * @param body the rest of the cell for {@code %%name}, else none
   */
  Outcome run(String arguments, CellText body) throws Exception;

  Outcome NOTHING = new Outcome.Nothing();

  /** What {@code %lsmagic} says of one that a jar or a cell has added. */
  String ADDED = "  of an extension";

  /** A magic's value, where it has one. */
  static Outcome value(@Nullable Object value) {
    return value == null ? NOTHING : new Outcome.Value(value);
  }
}
