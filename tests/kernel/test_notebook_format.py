"""What a notebook keeps of the kernel: read by nbclient and nbconvert, and by VS Code as far as its files go."""

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import MarkdownExporter
from support import BUILT
from test_libraries import JAR

# what VS Code's own renderers show (its Jupyter extension brings the widgets'), and GitHub's mostly too
EVERYWHERE = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml",
              "image/gif", "application/javascript", "application/vnd.jupyter.widget-view+json"}
SAMPLES = [
    "1 + 1",
    "new int[][] {{1, 2}, {3, 4}}",
    'record Point(int x, int y) {}\nList.of(new Point(1, 2))',
    "new java.awt.image.BufferedImage(30, 20, 1)",
    'display(html("<b>x</b>")); markdown("**x**")',
    'latex("x_t")',
    "%%javascript\nconsole.log(1)",
    "new flowlab.widget.IntSlider(0, 9, 3)",
    'System.out.println("out"); System.err.println("err");',
    'var handle = show("old"); handle.update("new");',
]


def executed(spec, cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": spec, "display_name": "Java (Flowlab)", "language": "java"}
    NotebookClient(notebook, kernel_name=spec, timeout=120).execute()
    nbformat.validate(notebook)
    return notebook


@pytest.fixture(scope="module")
def notebook(spec):
    return executed(spec, SAMPLES)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.outputs]


def test_the_notebook_says_what_language_it_is(notebook):
    language = notebook.metadata.language_info
    assert language["name"] == "java"  # VS Code chooses the language of cells by this
    assert language["file_extension"] == ".jshell" and language["mimetype"] == "text/x-java"
    assert language["pygments_lexer"] == "java"


def test_the_kernelspec_says_what_front_ends_look_for():
    kernel_json = json.loads((BUILT / "kernel.json").read_text())
    assert kernel_json["language"] == "java" and kernel_json["display_name"]
    assert kernel_json["interrupt_mode"] == "message"  # Windows has no signals, and VS Code runs there
    assert kernel_json["argv"].count("{connection_file}") == 1
    assert all((BUILT / f"logo-{size}.png").exists() for size in ("32x32", "64x64"))


def test_every_output_can_be_shown_everywhere(notebook):
    shown = [output for output in outputs(notebook) if "data" in output]
    assert len(shown) >= 9
    for output in shown:
        assert set(output["data"]) <= EVERYWHERE
        assert isinstance(output["data"].get("text/plain"), str)
    kinds = {output.get("name", output["output_type"]) for output in outputs(notebook)}
    assert kinds == {"stdout", "stderr", "display_data", "execute_result"}


def test_what_is_saved_of_an_updated_display_is_its_last_state(notebook):
    assert [output["data"]["text/plain"] for output in notebook.cells[-1].outputs] == ["new"]


@pytest.mark.skipif(not JAR.exists(), reason="lib is not built")
def test_a_training_is_saved_as_a_line_and_a_chart(spec):
    notebook = executed(
        spec,
        [
            f'%jars "{JAR}"\nimport flowlab.*; import flowlab.train.*; import flowlab.data.*; import flowlab.model.*;',
            "var net = Mlp.velocity(2, 2, 16, Activation.GELU, new SplittableRandom(0));\n"
            "Trainer.of(Interpolant.linear(), Gaussian.standard(2), Gaussian.standard(2)).steps(300).batch(16)"
            ".progress(Progress.live(System.out)).train(net);",
        ],
    )
    (saved,) = notebook.cells[1].outputs
    assert re.fullmatch(r"300 steps · loss [\d.]+ · [\d,]+ steps a second · [\d.]+ s", saved["data"]["text/plain"])
    assert "<svg" in saved["data"]["text/html"] and len(saved["data"]["text/html"]) < 6000
    text, _ = MarkdownExporter().from_notebook_node(notebook)
    assert "300 steps" in text and "step 1 of" not in text
