"""A reader who stops every cell of a chapter, and then runs it in full, loses nothing."""

import random
import sys
import time

import nbformat
import pytest
from running import ROOT

sys.path.insert(0, str(ROOT / "tests" / "kernel"))

from shells import Shells
from support import Kernel

CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DAILY = "03-"  # of the others the suite would become too long
LONGEST = 0.5  # seconds until a cell is stopped: by then it is over, computes, or is still being compiled

EACH = [pytest.param(path, marks=pytest.mark.slow if path.name.startswith(DAILY) else pytest.mark.long, id=path.stem)
        for path in CHAPTERS]


@pytest.mark.parametrize("chapter", EACH)
def test_a_chapter_is_stopped_at_every_cell_and_goes_on(chapter):
    cells = [cell for cell in nbformat.read(chapter, as_version=4).cells if cell.cell_type == "code"]
    after, stopped = random.Random(1), 0
    with Kernel("java", {"FLOWLAB_SCALE": "ci"}, cwd=str(chapter.parent)) as kernel:
        for number, cell in enumerate(cells, start=1):
            sent = kernel.send(cell.source)
            time.sleep(after.uniform(0, LONGEST))
            Shells(kernel).interrupt()  # and its reply: one on its way would stop the next cell
            kernel.outputs(sent, timeout=60)
            reply = kernel.request(sent)
            assert reply["status"] == "ok" or reply["ename"] == "Interrupted" or raises(cell), f"cell {number}: {reply}"
            stopped += reply.get("ename") == "Interrupted"
            whole = kernel.run(cell.source, timeout=300)
            assert whole.status == "ok" or raises(cell), f"cell {number}, run in full: {whole.error}"
    print(f"{chapter.stem}: {stopped} of {len(cells)} cells were stopped")
    assert stopped


def raises(cell: nbformat.NotebookNode) -> bool:
    return "raises-exception" in cell.metadata.get("tags", [])
