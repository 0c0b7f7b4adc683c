"""Every chapter runs top to bottom on both kernels, and its committed outputs are those of its code."""

import json
import re
import sys
import time
from pathlib import Path

import pytest
from running import ROOT, run

DATA = Path(__file__).parent / "data"
sys.path.insert(0, str(ROOT))

from tools import codehash, media, times  # noqa: E402

CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MB = 1 << 20
LARGE = ("01-", "02-", "06-")  # the scenes; twelve figures, each with its words and bare; an animation of 447 frames

# Seconds at scale ci, the start of a JVM and of Python included. The stock kernel sleeps between messages.
LIMITS = {"flowlab": 40, "jjava": 60}

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)

# The quick run takes the shortest chapter only, and the daily one three on the stock kernel; `notebooks-long` takes all.
STOCK = ("00-", "03-", "07-")


def when(chapter: Path, kernel: str) -> list[pytest.MarkDecorator]:
    if kernel == "jjava" and not chapter.name.startswith(STOCK):
        return [pytest.mark.long]
    return [] if chapter is CHAPTERS[0] and kernel == "flowlab" else [pytest.mark.slow]


RUNS = [pytest.param(chapter, kernel, marks=when(chapter, kernel)) for chapter in CHAPTERS for kernel in LIMITS]


def cells(path: Path) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("chapter, kernel", RUNS, ids=lambda one: one if isinstance(one, str) else one.stem)
def test_runs_at_scale_ci(chapter, kernel, tmp_path):
    took = float("inf")
    for _ in range(2):  # a busy machine can double the time of a run: the better of two counts
        start = time.monotonic()
        done = run(chapter, tmp_path, kernel)
        took = min(took, time.monotonic() - start)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / chapter.name).exists()
        if took < LIMITS[kernel]:
            break
    assert took < LIMITS[kernel], f"{chapter.name} took {took:.0f} s on {kernel}"


@pytest.mark.parametrize("chapter", [CHAPTERS[0], pytest.param(CHAPTERS[4], marks=pytest.mark.slow)], ids=lambda path: path.stem)
def test_runs_again_in_one_kernel_without_a_remark(chapter, tmp_path):
    """What a reader does who runs all cells, and then all of them again."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("imports.jshell", "data", "museum", "weights"):
        (folder / name).symlink_to(ROOT / "notebooks" / name)
    (tmp_path / "lib").symlink_to(ROOT / "lib")
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    again = [{**cell, "id": f"{cell['id']}-again"} for cell in notebook["cells"]]
    notebook["cells"] += again
    (folder / chapter.name).write_text(json.dumps(notebook), encoding="utf-8")
    done = run(folder / chapter.name, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    outputs = [output for cell in cells(tmp_path / "out" / chapter.name) for output in cell["outputs"]]
    assert not [output["text"] for output in outputs if output.get("name") == "stderr"]


@each_chapter
def test_committed_outputs_belong_to_the_code(chapter):
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    recorded = notebook["metadata"].get("flowlab", {})
    again = f"run `./flowlab run --in-place {chapter.relative_to(ROOT)}`"
    assert recorded.get("code_hash") == codehash.code_hash(notebook), f"the code changed after its outputs: {again}"
    assert recorded.get("scale") in ("course", "full"), f"the outputs are of another scale: {again}"
    assert [cell["execution_count"] for cell in cells(chapter)] == list(range(1, len(cells(chapter)) + 1)), again


@each_chapter
def test_pictures_shown_elsewhere_are_the_chapters_own(chapter):
    for name, picture in media.pictures(chapter).items():
        assert (ROOT / "notebooks" / "media" / name).read_bytes() == picture, name


def test_the_readme_shows_the_chapters_animation():
    assert "notebooks/media/flow.gif" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "flow.gif" in media.pictures(ROOT / "notebooks" / "02-flow-matching.ipynb")


@each_chapter
def test_images_are_described_and_fit_on_a_laptops_screen(chapter):
    for output in (output for cell in cells(chapter) for output in cell["outputs"]):
        data = output.get("data", {})
        if "application/vnd.jupyter.widget-view+json" in data:
            assert "image/png" in data, "a page without a kernel would show the widget's name"
        if "image/png" in data:
            assert re.search(r'(alt|aria-label)="[^"]{10,}', "".join(data.get("text/html", ""))), data["text/plain"]
            assert output["metadata"]["image/png"]["height"] <= 700, data["text/plain"]


@each_chapter
def test_is_small_enough_to_read(chapter):
    limit = 6 if chapter.name.startswith(LARGE) else 3
    assert chapter.stat().st_size < limit * MB


def test_the_table_of_times_is_what_the_chapters_say():
    text = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert f"{times.BEGIN}\n{times.table()}{times.END}" in text
    assert all(seconds and scale == "course" for seconds, scale in map(times.said, CHAPTERS))


def test_a_failing_cell_is_shown_with_its_number_source_and_error(tmp_path):
    done = run(DATA / "fails.ipynb", tmp_path)
    assert done.returncode == 1
    assert "fails.ipynb, code cell 2 failed" in done.stderr
    assert "    three[x + 2]" in done.stderr
    assert "ArrayIndexOutOfBoundsException" in done.stderr
    assert "Traceback" not in done.stderr
    assert not cells(tmp_path / "fails.ipynb")[2]["outputs"]


def test_two_runs_write_the_same_file(tmp_path):
    """So that a run in place makes a small diff: no times, no execution metadata."""
    for name in ("one", "two"):
        assert run(DATA / "steady.ipynb", tmp_path / name).returncode == 0
    assert (tmp_path / "one" / "steady.ipynb").read_bytes() == (tmp_path / "two" / "steady.ipynb").read_bytes()
    assert "ci" in json.dumps(cells(tmp_path / "one" / "steady.ipynb")[0]["outputs"]), (
        "the kernel did not see the scale"
    )


@pytest.mark.slow
def test_cells_for_our_kernel_are_left_out_on_the_stock_one(tmp_path):
    done = run(DATA / "tagged.ipynb", tmp_path, "jjava")
    assert done.returncode == 0, done.stderr
    assert [cell["execution_count"] for cell in cells(tmp_path / "tagged.ipynb")] == [1, 2]
