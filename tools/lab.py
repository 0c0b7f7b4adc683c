"""`./flowlab lab`: everything set up, then JupyterLab on the course."""

import os
from pathlib import Path

from . import backend, environment, jdk, kernelspec, maven, notebooks, paths, process, stamps
from .say import say


def lab(browser: bool, port: int | None, chosen: str | None, yes: bool, extra: list[str]) -> int:
    java = jdk.ensure(yes)
    python = environment.lab()
    maven.jars(java)
    kernelspec.ensure(java, paths.VENV)
    variables = environment.variables(java.environment() | backend.variables(java, chosen), paths.VENV)
    trust(python, variables)
    return process.become([python, "-m", "tools.serve", *options(browser, port, extra)], variables, paths.ROOT)


def options(browser: bool, port: int | None, extra: list[str]) -> list[str]:
    """JupyterLab's options: ours, then what the reader gave after `--`, which may name another folder."""
    chosen = []
    if not any(option.startswith("--ServerApp.root_dir") for option in extra):
        chosen.append(f"--ServerApp.root_dir={paths.NOTEBOOKS}")
        # What the browser opens, and the address that is printed.
        chosen.append(f"--LabApp.default_url=/lab/tree/{notebooks.chapters()[0].name}")
    if not browser:
        chosen.append("--no-browser")
    if port is not None:
        chosen += [f"--port={port}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        chosen.append("--allow-root")  # in a container; the server listens to this machine only, behind a token
    return chosen + extra


def trust(python: Path, variables: dict[str, str]) -> None:
    """The notebooks that come with Flowlab are trusted, so that their committed outputs show at once."""
    shipped = notebooks.chapters()
    hash = stamps.digest(os.fspath(Path.home()), *shipped)
    if not shipped or stamps.fresh("trusted", hash):
        return
    if process.output([python, "-m", "jupyter", "trust", *shipped], env=variables) is None:
        say("the notebooks could not be marked as trusted; JupyterLab's View menu can do it")
        return
    stamps.stamp("trusted", hash)
