"""Grading: each answer alone, by the chapter's own check, which cannot be fooled cheaply."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

sys.path.insert(0, str(ROOT))

from tools import exercises  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
FLOOR = "02-flow-matching", "myFloor"
CHECK = "Floors.ofOneGaussian(myFloor)"
RIGHT = "DoubleUnaryOperator myFloor = sigma -> Math.PI * sigma / 2;"
WRONG = "DoubleUnaryOperator myFloor = sigma -> Math.PI * sigma;"

# What is handed in, what must come of it, and what the reason must say.
HANDED_IN = {
    "right": (RIGHT, "passed", "✓ D1"),
    "right-with-a-helper": (
        "double half() { return Math.PI / 2; }\nDoubleUnaryOperator myFloor = sigma -> half() * sigma;",
        "passed", "✓ D1",
    ),
    "wrong": (f"{WRONG}\n{CHECK}", "refused", "expected"),
    "does-not-compile": ("DoubleUnaryOperator myFloor = sigma -> sgima;", "refused", "sgima"),
    "loops": ("DoubleUnaryOperator myFloor = sigma -> { while (true) sigma++; };", "stopped", "after"),
    "ends-the-kernel": ("DoubleUnaryOperator myFloor = s -> { System.exit(0); return s; };", "refused", "System.exit"),
    "crashes": (
        'var me = "kill -9 " + ProcessHandle.current().pid();\n'
        'DoubleUnaryOperator myFloor = s -> {\n    try { new ProcessBuilder("sh", "-c", me).start().waitFor(); }\n'
        "    catch (Exception e) { }\n    return s;\n};",
        "crashed", "ended",
    ),
    "redefines-the-check": (
        f"{WRONG}\nrecord Verdict(boolean passed) {{ public String toString() {{ return \"✓ D1\"; }} }}\n"
        "class Floors { static Verdict ofOneGaussian(Object any) { return new Verdict(true); } }\n" + CHECK,
        "refused", "✗ D1",
    ),
    "prints-a-verdict": (
        WRONG + '\nSystem.out.println("true\\n✓ D1  the least possible loss");\n"true\\n✓ D1"', "refused", "✗ D1",
    ),
    "catches-everything": (
        "Verdict mine() {\n    try { return Floors.ofOneGaussian(null); }\n"
        '    catch (Throwable t) { return new Verdict("D1", "", true, List.of(), ""); }\n}\n'
        "DoubleUnaryOperator myFloor = sigma -> {\n    try { throw new Error(); }\n"
        "    catch (Throwable t) { return Double.NaN; }\n};\nmine()",
        "refused", "✗ D1",
    ),
    "lists-what-was-shown": (
        "DoubleUnaryOperator myFloor = s ->\n    s == 0.2 ? 0.3141592653589793 : s == 0.5 ? 0.7853981633974483\n"
        f"    : s == 1 ? 1.5707963267948966 : 2.670353755551324;\n{CHECK}",
        "refused", "✗ D1",
    ),
}  # fmt: skip
# Another exercise, whose check compares with a field of the chapter's: one that the answer puts in its place.
OTHER_FIELD = (
    "var exact = new ExactPoints(new Points(Nd4j.create(new double[][] {{0, 0}})), Interpolant.linear());\n"
    'VectorField bestGuess = (x, t) -> x.mul(0);\nCheck.field("A3", bestGuess, exact)'
)


def submission(chapter: str, name: str, written: str) -> dict:
    """A chapter with one exercise answered, and outputs that claim whatever they like."""
    notebook = exercises.read(NOTEBOOKS / f"{chapter}.ipynb")
    for cell in notebook["cells"]:
        if exercises.is_exercise(cell):
            cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "true\n✓"}, "metadata": {}}]
            if name in exercises.source(cell):
                cell["source"] = written
    return notebook


def grade(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "flowlab", "grade", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1200)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Everything that was handed in, graded by one command; the exercise's outcome for each, and the exit status."""
    folder = tmp_path_factory.mktemp("handed-in")
    chapter, name = FLOOR
    work = {who: (name, written) for who, (written, _, _) in HANDED_IN.items()}
    work["other-field"] = "bestGuess", OTHER_FIELD
    for who, (name, written) in work.items():
        (folder / f"{who}-{chapter}.ipynb").write_text(json.dumps(submission(chapter, name, written)), encoding="utf-8")
    done = grade("--json", "--seconds", "15", *sorted(folder.iterdir()))
    assert done.stdout, done.stderr
    results = {Path(path).stem.removesuffix(f"-{chapter}"): found for path, found in json.loads(done.stdout).items()}
    return results, done.returncode


@pytest.mark.slow
@pytest.mark.parametrize("who", HANDED_IN)
def test_an_answer_is_held_to_the_chapters_own_check(graded, who):
    results, _ = graded
    _, expected, reason = HANDED_IN[who]
    (one,) = [one for one in results[who] if one["title"] == "A floor on paper"]
    assert one["result"] == expected, one
    assert reason in one["reason"], one


@pytest.mark.slow
def test_what_a_check_compares_with_cannot_be_replaced(graded):
    results, _ = graded
    (one,) = [one for one in results["other-field"] if one["exercise"] == 1]
    assert one["result"] == "refused" and "✗ A3" in one["reason"], one


@pytest.mark.slow
def test_outputs_in_the_file_are_not_trusted_and_the_exit_status_tells(graded):
    results, status = graded
    for found in results.values():
        assert [one["result"] for one in found].count("not tried") == 3
    assert status == 1


def test_solutions_are_never_run():
    done = grade(NOTEBOOKS / "solutions" / "01-a-flow-by-hand.ipynb")
    assert done.returncode == 1 and "worked solution" in done.stderr and not done.stdout


def test_a_notebook_of_no_chapter_is_named():
    done = grade(ROOT / "tests" / "notebooks" / "data" / "steady.ipynb")
    assert done.returncode == 1 and "no chapter" in done.stderr


@pytest.mark.parametrize("chapter", sorted(NOTEBOOKS.glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_every_exercise_can_be_read(chapter):
    """Its title, its answer's name, a check whose types have their packages, and a stub that is no attempt."""
    found = exercises.of(exercises.read(chapter))
    assert found and len({one.name for one in found}) == len(found)
    for one in found:
        assert one.title and exercises.NOT_TRIED in one.stub, one
        asked = exercises.verdict(one, "key", 1) + (one.holder("key") if one.type else "")
        assert "flowlab.check." in asked and " Check." not in asked, asked


def worked(chapter: dict, solutions: dict) -> dict:
    """A chapter with its worked solutions in place, and with the cells of its own that a solution has before it."""
    answers: list[list[dict]] = [[]]
    for cell in solutions["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code" and "wrong" not in tags:
            answers[-1].append({**cell, "source": exercises.source(cell).replace(".orThrow()", "")})
            if "solution" in tags:
                answers.append([])
    answers[0] = answers[0][1:]  # the first has what the chapter has, too
    cells: list[dict] = []
    for cell in chapter["cells"]:
        if exercises.is_exercise(cell):
            *helpers, answer = answers.pop(0)
            cells += [*helpers, {**cell, "source": answer["source"]}]
        else:
            cells.append(cell)
    return {**chapter, "cells": cells}


# What a reader may have written, by cell, and what of it the last answer is run with.
BEFORE_AN_ANSWER = {
    "a helper above the first exercise": (["int mine = 2;", "a: int one = 1;", "b: int two = mine;"], ["int mine = 2;"]),
    "one that is not needed": (["int idle = 2;", "a: int one = 1;", "b: int two = 2;"], []),
    "the chapter's, changed": (["int net = 3;", "a: int one = 1;", "b: int two = net;"], []),
    "between the exercises": (["a: int one = 1;", "one++;", "b: int two = 2;"], ["int one = 1;", "one++;"]),
    "another answer, which a helper needs": (
        ["a: int one = 1;\ncheck(one)", "int half() { return one; }", "b: int two = half();"],
        ["int one = 1;", "int half() { return one; }"],
    ),
    "another that was not tried": (['a: int one = 0; // your turn', "b: int two = one;"], []),
}  # fmt: skip


@pytest.mark.parametrize("which", BEFORE_AN_ANSWER)
def test_what_an_answer_is_run_with(which):
    def cells(texts: list[str]) -> dict:
        code = {"cell_type": "code", "metadata": {}}
        marked = {"cell_type": "code", "metadata": {"tags": [exercises.TAG]}}
        made = [{**(marked if ": " in text else code), "source": text.partition(": ")[2] or text} for text in texts]
        return {"cells": made}

    stub = 'int {0} = 0; // your turn\nCheck.it({0})'
    chapter = cells(["int net = 1;", "a: " + stub.format("one"), "b: " + stub.format("two")])
    written, expected = BEFORE_AN_ANSWER[which]
    submitted = cells([text.replace("check(", "Check.it(") for text in written])
    last = submitted["cells"][-1]
    found = exercises.own_cells(submitted, chapter, last, exercises.source(last))
    assert [text.strip() for text in found] == expected


@pytest.mark.long
@pytest.mark.parametrize("solution", sorted((NOTEBOOKS / "solutions").glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_worked_solution_passes(solution, tmp_path):
    """The cells that are taken from a chapter are enough for its exercises: all of them answered, all graded."""
    answered = worked(exercises.read(NOTEBOOKS / solution.name), exercises.read(solution))
    (tmp_path / solution.name).write_text(json.dumps(answered), encoding="utf-8")
    done = grade("--json", "--seconds", "400", tmp_path / solution.name)
    assert done.returncode == 0, done.stdout
