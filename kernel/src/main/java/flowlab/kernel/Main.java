package flowlab.kernel;

import flowlab.kernel.api.Tasks;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Threads;
import flowlab.kernel.debug.Debugger;
import flowlab.kernel.protocol.Channel;
import flowlab.kernel.protocol.ConnectionFile;
import flowlab.kernel.protocol.Dispatcher;
import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Stdin;
import flowlab.kernel.protocol.Subshells;
import flowlab.kernel.protocol.Wire;
import flowlab.kernel.shell.Agent;
import flowlab.kernel.shell.CommonPool;
import flowlab.kernel.shell.IdleHeap;
import flowlab.kernel.shell.Idleness;
import flowlab.kernel.shell.Measure;
import flowlab.kernel.shell.WarmUp;
import flowlab.widget.LiveWidgets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The wiring list of the kernel: what is connected to what. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals("--make-archive")) {
      Archive.make(Path.of(arguments[1]));
      return;
    }
    if (arguments.length == 1 && Archive.isRehearsal(arguments[0])) {
      Archive.rehearse();
      return;
    }
    if (arguments.length == 1 && arguments[0].equals("--measure-jshell")) {
      Measure.jshell(Kernel.IMPORTS);
      return;
    }
    if (arguments.length != 1) {
      System.err.println(
          "usage: java -jar flowlab-kernel.jar CONNECTION_FILE | --make-archive FILE");
      System.exit(2);
    }
    start(connection(Path.of(arguments[0])));
    Thread.currentThread().join(); // everything runs on daemon threads, until shutdown
  }

  /** Who starts the kernel reads what it writes here, and shows no more than the last lines. */
  private static ConnectionFile connection(Path file) throws IOException {
    try {
      return ConnectionFile.read(file);
    } catch (IllegalArgumentException e) {
      System.err.println("[flowlab-kernel] " + e.getMessage());
      System.exit(2);
      throw e;
    }
  }

  static void start(ConnectionFile file) throws Exception {
    CommonPool.prepare();
    Agent.warmUp();
    Lifeline.watchParent();
    hideKernelFromCompiler();

    var wire = new Wire(file);
    var iopub = new Iopub(wire.ordered);
    var stdin = new Stdin(wire.ordered, iopub.streams());
    var idleness = new Idleness();
    var shellChannel = new Dispatcher(Channel.SHELL, wire.ordered, iopub);
    var subshells = new Subshells(shellChannel);
    var controlChannel = new Dispatcher(Channel.CONTROL, wire.direct, iopub);
    var kernel = new Kernel();
    var history = new History(History.file());
    var comms = new Comms(iopub, kernel);
    var assistance = new Assistance(kernel);
    var debugger =
        new Debugger(
            () -> kernel.ready().shell(), cell -> kernel.ready().cells().java(cell), iopub);
    var execution = new Execution(kernel, iopub, history, debugger, comms);

    shellChannel
        .around(idleness::pause, idleness::resume)
        .on("kernel_info_request", Info::answer)
        .on("execute_request", execution::execute)
        .on("complete_request", assistance::complete)
        .on("inspect_request", assistance::inspect)
        .on("is_complete_request", assistance::isComplete)
        .on("history_request", history::answer)
        .on("comm_info_request", comms::info)
        .on("comm_open", comms::open)
        .on("comm_msg", comms::message)
        .on("comm_close", comms::close)
        .on("shutdown_request", request -> Lifeline.shutdown(request, wire));
    controlChannel
        .on("kernel_info_request", Info::answer)
        .on(
            "interrupt_request",
            subshells.known(
                request -> {
                  idleness.rest();
                  kernel.interrupt(request);
                }))
        .on("create_subshell_request", subshells::create)
        .on("delete_subshell_request", subshells::delete)
        .on("list_subshell_request", subshells::list)
        .on("debug_request", debugger::answer)
        .on("shutdown_request", request -> Lifeline.shutdown(request, wire));

    LiveWidgets.connect(comms);
    iopub.streams().install();
    System.setIn(stdin);
    Tasks.connect(Origin::carrier, () -> Origin.current()::enter);
    Thread.setDefaultUncaughtExceptionHandler(kernel::threadFailed);
    iopub.publish(
        new Origin(Map.of(), List.of(), 0, false),
        "status",
        Map.of("execution_state", "starting"),
        Map.of(),
        List.of());
    controlChannel.start();
    shellChannel.start();
    wire.start(
        (channel, message) -> {
          switch (channel) {
            case SHELL -> subshells.accept(message);
            case CONTROL -> controlChannel.accept(message);
            default -> stdin.accept(message);
          }
        });
    Threads.daemon(
        "flowlab-start",
        () -> {
          kernel.prepare(iopub, stdin);
          new WarmUp(idleness).start();
          new IdleHeap(idleness).start();
        });
  }

  /**
   * The compiler of cells takes this property for its class path: the public face, nothing else.
   */
  private static void hideKernelFromCompiler() throws Exception {
    Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path api = jar.resolveSibling("flowlab-kernel-api.jar");
    System.setProperty("java.class.path", api.toString());
  }
}
