package flowlab.kernel.shell;

import java.util.List;
import java.util.Map;

/** How a cell ended: with a value, with nothing to show, or with a failure. */
public sealed interface Outcome {
  /** The value of the last expression; may be null. */
  record Value(Object value) implements Outcome {}

  record Nothing() implements Outcome {}

  /** Help for the pager: MIME types and texts. */
  record Page(Map<String, Object> data) implements Outcome {}

  /** What went wrong, ready to be shown. */
  record Failure(String name, String message, List<String> traceback) implements Outcome {}
}
