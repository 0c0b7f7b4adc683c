"""The debugger, as JupyterLab speaks with it."""

from __future__ import annotations

import time

import pytest
from debugging import Debugger
from support import Kernel

pytestmark = pytest.mark.fast

CELL = """int square(int n) {
    int result = n * n;
    return result;
}
String word = "a";
int sum = 0;
for (int i = 0; i < 3; i++) {
    long big = 1L << 40 + i;
    double half = i / 2.0;
    sum += square(i);
}
System.out.println(sum);"""


@pytest.fixture
def debugger(spec):
    with Kernel(spec) as kernel:
        yield Debugger(kernel).start()


def test_what_a_front_end_asks_first(kernel):
    info = Debugger(kernel).body("debugInfo")
    assert not info["isStarted"] and info["hashMethod"] == "Murmur2" and info["richRendering"] and info["copyToGlobals"]
    assert not info["breakpoints"] and not info["stoppedThreads"]
    features = kernel.request(kernel.client.kernel_info())["supported_features"]
    assert "debugger" in features
    assert "not started" in Debugger(kernel).refused("stackTrace", threadId=1)
    assert "does not know" in Debugger(kernel).refused("gotoTargets")


def test_a_loop_is_held_looked_at_and_changed(debugger):
    assert debugger.breakpoints(CELL, 9) == [9]
    running = debugger.kernel.send(CELL)
    thread, frames = debugger.held()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("the cell", 9)]
    assert frames[0]["source"]["path"] == debugger.body("dumpCell", code=CELL)["sourcePath"]
    assert debugger.locals(frames[0]) == {"i": "0", "big": str(1 << 40)}
    assert debugger.scope(frames[0], "Globals")["sum"]["value"] == "0"
    debugger.body("next", threadId=thread)
    thread, frames = debugger.held()
    assert frames[0]["line"] == 10 and debugger.locals(frames[0])["half"] == "0.0"
    debugger.body("stepIn", threadId=thread)
    thread, frames = debugger.held()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("square", 2), ("the cell", 10)]
    assert debugger.locals(frames[0]) == {"n": "0"}
    assert debugger.locals(frames[1])["big"] == str(1 << 40)
    evaluated = debugger.body("evaluate", expression="n = 5", frameId=frames[0]["id"], context="repl")
    assert evaluated["result"] == "5" and debugger.locals(frames[0]) == {"n": "5"}
    debugger.body("stepOut", threadId=thread)
    thread, frames = debugger.held()
    assert len(frames) == 1
    assert debugger.breakpoints(CELL) == []
    debugger.body("continue", threadId=thread)
    reply, printed = debugger.finish(running)
    assert reply["status"] == "ok" and printed == f"{25 + 1 + 4}\n"


def test_a_step_out_of_a_cell_goes_to_its_end(debugger):
    code = "int rounds = 0;\nfor (int i = 0; i < 5; i++) {\n    rounds += i;\n    rounds++;\n}\nrounds += 100;\nrounds"
    debugger.breakpoints(code, 3)
    running = debugger.kernel.send(code)
    thread, _ = debugger.held()
    debugger.breakpoints(code)
    debugger.body("stepOut", threadId=thread)
    assert debugger.finish(running)[0]["status"] == "ok"
    assert debugger.stops(code, 6) == [("the cell", 6)]  # and the next run knows nothing of it


EARLIER = """record Point(int x, int y) {
    int norm() {
        int squares = x * x;
        return squares + y * y;
    }
}
class Counter {
    int count;
    Counter(int start) {
        count = start;
    }
    void add(byte b, short s, char c, boolean yes, float f, String text, int[] numbers) {
        count += b;
    }
}
int doubled(int n) {
    return 2 * n;
}"""


def test_code_of_earlier_cells_is_held_too(spec):
    with Kernel(spec) as kernel:
        kernel.ok(EARLIER)
        debugger = Debugger(kernel).start()
        assert debugger.breakpoints(EARLIER, 4, 10, 13) == [4, 10, 13]
        running = kernel.send(
            'new Point(2, 3).norm();\n'
            'new Counter(1).add((byte) -1, (short) -2, (char) 99, true, 1.5f, null, new int[] {4, 5});'
        )
        thread, frames = debugger.held()
        assert [(f["name"], f["line"]) for f in frames] == [("Point.norm", 4), ("the cell", 1)]
        assert debugger.locals(frames[0]) == {"this": "Point[x=2, y=3]", "squares": "4"}
        debugger.body("continue", threadId=thread)
        thread, frames = debugger.held()
        assert frames[0]["name"] == "Counter.<init>" and debugger.locals(frames[0])["start"] == "1"
        debugger.body("continue", threadId=thread)
        thread, frames = debugger.held()
        found = debugger.scope(frames[0])
        values = {name: each["value"] for name, each in found.items() if name not in ("this", "numbers")}
        assert values == {"b": "-1", "s": "-2", "c": "c", "yes": "true", "f": "1.5", "text": "null"}
        assert [each["value"] for each in debugger.unfold(found["numbers"]["variablesReference"]).values()] == ["4", "5"]
        assert debugger.unfold(found["this"]["variablesReference"])["count"]["value"] == "1"
        debugger.body("continue", threadId=thread)
        assert debugger.finish(running)[0]["status"] == "ok"


def test_all_kinds_of_locals_can_be_changed(debugger):
    cell = """{
    byte b = 1; short s = 2; char c = 'c'; boolean yes = false; int i = 3; long l = 4; float f = 5; double d = 6;
    String text = "t"; int[] numbers = {1}; List<String> words = List.of("w");
    System.out.println(b + " " + s + " " + c + " " + yes + " " + i + " " + l + " " + f + " " + d + text + numbers[0] + words);
}"""
    debugger.breakpoints(cell, 4)
    running = debugger.kernel.send(cell)
    thread, (frame,) = debugger.held()
    for assignment in ("b = -9", "s = -8", "c = 'z'", "yes = true", "i += 4", "l = 1L << 50", "f = 0.5f", "d = 1e300",
                       'text = words.get(0) + "!"', "numbers = new int[] {7}", 'words = List.of("a", "b")'):
        debugger.body("evaluate", expression=assignment, frameId=frame["id"])
    assert debugger.locals(frame)["i"] == "7"
    debugger.body("continue", threadId=thread)
    assert debugger.finish(running)[1] == "-9 -8 z true 7 1125899906842624 0.5 1.0E300w!7[a, b]\n"


EVERY_LINE = [
    '''// a remark
import java.util.List;
/* of two
   lines */
int sum = 0;
int none;
for (int i = 0; i < 2; i++)
{
    sum += i;
}
String text = """
    within
    """;
for (int each : new int[] {1, 4}) {
    if (each > 2) {
        sum--;
    } else {
        sum++;
    }
}
var list = List.of(
    sum,
    2);
sum''',
    """record Point(double x, double y) {
    static final int SIDES = 4;
    Point {
        if (x < 0) throw new IllegalArgumentException();
    }

    @Override
    public String toString() {
        return "(" + x +
            ")";
    }
}

void greet() {
    System.out.println(new Point(1, 2));
}

Runnable r = () -> {
    greet();
};
r.run();
Stream.of(1, 2)
    .map(k ->
        k + 1)
    .toList()""",
    """int[] counts = new int[3];
int total = 0;
while (total < 2) {
    switch (total) {
        case 0 -> {
            counts[0]++;
        }
        default ->
            counts[1]++;
    }
    total++;
}
try {
    Object none = null;
    none.toString();
} catch (NullPointerException e) {
    total = 7;
} finally {
    total++;
}
boolean large =
    total > 3
    && counts[0] == 1;
String name = large
    ? "large"
    : "small";
%vars
// the end
System.out.println(
    name);
""",
]


@pytest.mark.parametrize("code", EVERY_LINE)
def test_a_breakpoint_on_every_line_goes_where_it_is_reached(debugger, code):
    asked = range(1, code.count("\n") + 2)
    path = debugger.body("dumpCell", code=code)["sourcePath"]
    answers = debugger.body("setBreakpoints", source={"path": path}, breakpoints=[{"line": line} for line in asked])
    answers = answers["breakpoints"]
    verified = {each["line"] for each in answers if each["verified"]}
    assert all(each["line"] == line and "no code" in each["message"]
               for each, line in zip(answers, asked, strict=True) if not each["verified"])
    reached = {line for _, line in debugger.stops(code, *verified)}
    assert reached == verified and len(verified) > 8, (reached - verified, verified - reached)


def test_conditions(debugger):
    cell = "int hits = 0;\nfor (int i = 0; i < 100; i++) {\n    hits++;\n}\nhits"
    debugger.breakpoints(cell, 3, condition="i % 40 == 39")
    running = debugger.kernel.send(cell)
    for expected in ("39", "79"):
        thread, (frame,) = debugger.held()
        assert debugger.locals(frame) == {"i": expected}
        debugger.body("continue", threadId=thread)
    assert debugger.finish(running)[0]["status"] == "ok"
    debugger.breakpoints(cell, 3, condition="no == such")
    running = debugger.kernel.send(cell)
    thread, _ = debugger.held()
    debugger.breakpoints(cell)
    debugger.body("continue", threadId=thread)
    assert "the condition of the breakpoint fails" in debugger.finish(running)[1]
    debugger.breakpoints(cell, 3, condition="i")
    running = debugger.kernel.send(cell)
    thread, _ = debugger.held()
    debugger.breakpoints(cell)
    debugger.body("continue", threadId=thread)
    assert "i is neither true nor false" in debugger.finish(running)[1]


def test_steps_go_through_all_that_a_cell_does(debugger):
    cell = "int a = 1;\nint b = a + 1;\nRunnable r = () -> {\n    int inner = b;\n};\nr.run();\nint c = b;"
    debugger.breakpoints(cell, 1)
    running = debugger.kernel.send(cell)
    seen = []
    while True:
        thread, frames = debugger.held()
        seen.append((frames[0]["name"], frames[0]["line"]))
        if frames[0]["line"] == 7:
            break
        debugger.body("stepIn" if frames[0]["line"] == 6 else "next", threadId=thread)
    assert seen == [("the cell", 1), ("the cell", 2), ("the cell", 3), ("the cell", 6), ("a lambda", 4), ("a lambda", 5),
                    ("the cell", 7)] or seen == [("the cell", 1), ("the cell", 2), ("the cell", 3), ("the cell", 6),
                                                 ("a lambda", 4), ("the cell", 7)]
    debugger.body("next", threadId=thread)
    assert debugger.finish(running)[0]["status"] == "ok"
    assert debugger.kernel.value("c") == "2"  # the next cell is not stepped through


def test_stop_ends_a_held_cell_and_what_it_evaluates(debugger):
    cell = "int x = 1;\nSystem.out.println(x);"
    debugger.breakpoints(cell, 2)
    running = debugger.kernel.send(cell)
    _, (frame,) = debugger.held()
    debugger.kernel.interrupt()
    reply, printed = debugger.finish(running)
    assert reply["ename"] == "Interrupted" and not printed
    assert debugger.kernel.value("x") == "1"
    running = debugger.kernel.send(cell)
    _, (frame,) = debugger.held()
    debugger.seq += 1
    endless = {"type": "request", "seq": debugger.seq, "command": "evaluate",
               "arguments": {"expression": "while (true) { }", "frameId": frame["id"]}}
    debugger.client.control_channel.send(debugger.client.session.msg("debug_request", endless))
    time.sleep(1)
    assert debugger.body("debugInfo")["stoppedThreads"]  # control answers meanwhile
    debugger.kernel.interrupt()
    assert debugger.finish(running)[0]["ename"] == "Interrupted"
    assert debugger.kernel.value("x + 1") == "2"


def test_two_threads_are_held_at_once_and_a_page_finds_them_again(debugger):
    cell = """var threads = new ArrayList<Thread>();
for (int i = 0; i < 2; i++) {
    int mine = i;
    var thread = new Thread(() -> {
        System.out.println("thread " + mine);
    });
    thread.start();
    threads.add(thread);
}
for (var t : threads) t.join();"""
    debugger.breakpoints(cell, 5)
    running = debugger.kernel.send(cell)
    first, second = debugger.event("stopped")["threadId"], debugger.event("stopped")["threadId"]
    assert {each["id"] for each in debugger.body("threads")["threads"]} == {first, second}
    again = Debugger(debugger.kernel).body("debugInfo")
    assert again["isStarted"] and set(again["stoppedThreads"]) == {first, second}
    assert [line["line"] for line in again["breakpoints"][0]["breakpoints"]] == [5]
    minds = [debugger.locals(debugger.body("stackTrace", threadId=t)["stackFrames"][0])["mine"] for t in (first, second)]
    assert sorted(minds) == ["0", "1"]
    debugger.body("continue", threadId=first)
    assert debugger.event("continued")["threadId"] == first
    assert debugger.body("debugInfo")["stoppedThreads"] == [second]
    debugger.body("continue", threadId=second)
    reply, printed = debugger.finish(running)
    assert reply["status"] == "ok" and sorted(printed.split("\n")) == ["", "thread 0", "thread 1"]


def test_output_of_a_held_cell_arrives_and_closing_lets_it_go_on(debugger):
    cell = 'System.out.println("before");\nSystem.out.println("after");'
    debugger.breakpoints(cell, 2)
    running = debugger.kernel.send(cell)
    debugger.held()
    assert any(m["msg_type"] == "stream" and "before" in m["content"]["text"] for m in debugger.heard)
    debugger.body("disconnect", restart=False, terminateDebuggee=False)
    assert debugger.finish(running) == ({**debugger_reply(), "execution_count": 1}, "before\nafter\n")
    assert not debugger.body("debugInfo")["isStarted"]
    assert debugger.kernel.ok(cell).stdout == "before\nafter\n"
    debugger.start()
    assert not debugger.body("debugInfo")["breakpoints"]


def debugger_reply() -> dict:
    return {"status": "ok", "payload": [], "user_expressions": {}}


def test_a_running_loop_is_paused(debugger):
    running = debugger.kernel.send("long n = 0;\nwhile (true) {\n    n++;\n}")
    time.sleep(1)
    debugger.body("pause", threadId=1)
    _, frames = debugger.held()
    assert frames[0]["line"] in (2, 3)
    assert int(debugger.scope(frames[0], "Globals")["n"]["value"]) > 1000
    debugger.kernel.interrupt()
    assert debugger.finish(running)[0]["ename"] == "Interrupted"


def test_a_redefined_method_keeps_its_breakpoints(debugger):
    kernel = debugger.kernel
    cell = "int f(int n) {\n    int m = n + 1;\n    return m;\n}"
    kernel.ok(cell)
    debugger.breakpoints(cell, 3)
    for _ in range(2):
        running = kernel.send("f(1)")
        thread, frames = debugger.held()
        assert frames[0]["name"] == "f" and frames[0]["line"] == 3
        debugger.body("continue", threadId=thread)
        debugger.finish(running)
        kernel.ok(cell.replace("+ 1", "+ 2"))
        kernel.ok(cell)


@pytest.mark.parametrize(
    "before, code, lines",
    [
        ("int first = 1;\nint second = 2;", "\nint second = 3;\nlong first = second;", [2, 3]),
        ("var moved = 1;\nvar other = 2;", "var other = 3;\nvar moved = List.of(other);", [1, 2]),
        ("int f(int n) {\n    return n;\n}", "int g = f(1);\nvar h = List.of(g);\nint i = 1;", [1, 2, 3]),
    ],
)
def test_variables_of_a_changed_cell_are_held_once_where_they_stand_now(debugger, before, code, lines):
    debugger.kernel.ok(before)
    assert debugger.stops(code, *lines) == [("the cell", line) for line in lines]


def test_types_that_need_each_other_are_held(debugger):
    code = """sealed interface Shape permits Round, Flat {
    default int area() {
        return 1;
    }
}
record Round() implements Shape { }
record Flat() implements Shape { }
new Round().area();"""
    assert debugger.stops(code, 3) == [("Shape.area", 3)]


@pytest.mark.parametrize(
    "declared",
    [
        "var odd = new ArrayList<>(List.of(1, 2, 3)).subList(0, 1);\nList<Integer> all = new ArrayList<>(List.of(1));\n"
        "odd = all.subList(0, 1); all.add(2);",
        "class Odd extends AbstractList<Integer> {\n    public Integer get(int i) { throw new StackOverflowError(); }\n"
        "    public int size() { return 1; }\n}\nvar odd = Collections.unmodifiableList(new Odd());",
        "class Odd { public String toString() { while (true); } }\nvar odd = List.of(new Odd(), new Odd());",
    ],
)
def test_what_cannot_be_shown_hides_nothing_else_and_leaves_nothing_running(debugger, declared):
    debugger.kernel.ok("int fine = 1;\n" + declared)
    found = {each["name"]: each["value"] for each in debugger.body("inspectVariables")["variables"]}
    assert found["fine"] == "1" and found["odd"].startswith("…")
    looking = 'Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("flowlab-debug-value"))'
    debugger.kernel.ok(f"while ({looking}) Thread.sleep(5);")


def test_a_list_that_the_held_thread_has_locked(debugger):
    cell = "{\n    var list = new Vector<>(List.of(1));\n    synchronized (list) {\n        int inside = 2;\n        int more = 3;\n    }\n}"
    debugger.breakpoints(cell, 5)
    running = debugger.kernel.send(cell)
    thread, (frame,) = debugger.held()
    assert debugger.locals(frame) == {"list": "…", "inside": "2"}
    debugger.let_go(thread, running)


def test_frames_of_a_deep_recursion(debugger):
    declared = "int deep(int n) {\n    if (n == 0)\n        return 0;\n    return deep(n - 1);\n}"
    debugger.kernel.ok(declared)
    debugger.breakpoints(declared, 3)
    running = debugger.kernel.send("deep(1400)")
    thread, frames = debugger.held()
    assert [debugger.locals(frames[i])["n"] for i in (0, 999, 1300)] == ["0", "999", "1300"]
    debugger.let_go(thread, running)


def test_requests_that_make_no_sense_are_refused(debugger):
    path = debugger.body("dumpCell", code="int a = 1;")["sourcePath"]
    for wrong in ("x", None, [1]):
        assert "no breakpoint" in debugger.refused("setBreakpoints", source={"path": path}, breakpoints=[wrong])
    debugger.kernel.ok("int[] three = {1, 2, 3};")
    reference = debugger.body("inspectVariables")["variables"][0]["variablesReference"]
    assert list(debugger.unfold(reference, start=-5, count=2)) == ["[0]", "[1]"]
    deep = "(" * 20_000 + "1" + ")" * 20_000
    assert "StackOverflowError" in debugger.refused("evaluate", expression=deep)
    assert debugger.body("evaluate", expression="three.length")["result"] == "3"


def test_variables_without_a_breakpoint(debugger):
    kernel = debugger.kernel
    kernel.ok('var map = new TreeMap<>(Map.of("k", List.of(1, 2)));\nint[] many = IntStream.range(0, 25_000).toArray();\n'
              "record Pair(int a, Object b) {}\nvar pair = new Pair(1, null);\nString text = \"t\";\n"
              "class Slow { public String toString() { while (true); } }\nvar slow = new Slow();")
    found = {each["name"]: each for each in debugger.body("inspectVariables")["variables"]}
    assert found["text"]["value"] == '"t"' and found["text"]["type"] == "String"
    assert found["pair"]["type"] == "Pair" and found["slow"]["value"] == "…"
    (entry,) = debugger.unfold(found["map"]["variablesReference"]).values()
    assert [each["value"] for each in debugger.unfold(entry["variablesReference"]).values()] == ["1", "2"]
    fields = debugger.unfold(found["pair"]["variablesReference"])
    assert (fields["a"]["value"], fields["b"]["value"]) == ("1", "null")
    pages = debugger.unfold(found["many"]["variablesReference"])
    assert list(pages)[:2] == ["[0 … 9999]", "[10000 … 19999]"] and len(pages) == 3
    inner = debugger.unfold(pages["[10000 … 19999]"]["variablesReference"])
    assert debugger.unfold(inner["[10100 … 10199]"]["variablesReference"])["[10150]"]["value"] == "10150"
    some = debugger.unfold(found["many"]["variablesReference"], start=7, count=2)
    assert {name: each["value"] for name, each in some.items()} == {"[7]": "7", "[8]": "8"}
    rich = debugger.body("richInspectVariables", variableName="map")
    assert "text/html" in rich["data"] or "text/plain" in rich["data"]
    assert "no variable" in debugger.refused("richInspectVariables", variableName="nobody")
    debugger.body("evaluate", expression='text = "u"')
    assert kernel.value("text") == "u"


def test_a_local_becomes_one_of_the_notebooks(debugger):
    cell = "for (int i = 4; i < 5; i++) {\n    List<String> words = List.of(\"w\" + i);\n    words.size();\n}"
    debugger.breakpoints(cell, 3)
    running = debugger.kernel.send(cell)
    thread, (frame,) = debugger.held()
    rich = debugger.body("richInspectVariables", variableName="words", frameId=frame["id"])
    assert "w4" in rich["data"]["text/plain"]
    debugger.body("copyToGlobals", srcVariableName="words", dstVariableName="kept", srcFrameId=frame["id"])
    assert "cannot find symbol: variable nothing" in debugger.refused("evaluate", expression="nothing + 1", frameId=frame["id"])
    for name in ("a b", "class"):
        where = {"srcVariableName": "i", "srcFrameId": frame["id"]}
        assert "no name" in debugger.refused("copyToGlobals", dstVariableName=name, **where)
    empty = "words.stream().skip(1).iterator().next()"
    for wrong, says in (("1 / 0", "ArithmeticException: / by zero"), (empty, "NoSuchElementException")):
        assert debugger.refused("evaluate", expression=wrong, frameId=frame["id"]) == says
        assert debugger.refused("evaluate", expression=wrong.replace("words", "List.of(1)")) == says
    assert debugger.body("evaluate", expression="i + 1 // more", frameId=frame["id"])["result"] == "5"
    assert debugger.body("evaluate", expression="// nothing", frameId=frame["id"])["result"] == "null"
    assert debugger.body("evaluate", expression="words.get(0).length() + i", frameId=frame["id"])["result"] == "6"
    debugger.body("continue", threadId=thread)
    debugger.finish(running)
    assert debugger.kernel.value("kept.get(0)") == "w4"
    assert "has the frame" in debugger.refused("scopes", frameId=frame["id"])


def test_source_and_lines_without_code(debugger):
    cell = "int a = 1;\n\n// a comment\nint b = 2;"
    assert debugger.breakpoints(cell, 2) == [4]
    path = debugger.body("dumpCell", code=cell)["sourcePath"]
    assert debugger.body("source", source={"path": path})["content"] == cell
    assert "no cell" in debugger.refused("source", source={"path": "/etc/passwd"})


# -- members of the object whose method is held

WALKER = """class Walker {
    double x = 1;
    private int steps = 2;
    private final String name = "w";
    private List<String> names = List.of("a", "bc");
    static int made = 7;
    void walk(int far) {
        x += far;
        steps++;
        IntStream.range(0, 1).forEach(i -> {
            x += steps + i;
        });
    }
    int twice(int n) {
        return 2 * n + steps;
    }
    int inc() {
        return ++steps;
    }
    static int of(int made) {
        return made;
    }
}
var walker = new Walker();"""


def held_in(debugger: Debugger, declared: str, line: int, code: str):
    """Holds a cell at a line of an earlier one: its message, its thread and a function that evaluates there."""
    debugger.kernel.ok(declared)
    debugger.breakpoints(declared, line)
    running = debugger.kernel.send(code)
    thread, frames = debugger.held()
    assert frames[0]["line"] == line

    def value(expression: str, frame: int = 0) -> str:
        return debugger.body("evaluate", expression=expression, frameId=frames[frame]["id"])["result"]

    def refused(expression: str) -> str:
        return debugger.refused("evaluate", expression=expression, frameId=frames[0]["id"])

    return running, thread, value, refused


def test_members_are_evaluated_as_their_method_would(debugger):
    running, thread, value, refused = held_in(debugger, WALKER, 9, "walker.walk(3);")
    asked = {
        "x": "4.0",
        "x * 2 + far": "11.0",
        "this.x": "4.0",
        "this == walker": "true",
        "steps + this.steps": "4",
        "name + this.name.length()": '"w1"',
        "names.get(1).length()": "2",
        "twice(5) + this.twice(1)": "16",
        "of(made) + Walker.made": "14",
        "IntStream.range(0, 3).map(steps -> steps * 2).sum() + steps": "8",
        "IntStream.range(0, 3).map(i -> i + steps).sum()": "9",
        "inc() + steps": "6",
        "toString().equals(this.toString())": "true",
        "new Object() { int steps = 5; int more() { return steps; } }.more()": "5",
        "\"x\" + 'x'": '"xx"',
    }
    assert {each: value(each) for each in asked} == asked
    assert "cannot find symbol: variable nothing" in refused("nothing + x")
    assert "cannot find symbol: method none(double)" in refused("none(x)")
    for wrong in ("this.nothing", "this.twice()", "x +"):
        assert "$" not in refused(wrong)
    assert "final variable name" in refused('name = "v"')
    assert "cannot find symbol" in debugger.refused("evaluate", expression="steps")  # in no frame
    debugger.body("continue", threadId=thread)
    debugger.finish(running)


def test_fields_are_set_from_the_console(debugger):
    running, thread, value, refused = held_in(debugger, WALKER, 9, "walker.walk(3);")
    assert value("x = 5") == "5.0" and value("this.x *= 2") == "10.0"
    assert value("steps = far + 1") == "4" and value("this.steps++") == "4" and value("steps") == "5"
    assert value('names = List.of("d")') and value("names.size() + names.get(0)") == '"1d"'
    assert value("far = steps") == "5"
    value("if (far > 4) steps = 30;")
    assert value("made += 1") == "8"
    assert "incompatible types" in refused('x = "text"')
    debugger.let_go(thread, running)
    assert debugger.kernel.value('walker.x + " " + walker.twice(0) + " " + Walker.made') == "41.0 31 8"


def test_a_variable_is_set_where_it_stands(debugger):
    """Of a local, a field and a variable of the notebook with one name each is set where the tree shows it."""
    debugger.kernel.ok("int low = 100;")
    declared = "class Low {\n    int low = 10;\n    int sum(int high) {\n        return low + high;\n    }\n}"
    debugger.kernel.ok(declared)
    debugger.breakpoints(declared, 4)
    running = debugger.kernel.send("var one = new Low(); one.sum(1);")
    thread, (frame, *_) = debugger.held()
    scopes = {each["name"]: each["variablesReference"] for each in debugger.body("scopes", frameId=frame["id"])["scopes"]}
    object_ = debugger.unfold(scopes["Locals"])["this"]["variablesReference"]
    debugger.body("setVariable", variablesReference=scopes["Locals"], name="high", value="2")
    debugger.body("setVariable", variablesReference=scopes["Globals"], name="low", value="200")
    assert "in the console" in debugger.ask("setVariable", variablesReference=object_, name="low", value="3")["message"]
    for nowhere in ({}, {"variablesReference": 0}, {"variablesReference": 12345}):
        assert "of a scope" in debugger.ask("setVariable", name="low", value="3", **nowhere)["message"]
    debugger.body("continue", threadId=thread)
    debugger.finish(running)
    assert debugger.kernel.value('low + " " + one.low') == "200 10"


def test_members_in_lambdas_and_conditions(debugger):
    debugger.kernel.ok(WALKER)
    debugger.breakpoints(WALKER, 11, condition="x > 9 && this.steps == 4")
    running = debugger.kernel.send("for (int i = 0; i < 2; i++) walker.walk(3);")
    thread, frames = debugger.held()
    assert [frame["name"] for frame in frames][:2] == ["Walker.a lambda", "Walker.walk"]
    ids = [frame["id"] for frame in frames]
    assert debugger.body("evaluate", expression="steps + i", frameId=ids[0])["result"] == "4"
    assert debugger.body("evaluate", expression="steps + far", frameId=ids[1])["result"] == "7"
    debugger.body("evaluate", expression="steps = 50", frameId=ids[1])
    debugger.body("continue", threadId=thread)
    debugger.finish(running)
    assert debugger.kernel.value("walker.twice(0)") == "50"


KINDS = """record Pair<T extends Number>(T left, List<T> more, int... rest) {
    double sum() {
        return left.doubleValue() + rest[0];
    }
    static int ten(int n) {
        return 10 * n;
    }
}
class Base {
    protected int low = 1;
    class Inner {
        private int deep = 3;
        int all() {
            return low + deep;
        }
    }
}
class Derived extends Base {
    private static int shared = 5;
    int get() {
        return low;
    }
    static int two() {
        return 2;
    }
}
DoubleUnaryOperator scaled(double by) {
    return new DoubleUnaryOperator() {
        private int calls = 0;
        public double applyAsDouble(double x) {
            calls++;
            return by * x;
        }
    };
}
class Shut {
    private interface Inner {
        default int twice(int n) {
            return 2 * n;
        }
    }
    static int go() {
        return new Inner() { }.twice(4);
    }
}"""


@pytest.mark.parametrize(
    "line, code, asked",
    [
        (3, "new Pair<>(2, List.of(4), 6).sum();",
         {"left.intValue() + this.left.intValue()": "4", "more.get(0).intValue()": "4", "rest[0] = 9": "9",
          "left().intValue() + this.rest().length": "3", "sum()": "11.0", "ten(1)": "10"}),
        (6, "Pair.ten(1);", {"n + ten(3)": "31"}),
        (14, "new Base().new Inner().all();", {"deep + low": "4", "low = 8": "8", "this.deep = 1": "1", "all()": "9"}),
        (21, "new Derived().get();", {"low + this.low + shared": "7", "shared = 6": "6", "get() + two()": "3"}),
        (24, "Derived.two();", {"shared + two()": "7"}),
        (32, "scaled(3).applyAsDouble(2);",
         {"calls + by + x": "6.0", "calls = 7": "7", "this.calls": "7", "applyAsDouble(5)": "15.0"}),
        (39, "Shut.go();", {"n + 1": "5", "this == null": "false"}),
    ],
)  # fmt: skip
def test_members_of_all_kinds_of_classes(debugger, line, code, asked):
    running, thread, value, refused = held_in(debugger, KINDS, line, code)
    assert {each: value(each) for each in asked} == asked
    if "by" in "".join(asked):
        assert "final variable" in refused("by = 1")
    debugger.breakpoints(KINDS)
    debugger.let_go(thread, running)


def test_types_that_a_cell_cannot_write(debugger):
    """Private ones, those of a method and type variables: around them all can be evaluated, with what they extend."""
    declared = """class Chain<T extends Comparable<T>> {
    private static class Link { }
    private static class Names extends ArrayList<String> { }
    T best(List<T> all) {
        T best = all.get(0);
        Link[] links = {new Link()};
        Map<String, List<Link>> named = Map.of("k", List.of(links[0]));
        Names names = new Names();
        class Task implements Supplier<T> {
            public T get() { return best; }
        }
        Task task = new Task();
        return best;
    }
}"""
    running, thread, value, refused = held_in(debugger, declared, 13, 'new Chain<String>().best(List.of("a", "b"));')
    asked = {
        "1 + 1": "2",
        "best.compareTo(all.get(1))": "-1",
        "links.length + links[0].hashCode() - links[0].hashCode()": "1",
        'named.get("k").size()': "1",
        "names.size()": "0",
        "task.get()": '"a"',
    }
    assert {each: value(each) for each in asked} == asked
    assert "cannot find symbol" in refused("links[0].size")
    debugger.let_go(thread, running)


# -- uncaught exceptions

RISKY = """int[] numbers = {1, 2, 3};
int at(int i) {
    int shifted = i + 1;
    long wide = 1L << 33;
    double half = i / 2.0;
    return numbers[shifted] + (int) half;
}"""


@pytest.fixture
def catching(debugger):
    debugger.kernel.ok(RISKY)
    debugger.body("setExceptionBreakpoints", filters=["uncaught"])
    return debugger


def test_the_filter_of_exceptions_is_offered(debugger):
    (offered,) = debugger.body("initialize", clientID="test")["exceptionBreakpointFilters"]
    assert offered["filter"] == "uncaught" and offered["label"]
    debugger.body("attach")
    debugger.event("initialized")
    assert "no filter raised" in debugger.refused("setExceptionBreakpoints", filters=["raised"])


def test_an_uncaught_exception_is_held_where_it_is_thrown(catching):
    running = catching.kernel.send("int begun = 1;\nint end = at(2) + begun;")
    stopped = catching.event("stopped")
    assert stopped["reason"] == "exception" and "ArrayIndexOutOfBounds" in stopped["text"]
    frames = catching.body("stackTrace", threadId=stopped["threadId"])["stackFrames"]
    assert [(frame["name"], frame["line"]) for frame in frames] == [("at", 6), ("the cell", 2)]
    found = catching.locals(frames[0])
    assert "Index 3 out of bounds" in found.pop("(thrown)")
    assert found == {"i": "2", "shifted": "3", "wide": str(1 << 33), "half": "1.0"}
    assert catching.body("evaluate", expression="numbers.length + shifted", frameId=frames[0]["id"])["result"] == "6"
    catching.body("continue", threadId=stopped["threadId"])
    reply, _ = catching.finish(running)  # held once, however many methods it leaves
    assert reply["ename"] == "ArrayIndexOutOfBoundsException"


@pytest.mark.parametrize(
    "code",
    [
        "int end;\ntry { end = at(9); } catch (RuntimeException e) { end = -1; }\nend",
        "int end = -1;\ntry { at(9); } catch (NullPointerException | IndexOutOfBoundsException e) { }\nend",
        "int safe(int i) {\n    try { return at(i); } catch (Throwable t) { return -1; }\n}\nsafe(9)",
        "int own() {\n    try { return numbers[9]; } catch (RuntimeException e) { return -1; }\n}\nown()",
    ],
)
def test_what_the_notebook_catches_is_not_held(catching, code):
    assert catching.kernel.value(code) == "-1"


@pytest.mark.parametrize(
    "code, line",
    [
        ("try {\n    at(9);\n} catch (NullPointerException e) { }", ("at", 6)),
        ("try {\n    at(9);\n} finally {\n    numbers[0] = 1;\n}", ("at", 6)),
        ("String none = null;\nnone.length();", ("the cell", 2)),
        ("throw new IllegalStateException();", ("the cell", 1)),
        ("int n = 0;\nlong[] big = {1};\nbig[0] = 1 / n;", ("the cell", 3)),
        ("List.of(1, 2).forEach(i -> {\n    numbers[i + 9] = 0;\n});", ("a lambda", 2)),
        ("CompletableFuture.runAsync(() -> {\n    numbers[9] = 0;\n}).join();", ("a lambda", 2)),
        ("class Made {\n    final int k;\n    Made(int k) {\n        this.k = k;\n        numbers[k] = k;\n    }\n}\n"
         "new Made(7)", ("Made.<init>", 5)),
        ('Object key = new Object();\nsynchronized (key) {\n    Integer.parseInt("x");\n}', ("the cell", 4)),  # where the lock is given back
        ("switch (numbers[0]) {\n    case 1 -> {\n        float f = 2.5f;\n        byte b = 1;\n        numbers[(int) f + b] = 0;"
         "\n    }\n    default -> { }\n}", ("the cell", 5)),
    ],
)
def test_uncaught_exceptions_of_all_kinds(catching, code, line):
    running = catching.kernel.send(code)
    thread, frames = catching.held()
    assert (frames[0]["name"], frames[0]["line"]) == line
    catching.locals(frames[0])
    catching.body("continue", threadId=thread)
    assert catching.finish(running)[0]["status"] == "error"


def test_stop_and_the_filter_taken_back(catching):
    running = catching.kernel.send("while (true) { }")
    time.sleep(0.5)
    catching.kernel.interrupt()  # a stop is no exception to look at
    assert catching.finish(running)[0]["ename"] == "Interrupted"
    running = catching.kernel.send("at(9)")
    catching.held()
    catching.kernel.interrupt()
    catching.finish(running)
    catching.body("setExceptionBreakpoints", filters=[])
    assert catching.kernel.run("at(9)").reply["content"]["ename"] == "ArrayIndexOutOfBoundsException"
    catching.body("setExceptionBreakpoints", filters=["uncaught"])
    running = catching.kernel.send("at(9)")
    catching.held()
    catching.body("disconnect")
    assert catching.finish(running)[0]["ename"] == "ArrayIndexOutOfBoundsException"
    assert catching.kernel.run("at(9)").status == "error"


def test_a_value_that_cannot_be_shown_is_not_held(catching):
    catching.kernel.ok('class Odd { @Override public String toString() { throw new IllegalStateException("odd"); } }\n'
                       "Odd odd = new Odd();")
    assert "odd" in {each["name"] for each in catching.body("inspectVariables")["variables"]}
    assert not catching.body("threads")["threads"]
