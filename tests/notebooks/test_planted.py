"""A bound is worth something if a plausible mistake breaks it: each is planted, and the check has to fail."""

import copy
import json
from itertools import groupby
from pathlib import Path

import pytest
from planted import DAILY, PLANTED, Mistake
from running import ROOT, run


def chapters(mistakes: list[Mistake]) -> list:
    """The mistakes of each chapter together, so that it runs once for all of them."""
    ordered = sorted(mistakes, key=lambda mistake: mistake.chapter)
    return [pytest.param(list(group), id=name) for name, group in groupby(ordered, lambda one: one.chapter)]


def with_mistakes(notebook: dict, mistakes: list[Mistake]) -> dict:
    """Behind each check its cell again, and those before it back to the mistaken one: with the mistake, and without."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in code]
    after: dict[int, list[dict]] = {}
    for number, mistake in enumerate(mistakes):
        (first,) = [i for i, source in enumerate(sources) if mistake.right in source]
        last = next(i for i in range(first, len(code)) if mistake.check in sources[i])
        wrong, again = copy.deepcopy(code[first : last + 1]), copy.deepcopy(code[first : last + 1])
        wrong[0]["source"] = sources[first].replace(mistake.right, mistake.wrong)
        for cell in wrong:
            cell["metadata"] = {"tags": ["raises-exception"], "mistake": number}
        after.setdefault(last, []).extend(wrong + again)
    cells = []
    for i, cell in enumerate(code[: max(after) + 1]):
        cells += [cell, *after.get(i, [])]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return notebook | {"cells": cells}


def errors(notebook: dict, number: int) -> list[str]:
    """What the cells with this mistake failed with."""
    cells = [cell for cell in notebook["cells"] if cell["metadata"].get("mistake") == number]
    return [o["evalue"] for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]


def house(folder: Path) -> Path:
    """A folder for chapters with what they read where they look for it."""
    (folder / "lib").symlink_to(ROOT / "lib", target_is_directory=True)
    chapters = folder / "notebooks"
    chapters.mkdir()
    for name in ("imports.jshell", "data", "museum", "weights"):
        (chapters / name).symlink_to(ROOT / "notebooks" / name)
    return chapters


def hold(mistakes: list[Mistake], folder: Path) -> None:
    name = f"{mistakes[0].chapter}.ipynb"
    planted = with_mistakes(json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8")), mistakes)
    chapter = house(folder) / name
    chapter.write_text(json.dumps(planted), encoding="utf-8")
    done = run(chapter, folder / "out", scale="course", limit=3_600)
    assert done.returncode == 0, done.stderr
    saved = json.loads((folder / "out" / name).read_text(encoding="utf-8"))
    found = {mistake: errors(saved, number) for number, mistake in enumerate(mistakes)}
    missed = [(mistake, said) for mistake, said in found.items() if not (len(said) == 1 and mistake.check in said[0])]
    assert not missed, missed


@pytest.mark.slow
@pytest.mark.parametrize("mistakes", chapters(DAILY))
def test_a_few_planted_mistakes_are_noticed(mistakes, tmp_path):
    hold(mistakes, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("mistakes", chapters(PLANTED))
def test_every_planted_mistake_is_noticed(mistakes, tmp_path):
    hold(mistakes, tmp_path)
