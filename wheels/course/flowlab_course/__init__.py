"""The course as pip installs it: `flowlab course FOLDER` copies the chapters, which use the library here."""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIBRARY = HERE / "lib" / "flowlab-lib.jar"
IN_THE_HOUSE = re.compile(r"(?<=%classpath )\S*flowlab-lib\.jar")


def main() -> int:
    parser = argparse.ArgumentParser(prog="flowlab", description="A course on flow matching in Java notebooks.")
    course = parser.add_subparsers(required=True, metavar="COMMAND").add_parser("course", help="copy the chapters")
    course.add_argument("folder", type=Path, help="where to; made if it is not there")
    return copy(parser.parse_args().folder)


def copy(folder: Path) -> int:
    """Copy the chapters and what lies beside them. A file that is there already may hold a reader's work: it stays."""
    for source in sorted((HERE / "notebooks").rglob("*")):
        target = folder / source.relative_to(HERE / "notebooks")
        if source.is_dir():
            continue
        if target.exists():
            print(f"{target} is there already: left as it is", file=sys.stderr)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".ipynb":
            text = source.read_text(encoding="utf-8")
            line = json.dumps(magic(LIBRARY), ensure_ascii=False)[1:-1]
            target.write_text(IN_THE_HOUSE.sub(lambda _, line=line: line, text), encoding="utf-8")
        else:
            shutil.copyfile(source, target)
    trust(folder)
    print(f"the course is in {folder}: jupyter lab {folder}")
    print(f"elsewhere a cell loads the library by: %classpath {magic(LIBRARY)}")
    return 0


def magic(path: Path) -> str:
    """A path as the kernel's magics read it."""
    text = path.as_posix()
    return f'"{text}"' if re.search(r"\s", text) else text


def trust(folder: Path) -> None:
    """What the course comes with shows at once in JupyterLab, its animations too."""
    command = [sys.executable, "-m", "jupyter", "trust", *sorted(map(str, folder.rglob("*.ipynb")))]
    if subprocess.run(command, capture_output=True).returncode:
        print("without `jupyter trust` here, moving pictures show once their cells are run", file=sys.stderr)
