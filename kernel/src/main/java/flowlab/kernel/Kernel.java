package flowlab.kernel;

import flowlab.kernel.api.Host;
import flowlab.kernel.api.Notebook;
import flowlab.kernel.api.Rendered;
import flowlab.kernel.api.Stopped;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Throwables;
import flowlab.kernel.cell.Arguments;
import flowlab.kernel.cell.CellRunner;
import flowlab.kernel.display.Bundle;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.display.Texts;
import flowlab.kernel.magic.Magics;
import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.protocol.Stdin;
import flowlab.kernel.shell.CellText;
import flowlab.kernel.shell.Outcome;
import flowlab.kernel.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts that cells need, made in the background while the front end is being greeted. */
final class Kernel {
  /** What every cell may use unasked. */
  static final String IMPORTS =
      """
      import java.io.*;
      import java.math.*;
      import java.net.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import java.util.regex.*;
      import java.util.stream.*;
      import static flowlab.kernel.api.Notebook.*;
      """;

  /** What there is once the shell is ready. */
  record Ready(Shell shell, CellRunner cells) {}

  private final CompletableFuture<Ready> ready = new CompletableFuture<>();

  /** The cells that wait for it, and whether they are stopped before they begin. */
  private final Map<Object, Boolean> waiting = new IdentityHashMap<>();

  /** Makes the shell. Called on a thread of its own, because it takes a while. */
  void prepare(Iopub iopub, Stdin stdin) {
    try {
      Notebook.connect(new Front(this, iopub, stdin));
      var shell = new Shell();
      shell.onNote(note -> System.err.println("note: " + note));
      shell.evaluate(new CellText(0, 1, IMPORTS));
      shell.evaluate(new CellText(0, 1, "1+1")); // the compiler starts now, not with the first cell
      ready.complete(new Ready(shell, Magics.cells(shell)));
    } catch (Throwable e) {
      ready.completeExceptionally(e);
    }
  }

  Ready ready() {
    return ready.join();
  }

  /** As {@link #ready}, for a cell that may be stopped before it has begun. */
  Ready readyFor(Origin cell) {
    synchronized (this) {
      waiting.put(cell.task(), false);
    }
    Ready now = ready();
    synchronized (this) {
      now.shell().begin(cell);
      if (waiting.remove(cell.task())) now.shell().interrupt(cell.subshell(), stuck -> {});
    }
    return now;
  }

  /** Stops the running cell, if there is one; asked again, says where it is stuck. */
  void interrupt(Request request) {
    synchronized (this) {
      waiting.replaceAll((cell, stopped) -> true);
      Ready now = ready.getNow(null);
      if (now != null) now.shell().interrupt(request.message().subshell(), System.err::println);
    }
    request.reply(Map.of("status", "ok"));
  }

  /**
   * A thread of a cell has ended with an exception; where it was stopped, that is as it should be.
   */
  void threadFailed(Thread thread, Throwable e) {
    if (e instanceof Stopped) return;
    var text = new StringBuilder("in thread " + thread.getName() + ": ");
    text.append(Texts.readable(Throwables.text(e)));
    for (StackTraceElement frame : Throwables.frames(e)) {
      var place = ready().shell().place(frame);
      text.append("\n  in ").append(place.orElse(frame.toString()));
      if (place.isPresent()) break;
    }
    System.err.println(text);
  }

  /** What {@code display} and its like do. */
  private record Front(Kernel kernel, Iopub iopub, Stdin stdin) implements Host {
    @Override
    public void display(String id, Object value, boolean update, String... mimes) {
      Bundle bundle = Renderers.bundle(value, mimes);
      iopub.publish(
          update ? "update_display_data" : "display_data",
          Map.of(
              "data",
              bundle.data(),
              "metadata",
              bundle.metadata(),
              "transient",
              Map.of("display_id", id)));
    }

    @Override
    public Rendered render(Object value, String... mimes) {
      Bundle bundle = Renderers.bundle(value, mimes);
      return new Rendered(bundle.data(), bundle.metadata());
    }

    @Override
    public @Nullable Object eval(String code) {
      return inside(cells -> cells.run(new CellText(0, 1, code)));
    }

    @Override
    public @Nullable Object magic(String name, List<String> arguments, @Nullable String body) {
      CellText text = body == null ? CellText.NONE : new CellText(0, 1, body);
      return inside(cells -> cells.magic(name, Arguments.quoted(arguments), text));
    }

    /** What a cell runs in turn; then the cell itself goes on. */
    private @Nullable Object inside(Function<CellRunner, Outcome> work) {
      Outcome outcome = work.apply(kernel.ready().cells());
      kernel.ready().shell().enter();
      if (outcome instanceof Outcome.Failure failure) {
        throw new IllegalStateException(failure.name() + ": " + failure.message());
      }
      return outcome instanceof Outcome.Value value ? value.value() : null;
    }

    @Override
    public void clearOutput(boolean wait) {
      iopub.publish("clear_output", Map.of("wait", wait));
    }

    @Override
    public String input(String prompt, boolean password) {
      try {
        return stdin.ask(prompt, password);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
