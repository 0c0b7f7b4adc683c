package flowlab.kernel.magic;

import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;

/** What one magic does. */
@FunctionalInterface
public interface Magic {
  /**
   * @param arguments what follows the name on its line
   * @param body the rest of the cell for {@code %%name}, else null
   */
  Outcome run(String arguments, CellText body) throws Exception;

  Outcome NOTHING = new Outcome.Nothing();
}
