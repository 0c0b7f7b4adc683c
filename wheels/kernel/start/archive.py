"""The class-data archive that lets the kernel start fast, in a folder of this user's; without it all works, slower.

usage: python archive.py ARCHIVE MAKING...    (make it, and give it its name when it is whole)
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import kernelspec, paths
from tools.jdk import Jdk


def using(command: list[str], java: Jdk) -> list[str]:
    """The kernel's command with the archive of this jar and Java, or without one, which is then made for the next."""
    jar = Path(command[command.index("-jar") + 1])
    archive = folder() / f"{java.version}-{jar.stat().st_mtime_ns}.jsa"
    option = [f"{kernelspec.ARCHIVE}{archive}"] if archive.exists() else []
    if not archive.exists() and not _tried(archive).exists():
        _start(archive, kernelspec.making(command, os.fspath(_part(archive)), java))
    return [*command[:1], *option, *(part for part in command[1:] if not part.startswith(kernelspec.ARCHIVE))]


def folder() -> Path:
    if paths.WINDOWS:
        caches = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    elif paths.MAC:
        caches = Path.home() / "Library" / "Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "flowlab-kernel"


def _start(archive: Path, making: list[str]) -> None:
    """Make it beside this start, which neither waits nor fails for it."""
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        _tried(archive).touch()  # once: there are versions of Java for which none is made
        command = [sys.executable, "-B", __file__, os.fspath(archive), *making]
        nowhere = subprocess.DEVNULL
        subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    except OSError:
        return


def _tried(archive: Path) -> Path:
    return archive.with_suffix(".tried")


def _part(archive: Path) -> Path:
    return archive.with_suffix(".part")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    subprocess.run(sys.argv[2:])
    if _part(target).exists():
        os.replace(_part(target), target)
