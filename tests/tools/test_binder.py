"""Binder: repo2docker accepts what stands at the root, and postBuild's steps work on a machine that never saw Flowlab."""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from conftest import ROOT

from tools import codehash, machine, paths, process, stamps

pytestmark = pytest.mark.slow

GB = 1 << 30
REPO2DOCKER = "jupyter-repo2docker==2026.4.0"


@pytest.fixture(scope="module")
def repo2docker():
    """repo2docker in an environment of its own, kept under .flowlab."""
    folder = paths.HOUSE / "repo2docker"
    program = paths.program(folder, "jupyter-repo2docker")
    if not stamps.fresh("repo2docker", REPO2DOCKER, [program]):
        venv.create(folder, clear=True, with_pip=True)
        process.run(
            [paths.program(folder, "python"), "-m", "pip", "install", "-q", REPO2DOCKER], failure="no repo2docker"
        )
        stamps.stamp("repo2docker", REPO2DOCKER)
    return program


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The files that git would have, as they stand now: what a Binder would have."""
    return copy_of_the_tree(tmp_path_factory.mktemp("binder") / "flowlab")


def copy_of_the_tree(folder: Path) -> Path:
    """What git does not ignore, without asking git: it may not be there, and neither may a clone."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]

    def left_out(place: str, names: list[str]) -> list[str]:
        below = Path(place).relative_to(ROOT).as_posix()
        return [name for name in names if name == ".git" or any(fits(f"{below}/{name}", rule) for rule in ignored)]

    return shutil.copytree(ROOT, folder, symlinks=True, ignore=left_out)


def fits(path: str, rule: str) -> bool:
    """A rule of .gitignore with a slash is a path from here; without one, a name anywhere."""
    return path == rule if "/" in rule else fnmatch.fnmatch(path.rsplit("/", 1)[-1], rule)


def test_repo2docker_accepts_environment_and_postbuild(repo2docker, checkout):
    done = subprocess.run(
        [repo2docker, "--no-build", "--no-run", "--debug", checkout], capture_output=True, text=True, timeout=300
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    assert "Building conda environment for python=3.12" in said
    assert "environment.yml" in said and "postBuild" in said
    assert os.access(checkout / "postBuild", os.X_OK)


def test_the_clusters_image_is_built_from_the_same_files(repo2docker, checkout):
    path = os.pathsep.join([str(repo2docker.parent), os.environ["PATH"]])
    command = [checkout / "deploy" / "kubernetes" / "image.sh", "registry.example.org/flowlab:1", "--no-build", "--debug"]
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=300)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    assert "environment.yml" in said and "postBuild" in said


def test_the_badge_opens_the_first_chapter_of_this_repository():
    public = re.search(r"<scm>\s*<url>https://github.com/([^<]+)</url>", (ROOT / "pom.xml").read_text())
    badge = re.search(r"\(https://mybinder.org/v2/gh/([^)]+)/main\?urlpath=lab/tree/([^)]+)\)", (ROOT / "README.md").read_text())
    assert public and badge and badge[1] == public[1]
    assert (ROOT / badge[2]).is_file()


def test_postbuild_in_a_fresh_environment_and_home(checkout, tmp_path):
    """A new virtual environment stands for Binder's conda environment, and an empty folder for its home."""
    prefix, home = tmp_path / "prefix", tmp_path / "home"
    home.mkdir()
    venv.create(prefix, with_pip=True)
    pip = [paths.program(prefix, "python"), "-m", "pip", "install", "-q", "jupyterlab==4.6.6"]
    process.run(pip, failure="no jupyterlab")
    path = os.pathsep.join([str(prefix / "bin"), os.environ["PATH"]])
    variables = {**os.environ, "PATH": path, "HOME": str(home)}
    for name in ("VIRTUAL_ENV", "JUPYTER_PATH", "CI"):
        variables.pop(name, None)
    # Maven finds its repository through the account, not HOME; the bare machine's test starts from an empty one.
    done = subprocess.run(
        [checkout / "postBuild"], cwd=checkout, env=variables, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    spec = prefix / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
    argv = json.loads(spec.read_text())["argv"]
    assert argv[-1] == "{connection_file}"
    assert machine.share(2 * GB).options() == argv[1:4], "a Binder has 2 GB, whatever built it has"
    listed = subprocess.run(
        [prefix / "bin" / "jupyter", "kernelspec", "list", "--json"],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(listed.stdout)["kernelspecs"]["java"]["resource_dir"] == str(spec.parent)
    chapters = list((checkout / "notebooks").glob("*.ipynb"))
    assert not chapters or list(home.rglob("nbsignatures.db")), "the notebooks were not trusted"


def test_the_pins_of_environment_yml_agree_with_the_launchers():
    """The course is the same in conda and in .flowlab: JupyterLab of the same line, Java of the same floor."""
    conda = (ROOT / "environment.yml").read_text()
    pinned = (ROOT / "tools" / "requirements-lab.txt").read_text()
    line = next(row for row in pinned.splitlines() if row.startswith("jupyterlab==")).split("==")[1]
    assert f"jupyterlab={'.'.join(line.split('.')[:2])}" in conda
    assert "openjdk=25" in conda and codehash.lib_version()
    assert sys.version_info >= (3, 10)
