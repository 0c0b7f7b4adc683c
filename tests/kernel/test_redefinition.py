"""Running a cell again never silently loses a value."""

import pytest

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    "setup, change, read, expected",
    [
        ("int f1() { return 1; }\nvar v1 = f1();", "int f1() { return 2; }", "v1 + f1()", "3"),
        ("int f2() { return 1; }\nint g2() { return f2(); }\nvar v2 = g2();", "int f2() { return 5; }", "v2 + g2()", "6"),
        (
            "int f3() { return 1; }\nvar v3 = f3();",
            "int f3() { Supplier<Integer> s = () -> 7; return s.get(); }",
            "v3 + f3()",
            "8",
        ),
        (
            "record P4(int x) { int twice() { return 2 * x; } }\nvar p4 = new P4(4);",
            "record P4(int x) { int twice() { return 20 * x; } }",
            "p4.twice()",
            "80",
        ),
        (
            "class C5 { int n = 5; int get() { return n; } }\nvar c5 = new C5(); c5.n = 6;",
            "class C5 { int n = 5; int get() { return n + 100; } }",
            "c5.get()",
            "106",
        ),
        ("int x6 = 6; var y6 = x6 + 1;", "import java.util.concurrent.atomic.*;", "y6", "7"),
        ("int x7 = 1; var y7 = x7 + 1;", "int x7 = 10;", "y7", "2"),
        ("int x8 = 1; var y8 = x8 + 1; int z8() { return x8; }", "short x8 = 2;", "y8", "2"),
        ("int x9 = 9;", "int x9 = Integer.parseInt(\"no\");", "x9", "9"),
        ("var l10 = new ArrayList<>(List.of(1, 2));", "import java.sql.*;", "l10.size()", "2"),
        ("class S11 { static int n = 1; }\nS11.n = 11;", "class S11 { static int n = 1; void more() { n++; } }", "S11.n", None),
    ],
)
def test_values_stay(kernel, setup, change, read, expected):
    kernel.ok(setup)
    kernel.run(change)
    value = kernel.value(read)
    if expected is not None:
        assert value == expected


def test_the_same_cell_again(kernel):
    kernel.ok("int again(int n) { return n; }\nvar first = again(3);")
    kernel.ok("int again(int n) { return n; }")
    assert kernel.value("first") == "3"


def test_a_lost_value_is_said(kernel):
    kernel.ok("class Q { int a; }\nvar q = new Q();")
    result = kernel.run("class Q { int a; int b; }")
    assert "q" in result.stderr and "again" in result.stderr, result.stderr


def test_a_changed_type_is_said(kernel):
    kernel.ok("int w() { return 1; }\nvar ww = w();")
    result = kernel.run('String w() { return "a"; }')
    assert "ww" in result.stderr and "w has changed" in result.stderr, result.stderr


def test_a_type_that_no_longer_fits_is_said(kernel):
    kernel.ok("int x12 = 1; var y12 = x12 + 1;")
    assert "y12 is no longer defined because x12" in kernel.run("double x12 = 2.5;").stderr


def test_an_old_value_of_a_changed_class_is_explained(kernel):
    kernel.ok("class Old { int a; }\nList<Old> olds = new ArrayList<>(List.of(new Old()));")
    kernel.run("class Old { int a; int b; }")
    error = kernel.run("olds.get(0).a").error
    assert "made before Old was changed" in error, error


def test_lambdas_see_the_new_value(kernel):
    kernel.ok("int seen = 1;\nSupplier<Integer> look = () -> seen;")
    kernel.ok("int seen = 5;")
    assert kernel.value("look.get()") == "5"


@pytest.mark.slow
@pytest.mark.parametrize(
    "cell",
    [
        "var big = new double[4_000_000]; // {}",
        "double[] big2 = new double[4_000_000 + {}];",
        "new double[4_000_000 + {}]",
        "Object big3 = ({0} % 2 == 0) ? new double[4_000_000] : new float[8_000_000];",
    ],
)
def test_memory_stays_flat(kernel, cell):
    # 50 times 32 MB do not fit into the 512 MB that the tests give a kernel
    for i in range(50):
        result = kernel.run(cell.format(i))
        assert result.status == "ok", (i, result.error)
    kernel.ok("big = null; big2 = null; big3 = null;", stop_on_error=False) if "big3" in cell else None


@pytest.mark.slow
def test_memory_stays_flat_when_the_type_alternates(kernel):
    for i in range(40):
        kernel.ok("var turns = new double[4_000_000];" if i % 2 else 'var turns = "text";')


def test_what_is_imported_again_is_not_lost(kernel):
    imports = "import java.nio.file.*;\nimport java.util.function.*;\nimport java.util.stream.*;\nimport java.util.zip.*;"
    for _ in range(2):  # three of them the kernel has from its start
        assert kernel.run(imports).stderr == ""
    assert kernel.run("Path.of(\"x\") + Stream.of(1).map(Function.identity()).toList().toString()").value == "x[1]"
