"""Running notebooks top to bottom without a browser, on our kernel or on the stock one."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import backend, codehash, environment, jdk, kernelspec, machine, maven, media, paths, times
from .jdk import Jdk
from .say import Problem, say

SCALES = ("ci", "course", "full")
KERNELS = ("flowlab", "jjava")
OURS_ONLY = "flowlab-kernel"


def chapters() -> list[Path]:
    return sorted(paths.NOTEBOOKS.glob("*.ipynb"))


def run(
    names: list[str], scale: str, kernel: str, chosen: str | None, out: Path | None, in_place: bool, yes: bool
) -> int:
    """Execute notebooks; 1 if any of them failed. Every one is tried, so that one run shows all that is wrong."""
    java = jdk.ensure(yes)
    notebooks = [found(name) for name in names] or chapters()
    if not notebooks:
        raise Problem(f"there are no notebooks in {paths.shown(paths.NOTEBOOKS)}")
    python = environment.lab()
    maven.jars(java)
    variables = kernel_variables(kernel, java, scale, backend.variables(java, chosen))
    failed = [
        notebook for notebook in notebooks if not execute(notebook, python, variables, scale, kernel, out, in_place)
    ]
    return 1 if failed else 0


def found(name: str) -> Path:
    """A notebook by its path, from here or from notebooks/, with or without its ending."""
    for folder in (Path.cwd(), paths.ROOT, paths.NOTEBOOKS):
        for path in (folder / name, folder / f"{name}.ipynb"):
            if path.is_file():
                return path.resolve()
    raise Problem(f"there is no notebook {name}; the course has {', '.join(p.stem for p in chapters()) or 'none yet'}")


def kernel_variables(kernel: str, java: Jdk, scale: str, computes: dict[str, str]) -> dict[str, str]:
    """The environment in which the kernel named `java` is the one that was asked for."""
    base = {**java.environment(), **computes, "FLOWLAB_SCALE": scale, "PYTHONPATH": os.fspath(paths.ROOT)}
    if kernel == "flowlab":
        kernelspec.ensure(java, paths.VENV)
        return environment.variables(base, paths.VENV)
    environment.jjava()
    options = ["-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]
    stock = {
        "JJAVA_JVM_OPTS": " ".join(options + machine.share(machine.memory()).options()),
        "JJAVA_CLASSPATH": backend.jars(computes),  # its manifest brings the others
        "OMP_WAIT_POLICY": "passive",  # as our own kernelspec has it: spinning threads triple the time when busy
    }
    return environment.variables(base | stock, paths.JJAVA)


def execute(
    notebook: Path, python: Path, variables: dict[str, str], scale: str, kernel: str, out: Path | None, in_place: bool
) -> bool:
    """Execute one notebook and put the result where it belongs; a failed run never replaces a committed one."""
    target = (out or paths.OUT).resolve() / notebook.name
    if target == notebook and not in_place:
        raise Problem(f"{paths.shown(notebook)} would be overwritten; choose another --out, or say --in-place")
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / notebook.name
        command = [python, "-m", "tools.execute", notebook, result]
        command += ["--folder", notebook.parent, "--scale", scale, "--lib-version", codehash.lib_version()]
        if kernel == "jjava":
            command += ["--leave-out", OURS_ONLY]
        start = time.monotonic()
        succeeded = subprocess.run(list(map(str, command)), env=variables, cwd=paths.ROOT).returncode == 0
        if succeeded and in_place:
            target = notebook
        if result.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(result, target)
        if succeeded and in_place:
            media.keep(target)
            times.keep(target.parent)
    took = f"{time.monotonic() - start:.0f} s"
    how = "ran" if succeeded else "failed"
    say(f"{notebook.name} {how} on {kernel} at scale {scale} in {took}: {paths.shown(target)}")
    return succeeded
