package flowlab.kernel.magic;

import flowlab.kernel.api.Notebook;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;

/** {@code %%html} and its like: the cell is text of another kind. */
final class Shown {
  private Shown() {}

  static Outcome as(CellText body, String mime) {
    Notebook.display(body.text(), mime);
    return Magic.NOTHING;
  }
}
