"""Exercises: the check of each refuses the untouched stub and a plausible wrong answer, and accepts the worked solution."""

import json
from pathlib import Path

import pytest
from running import ROOT, run

CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb"))
TOUR = "00-"

by_name = {"ids": lambda path: path.stem}


def verdicts(notebook: Path, tag: str) -> list[str]:
    """What the cells with this tag ended in, as text."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [shown(cell) for cell in cells if tag in cell["metadata"].get("tags", [])]


def shown(cell: dict) -> str:
    texts = [output["data"].get("text/plain", "") for output in cell["outputs"] if "data" in output]
    return "".join("".join(text) for text in texts)


@pytest.mark.parametrize("chapter", CHAPTERS, **by_name)
def test_every_stub_is_refused(chapter):
    found = verdicts(chapter, "exercise")
    assert len(found) >= (1 if chapter.name.startswith(TOUR) else 3)
    for verdict in found:
        assert verdict.startswith("✗"), verdict


def test_every_chapter_has_its_solutions():
    expected = [chapter.name for chapter in CHAPTERS if not chapter.name.startswith(TOUR)]
    assert [solution.name for solution in SOLUTIONS] == expected
    for chapter, solution in zip([c for c in CHAPTERS if not c.name.startswith(TOUR)], SOLUTIONS):
        assert len(verdicts(chapter, "exercise")) == len(verdicts(solution, "solution")), chapter.name


@pytest.mark.slow
@pytest.mark.parametrize("solution", SOLUTIONS, **by_name)
def test_solutions_are_accepted_and_lookalikes_refused(solution, tmp_path):
    done = run(solution, tmp_path, scale="course")
    assert done.returncode == 0, done.stderr
    right, wrong = verdicts(tmp_path / solution.name, "solution"), verdicts(tmp_path / solution.name, "wrong")
    assert len(right) == len(wrong) >= 3
    for verdict in right:
        assert verdict.startswith("✓") and "✗" not in verdict, verdict
    for verdict in wrong:
        assert verdict.startswith("✗"), verdict
