"""The launcher's logic with the paths, separators and programs of Windows, macOS and Alpine, on whatever runs this."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import write_program

from tools import backend, browser, environment, home, jdk, kernelspec, machine, maven, packages, paths, process, wheels
from tools.jdk import Jdk
from tools.say import Problem


@pytest.fixture
def windows(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "WINDOWS", True)
    monkeypatch.setattr(paths, "MAC", False)
    monkeypatch.setattr(kernelspec.sys, "platform", "win32")
    monkeypatch.setattr(os, "pathsep", ";")
    monkeypatch.setattr(os, "geteuid", None)  # which Windows does not have
    for name, folder in {"APPDATA": "Roaming", "LOCALAPPDATA": "Local", "ProgramFiles": "Program Files"}.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    return tmp_path


@pytest.fixture
def mac(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "WINDOWS", False)
    monkeypatch.setattr(paths, "MAC", True)
    monkeypatch.setattr(kernelspec.sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def having(monkeypatch, *programs: str) -> None:
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/some/{name}" if name in programs else None)


def test_programs_of_windows(windows):
    (windows / "venv" / "Scripts").mkdir(parents=True)
    assert paths.program(windows / "venv", "python") == windows / "venv" / "Scripts" / "python.exe"
    assert paths.program(windows / "jdk", "java") == windows / "jdk" / "bin" / "java.exe"


def test_jdks_of_windows(windows):
    home = windows / "Program Files" / "Eclipse Adoptium" / "jdk-17"
    write_program(home / "bin" / "java.exe", "")
    assert paths.program(home, "java") in jdk.candidates(known_places=True)


def test_jdks_of_macos(mac):
    home = mac / "Library/Java/JavaVirtualMachines/temurin-17.jdk/Contents/Home"
    write_program(home / "bin" / "java", "")
    assert home / "bin" / "java" in jdk.candidates(known_places=True)


def test_separators_of_windows(windows):
    told = environment.variables({"PATH": r"C:\Windows"}, windows / "venv")["PATH"]
    assert told == f"{windows / 'venv' / 'bin'};C:\\Windows"
    (windows / "a").mkdir()
    java = Jdk(windows / "a", "17", on_path=False)
    assert java.environment()["PATH"].startswith(f"{windows / 'a' / 'bin'};")
    assert backend.jars({"FLOWLAB_KERNEL_CLASSPATH": r"C:\cuda.jar"}) == rf"C:\cuda.jar;{paths.LIB_JAR}"


def test_a_kernelspec_of_windows(windows, monkeypatch):
    monkeypatch.setattr(machine, "memory", lambda: 8 << 30)
    java = Jdk(Path(r"C:\Program Files\Java\jdk-17"), "17", on_path=False)
    spec = json.dumps({"argv": kernelspec.command(["java", "-jar", "{resource_dir}/flowlab-kernel.jar"], java)})
    assert json.loads(spec)["argv"][0] == os.fspath(java.java) and os.fspath(java.java).endswith("java.exe")
    assert kernelspec.locale({}) == {}


def test_where_jupyter_looks(windows, monkeypatch):
    monkeypatch.delenv("JUPYTER_DATA_DIR", raising=False)
    assert kernelspec.user_folder() == windows / "Roaming" / "jupyter"


def test_where_jupyter_looks_on_macos(mac, monkeypatch):
    monkeypatch.delenv("JUPYTER_DATA_DIR", raising=False)
    assert kernelspec.user_folder() == mac / "Library" / "Jupyter"


def test_maven_of_windows(windows, monkeypatch):
    own = windows / "maven" / f"apache-maven-{maven.VERSION}" / "bin"
    monkeypatch.setattr(maven, "OWN", windows / "maven")
    monkeypatch.setattr(maven.shutil, "which", lambda name: None)
    write_program(own / "mvn.cmd", "")
    write_program(own / "mvn", "")
    assert maven.executable(Jdk(windows, "17", True)) == own / "mvn.cmd"


def test_a_browser_of_windows(windows, monkeypatch):
    having(monkeypatch)
    found = windows / "Local" / browser.WINDOWS_APPS[0]
    write_program(found, "")
    assert browser.find() == found


def test_a_program_that_is_handed_over_to_stays_a_child_on_windows(windows, monkeypatch, tmp_path):
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("Windows has no exec that waits"))
    assert process.become([write_program(tmp_path / "three", "#!/bin/sh\nexit 3")], dict(os.environ), tmp_path) == 3


def test_memory_of_windows(windows, monkeypatch):
    def tell(status) -> None:
        status._obj.total = 16 << 30

    monkeypatch.setattr(machine.ctypes, "windll", SimpleNamespace(kernel32=SimpleNamespace(GlobalMemoryStatusEx=tell)), raising=False)
    assert machine.physical() == 16 << 30


def test_a_home_that_cannot_be_written(windows, monkeypatch):
    monkeypatch.setattr(home, "OWN", windows / "own")
    monkeypatch.setattr(home.os, "access", lambda *_: False)
    variables: dict[str, str] = {}
    home.ensure(variables)
    assert variables == {"USERPROFILE": str(windows / "own")} and (windows / "own").is_dir()


@pytest.mark.parametrize(
    "tool, expected",
    [("winget", "winget install EclipseAdoptium.Temurin.17.JDK"), ("brew", "brew install openjdk@17"), ("apk", "apk add openjdk17-jdk")],
)
def test_the_one_command(monkeypatch, tool, expected):
    having(monkeypatch, tool)
    monkeypatch.setattr(packages, "_root", lambda: True)
    assert packages.command("jdk") == expected


@pytest.mark.parametrize("named, tag", [("win-amd64", "win_amd64"), ("linux-x86_64", f"manylinux_{wheels.GLIBC}_x86_64")])
def test_the_platform_of_a_wheel(monkeypatch, named, tag):
    monkeypatch.setattr(paths, "MAC", False)
    monkeypatch.setattr(wheels.sysconfig, "get_platform", lambda: named)
    assert wheels.platform() == tag


def test_the_platform_of_a_wheel_on_macos(mac, monkeypatch):
    monkeypatch.setattr(wheels, "machine", lambda: "arm64")
    assert wheels.platform() == "macosx_11_0_arm64"


def test_alpine_is_told_what_runs_there(monkeypatch):
    monkeypatch.setattr(machine.sysconfig, "get_config_var", lambda name: "cpython-312-x86_64-linux-musl")
    with pytest.raises(Problem, match=r"musl \(Alpine\): the kernel runs .*library do not"):
        backend.variables(Jdk(Path("jdk"), "17", True), "cpu")
