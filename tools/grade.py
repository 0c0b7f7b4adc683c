"""`./flowlab grade`: a reader's exercises, each run alone and held to the chapter's own check."""

import json
import os
import secrets
import subprocess
import tempfile
from pathlib import Path

from . import environment, exercises, jdk, kernelspec, maven, notebooks, paths, process
from .say import Problem


def grade(names: list[str], as_json: bool, seconds: float, yes: bool) -> int:
    """Grade notebooks, those of the course if none is named; 0 if every exercise that there is has passed."""
    submitted = [notebooks.found(name) for name in names] or notebooks.chapters()
    solutions = paths.NOTEBOOKS / "solutions"
    for notebook in submitted:
        if solutions in notebook.parents:
            raise Problem(f"{paths.shown(notebook)} is a worked solution, which is nobody's answer")
    work = {os.fspath(notebook): _work(notebook) for notebook in submitted}
    java = jdk.ensure(yes)
    python = environment.lab()
    maven.jars(java)
    kernelspec.ensure(java, paths.VENV)
    variables = environment.variables(java.environment(), paths.VENV)
    variables |= {"FLOWLAB_SCALE": "ci", "PYTHONPATH": os.fspath(paths.ROOT)}
    with tempfile.TemporaryDirectory() as scratch:
        asked, told = Path(scratch) / "work.json", Path(scratch) / "results.json"
        asked.write_text(json.dumps({"seconds": seconds, "folder": os.fspath(paths.NOTEBOOKS), "work": work}))
        command = [python, "-m", "tools.grader", asked, told]
        if subprocess.run(list(map(str, command)), env=variables, cwd=paths.ROOT).returncode:
            raise Problem("the grading did not come to its end")
        results = json.loads(told.read_text())
    print(json.dumps(results, ensure_ascii=False, indent=1) if as_json else table(results))
    return 0 if all(one["result"] == "passed" for found in results.values() for one in found) else 1


def table(results: dict[str, list[dict]]) -> str:
    """A line for each exercise, and below what was refused its check's own words."""
    lines = []
    for notebook, found in results.items():
        lines.append(f"\n{paths.shown(Path(notebook))}: {sum(o['result'] == 'passed' for o in found)} of {len(found)}")
        for one in found:
            lines.append(f"  {one['exercise']:2} {one['title']:40} {one['result']}")
            if one["result"] != "passed":
                lines += [f"       {line}" for line in one["reason"].splitlines()]
    return "\n".join(lines)


def _work(notebook: Path) -> list[dict]:
    """What is to be run for each exercise of a submission, in a kernel of its own."""
    chapter, submitted = _chapter(notebook), exercises.read(notebook)
    return [_one(exercise, chapter, submitted) for exercise in exercises.of(chapter)]


def _one(exercise: exercises.Exercise, chapter: dict, submitted: dict) -> dict:
    one = {"exercise": exercise.number, "title": exercise.title}
    cell = exercises.written_for(exercise, submitted)
    if cell is None:
        return one | {"result": "not tried", "reason": f"no cell with the tag exercise has {exercise.name}"}
    written = exercises.answer(cell, exercise)
    if exercises.NOT_TRIED in written or not written:
        return one | {"result": "not tried", "reason": "the stub is still there"}
    own = exercises.own_cells(submitted, chapter, cell, written)
    key, seed = secrets.token_hex(16), secrets.randbelow(2**31)
    wanted = "\n".join([*own, written, exercise.check])
    holder = [exercise.holder(key)] if exercise.type else []
    return one | {
        "setup": [*exercises.setup(chapter, exercise, wanted), *holder],
        "answer": [*own, written],
        "ask": exercises.verdict(exercise, key, seed),
    }


def _chapter(notebook: Path) -> dict:
    """The chapter as it was handed out: beside the library, or, where the reader writes there, as git has it."""
    name = next((c.name for c in notebooks.chapters() if c.stem in notebook.stem), None)
    if name is None:
        known = ", ".join(c.stem for c in notebooks.chapters())
        raise Problem(f"{notebook.name} is no chapter's by its name; the course has {known}")
    ours = paths.NOTEBOOKS / name
    if notebook == ours.resolve():
        told = process.output(["git", "-C", paths.ROOT, "show", f"HEAD:notebooks/{name}"])
        if told and told.startswith("{"):
            return json.loads(told)
    return exercises.read(ours)
