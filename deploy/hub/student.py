"""A student's server. Runs as the student: brings the course into their home, then becomes the server.

Nothing of theirs is ever overwritten: what is missing is copied, what is there stays. The library and the long
trainings' weights are those of this checkout, for all of them, by a link.
"""

import os
import shutil
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
LENT = ("lib", "notebooks/weights")
KEPT_BACK = ("solutions", "weights", "out", ".ipynb_checkpoints")


def bring(course: Path, home: Path) -> Path:
    """The student's copy, complete; the folder of its chapters."""
    chapters = home / "notebooks"
    copy(course / "notebooks", chapters)
    for name in LENT:
        link = home / name
        if link.is_symlink() and os.readlink(link) != os.fspath(course / name):
            link.unlink()  # the checkout was moved
        if not os.path.lexists(link):
            link.symlink_to(course / name)
    return chapters


def copy(source: Path, target: Path) -> None:
    """What a folder has and its copy has not. A file appears whole or not at all."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir()):
        if entry.name in KEPT_BACK:
            continue
        if entry.is_dir():
            copy(entry, target / entry.name)
        elif not (target / entry.name).exists():
            part = target / f".{entry.name}.part"
            shutil.copyfile(entry, part)
            part.replace(target / entry.name)


def main() -> None:
    os.umask(0o077)  # what a student makes is theirs alone
    home = Path.home() / "flowlab"
    home.mkdir(mode=0o700, exist_ok=True)
    os.chdir(bring(COURSE, home))
    server = Path(sys.executable).with_name("jupyterhub-singleuser")
    os.execv(server, [os.fspath(server), f"--ServerApp.root_dir={Path.cwd()}", *sys.argv[1:]])


if __name__ == "__main__":
    main()
