"""Fakes for the launcher's tests: a `java` that says what it is told to say, and a house of its own."""

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools import paths  # noqa: E402

MODULES = ("java.base", "java.desktop", "jdk.compiler", "jdk.jshell")


@pytest.fixture
def fake_java(tmp_path):
    """Makes a JDK home whose `java` claims a version and modules, as `-XshowSettings --list-modules` prints them."""

    def make(version: str, modules: tuple[str, ...] = MODULES, folder: str | None = None) -> Path:
        home = tmp_path / (folder or f"jdk-{version}")
        settings = f"Property settings:\n    java.home = {home}\n    java.version = {version}\n"
        listed = "\n".join(f"{module}@{version}" for module in modules)
        lines = ["#!/bin/sh", f'if [ "$1" = -version ]; then echo \'openjdk version "{version}"\'; exit 0; fi']
        if version.startswith("1."):
            lines += ["echo Unrecognized option: --list-modules >&2", "exit 1"]
        else:
            lines += [f"echo '{settings}\n{listed}'"]
        return write_program(home / "bin" / "java", "\n".join(lines))

    return make


def write_program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def only(monkeypatch):
    """Leaves one `java` (or none) to be found: on the PATH, with no JAVA_HOME and no known places."""

    def leave(java: Path | None, *more: Path) -> None:
        folders = [str(program.parent) for program in (java, *more) if program]
        monkeypatch.setenv("PATH", os.pathsep.join(folders))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("FLOWLAB_JDK_SEARCH", "no")

    return leave


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A `.flowlab/` of this test's own."""
    home = tmp_path / "house"
    monkeypatch.setattr(paths, "HOUSE", home)
    return home


@pytest.fixture
def flowlab_root():
    return ROOT


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
