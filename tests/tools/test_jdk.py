"""Which Java is good enough, and what is said where none is."""

import subprocess
import sys

import pytest
from conftest import MODULES, write_program

from tools import jdk, packages
from tools.say import Problem


@pytest.mark.parametrize("text, feature", [("17.0.15", 17), ("1.8.0_402", 8), ("25-ea", 25), ("21", 21), ("", 0)])
def test_feature_release_of_a_version(text, feature):
    assert jdk.major(text) == feature


@pytest.mark.parametrize("version", ["17.0.15", "21.0.2", "25.0.3"])
def test_a_jdk_with_jshell_is_suitable(fake_java, version):
    found, fault = jdk.inspect(fake_java(version))
    assert found and found.version == version, fault


@pytest.mark.parametrize(
    "version, modules, fault",
    [
        ("1.8.0_402", MODULES, "is Java 1.8.0_402"),
        ("11.0.22", MODULES, "is Java 11.0.22"),
        ("17.0.15", ("java.base", "java.desktop"), "without jdk.jshell and jdk.compiler"),
        ("17.0.15", ("java.base", "jdk.compiler"), "without jdk.jshell"),
    ],
)
def test_an_old_java_and_a_bare_runtime_are_not(fake_java, version, modules, fault):
    found, said = jdk.inspect(fake_java(version, modules))
    assert found is None and fault in said


def test_a_java_that_does_not_run_is_not(tmp_path):
    stub = write_program(tmp_path / "bin" / "java", "#!/bin/sh\necho no runtime >&2\nexit 1")
    assert jdk.inspect(stub) == (None, "does not run")


def test_an_old_java_on_the_path_is_passed_over_for_a_good_one(fake_java, only, monkeypatch):
    only(fake_java("11.0.22"))
    good = fake_java("17.0.15")
    monkeypatch.setattr(jdk, "_known_homes", lambda: [good.parent.parent])
    monkeypatch.delenv("FLOWLAB_JDK_SEARCH")
    found, passed_over = jdk.find()
    assert found.java == good and not found.on_path
    assert len(passed_over) == 1 and "is Java 11.0.22" in passed_over[0]


def test_the_environment_puts_the_chosen_jdk_first(fake_java, only, monkeypatch):
    only(None)
    java = fake_java("17.0.15")
    monkeypatch.setenv("JAVA_HOME", str(java.parent.parent))
    found, _ = jdk.find()
    variables = found.environment()
    assert variables["PATH"].startswith(str(java.parent))
    assert variables["JAVA_HOME"] == str(java.parent.parent)


def test_without_a_jdk_and_without_yes_one_sentence_names_the_command(only, monkeypatch):
    only(None)
    monkeypatch.setattr(packages, "manager", lambda: "brew")
    with pytest.raises(Problem, match=r"needs a JDK 17 or newer with jdk.jshell .*brew install openjdk@17"):
        jdk.ensure(yes=False)


def test_with_yes_the_system_is_asked_first_and_its_jdk_is_used(fake_java, only, monkeypatch):
    only(None)
    brought = []

    def install(thing, label, yes):
        brought.append(thing)
        good = fake_java("17.0.15")
        monkeypatch.setattr(jdk, "_known_homes", lambda: [good.parent.parent])
        return yes

    monkeypatch.setattr(packages, "install", install)
    assert jdk.ensure(yes=True).version == "17.0.15"
    assert brought == ["jdk"]


def test_the_ways_to_a_jdk_are_tried_in_order(only, monkeypatch):
    only(None)
    tried = []
    for way in ("_from_system", "_from_conda", "_from_pypi"):
        monkeypatch.setattr(jdk, way, lambda yes, way=way: tried.append(way))
    with pytest.raises(Problem):
        jdk.ensure(yes=True)
    assert tried == ["_from_system", "_from_conda", "_from_pypi"]


def test_no_command_shows_a_trace_for_a_missing_jdk(flowlab_root, tmp_path):
    """A Java 11 alone on the PATH: every command that needs Java says so in one line."""
    variables = {"PATH": str(tmp_path), "HOME": str(tmp_path), "FLOWLAB_JDK_SEARCH": "no"}
    for command in (["lab"], ["test"], ["run"], ["kernel", "install"], ["train", "checkerboard"]):
        done = subprocess.run(
            [sys.executable, flowlab_root / "flowlab", *command],
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1, command
        assert "needs a JDK 17" in done.stderr
        assert "Traceback" not in done.stderr + done.stdout
