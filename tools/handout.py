"""`./flowlab handout`: the exercises of chapters as assignments of nbgrader, in a course folder of its own.

Solutions never enter that folder. What grades an answer is put into cells whose text nbgrader takes out of what it
releases and puts back before it grades.
"""

import json
import os
import re
import secrets
import shutil
from pathlib import Path

from . import exercises, notebooks, paths
from .say import Problem, say

POINTS = 1
CONFIG = paths.TOOLS / "nbgrader_config.py"
LIBRARY = re.compile(r"(?<=%classpath )\S*flowlab-lib\.jar")
SPAN = re.compile(r"`([^`]+)`")
FOLDERS = ("data", "museum", "weights")  # beside the notebooks; some exercises read them


def handout(folder: Path, names: list[str], library: Path | None) -> int:
    """Write assignments into a folder of nbgrader's; 0. An assignment that is there already is left as it is."""
    chosen = [notebooks.found(name) for name in names] or notebooks.chapters()
    for notebook in chosen:
        if notebook.parent != paths.NOTEBOOKS:
            raise Problem(f"{paths.shown(notebook)} is no chapter of the course")
    jar = os.fspath(library or paths.LIB_JAR)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / CONFIG.name).exists():
        shutil.copyfile(CONFIG, folder / CONFIG.name)
    for notebook in chosen:
        target = folder / "source" / notebook.stem
        if target.exists():
            say(f"{target} is there already, and may have been handed out: left as it is")
            continue
        _write(target, notebook, jar)
        say(f"{target}: {len(exercises.of(exercises.read(notebook)))} exercises")
    return 0


def _write(target: Path, notebook: Path, jar: str) -> None:
    made = assignment(notebook, jar)
    target.mkdir(parents=True)
    (target / notebook.name).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(paths.NOTEBOOKS / "imports.jshell", target / "imports.jshell")
    code = "\n".join(exercises.source(cell) for cell in made["cells"])
    for name in FOLDERS:
        if re.search(rf'["\s]{name}/', code):
            shutil.copytree(paths.NOTEBOOKS / name, target / name, ignore=shutil.ignore_patterns("state"))


def assignment(notebook: Path, jar: str) -> dict:
    """A notebook of a chapter's exercises, with what they need of the chapter before them."""
    chapter = exercises.read(notebook)
    found = exercises.of(chapter)
    section = _section(chapter)
    spoken = " ".join(
        span for cell in section if cell["cell_type"] == "markdown" for span in SPAN.findall(exercises.source(cell))
    )
    needed = "\n".join([spoken, _helpers(notebook), *(f"{one.stub}\n{one.check}" for one in found)])
    here = {exercises.source(cell) for cell in section}
    before = [text for text in exercises.setup(chapter, found[-1], needed) if text not in here]
    title = exercises.source(chapter["cells"][0]).splitlines()[0]
    cells = [_markdown(f"{title}: exercises\n\nThe cells that follow are the chapter's; the exercises need them.")]
    cells += [_given(LIBRARY.sub(jar, text), f"given-{number}") for number, text in enumerate(before, 1)]
    waiting = list(found)
    for cell in section:
        if exercises.is_exercise(cell):
            cells += _asked(waiting.pop(0))
        else:
            text, prose = exercises.source(cell), cell["cell_type"] == "markdown"
            cells.append(_markdown(text) if prose else _given(text, f"given-with-{len(cells)}"))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    metadata = {"kernelspec": chapter["metadata"]["kernelspec"]}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _section(chapter: dict) -> list[dict]:
    """From the heading before the first exercise to the last exercise."""
    cells = chapter["cells"]
    places = [i for i, cell in enumerate(cells) if exercises.is_exercise(cell)]
    heads = [i for i in range(places[0]) if re.search("^## ", exercises.source(cells[i]), re.MULTILINE)]
    return cells[heads[-1] : places[-1] + 1]


def _helpers(notebook: Path) -> str:
    """The names that a worked solution uses: what it needs of the chapter, a good answer may need, too."""
    solution = paths.NOTEBOOKS / "solutions" / notebook.name
    cells = exercises.read(solution)["cells"] if solution.exists() else []
    tags = [cell["metadata"].get("tags", []) for cell in cells]
    first = next((i for i, tagged in enumerate(tags) if "solution" in tagged), len(cells))
    return "\n".join(exercises.source(cell) for cell in cells[first:] if cell["cell_type"] == "code")


def _asked(exercise: exercises.Exercise) -> list[dict]:
    """The cell that a reader writes in, between one that keeps the check and one that grades."""
    key, seed = secrets.token_hex(16), secrets.randbelow(2**31)
    number = exercise.number
    answer = _code(f"{exercise.stub}\n{exercise.check}")
    answer["metadata"]["tags"] = [exercises.TAG]
    keep = _hidden("// The check of the next exercise is kept here.", exercise.holder(key)) if exercise.type else None
    grade = (
        f'java.lang.System.setProperty("{exercises.SEED}", "{seed}");\n'
        f"{_unless(exercise.asker(key))}\n"
        f'java.lang.System.clearProperty("{exercises.SEED}");'
    )
    visible = _unless(exercise.check)
    return [
        *([_nbgrader(_code(keep), f"kept-{number}", grade=True, points=0)] if keep else []),
        _nbgrader(answer, f"exercise-{number}", solution=True),
        _nbgrader(_code(_hidden(visible, grade)), f"check-{number}", grade=True, points=POINTS),
    ]


def _unless(check: str) -> str:
    """A statement that fails unless a check holds. It does not say what the check claims: that is often the answer."""
    return f'if (!{check}.passed()) throw new AssertionError("this does not hold yet");'


def _given(text: str, name: str) -> dict:
    """A cell of the chapter's; nbgrader puts it back as it was before it grades."""
    return _nbgrader(_code(text), name)


def _hidden(visible: str, hidden: str) -> str:
    return f"{visible}\n// BEGIN HIDDEN TESTS\n{hidden}\n// END HIDDEN TESTS"


def _nbgrader(cell: dict, name: str, grade: bool = False, solution: bool = False, points: int = 0) -> dict:
    """nbgrader's own metadata, of its schema 3. Only what a reader answers in can be written in."""
    kind = {"grade": grade, "solution": solution, "locked": not solution, "task": False}
    worth = {"points": points} if grade else {}
    cell["metadata"]["nbgrader"] = kind | {"grade_id": name, "schema_version": 3} | worth
    return cell


def _code(text: str) -> dict:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}


def _markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text}
