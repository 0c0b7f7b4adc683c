"""The course's libraries in cells: ND4J, XChart, Tablesaw, the jar of the method."""

import subprocess
import time
from pathlib import Path

import pytest
from debugging import Debugger

JAR = Path(__file__).resolve().parents[2] / "lib" / "target" / "flowlab-lib.jar"
pytestmark = pytest.mark.skipif(not JAR.exists(), reason="lib is not built")


@pytest.fixture(scope="module")
def course(kernel):
    kernel.ok(f'%jars "{JAR}"')
    kernel.ok(f'%jars "{JAR}"')  # harmless
    return kernel


def test_nd4j(course):
    course.ok("import org.nd4j.linalg.factory.Nd4j;")
    text = course.value("Nd4j.create(new float[][] {{1, 2}, {3, 4}}).mmul(Nd4j.eye(2))")
    assert text.startswith("INDArray FLOAT [2, 2]")


def test_a_matrix_of_nd4j_glows(course):
    code = "Nd4j.create(new double[][] {{1, -2}, {0, 0.25}})"
    (message,) = course.ok(f"import org.nd4j.linalg.factory.Nd4j;\n{code}").of("execute_result")
    html = message["content"]["data"]["text/html"]
    assert "INDArray DOUBLE [2, 2]" in html and ">0.25</td>" in html
    assert 'rgba(255,152,0,0.6)">-2<' in html and 'rgba(33,150,243,0.3)">1<' in html
    (message,) = course.ok("Nd4j.zeros(1000, 1000)").of("execute_result")
    assert len(message["content"]["data"]["text/html"]) < 10_000
    (message,) = course.ok("Nd4j.zeros(7)").of("execute_result")
    assert "text/html" not in message["content"]["data"]


@pytest.mark.parametrize(
    "code, hint",
    [
        ("wide.mmul(tall)", "shapes that met: [2, 3] and [4, 5]; in this line wide is [2, 3], tall is [4, 5]"),
        ("wide.add(tall.transpose())", "shapes that met: [2, 3] and [5, 4]; in this line wide is [2, 3], tall is [4, 5]"),
        ("Nd4j.matmul(wide, tall)", "in this line wide is [2, 3], tall is [4, 5]"),  # refused by native code
        ("Nd4j.concat(0, wide, tall)", "in this line wide is [2, 3], tall is [4, 5]"),
        ("wide.addRowVector(row)", "shapes that met: [2, 3] and [4]; in this line wide is [2, 3], row is [4]"),
    ],
)
def test_an_error_of_nd4j_says_which_shapes_met(course, code, hint):
    course.ok("import org.nd4j.linalg.factory.Nd4j;\n"
              "var wide = Nd4j.ones(2, 3); var tall = Nd4j.ones(4, 5); var row = Nd4j.ones(4);")
    assert course.run(code).error.split("\n")[1].strip() == hint


def test_other_errors_have_no_hint_of_shapes(course):
    assert "shape" not in course.run("wide.getClass().cast(3)").error


def test_the_debugger_unfolds_arrays_by_rows(course):
    course.ok("var matrix = Nd4j.create(new double[][] {{1, 2, 3}, {4, 5, 6}});")
    debugger = Debugger(course)
    matrix = next(each for each in debugger.body("inspectVariables")["variables"] if each["name"] == "matrix")
    assert matrix["value"] == "DOUBLE [2, 3]"
    second = list(debugger.unfold(matrix["variablesReference"]).values())[1]
    assert [each["value"] for each in debugger.unfold(second["variablesReference"]).values()] == ["4.0", "5.0", "6.0"]
    assert "<table>" in debugger.body("richInspectVariables", variableName="matrix")["data"]["text/html"]


def test_a_chart_is_a_sharp_picture(course):
    code = (
        "var chart = new org.knowm.xchart.XYChartBuilder().width(300).height(200).build();\n"
        'chart.addSeries("s", new double[] {1, 2}, new double[] {1, 2});\nchart'
    )
    (message,) = course.ok(code).of("execute_result")
    assert message["content"]["data"]["image/png"].startswith("iVBOR")
    assert message["content"]["metadata"]["image/png"] == {"width": 300, "height": 200}
    assert 'alt="XYChart, of s 300×200"' in message["content"]["data"]["text/html"]


def test_a_chart_says_what_it_is(course):
    """To whom does not see it: a screen reader, a console."""
    course.ok('var named = new org.knowm.xchart.XYChartBuilder().title("A <b> & \\"c\\"").xAxisTitle("t").build();'
              'named.addSeries("s", new double[] {1, 2}, new double[] {1, 2});')
    (message,) = course.ok("named").of("execute_result")
    assert 'alt="XYChart “A &lt;b&gt; &amp; &quot;c&quot;”, x: t, of s 800×600"' in message["content"]["data"]["text/html"]
    pie = course.ok('var pie = new org.knowm.xchart.PieChartBuilder().title("P").build(); pie.addSeries("a", 1); pie')
    assert pie.value == "PieChart “P”, of a 800×600"


@pytest.mark.slow
def test_a_chart_as_svg_when_asked(course):
    course.ok("var drawn = new org.knowm.xchart.XYChartBuilder().width(300).height(200).build();\n"
              'drawn.addSeries("s", new double[] {1, 2}, new double[] {1, 2});')
    assert "%maven de.erichseifert" in course.run('display(drawn, "image/svg+xml");').error
    course.ok("%maven de.erichseifert.vectorgraphics2d:VectorGraphics2D:0.13")
    (message,) = course.ok('display(drawn, "image/svg+xml");').of("display_data")
    assert "<svg" in message["content"]["data"]["image/svg+xml"]
    assert "image/png" not in message["content"]["data"]


def test_the_methods_own_javadoc(course):
    data = course.request(course.client.inspect("flowlab.model.Mlp.velocity("))["data"]
    assert "A velocity field in" in data["text/plain"] and "flowlab.model.Activation" in data["text/plain"]
    assert "A velocity field in" in data["text/html"]


def test_a_table(course):
    course.ok("import tech.tablesaw.api.*;")
    course.ok('var t = Table.create("numbers", IntColumn.create("n", IntStream.range(0, 500).toArray()));')
    (message,) = course.ok("t").of("execute_result")
    html = message["content"]["data"]["text/html"]
    assert "numbers" in html and "500 rows" in html and "<td>499</td>" in html and "<td>250</td>" not in html
    assert "text/plain" in message["content"]["data"]


def test_values_of_nd4j_stay(course):
    course.ok("var weights = Nd4j.ones(3); int scale() { return 2; }")
    course.ok("int scale() { return 3; }")
    assert course.value("weights.mul(scale()).sumNumber().intValue()") == "9"


def test_a_training_draws_its_steps(course):
    course.ok("import flowlab.*; import flowlab.train.*; import flowlab.data.*; import flowlab.model.*;")
    result = course.ok(
        "var net = Mlp.velocity(2, 2, 16, Activation.GELU, new SplittableRandom(0));\n"
        "Trainer.of(Interpolant.linear(), Gaussian.standard(2), Gaussian.standard(2)).steps(50).batch(16)"
        ".progress(Progress.live(System.out)).train(net);"
    )
    (first,) = result.of("display_data")
    assert first["content"]["data"]["text/plain"].startswith("step 1 of 50")
    assert result.of("update_display_data")[-1]["content"]["data"]["text/plain"].startswith("50 steps")


def test_stop_reaches_a_readers_own_sampler(course):
    """It is drawn from while the net is updated, by several threads: still on the cell's, so it prints there, too."""
    course.ok("import flowlab.*; import flowlab.train.*; import flowlab.data.*; import flowlab.model.*;")
    course.ok(
        "int drawn = 0; Gaussian easy = Gaussian.standard(2);\n"
        "Sampler own = (n, random) -> { System.out.println(++drawn); while (drawn > 300) {} return easy.sample(n, random); };\n"
        "var wide = Mlp.velocity(2, 2, 64, Activation.GELU, new SplittableRandom(0));"
    )
    message_id = course.send(
        "Trainer.of(Interpolant.linear(), Gaussian.standard(2), own).steps(1000).batch(64).train(wide);"
    )
    printed = ""
    while "301" not in printed:
        message = course.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream":
            assert message["parent_header"]["msg_id"] == message_id
            printed += message["content"]["text"]
    course.interrupt()
    assert course.reply(message_id, timeout=20)["content"]["ename"] == "Interrupted"
    course.outputs(message_id)
    assert printed.split() == [str(k) for k in range(1, 302)]
    assert course.value("drawn") == "301"


def live(kernel, spec, *types: str) -> int:
    """How many objects of these classes are in use, after a collection."""
    from conftest import JDKS

    jcmd = Path(JDKS[spec.split("-")[1]]).resolve().with_name("jcmd")
    table = subprocess.run([jcmd, str(kernel.pid), "GC.class_histogram"], stdout=subprocess.PIPE, text=True).stdout
    rows = [line.split() for line in table.splitlines()]
    return sum(int(row[1]) for row in rows if len(row) > 3 and row[3] in types)


@pytest.mark.slow
def test_fifty_nets_under_one_name_are_one_net_in_memory(course, spec):
    """Re-running the cell of a net: neither the heap nor what lies off it grows."""
    course.ok("import flowlab.model.*;")
    net = "flowlab.model.Mlp"
    off_heap = "org.nd4j.linalg.api.memory.deallocation.DeallocatableReference"  # ND4J has one for each buffer
    heap = []
    for i in range(50):  # a text that changes, so that JShell makes a new class each time
        course.ok(f"var large = Mlp.velocity(2, 4, 1024, Activation.GELU, new SplittableRandom({i}));")
        if i in (4, 49):
            others, buffers = live(course, spec, net), live(course, spec, off_heap)
            code = "System.gc(); (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6"
            heap.append((others, buffers, float(course.value(code))))
    (nets_early, buffers_early, heap_early), (nets, buffers, heap_late) = heap
    for _ in range(10):  # ND4J frees what was collected on a thread of its own
        if buffers <= buffers_early:
            break
        time.sleep(1)
        buffers = live(course, spec, off_heap)
    assert nets == nets_early and buffers <= buffers_early, heap
    assert heap_late < heap_early + 20, heap


@pytest.mark.parametrize(
    "cell",
    [
        "Trainer.of(Interpolant.linear(), Gaussian.standard(2), Gaussian.standard(2)).steps(1_000_000).batch(4096)"
        ".train(slow);",
        "OdeSolver.fixed(ButcherTableau.RK4, 20_000).solve(slow, Nd4j.ones(DataType.DOUBLE, 20_000, 2)).last()",
    ],
    ids=["Trainer", "OdeSolver"],
)
def test_the_methods_own_loops_can_be_stopped(course, cell):
    course.ok("import flowlab.*; import flowlab.data.*; import flowlab.model.*; import flowlab.train.*;\n"
              "import flowlab.solve.*; import org.nd4j.linalg.factory.Nd4j; import org.nd4j.linalg.api.buffer.DataType;\n"
              "var slow = Mlp.velocity(2, 3, 128, Activation.GELU, new SplittableRandom(0));")
    sent = course.send("\n" + cell)
    time.sleep(2)
    start = time.monotonic()
    course.interrupt()
    content = course.reply(sent)["content"]
    assert content["ename"] == "Interrupted" and "line 2" in content["evalue"], content
    assert time.monotonic() - start < 1
    course.outputs(sent)
    assert course.value("1 + 1") == "2"


@pytest.mark.slow
def test_a_second_stop_in_native_code_says_where(course):
    course.ok("import org.nd4j.linalg.factory.Nd4j;\nvar huge = Nd4j.ones(6000, 6000);")
    sent = course.send("huge.mmul(huge);")
    time.sleep(1)
    course.interrupt()
    time.sleep(0.5)
    course.interrupt()
    said = [m for m in course.outputs(sent, timeout=120) if m["msg_type"] == "stream"]
    text = "".join(m["content"]["text"] for m in said)
    assert "still running, in " in text and "(Native Method)" in text, text
    assert course.reply(sent)["content"]["ename"] == "Interrupted"
    course.ok("huge = null;")


def test_vars_tells_shapes(course):
    course.ok("import org.nd4j.linalg.factory.Nd4j;\nvar grid = Nd4j.ones(2, 3);"
              ' var people = tech.tablesaw.api.Table.create("people", tech.tablesaw.api.IntColumn.create("n", 4));')
    lines = {line.split()[0]: line for line in course.ok("%vars").stdout.splitlines()}
    assert lines["grid"].split()[1:] == ["INDArray", "FLOAT", "[2,", "3]"]
    assert lines["people"].endswith("4 rows × 1 columns")
