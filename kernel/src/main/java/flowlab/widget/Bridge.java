package flowlab.widget;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What widgets ask of the kernel that they live in. Not meant to be called by hand. */
public interface Bridge {
  /** Sends {@code comm_open}, {@code comm_msg} or {@code comm_close}. */
  void send(
      String type, Map<String, Object> content, Map<String, Object> metadata, List<byte[]> buffers);

  /** What the front end calls the cell that the calling thread works for, if it does. */
  @Nullable String cell();

  /**
   * Runs work, now or later, so that what it prints, shows and throws lands under the cell that
   * called this method.
   */
  Executor here();

  /**
   * Runs work so that its outputs are offered here, as the type and content of a message; those
   * that are refused go where they would have gone.
   */
  Executor into(BiPredicate<String, Map<String, Object>> outputs);
}
