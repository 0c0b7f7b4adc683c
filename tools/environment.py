"""Virtual environments: one for JupyterLab and the tests, one for the stock JJava kernel, one for the
peers of the benches, one for the tools that lib is held to, one for what makes the pages."""

import os
import sys
from pathlib import Path

from . import packages, paths, process, stamps
from .say import say

LAB = paths.TOOLS / "requirements-lab.txt"
JJAVA = paths.TOOLS / "requirements-jjava.txt"
TESTS = paths.ROOT / "tests" / "requirements.txt"
PEERS = paths.TOOLS / "requirements-peers.txt"
BOOK = paths.TOOLS / "requirements-book.txt"
PARITY = paths.ROOT / "tests" / "requirements-parity.txt"
PARITY_ALONE = paths.ROOT / "tests" / "requirements-parity-alone.txt"
SETTINGS = paths.TOOLS / "jupyterlab-settings.json"


def lab() -> Path:
    """The Python that has JupyterLab. A first-time reader meets no pop-up questions in it."""
    python = ensure(paths.VENV, LAB)
    target = paths.VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    if not target.exists() or target.read_bytes() != SETTINGS.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(SETTINGS.read_bytes())
    return python


def tests() -> Path:
    """The Python that runs the tests: JupyterLab's own, with pytest and a browser's driver added."""
    lab()
    return ensure(paths.VENV, TESTS)


def jjava() -> Path:
    """The Python beside which the stock JJava kernel is installed. Both kernels are named `java`."""
    return ensure(paths.JJAVA, JJAVA)


def peers() -> Path:
    """The Python that has what Flowlab is measured against."""
    return ensure(paths.PEERS, PEERS)


def book() -> Path:
    """The Python that makes the pages."""
    return ensure(paths.BOOK, BOOK)


def parity() -> Path:
    """The Python that has what lib's numbers are held to: PyTorch, torchdiffeq, torchcfm, POT."""
    ensure(paths.PARITY, PARITY)
    return ensure(paths.PARITY, PARITY_ALONE, "--no-deps")


def ensure(venv: Path, requirements: Path, *options: str) -> Path:
    """A virtual environment that has what a requirements file names, by pip with these options; its Python."""
    python = paths.program(venv, "python")
    if not stamps.fresh(_made(venv), "made", [python]):
        _make(venv)
    hash = stamps.digest(requirements)
    name = f"{_made(venv)}: {requirements.name}"
    if not stamps.fresh(name, hash):
        say(f"installing {paths.shown(requirements)} into {paths.shown(venv)}")
        quiet = ("--quiet", "--disable-pip-version-check")
        pip = [python, "-m", "pip", "install", *quiet, *options, "-r", requirements]
        process.run(pip, failure=f"pip could not install {paths.shown(requirements)}")
        stamps.stamp(name, hash)
    return python


def _make(venv: Path) -> None:
    """Make it anew: it is not there, its Python is gone, or the house was moved (its scripts hold their old place)."""
    say(f"making {paths.shown(venv)}")
    stamps.forget(_made(venv))
    problem = f"Python could not make a virtual environment; bring what it lacks with `{packages.command('venv')}`"
    process.run([sys.executable, "-m", "venv", "--clear", venv], failure=problem)
    stamps.stamp(_made(venv), "made")


def _made(venv: Path) -> str:
    return f"environment {venv}"


def variables(base: dict[str, str], prefix: Path) -> dict[str, str]:
    """An environment in which the kernels of one prefix come before any that the reader has."""
    path = os.pathsep.join([os.fspath(paths.program(prefix, "python").parent), base.get("PATH", "")])
    return {
        **base,
        "PATH": path,
        "JUPYTER_PATH": os.fspath(prefix / "share" / "jupyter"),
        "VIRTUAL_ENV": os.fspath(prefix),
    }
