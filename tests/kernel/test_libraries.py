"""The course's libraries in cells: ND4J, XChart, Tablesaw, the jar of the method."""

import time
from pathlib import Path

import pytest

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


def test_a_chart_is_a_sharp_picture(course):
    code = (
        "var chart = new org.knowm.xchart.XYChartBuilder().width(300).height(200).build();\n"
        'chart.addSeries("s", new double[] {1, 2}, new double[] {1, 2});\nchart'
    )
    (message,) = course.ok(code).of("execute_result")
    assert message["content"]["data"]["image/png"].startswith("iVBOR")
    assert message["content"]["metadata"]["image/png"] == {"width": 300, "height": 200}


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
        ".progress(new flowlab.kernel.api.StepPicture()::step).train(net);"
    )
    (first,) = result.of("display_data")
    assert first["content"]["data"]["text/plain"].startswith("step 1 of 50")
    assert result.of("update_display_data")[-1]["content"]["data"]["text/plain"].startswith("50 steps")
