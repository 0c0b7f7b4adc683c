"""`./flowlab bench NAME`: the same work done here and by the peers, side by side in one run."""

import subprocess
from pathlib import Path

from . import environment, jdk, kernelspec, maven, paths
from .say import Problem

FOLDER = paths.ROOT / "bench"
RAPAIO = "io.github.padreati:rapaio-jupyter-kernel:3.0.1"  # a peer of the kernel


def bench(name: str, arguments: list[str], peers: bool, yes: bool) -> int:
    script = FOLDER / f"{name}.py"
    if not script.is_file():
        names = ", ".join(sorted(path.stem for path in FOLDER.glob("*.py"))) or "none yet"
        raise Problem(f"there is no bench {name}; there are: {names}")
    java = jdk.ensure(yes)
    python = environment.tests()
    maven.jars(java)
    kernelspec.ensure(java, paths.VENV)
    variables = environment.variables(java.environment(), paths.VENV)
    command = [python, script, *arguments, *(_peers(name, java) if peers else [])]
    return subprocess.run(list(map(str, command)), env=variables, cwd=paths.ROOT).returncode


def _peers(name: str, java: jdk.Jdk) -> list[str | Path]:
    """What a bench needs to find its peers: the prefixes of other kernels, or a Python with other libraries."""
    if name in ("kernel", "cells"):
        environment.jjava()
        rapaio = maven.artifact(java, RAPAIO, paths.HOUSE / "peers")
        return ["--peers", "--jjava-prefix", paths.JJAVA, "--rapaio-jar", rapaio, "--ipykernel-prefix", paths.VENV]
    return ["--peers-python", environment.peers()]
