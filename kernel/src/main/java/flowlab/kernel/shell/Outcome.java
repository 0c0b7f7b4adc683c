package flowlab.kernel.shell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a cell ended: with a value, with nothing to show, or with a failure. */
public sealed interface Outcome {
  /** The value of the last expression. */
  record Value(@Nullable Object value) implements Outcome {}

  record Nothing() implements Outcome {}

  /** Help for the pager: MIME types and texts. */
  record Page(Map<String, Object> data) implements Outcome {}

  /** What went wrong, ready to be shown. */
  record Failure(String name, String message, List<String> traceback) implements Outcome {}
}
