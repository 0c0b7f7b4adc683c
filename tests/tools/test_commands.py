"""What can be typed, and what comes of a mistake."""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from tools import lab, packages
from tools.main import main


def flowlab(*arguments, **variables):
    return subprocess.run(
        [sys.executable, ROOT / "flowlab", *arguments],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_help_names_every_command():
    said = flowlab("--help").stdout
    for command in ("lab", "test", "run", "kernel", "bench", "train", "wheel", "doctor"):
        assert f"    {command} " in said


@pytest.mark.parametrize("typed", [["lab", "--prot", "8888"], ["run", "--scale", "tiny"], ["nothing"], []])
def test_a_mistyped_command_is_refused(typed, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(typed)
    assert stopped.value.code == 2


def test_an_unknown_bench_names_those_there_are():
    done = flowlab("bench", "nope")
    assert done.returncode == 1
    assert "there is no bench nope" in done.stderr and "Traceback" not in done.stderr


def test_doctor_tells_programs_the_same():
    findings = json.loads(flowlab("doctor", "--json").stdout)
    assert {"Python", "JDK 17+", "Maven", "fonts", "memory", "ffmpeg", "browser", "kernel", "ND4J"} <= {
        finding["name"] for finding in findings
    }


def test_doctor_with_java_hidden_names_the_one_command(tmp_path):
    done = flowlab("doctor", PATH=str(tmp_path), JAVA_HOME="", FLOWLAB_JDK_SEARCH="no")
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "JDK" in line)
    assert line.startswith("MISSING") and "conda env create -f environment.yml" in line


@pytest.mark.parametrize(
    "manager, root, expected",
    [
        ("apt", True, "apt-get install openjdk-17-jdk-headless"),
        ("apt", False, "sudo apt-get install openjdk-17-jdk-headless"),
        ("brew", False, "brew install openjdk@17"),
        ("winget", False, "winget install EclipseAdoptium.Temurin.17.JDK"),
        (None, False, "conda env create -f environment.yml"),
    ],
)
def test_the_one_command_by_platform(monkeypatch, manager, root, expected):
    monkeypatch.setattr(packages, "manager", lambda: manager)
    monkeypatch.setattr(packages, "_root", lambda: root)
    monkeypatch.setattr(packages, "_has_candidate", lambda name: "17" in name)
    assert packages.command("jdk") == expected


def test_nothing_is_installed_without_a_yes(monkeypatch):
    monkeypatch.setattr(packages, "manager", lambda: "apt")
    monkeypatch.setattr(packages, "_apt", lambda thing: pytest.fail("installed unasked"))
    monkeypatch.setattr(sys, "stdin", open(os.devnull))
    assert not packages.install("ffmpeg", "ffmpeg", yes=False)


def test_lab_opens_the_first_chapter_unless_another_folder_is_named():
    opened = "--LabApp.default_url=/lab/tree/00-start-here.ipynb"
    assert opened in lab.options(True, None, [])
    assert opened not in lab.options(True, None, ["--ServerApp.root_dir=elsewhere"])
