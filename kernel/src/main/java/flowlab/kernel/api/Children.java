package flowlab.kernel.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Processes that a cell starts. Those that inherit the kernel's streams write into the cell, and
 * have no input. Called in the place of {@code ProcessBuilder}'s own methods; not meant to be
 * called by hand.
 */
public final class Children {
  /** What a process left behind may keep a stream open that nobody needs to wait for. */
  private static final long PATIENCE_MS = 500;

  private Children() {}

  public static Process start(ProcessBuilder builder) throws IOException {
    return started(List.of(builder), () -> List.of(builder.start())).get(0);
  }

  public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    return started(builders, () -> ProcessBuilder.startPipeline(builders));
  }

  private interface Starting {
    List<Process> start() throws IOException;
  }

  /** What a process would share with the kernel. */
  private record Inherited(boolean in, boolean out, boolean err) {
    static Inherited by(ProcessBuilder builder) {
      return new Inherited(
          builder.redirectInput() == Redirect.INHERIT,
          builder.redirectOutput() == Redirect.INHERIT,
          builder.redirectError() == Redirect.INHERIT);
    }

    void set(ProcessBuilder builder, Redirect redirect) {
      if (in) builder.redirectInput(redirect);
      if (out) builder.redirectOutput(redirect);
      if (err) builder.redirectError(redirect);
    }
  }

  private static List<Process> started(List<ProcessBuilder> builders, Starting starting)
      throws IOException {
    List<Inherited> inherited = builders.stream().map(Inherited::by).toList();
    List<Process> processes;
    try {
      for (int i = 0; i < builders.size(); i++) {
        inherited.get(i).set(builders.get(i), Redirect.PIPE);
      }
      processes = starting.start();
    } finally {
      for (int i = 0; i < builders.size(); i++) {
        inherited.get(i).set(builders.get(i), Redirect.INHERIT);
      }
    }
    var children = new ArrayList<Process>();
    for (int i = 0; i < processes.size(); i++) {
      children.add(child(processes.get(i), inherited.get(i)));
    }
    return children;
  }

  private static Process child(Process process, Inherited own) throws IOException {
    if (!own.in() && !own.out() && !own.err()) return process;
    if (own.in()) process.getOutputStream().close();
    var copying = new ArrayList<Thread>();
    if (own.out()) copying.add(copy(process.getInputStream(), System.out));
    if (own.err()) copying.add(copy(process.getErrorStream(), System.err));
    return new Child(process, own.out(), own.err(), copying);
  }

  private static Thread copy(InputStream from, PrintStream to) {
    var thread =
        new Thread(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                // the process is gone
              }
              to.flush();
            },
            "output of a process");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The process; who waits for it waits for its output, too. */
  private static final class Child extends Process {
    private final Process process;
    private final boolean ownOut, ownErr;
    private final List<Thread> copying;

    Child(Process process, boolean ownOut, boolean ownErr, List<Thread> copying) {
      this.process = process;
      this.ownOut = ownOut;
      this.ownErr = ownErr;
      this.copying = copying;
    }

    private void join() throws InterruptedException {
      for (Thread each : copying) each.join(PATIENCE_MS);
    }

    @Override
    public int waitFor() throws InterruptedException {
      int status = process.waitFor();
      join();
      return status;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      boolean ended = process.waitFor(timeout, unit);
      if (ended) join();
      return ended;
    }

    @Override
    public CompletableFuture<Process> onExit() {
      return process
          .onExit()
          .thenApply(
              ended -> {
                try {
                  join();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return this;
              });
    }

    @Override
    public OutputStream getOutputStream() {
      return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return ownOut ? InputStream.nullInputStream() : process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return ownErr ? InputStream.nullInputStream() : process.getErrorStream();
    }

    @Override
    public int exitValue() {
      return process.exitValue();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void destroy() {
      process.destroy();
    }

    @Override
    public Process destroyForcibly() {
      process.destroyForcibly();
      return this;
    }

    @Override
    public boolean supportsNormalTermination() {
      return process.supportsNormalTermination();
    }

    @Override
    public ProcessHandle toHandle() {
      return process.toHandle();
    }
  }
}
