"""Where things lie. Everything the launcher makes stands under `.flowlab/`, which git ignores."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / ".flowlab"
TOOLS = ROOT / "tools"
NOTEBOOKS = ROOT / "notebooks"
OUT = NOTEBOOKS / "out"

VENV = HOUSE / "venv"
JJAVA = HOUSE / "jjava"
PEERS = HOUSE / "peers"
PARITY = HOUSE / "parity"
BOOK = HOUSE / "book" / "venv"

LIB_JAR = ROOT / "lib" / "target" / "flowlab-lib.jar"
KERNELSPEC = ROOT / "kernel" / "target" / "kernelspec"

WINDOWS = sys.platform == "win32"
MAC = sys.platform == "darwin"


def program(folder: Path, name: str) -> Path:
    """The program `name` of a virtual environment or a JDK: `bin/name`, or `Scripts\\name.exe`."""
    if not WINDOWS:
        return folder / "bin" / name
    scripts = folder / "Scripts"
    return (scripts if scripts.is_dir() else folder / "bin") / f"{name}.exe"


def shown(path: Path) -> str:
    """A path as a reader knows it: relative to the house where it is in it."""
    try:
        return path.relative_to(ROOT).as_posix()
    except ValueError:
        return os.fspath(path)
