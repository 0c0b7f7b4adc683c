"""Cells of Java: what is legal in a source file is legal here, and nothing is lost or passed over in silence."""

from __future__ import annotations

import pytest
from support import Kernel

pytestmark = pytest.mark.fast

# Each case: its cells, one after the other in one kernel; beside each its value, or None where it has none.
SESSIONS = {
    "names outside of ASCII last": [
        ("double α = 0.5;", None), ("α + 1", "1.5"), ("int größe = 3;\ngröße * 2", "6"), ("größe", "3"),
        ("record Maß(int länge) {}\nnew Maß(7)", "Maß[länge=7]"), ("new Maß(8).länge()", "8"),
        ("double mittel(double ä, double ö) { return (ä + ö) / 2; }\nmittel(α, größe)", "1.75"),
    ],
    "a class becomes another kind of type": [
        ("class Box { class Lid { int n = 3; } }\nint kept = 17;", None),
        ("class Box { static class Lid { int n = 4; } }", None), ("new Box.Lid().n + kept", "21"),
        ("class Mode { }", None), ("enum Mode { FAST, SLOW }", None), ('Mode.valueOf("SLOW").ordinal() + kept', "18"),
        ("interface Mode { int speed(); }\nMode walk = () -> 5;\nwalk.speed()", "5"),
        ("record Box(int n) {}\nnew Box(6).n() + kept", "23"),
    ],
    "the reader's names are the reader's": [
        ("int java = 1, io = 2, org = 3, flowlab = 4, com = 5, value = 6, result = 7;", None),
        ("java + io + org + flowlab + com + value + result", "28"), ("int $result$ = 8;\n$result$ + 1", "9"),
        ("class flowlab2 {}\nclass Hooks {}\nclass Result {}\n5 + 5", "10"), ("class REPL {}\n1 + 1", "2"),
    ],
    "declared again": [
        ("var q = List.of(1);", None), ("var q = List.of(1);", None), ('int n = Integer.parseInt("12");\nn * 2', "24"),
        ('String n = "now a text";\nn', "now a text"), ("class Same { int v = 1; }\nSame same = new Same();", None),
        ("class Same { int v = 1; /* a comment */ }", None), ("same.v", "1"),
    ],
    "what comes later": [
        ("int now() { return later() + 1; }", None), ("class Sub extends Super { }", None), ("int later() { return 41; }", None),
        ("class Super { int s = 5; }", None), ("now() + new Sub().s", "47"),
    ],
    "a statement with its semicolon is quiet, an expression has a value": [
        ("int x = 1, y[] = {1, 2};", None), ("x++;", None), ("x++", "2"), ("x", "3"), ("++x;", None), ("x += 2;", None),
        ("x = x + 1", "7"), ("y[0]--;", None), ("Math.max(x, 1);", None), ("Math.max(x, y[0])", "7"), ("new Object();", None),
    ],
    "a value of a type without a name": [
        ("var counter = new Object() { int n = 40; int next() { return n += 2; } };\ncounter.next()", "42"),
        ("counter.next()", "44"),
    ],
}


@pytest.mark.parametrize("session", SESSIONS)
def test_sessions(spec, session):
    with Kernel(spec) as kernel:
        for code, value in SESSIONS[session]:
            result = kernel.ok(code)
            assert result.value == value, code
            waits = session == "what comes later" and "can be used once there is" in result.stderr
            assert waits or not result.stderr, code


def test_types_that_need_each_other_in_too_many_ways_are_refused_in_words_or_declared(fresh, spec):
    """A legal program, which JShell can declare from JDK 19 on."""
    legal = """
        sealed interface Shape permits Round, Flat { int n(); static Shape any() { return new Flat() { }; } }
        record Round(int n) implements Shape { }
        non-sealed abstract class Flat implements Shape { @Override public int n() { return 3; } }
        Shape.any().n()"""
    result = fresh.run(legal)
    if int(spec.rpartition("-")[2]) >= 19:
        assert result.value == "3"
    else:
        assert "before JDK 19 a cell can declare only some types that need each other" in result.error
        assert "cannot find symbol" not in result.error


def test_a_variable_whose_value_failed_is_not_there_or_keeps_what_it_had(kernel):
    assert "by zero" in kernel.run("int first = 1, failed = first / 0, after = 2;").error
    assert kernel.ok("first").value == "1"
    for name in ("failed", "after"):
        assert "cannot find symbol" in kernel.run(name).error
    kernel.ok("int had = 5;")
    assert "by zero" in kernel.run("int had = 1 / 0;").error
    assert kernel.ok("had").value == "5"
    assert "by zero" in kernel.run('String had = "a text" + 1 / 0;').error
    assert "cannot find symbol" in kernel.run("had").error
    kernel.ok("int failed = 6;")
    assert kernel.ok("failed").value == "6"


def test_what_another_cell_declared_is_told_when_it_is_lost(fresh):
    fresh.ok("class Box { class Lid { } }\nint kept = 1;")
    fresh.ok("var lid = new Box().new Lid();")
    fresh.ok("int uses(int a) { return a + kept; }")
    told = fresh.ok("class Box { static class Lid { } }").stderr
    kept = fresh.run("lid").status == "ok"  # JDK 17 can put the new code into the old class
    assert kept or "lid is no longer defined because Box has changed" in told
    assert "uses is no longer defined because kept has changed" in fresh.ok('String kept = "a";').stderr
    assert "uses no longer fits what it uses" in fresh.run("uses(2)").error


@pytest.mark.parametrize(
    "code, says",
    [
        ("System.out.println(1); } int x;", "line 1: there is nothing open that this could close"),
        ("int before = 1;\nfor (int i = 0; i < 3; i++)", "line 2: the cell ends before this is finished"),
        ("return 5;", "line 1: return stands outside of a method"),
        ("for (int i = 0; i < 3; i++) { if (i == 1) return; }", "return stands outside of a method"),
        ("int v = 1\nint w = 2;", "line 1: ';' expected"),
        ("Number n = 0;\nif (!n instanceof Integer i) { }", "line 2: "),
        ("record R(int x) { R { return; } }", "line 1: "),
        ("class P1 { Q1 q() { return null; } }\nclass Q1 extends P1 { @Override int w() { return 2; } }", "line 2: method does not override"),
    ],
)
def test_what_is_not_java_is_said_with_its_place(kernel, code, says):
    result = kernel.run(code)
    assert result.reply["content"]["ename"] == "CompilationError"
    assert says in result.error
    assert not any(word in result.error for word in ("jdk.compiler", "jdk.jshell", "flowlab.kernel"))
    assert kernel.value("1 + 1") == "2"


def test_a_cell_that_is_not_java_does_not_begin(kernel):
    result = kernel.run('System.out.println("begun");\nint x = ;')
    assert result.status == "error" and not result.stdout


def test_assertions_are_on_in_cells(kernel):
    assert "one is not more than two" in kernel.run('assert 1 > 2 : "one is not more than two";').error


def test_a_trace_names_each_cell_and_tells_a_recursion_once(kernel):
    kernel.ok("int deep(int n) { return n == 0 ? 1 / 0 : deep(n - 1); }")
    kernel.ok("int deep(int n) {\n  if (n == 0) return 1 / 0;\n  return deep(n - 1);\n}")
    first = kernel.ok("0").reply["content"]["execution_count"] - 1
    error = kernel.run("deep(9)").error
    assert f"in deep, Cell {first}, line 2" in error
    assert "and so on, 9 times" in error


def test_a_trace_names_the_lines_of_types_that_need_each_other(kernel):
    types = "sealed interface S permits T {\n  default int n() {\n    return 1 / 0;\n  }\n}\nrecord T() implements S {}\n"
    cell = kernel.run(types + "new T().n()")
    assert f"in n, Cell {cell.reply['content']['execution_count']}, line 3" in cell.error
