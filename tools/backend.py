"""What ND4J computes on: the processor, or an NVIDIA card.

Whether a card will do is for lib to say (`flowlab.nd.BackendChoice`), before anything of CUDA is downloaded or
loaded. What is brought for a card is a class path of its own, which stands before the other; the jars stay the same.
"""

import os
from pathlib import Path

from . import machine, maven, paths, process, stamps
from .jdk import Jdk
from .say import Problem, say

CHOICES = ("cpu", "cuda", "auto")
VARIABLE = "FLOWLAB_BACKEND"
MUSL = (
    "ND4J's natives are built for glibc, and the C library here is musl (Alpine): the kernel runs "
    "(`./flowlab kernel install`), the course and its library do not. On Debian, in a container too, all of it does."
)


def variables(java: Jdk, asked: str | None) -> dict[str, str]:
    """The environment in which Java computes on what was asked for; lib's jar must be built."""
    choice = asked or os.environ.get(VARIABLE) or "cpu"
    if choice not in CHOICES:
        raise Problem(f"expected {VARIABLE} to be {', '.join(CHOICES[:-1])} or {CHOICES[-1]}, got '{choice}'")
    if machine.musl():
        raise Problem(MUSL)
    if choice == "cpu":
        return {VARIABLE: choice}
    takes, why = _verdict(java, choice)
    if takes == "cuda":
        return {VARIABLE: choice, "FLOWLAB_KERNEL_CLASSPATH": class_path(java)}
    if choice == "cuda":
        raise Problem(why)
    say(why)
    return {VARIABLE: choice}


def jars(variables: dict[str, str]) -> str:
    """The class path of a Java that is started with these variables, but for a kernel, which reads its own."""
    first = variables.get("FLOWLAB_KERNEL_CLASSPATH")
    return os.pathsep.join([first, os.fspath(paths.LIB_JAR)] if first else [os.fspath(paths.LIB_JAR)])


def class_path(java: Jdk) -> str:
    """What CUDA needs, brought by Maven into its own repository."""
    kept = paths.HOUSE / "cuda" / "classpath"
    hash = stamps.digest(paths.ROOT / "pom.xml", paths.ROOT / "lib" / "pom.xml")
    if not stamps.fresh("cuda", hash, _listed(kept)):
        say("bringing ND4J for CUDA (the first time, Maven downloads 2.4 GB)")
        options = ["-P", "cuda", "-pl", "lib", "-DincludeScope=runtime", f"-Dmdep.outputFile={kept}"]
        failure = "ND4J for CUDA did not come; --backend cpu goes on with the processor"
        maven.maven(java, "--quiet", *options, "dependency:build-classpath", failure=failure)
        stamps.stamp("cuda", hash)
    return kept.read_text(encoding="utf-8").strip()


def _listed(kept: Path) -> list[Path]:
    """The file that holds the class path, and the jars it names."""
    named = kept.read_text(encoding="utf-8").strip().split(os.pathsep) if kept.exists() else []
    return [kept, *map(Path, named)]


def _verdict(java: Jdk, choice: str) -> tuple[str, str]:
    """What lib says that a choice comes to on this machine: `cuda` or `cpu`, and why it is not as asked."""
    told = process.output([java.java, "-cp", paths.LIB_JAR, "flowlab.nd.BackendChoice", choice])
    lines = (told or "").splitlines()
    if len(lines) < 1 or lines[0] not in ("cuda", "cpu"):
        raise Problem(f"Java could not say what --backend {choice} comes to; --backend cpu goes on without asking")
    return lines[0], lines[1] if len(lines) > 1 else ""
