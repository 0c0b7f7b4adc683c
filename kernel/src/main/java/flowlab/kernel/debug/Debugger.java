package flowlab.kernel.debug;

import flowlab.kernel.api.Lines;
import flowlab.kernel.base.Json;
import flowlab.kernel.base.Log;
import flowlab.kernel.base.Origin;
import flowlab.kernel.base.Reserve;
import flowlab.kernel.base.Threads;
import flowlab.kernel.base.Throwables;
import flowlab.kernel.debug.Breakpoints.Breakpoint;
import flowlab.kernel.display.Bundle;
import flowlab.kernel.display.Renderers;
import flowlab.kernel.display.Texts;
import flowlab.kernel.protocol.Iopub;
import flowlab.kernel.protocol.Request;
import flowlab.kernel.shell.Shell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;

/**
 * Answers {@code debug_request}: the Debug Adapter Protocol as Jupyter speaks it, in this process.
 * Nothing listens on a port, and nothing is woven into cells before a front end starts it.
 */
public final class Debugger {
  private interface Command {
    Map<String, Object> answer(Map<String, Object> arguments);
  }

  /** The filter of exceptions that there is. */
  private static final String UNCAUGHT = "uncaught";

  private static final int CAUSES = 10;

  /** So many held threads are told apart, and so many frames of each: more than a stack has. */
  private static final int NUMBERS = 1_000, FRAMES = 100_000;

  /** What lets threads go on must not wait behind anything. */
  private static final Set<String> AT_ONCE =
      Set.of(
          "debugInfo", "disconnect", "continue", "next", "stepIn", "stepOut", "pause", "threads");

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(work -> Threads.unstarted("flowlab-debugger", work));
  private final Supplier<Shell> shell;
  private final UnaryOperator<String> java;
  private final Iopub iopub;
  private final CellSources sources = new CellSources();
  private final Map<Long, HeldThread> held = new ConcurrentHashMap<>();
  private final Map<Thread, Stepping> stepping = new ConcurrentHashMap<>();
  private final AtomicInteger sequence = new AtomicInteger();
  private final AtomicInteger holds = new AtomicInteger();
  private final VariableTree tree;

  /** Exceptions for which threads were held. */
  private final Set<Throwable> known =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Whose variables a number stands for. */
  private final Map<Integer, Place> scopes = new ConcurrentHashMap<>();

  private final Map<String, Command> always = new LinkedHashMap<>();
  private final Map<String, Command> whenStarted = new LinkedHashMap<>();
  private volatile Watch watch;
  private volatile boolean pausing;
  private volatile int evaluations;

  /**
   * @param java the Java of a cell, with blanks in the place of its magics
   */
  public Debugger(Supplier<Shell> shell, UnaryOperator<String> java, Iopub iopub) {
    this.shell = shell;
    this.java = java;
    this.iopub = iopub;
    tree = new VariableTree(shell);
    always.put("debugInfo", arguments -> info());
    always.put("initialize", this::start);
    always.put("dumpCell", this::dumpCell);
    always.put("inspectVariables", arguments -> Map.of("variables", globals()));
    always.put("richInspectVariables", this::richInspectVariables);
    always.put("variables", this::variables);
    always.put("source", this::source);
    always.put("modules", arguments -> Map.of("modules", List.of(), "totalModules", 0));
    always.put("disconnect", arguments -> stop());
    whenStarted.put("attach", arguments -> attach());
    whenStarted.put("configurationDone", arguments -> Map.of());
    whenStarted.put("setBreakpoints", this::setBreakpoints);
    whenStarted.put("setExceptionBreakpoints", this::setExceptionBreakpoints);
    whenStarted.put("threads", arguments -> Map.of("threads", threads()));
    whenStarted.put("stackTrace", this::stackTrace);
    whenStarted.put("scopes", this::scopes);
    whenStarted.put("evaluate", this::evaluate);
    whenStarted.put("setVariable", this::setVariable);
    whenStarted.put("copyToGlobals", this::copyToGlobals);
    whenStarted.put("pause", arguments -> pause());
    whenStarted.put("continue", this::goOn);
    whenStarted.put("next", arguments -> step(arguments, this::over));
    whenStarted.put("stepIn", arguments -> step(arguments, frame -> Stepping.into()));
    whenStarted.put("stepOut", arguments -> step(arguments, Stepping::out));
  }

  /** Answers a request; what waits for the compiler or runs the reader's code does so elsewhere. */
  public void answer(Request request) {
    if (AT_ONCE.contains(Json.text(request.content(), "command", ""))) reply(request);
    else worker.execute(() -> answerStoppably(request));
  }

  /** Stop ends it like a cell. */
  private void answerStoppably(Request request) {
    Origin origin = request.origin(0);
    origin.enter();
    shell.get().begin(origin);
    try {
      reply(request);
    } finally {
      shell.get().end();
    }
  }

  /** What goes wrong is said in the answer. */
  private void reply(Request request) {
    Map<String, Object> content = request.content();
    String name = Json.text(content, "command", "");
    Command command = always.get(name);
    if (command == null && watch != null) command = whenStarted.get(name);
    var reply = new LinkedHashMap<String, Object>();
    reply.put("type", "response");
    reply.put("seq", sequence.incrementAndGet());
    reply.put("request_seq", Json.number(content, "seq", 0));
    reply.put("command", name);
    try {
      if (command == null) throw new IllegalArgumentException(refusal(name));
      Map<String, Object> body = command.answer(Json.object(content, "arguments"));
      reply.put("success", true);
      reply.put("body", body);
    } catch (Throwable e) {
      if (e instanceof OutOfMemoryError) Reserve.release();
      boolean said = e instanceof IllegalArgumentException;
      if (!said) Log.problem("debug request " + name, e);
      reply.put("success", false);
      reply.put("message", said ? Throwables.message(e) : Throwables.text(e));
      reply.put("body", Map.of());
    }
    request.reply(reply);
  }

  private String refusal(String name) {
    return whenStarted.containsKey(name)
        ? "the debugger is not started: initialize comes before " + name
        : "this debugger does not know the request " + name;
  }

  /** A cell begins to run: from now on its lines are known by its text. */
  public void cellBegins(int cell, String code) {
    sources.add(cell, code);
  }

  /** It has ended, and what was stepped through with it. */
  public void cellEnds() {
    stepping.remove(Thread.currentThread());
    pausing = false;
    watchLines();
  }

  // -- started and stopped

  private Map<String, Object> start(Map<String, Object> arguments) {
    tree.front(Json.text(arguments, "clientID", ""));
    if (watch == null) watch = Watch.begin(shell.get(), sources);
    return Map.of(
        "supportsConfigurationDoneRequest", true,
        "supportsConditionalBreakpoints", true,
        "supportsSetVariable", true,
        "supportsEvaluateForHovers", true,
        "exceptionBreakpointFilters",
            List.of(
                Map.of(
                    "filter",
                    UNCAUGHT,
                    "label",
                    "Uncaught exceptions",
                    "description",
                    "where an exception is thrown that no method of the notebook catches",
                    "default",
                    false)));
  }

  /** Front ends wait for this event before they offer what is in the answer to initialize. */
  private Map<String, Object> attach() {
    event("initialized", Map.of());
    return Map.of();
  }

  private Map<String, Object> stop() {
    Watch ended = watch;
    watch = null;
    if (ended == null) return Map.of();
    stepping.clear();
    pausing = false;
    Lines.unwatch();
    Lines.onThrown((thrown, line) -> null);
    held.values().forEach(HeldThread::goOn);
    ended.end();
    return Map.of();
  }

  private Map<String, Object> info() {
    var breakpoints = new ArrayList<Object>();
    if (watch != null) {
      watch
          .breakpoints()
          .all()
          .forEach(
              (path, lines) ->
                  breakpoints.add(
                      Map.of(
                          "source",
                          path,
                          "breakpoints",
                          lines.stream().map(each -> verified(path, each)).toList())));
    }
    var info = new LinkedHashMap<String, Object>();
    info.put("isStarted", watch != null);
    info.put("hashMethod", "Murmur2");
    info.put("hashSeed", CellSources.SEED);
    info.put("tmpFilePrefix", sources.prefix());
    info.put("tmpFileSuffix", CellSources.SUFFIX);
    info.put("breakpoints", breakpoints);
    info.put("stoppedThreads", List.copyOf(held.keySet()));
    info.put("richRendering", true);
    info.put("exceptionPaths", List.of());
    info.put("copyToGlobals", true);
    return info;
  }

  // -- lines

  /** Looks at lines only while there is something to wait for. */
  private synchronized void watchLines() {
    Watch now = watch;
    if (now == null) return;
    boolean waiting = pausing || !stepping.isEmpty() || !now.breakpoints().isEmpty();
    if (waiting) Lines.watch(this::reached);
    else Lines.unwatch();
  }

  /** A thread comes to a line: holds it if it should, and says what its variables become. */
  private Object[] reached(int number) {
    Watch now = watch;
    if (now == null || EVALUATING.get()) return null;
    Breakpoint breakpoint = now.breakpoints().at(number);
    Stepping step = stepping.get(Thread.currentThread());
    if (breakpoint == null && step == null && !pausing) return null;
    CodeLine line = now.breakpoints().line(number);
    Optional<Breakpoints.Source> here = now.place(line.frame());
    if (here.isEmpty()) return null; // what JShell writes around it
    boolean arrived =
        step != null && step.hasArrived(line, here.get(), HeldFrame.depthOfThisThread());
    if (breakpoint == null && !arrived && !pausing) return null;
    List<HeldFrame> frames = now.frames();
    if (frames.isEmpty()) return null;
    String reason = breakpoint != null ? "breakpoint" : arrived ? "step" : "pause";
    var thread = new HeldThread(frames, holds.getAndIncrement() % NUMBERS, null);
    if (breakpoint != null && !arrived && !holds(breakpoint, thread)) return null;
    return hold(thread, reason);
  }

  /** A line has thrown what leaves its method: holds the thread, once, if nobody catches it. */
  private Object[] thrown(Throwable thrown, int number) {
    Watch now = watch;
    boolean ends = thrown instanceof VirtualMachineError || shell.get().isStop(thrown);
    if (now == null || EVALUATING.get() || ends || isKnown(thrown)) return null;
    if (now.place(now.breakpoints().line(number).frame()).isEmpty()) return null;
    List<HeldFrame> frames = now.frames();
    if (frames.isEmpty() || now.isCaught(thrown, frames)) return null;
    known.add(thrown);
    return hold(new HeldThread(frames, holds.getAndIncrement() % NUMBERS, thrown), "exception");
  }

  /** Whether a thread was held for this, or for what it wraps. */
  private boolean isKnown(Throwable thrown) {
    Throwable t = thrown;
    for (int depth = 0; t != null && depth < CAUSES; depth++) { // they may form a ring
      if (known.contains(t)) return true;
      t = Throwables.cause(t);
    }
    return false;
  }

  private static final ThreadLocal<Boolean> EVALUATING = ThreadLocal.withInitial(() -> false);

  /** Does work of the reader's methods in which nothing is held. */
  static <T> T unheld(Supplier<T> work) {
    boolean nested = EVALUATING.get();
    EVALUATING.set(true);
    try {
      return work.get();
    } finally {
      EVALUATING.set(nested);
    }
  }

  /** A condition that fails holds: who wrote it should see why. */
  private boolean holds(Breakpoint breakpoint, HeldThread thread) {
    if (breakpoint.condition().isBlank()) return true;
    try {
      Object value = evaluating(f -> f.value(breakpoint.condition(), thread, thread.frames.get(0)));
      if (value instanceof Boolean holds) return holds;
      throw new IllegalArgumentException(breakpoint.condition() + " is neither true nor false");
    } catch (IllegalArgumentException e) {
      System.err.println("the condition of the breakpoint fails: " + Throwables.message(e));
      return true;
    }
  }

  private Object[] hold(HeldThread thread, String reason) {
    stepping.remove(thread.thread);
    pausing = false;
    held.put(thread.id(), thread);
    var stopped = new LinkedHashMap<String, Object>();
    stopped.put("reason", reason);
    stopped.put("threadId", thread.id());
    stopped.put("allThreadsStopped", false);
    if (thread.thrown != null) stopped.put("text", unheld(() -> Throwables.text(thread.thrown)));
    event("stopped", stopped);
    try {
      return thread.await();
    } finally {
      held.remove(thread.id());
      if (held.isEmpty()) {
        tree.forget();
        scopes.clear();
      }
      watchLines();
      event("continued", Map.of("threadId", thread.id(), "allThreadsContinued", held.isEmpty()));
    }
  }

  private void event(String name, Map<String, Object> body) {
    iopub.publish(
        "debug_event",
        Map.of("type", "event", "event", name, "seq", sequence.incrementAndGet(), "body", body));
  }

  // -- requests

  private Map<String, Object> dumpCell(Map<String, Object> arguments) {
    return Map.of("sourcePath", sources.dump(Json.text(arguments, "code", "")));
  }

  private Map<String, Object> source(Map<String, Object> arguments) {
    String path = Json.text(Json.object(arguments, "source"), "path", "");
    return Map.of(
        "content",
        sources
            .code(path)
            .orElseThrow(() -> new IllegalArgumentException("no cell is known as " + path)));
  }

  private Map<String, Object> setBreakpoints(Map<String, Object> arguments) {
    String path = Json.text(Json.object(arguments, "source"), "path", "");
    NavigableSet<Integer> lines =
        shell.get().linesOfCode(java.apply(sources.code(path).orElse("")));
    var breakpoints = new ArrayList<Breakpoint>();
    if (arguments.get("breakpoints") instanceof List<?> wanted) {
      for (Object each : wanted) {
        if (!(each instanceof Map)) throw new IllegalArgumentException(each + " is no breakpoint");
        @SuppressWarnings("unchecked")
        var one = (Map<String, Object>) each;
        int line = Json.number(one, "line", 0);
        Integer code = lines.ceiling(line); // on it or below
        breakpoints.add(
            new Breakpoint(
                code == null ? line : code, Json.text(one, "condition", ""), code != null));
      }
    }
    watch.breakpoints().set(path, breakpoints);
    watchLines();
    return Map.of("breakpoints", breakpoints.stream().map(each -> verified(path, each)).toList());
  }

  private Map<String, Object> setExceptionBreakpoints(Map<String, Object> arguments) {
    List<?> filters = arguments.get("filters") instanceof List<?> all ? all : List.of();
    for (Object each : filters) {
      if (!UNCAUGHT.equals(each)) {
        throw new IllegalArgumentException(
            "there is no filter " + each + " of exceptions, only " + UNCAUGHT);
      }
    }
    boolean wanted = !filters.isEmpty();
    Lines.onThrown(wanted ? this::thrown : (thrown, line) -> null);
    watch.guards(wanted);
    return Map.of();
  }

  private static Map<String, Object> verified(String path, Breakpoint breakpoint) {
    var body = new LinkedHashMap<String, Object>();
    body.put("verified", breakpoint.isReached());
    if (!breakpoint.isReached()) body.put("message", "no code stands here or below");
    body.put("line", breakpoint.line());
    body.put("source", Map.of("path", path));
    if (!breakpoint.condition().isEmpty()) body.put("condition", breakpoint.condition());
    return body;
  }

  private List<Object> threads() {
    var threads = new ArrayList<Object>();
    held.values().forEach(each -> threads.add(Map.of("id", each.id(), "name", name(each.thread))));
    return threads;
  }

  /** Virtual threads have no name of their own. */
  private static String name(Thread thread) {
    return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
  }

  private HeldThread thread(Map<String, Object> arguments) {
    long id = Json.number(arguments, "threadId", 0);
    HeldThread thread = held.get(id);
    if (thread == null && held.size() == 1) return held.values().iterator().next();
    if (thread == null) throw new IllegalArgumentException("no thread %d is held".formatted(id));
    return thread;
  }

  /**
   * Frames are numbered through all held threads, and anew after each evaluation: JupyterLab asks
   * for the variables of a frame again only where its number has changed.
   */
  private int frameId(HeldThread thread, int index) {
    return (evaluations % 20 * NUMBERS + thread.number) * FRAMES + index + 1;
  }

  private record Place(HeldThread thread, HeldFrame frame) {}

  private Place place(Map<String, Object> arguments, String name) {
    int id = Json.number(arguments, name, 0);
    HeldThread thread =
        held.values().stream()
            .filter(each -> each.number == id / FRAMES % NUMBERS)
            .findFirst()
            .orElse(null);
    int index = id % FRAMES - 1;
    if (thread == null || index < 0 || index >= thread.frames.size()) {
      throw new IllegalArgumentException("no held thread has the frame " + id);
    }
    return new Place(thread, thread.frames.get(index));
  }

  private Map<String, Object> stackTrace(Map<String, Object> arguments) {
    HeldThread thread = thread(arguments);
    var frames = new ArrayList<Object>();
    int first = Math.max(0, Json.number(arguments, "startFrame", 0));
    int levels = Json.number(arguments, "levels", 0);
    int end = levels > 0 ? Math.min(thread.frames.size(), first + levels) : thread.frames.size();
    for (int i = first; i < end; i++) frames.add(frame(thread, i));
    return Map.of("stackFrames", frames, "totalFrames", thread.frames.size());
  }

  private Map<String, Object> frame(HeldThread thread, int index) {
    HeldFrame frame = thread.frames.get(index);
    var found = watch.place(frame.at());
    var body = new LinkedHashMap<String, Object>();
    body.put("id", frameId(thread, index));
    body.put("name", frameName(frame.at()));
    found.ifPresent(
        source ->
            body.put(
                "source",
                Map.of(
                    "name",
                    source.path().substring(source.path().lastIndexOf('/') + 1),
                    "path",
                    source.path())));
    body.put("line", found.map(Breakpoints.Source::line).orElse(0));
    body.put("column", 1);
    return body;
  }

  private static String frameName(StackTraceElement at) {
    String method = at.getMethodName();
    if (CodeLine.isCell(method)) return "the cell";
    String type = Texts.readable(at.getClassName() + ".").replaceAll("\\.$", "");
    String name = method.startsWith("lambda$") ? "a lambda" : method;
    return type.isEmpty() ? name : type + "." + name;
  }

  private Map<String, Object> scopes(Map<String, Object> arguments) {
    Place place = place(arguments, "frameId");
    var locals = new ArrayList<VariableTree.Variable>();
    boolean innermost = place.frame() == place.thread().frames.get(0);
    Throwable thrown = innermost ? place.thread().thrown : null;
    if (thrown != null) locals.add(new VariableTree.Variable("(thrown)", thrown));
    place
        .frame()
        .locals()
        .forEach(
            (local, value) ->
                locals.add(new VariableTree.Variable(local.name(), value, SourceType.of(local))));
    int reference = tree.scope(locals);
    scopes.put(reference, place);
    return Map.of(
        "scopes",
        List.of(
            scope("Locals", reference),
            scope("Globals", tree.scope(new FrameEvaluator(shell.get()).globals()))));
  }

  private static Map<String, Object> scope(String name, int reference) {
    return Map.of("name", name, "variablesReference", reference, "expensive", false);
  }

  private Map<String, Object> variables(Map<String, Object> arguments) {
    return Map.of(
        "variables",
        tree.children(
            Json.number(arguments, "variablesReference", 0),
            Math.max(0, Json.number(arguments, "start", 0)),
            Json.number(arguments, "count", 0)));
  }

  /** The notebook's variables, for which no thread need be held. */
  private List<Object> globals() {
    if (held.isEmpty()) tree.forget();
    return tree.children(tree.scope(new FrameEvaluator(shell.get()).globals()), 0, 0);
  }

  private Map<String, Object> richInspectVariables(Map<String, Object> arguments) {
    String name = Json.text(arguments, "variableName", "");
    Object value =
        arguments.containsKey("frameId") && !held.isEmpty()
            ? inFrame(place(arguments, "frameId").frame(), name)
                .orElseGet(() -> new Object[] {global(name)})[0]
            : global(name);
    Bundle bundle = tree.patiently(() -> Renderers.bundle(value), Bundle.text(tree.brief(value)));
    return Map.of("data", bundle.data(), "metadata", bundle.metadata());
  }

  private static Optional<Object[]> inFrame(HeldFrame frame, String name) {
    return frame.locals().entrySet().stream()
        .filter(each -> each.getKey().name().equals(name))
        .findFirst()
        .map(each -> new Object[] {each.getValue()});
  }

  private Object global(String name) {
    return new FrameEvaluator(shell.get())
        .globals().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no variable " + name))
            .value();
  }

  private <T> T evaluating(Function<FrameEvaluator, T> work) {
    evaluations++;
    return unheld(() -> work.apply(new FrameEvaluator(shell.get())));
  }

  private Map<String, Object> evaluate(Map<String, Object> arguments) {
    String expression = Json.text(arguments, "expression", "");
    Object value =
        arguments.containsKey("frameId")
            ? inPlace(place(arguments, "frameId"), expression)
            : evaluating(evaluator -> evaluator.value(expression));
    Map<String, Object> row = tree.row(new VariableTree.Variable("result", value));
    return Map.of(
        "result",
        row.get("value"),
        "type",
        row.get("type"),
        "variablesReference",
        row.get("variablesReference"));
  }

  private Object inPlace(Place place, String expression) {
    return evaluating(evaluator -> evaluator.value(expression, place.thread(), place.frame()));
  }

  private Map<String, Object> setVariable(Map<String, Object> arguments) {
    String assignment =
        Json.text(arguments, "name", "") + " = " + Json.text(arguments, "value", "");
    int reference = Json.number(arguments, "variablesReference", 0);
    if (!tree.isScope(reference)) {
      throw new IllegalArgumentException(
          "variables of a scope are set here;"
              + " what is inside of a value is set in the console, as in point.x = 2");
    }
    Place place = scopes.get(reference);
    Object value =
        place == null
            ? evaluating(evaluator -> evaluator.value(assignment))
            : inPlace(place, assignment);
    Map<String, Object> row = tree.row(new VariableTree.Variable("", value));
    return Map.of(
        "value",
        row.get("value"),
        "type",
        row.get("type"),
        "variablesReference",
        row.get("variablesReference"));
  }

  private Map<String, Object> copyToGlobals(Map<String, Object> arguments) {
    HeldFrame frame = place(arguments, "srcFrameId").frame();
    String source = Json.text(arguments, "srcVariableName", "");
    String name = Json.text(arguments, "dstVariableName", "");
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      throw new IllegalArgumentException(name + " is no name for a variable");
    }
    var local =
        frame.locals().entrySet().stream()
            .filter(each -> each.getKey().name().equals(source))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("there is no local variable " + source));
    evaluating(
        evaluator -> {
          evaluator.copy(local.getKey(), local.getValue(), name);
          return null;
        });
    return Map.of();
  }

  private Stepping over(HeldFrame frame) {
    return Stepping.over(frame.depth(), watch.place(frame.at()).orElse(null));
  }

  private Map<String, Object> pause() {
    pausing = true;
    watchLines();
    return Map.of();
  }

  private Map<String, Object> goOn(Map<String, Object> arguments) {
    boolean all = !held.containsKey((long) Json.number(arguments, "threadId", 0));
    if (all) held.values().forEach(HeldThread::goOn);
    else thread(arguments).goOn();
    return Map.of("allThreadsContinued", all);
  }

  private Map<String, Object> step(
      Map<String, Object> arguments, Function<HeldFrame, Stepping> how) {
    HeldThread thread = thread(arguments);
    stepping.put(thread.thread, how.apply(thread.frames.get(0)));
    watchLines();
    thread.goOn();
    return Map.of();
  }
}
