"""`--backend`: what Java is started with, and what is said where there is no card that will do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, write_program

from tools import backend, jdk, main, maven, notebooks, paths
from tools.say import Problem

CARDS = {
    "A100": ("GPU-1, NVIDIA A100-SXM4-40GB, 8.0, 535.104.05", ""),
    "RTX 4090": ("GPU-1, NVIDIA GeForce RTX 4090, 8.9, 550.54.15", ""),
    "H100": ("GPU-1, NVIDIA H100 80GB HBM3, 9.0, 550.54.15", "has compute capability 9.0"),
    "B200": ("GPU-1, NVIDIA B200, 10.0, 570.86.15", "has compute capability 10.0"),
    "broken": ("NVIDIA-SMI has failed because it could not reach the driver.", "does not answer (nvidia-smi says: "),
}
ON_LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.uname().machine != "x86_64", reason="elsewhere there is no CUDA build"
)


class Brought:
    """Stands for Maven: writes the class path where it is told to."""

    def __init__(self, tmp_path: Path):
        self.times = 0
        self.jar = tmp_path / "nd4j-cuda.jar"
        self.jar.write_text("a jar")

    def __call__(self, java, *arguments, failure):
        self.times += 1
        assert {"dependency:build-classpath", "cuda", "-DincludeScope=runtime"} <= set(arguments)
        kept = Path(next(a for a in arguments if a.startswith("-Dmdep.outputFile=")).split("=", 1)[1])
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(f"{self.jar}\n")


@pytest.fixture
def brought(tmp_path, house, monkeypatch):
    stand_in = Brought(tmp_path)
    monkeypatch.setattr(maven, "maven", stand_in)
    monkeypatch.delenv("FLOWLAB_BACKEND", raising=False)
    return stand_in


@pytest.fixture
def java():
    found, _ = jdk.find()
    assert found and paths.LIB_JAR.exists(), "./flowlab test builds what this needs"
    return found


@pytest.fixture
def card(tmp_path, monkeypatch):
    """A driver that describes a card; None for a machine without one."""

    def put(name: str | None) -> None:
        folder = tmp_path / "driver"
        folder.mkdir()
        if name:
            status = 9 if name == "broken" else 0
            write_program(folder / "nvidia-smi", f"#!/bin/sh\necho '{CARDS[name][0]}'\nexit {status}")
            monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))
        else:
            monkeypatch.setenv("PATH", str(folder))

    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return put


def test_nothing_said_means_the_processor_and_asks_nobody(brought):
    assert backend.variables(None, None) == {"FLOWLAB_BACKEND": "cpu"}
    assert brought.times == 0


def test_the_option_goes_before_the_environment(brought, monkeypatch):
    monkeypatch.setenv("FLOWLAB_BACKEND", "cuda")
    assert backend.variables(None, "cpu") == {"FLOWLAB_BACKEND": "cpu"}


def test_another_word_in_the_environment_is_refused(brought, monkeypatch):
    monkeypatch.setenv("FLOWLAB_BACKEND", "gpu")
    with pytest.raises(Problem, match="expected FLOWLAB_BACKEND to be cpu, cuda or auto, got 'gpu'"):
        backend.variables(None, None)


@ON_LINUX
@pytest.mark.parametrize("choice", ["cuda", "auto"])
@pytest.mark.parametrize("name", ["A100", "RTX 4090"])
def test_a_card_that_will_do_is_taken(name, choice, java, card, brought):
    card(name)
    expected = {"FLOWLAB_BACKEND": choice, "FLOWLAB_KERNEL_CLASSPATH": str(brought.jar)}
    assert backend.variables(java, choice) == expected
    assert backend.variables(java, choice) == expected and brought.times == 1
    brought.jar.unlink()  # Maven's repository was tidied
    backend.variables(java, choice)
    assert brought.times == 2


@ON_LINUX
@pytest.mark.parametrize("name", ["H100", "B200", "broken", None])
def test_without_one_cuda_ends_in_a_sentence_and_auto_goes_on(name, java, card, brought, capsys):
    card(name)
    why = CARDS[name][1] if name else "there is no nvidia-smi"
    with pytest.raises(Problem) as problem:
        backend.variables(java, "cuda")
    sentence = str(problem.value)
    assert why in sentence and "\n" not in sentence and "Exception" not in sentence
    assert sentence.endswith("to go on with the processor, say --backend cpu or FLOWLAB_BACKEND=cpu.")
    assert backend.variables(java, "auto") == {"FLOWLAB_BACKEND": "auto"}
    said = capsys.readouterr().err.strip()
    assert why in said and "\n" not in said and said.endswith("; so the processor computes.")
    assert brought.times == 0


def test_a_java_that_cannot_say_ends_in_a_sentence(tmp_path, brought):
    dumb = jdk.Jdk(write_program(tmp_path / "bin" / "java", "#!/bin/sh\nexit 1").parent.parent, "17", True)
    with pytest.raises(Problem, match="--backend cpu goes on without asking"):
        backend.variables(dumb, "auto")


def test_what_cuda_brings_stands_before_lib():
    assert backend.jars({"FLOWLAB_BACKEND": "cpu"}) == str(paths.LIB_JAR)
    assert backend.jars({"FLOWLAB_KERNEL_CLASSPATH": "a.jar"}) == f"a.jar{os.pathsep}{paths.LIB_JAR}"


def test_the_stock_kernel_gets_the_same_class_path(monkeypatch):
    java = jdk.Jdk(ROOT, "17", True)
    monkeypatch.setattr(notebooks.environment, "jjava", lambda: None)
    told = notebooks.kernel_variables("jjava", java, "ci", {"FLOWLAB_KERNEL_CLASSPATH": "a.jar"})
    assert told["JJAVA_CLASSPATH"] == f"a.jar{os.pathsep}{paths.LIB_JAR}"


@pytest.mark.parametrize("typed", [["lab"], ["run"], ["train", "dtm"]])
def test_every_command_that_computes_takes_the_option(typed):
    assert main._parser().parse_args([*typed, "--backend", "auto"]).backend == "auto"
    assert main._parser().parse_args(typed).backend is None


WITHOUT_LIBRARIES = """
package org.nd4j.linalg.jcublas;
public class JCublasBackend extends org.nd4j.linalg.factory.Nd4jBackend {
  public boolean isAvailable() {
    var failure = new UnsatisfiedLinkError("libcuda.so.1: no such file");
    failure.printStackTrace(); // as the real one does
    throw new RuntimeException(failure);
  }
  public boolean allowsOrder() { return false; }
  public int getPriority() { return BACKEND_PRIORITY_GPU; }
  public boolean canRun() { return false; }
  public org.nd4j.common.io.Resource getConfigurationResource() { return null; }
  public Class getNDArrayClass() { return null; }
  public org.nd4j.linalg.factory.Environment getEnvironment() { return null; }
  public String buildInfo() { return ""; }
  public void logBackendInit() {}
}
"""


@ON_LINUX
def test_libraries_that_do_not_load_end_in_a_sentence_too(tmp_path, java, card):
    services = tmp_path / "jars" / "META-INF" / "services" / "org.nd4j.linalg.factory.Nd4jBackend"
    services.parent.mkdir(parents=True)
    services.write_text("org.nd4j.linalg.jcublas.JCublasBackend\n")
    source = tmp_path / "JCublasBackend.java"
    source.write_text(WITHOUT_LIBRARIES)
    compile = [paths.program(java.home, "javac"), "-nowarn", "-cp", paths.LIB_JAR, "-d", tmp_path / "jars", source]
    subprocess.run(compile, check=True, capture_output=True)
    card("A100")

    def lines(choice):
        first = backend.jars({"FLOWLAB_KERNEL_CLASSPATH": str(tmp_path / "jars")})
        command = [java.java, "-cp", first, "flowlab.nd.Backend"]
        done = subprocess.run(command, env=os.environ | {"FLOWLAB_BACKEND": choice}, capture_output=True, text=True)
        assert done.returncode == 0 and "at org." not in done.stderr + done.stdout
        return done.stdout.splitlines()

    why = "its libraries did not load (java.lang.UnsatisfiedLinkError: libcuda.so.1: no such file)"
    beginning = f"ND4J's CUDA backend cannot run here: {why}; "
    assert lines("cuda") == [beginning + "to go on with the processor, say --backend cpu or FLOWLAB_BACKEND=cpu."]
    sentence, described = lines("auto")
    assert sentence == beginning + "so the processor computes." and "CpuBackend" in described
    assert len(lines("cpu")) == 1
