"""Installing the kernel: relocatable, with limits that suit the machine, and the right java."""

import json

import pytest
from conftest import write_program

from tools import kernelspec, machine, paths
from tools.jdk import Jdk

GB = 1 << 30
ARGV = [
    "java",
    "-Xmx1g",
    "-XX:SharedArchiveFile={resource_dir}/kernel.jsa",
    "-jar",
    "{resource_dir}/flowlab-kernel.jar",
    "{connection_file}",
]


@pytest.fixture
def built(tmp_path, monkeypatch):
    folder = tmp_path / "kernelspec"
    folder.mkdir()
    (folder / "kernel.json").write_text(json.dumps({"argv": ARGV, "language": "java"}))
    (folder / "flowlab-kernel.jar").write_text("a jar")
    monkeypatch.setattr(paths, "KERNELSPEC", folder)
    monkeypatch.setattr(machine, "memory", lambda: 8 * GB)
    return folder


def jdk_whose_java(tmp_path, script, on_path=True):
    home = tmp_path / "jdk"
    write_program(home / "bin" / "java", f"#!/bin/sh\n{script}")
    return Jdk(home, "17.0.15", on_path)


def test_the_command_is_relocatable_and_fits_the_machine(built, tmp_path):
    java = jdk_whose_java(tmp_path, "exit 0")
    kernelspec.install(java, tmp_path / "there")
    argv = json.loads((tmp_path / "there" / "kernel.json").read_text())["argv"]
    assert argv[0] == "java" and argv[-1] == "{connection_file}"
    assert [part for part in argv if part.startswith("-Xmx")] == ["-Xmx2048m"]
    assert str(tmp_path) not in json.dumps(argv)
    assert (tmp_path / "there" / "flowlab-kernel.jar").read_text() == "a jar"


def test_a_jdk_that_is_not_on_the_path_is_named_in_full(built, tmp_path):
    java = jdk_whose_java(tmp_path, "exit 0", on_path=False)
    kernelspec.install(java, tmp_path / "there")
    assert json.loads((tmp_path / "there" / "kernel.json").read_text())["argv"][0] == str(java.java)


def test_the_archive_is_made_with_the_kernels_own_options(built, tmp_path):
    java = jdk_whose_java(tmp_path, f'echo "$@" > {tmp_path}/said')
    kernelspec.install(java, tmp_path / "there")
    said = (tmp_path / "said").read_text()
    assert "-Xmx2048m" in said
    assert f"-jar {tmp_path}/there/flowlab-kernel.jar --make-archive {tmp_path}/there/kernel.jsa" in said


def test_without_the_archive_one_line_is_said(built, tmp_path, capsys):
    kernelspec.install(jdk_whose_java(tmp_path, "exit 1"), tmp_path / "there")
    said = capsys.readouterr().err
    assert "archive was not made" in said and "Traceback" not in said


def test_with_the_archive_nothing_is_said_of_it(built, tmp_path, capsys):
    kernelspec.install(jdk_whose_java(tmp_path, f": > {tmp_path}/there/kernel.jsa"), tmp_path / "there")
    assert "not made" not in capsys.readouterr().err


def test_a_second_time_nothing_is_done(built, house, tmp_path):
    java = jdk_whose_java(tmp_path, f"echo made >> {tmp_path}/count")
    for _ in range(2):
        kernelspec.ensure(java, tmp_path / "prefix")
    assert (tmp_path / "count").read_text() == "made\n"
    (built / "flowlab-kernel.jar").write_text("another jar")
    kernelspec.ensure(java, tmp_path / "prefix")
    assert (tmp_path / "count").read_text() == "made\nmade\n"
    assert (tmp_path / "prefix/share/jupyter/kernels/java/flowlab-kernel.jar").read_text() == "another jar"


@pytest.mark.parametrize("prefix, sys_prefix", [("somewhere", False), (None, True), (None, False)])
def test_where_it_goes(prefix, sys_prefix, monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    target = kernelspec.target(prefix, sys_prefix)
    assert target.parts[-2:] == ("kernels", "java")
    assert prefix or sys_prefix or target.parent.parent == tmp_path


def test_a_readers_options_come_last_before_the_jar(built, tmp_path):
    java = jdk_whose_java(tmp_path, "exit 0")
    kernelspec.install(java, tmp_path / "there", ["-Xmx9g", "--add-modules=jdk.incubator.vector"])
    argv = json.loads((tmp_path / "there" / "kernel.json").read_text())["argv"]
    jar = argv.index("-jar")
    assert argv[jar - 2 : jar] == ["-Xmx9g", "--add-modules=jdk.incubator.vector"]


def test_where_no_locale_is_set_files_are_named_in_utf_8(built, tmp_path, monkeypatch):
    monkeypatch.setattr(kernelspec.sys, "platform", "linux")
    java = jdk_whose_java(tmp_path, "exit 0")
    for name in ("LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    for language, expected in (("C", "C.UTF-8"), ("de_DE.UTF-8", None)):
        monkeypatch.setenv("LANG", language)
        kernelspec.install(java, tmp_path / "there")
        env = json.loads((tmp_path / "there" / "kernel.json").read_text()).get("env", {})
        assert env.get("LC_ALL") == expected


def test_a_locale_of_utf_8_is_known(monkeypatch):
    monkeypatch.setattr(kernelspec.sys, "platform", "linux")
    known, other = kernelspec.locale({"LANG": "de_DE.UTF-8"}), kernelspec.locale({"LC_ALL": "C", "LANG": "de_DE.UTF-8"})
    assert known == kernelspec.locale({"LC_ALL": "", "LANG": "C.utf8"}) == {}
    assert other == kernelspec.locale({}) == {"LC_ALL": "C.UTF-8"}
    monkeypatch.setattr(kernelspec.sys, "platform", "darwin")
    assert kernelspec.locale({}) == {}
