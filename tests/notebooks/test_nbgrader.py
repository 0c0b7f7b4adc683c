"""The stock nbgrader on our kernel: handed out, released, collected and graded, with five who hand in."""

import getpass
import json
import os
import sqlite3
import subprocess
import sys
import venv

import pytest
from running import ROOT

sys.path.insert(0, str(ROOT))

from tools import exercises, paths, process, stamps  # noqa: E402

pytestmark = pytest.mark.long  # minutes, by name: ./flowlab test notebooks-long

NBGRADER = "nbgrader==0.9.6"
CHAPTER = "04-characteristic-functions"  # trains nothing
PHI, NOISE, *_ = (
    exercises.source(cell).replace(".orThrow()", "")
    for cell in exercises.read(ROOT / "notebooks" / "solutions" / f"{CHAPTER}.ipynb")["cells"]
    if "solution" in cell["metadata"].get("tags", [])
)
ANSWER = "Characteristic.Phi myPhi = (k, t) -> {};\nCharacteristic.path(myPhi, data, Interpolant.linear())"
FOOL = """
class Characteristic {
    interface Phi { double[] at(double[] k, double t); }
    static Object path(Object any, Object... more) { return any; }
}
"""
# What each hands in for exercises 1 and 2, and the points: a mistake in one leaves the next what it is worth.
CLASS = {
    "right": (PHI, NOISE, 2),
    "wrong": (PHI.replace("Math.cos", "Math.sin"), NOISE.replace("-2 *", "-1 *"), 0),
    "crashing": (ANSWER.format('{ throw new IllegalStateException("no idea"); }'), NOISE, 1),
    "looping": (ANSWER.format("{ while (true) t++; }"), NOISE, 1),
    "fooling": (FOOL + ANSWER.format("k"), "Sampler myNoise = null;", 0),
}


@pytest.fixture(scope="module")
def nbgrader():
    """nbgrader in an environment of its own, kept under .flowlab, which finds our kernel."""
    folder = paths.HOUSE / "nbgrader"
    program = paths.program(folder, "nbgrader")
    if not stamps.fresh("nbgrader", NBGRADER, [program]):
        venv.create(folder, clear=True, with_pip=True)
        pip = [paths.program(folder, "python"), "-m", "pip", "install", "-q", NBGRADER]
        process.run(pip, failure="no nbgrader")
        stamps.stamp("nbgrader", NBGRADER)
    return program


@pytest.fixture(scope="module")
def course(tmp_path_factory, nbgrader):
    """A course folder from handing out to points, by way of nbgrader's exchange."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    subprocess.run([sys.executable, ROOT / "flowlab", "handout", folder, CHAPTER], check=True)
    path = os.pathsep.join([str(nbgrader.parent), os.environ["PATH"]])  # it starts alembic by its name
    variables = os.environ | {"PATH": path, "JUPYTER_PATH": str(paths.VENV / "share" / "jupyter")}

    exchange = folder.parent / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)  # nbgrader asks that everybody can write there

    def run(*arguments, at=folder):
        everywhere = [f"--Exchange.root={exchange}", "--CourseDirectory.course_id=flowlab"]
        done = subprocess.run(
            [nbgrader, *arguments, *everywhere], cwd=at, env=variables, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stderr[-4000:]

    run("generate_assignment", CHAPTER)
    run("release_assignment", CHAPTER)
    for who, (phi, noise, _) in CLASS.items():
        home = folder.parent / who
        home.mkdir()
        run("fetch_assignment", CHAPTER, at=home)
        file = home / CHAPTER / f"{CHAPTER}.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = {"exercise-1": phi, "exercise-2": noise}.get(name, cell["source"])
            if who == "fooling" and name == "check-1":
                cell["source"] = "// nothing to see"
        file.write_text(json.dumps(notebook), encoding="utf-8")
        run("submit", CHAPTER, at=home)
        (sent,) = (exchange / "flowlab" / "inbound").glob(f"{getpass.getuser()}+*")
        sent.rename(sent.with_name(who + sent.name[sent.name.index("+") :]))  # here all are one user
    run("collect", CHAPTER, "--ExchangeCollect.check_owner=False")
    run("autograde", CHAPTER, "--create", "--Execute.timeout=20")
    return folder


def test_what_is_released_has_no_solution_and_no_hidden_check(course):
    text = (course / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")
    assert "your turn" in text and "HIDDEN" not in text and "getProperties" not in text
    notebook = json.loads(text)
    said = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    assert [one["grade_id"] for one in said if one.get("solution")] == [f"exercise-{n}" for n in (1, 2, 3)]
    assert sum(one.get("points", 0) for one in said) == 3


def test_points_come_out_as_expected(course):
    with sqlite3.connect(course / "gradebook.db") as book:
        rows = book.execute(
            "select s.student_id, sum(g.auto_score) from grade g join submitted_notebook n on g.notebook_id = n.id"
            " join submitted_assignment s on n.assignment_id = s.id group by s.student_id"
        ).fetchall()
    assert dict(rows) == {who: points for who, (_, _, points) in CLASS.items()}
