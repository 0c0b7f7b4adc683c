"""Work that is already done is not done again.

A stamp is the hash of what a piece of work was made from. The work is fresh while the hash is the
same and everything it made is still there. Contents decide, not times: a git checkout touches files
without changing them.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from . import paths


def digest(*things: Path | str) -> str:
    """One hash over texts, files, and all files under folders, names included."""
    sha = hashlib.sha256()
    for thing in things:
        if isinstance(thing, str):
            sha.update(b"text\0" + thing.encode() + b"\0")
            continue
        for file in _files(thing):
            sha.update(f"file\0{file.relative_to(thing.parent).as_posix()}\0".encode())
            sha.update(hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def fresh(name: str, hash: str, made: Iterable[Path] = ()) -> bool:
    return _read().get(name) == hash and all(path.exists() for path in made)


def stamp(name: str, hash: str) -> None:
    _write({**_read(), name: hash})


def forget(beginning: str) -> None:
    """Forget every stamp whose name begins so."""
    _write({name: hash for name, hash in _read().items() if not name.startswith(beginning)})


def _write(stamps: dict[str, str]) -> None:
    paths.HOUSE.mkdir(exist_ok=True)
    _file().write_text(json.dumps(stamps, indent=1, sort_keys=True) + "\n")


def _file() -> Path:
    return paths.HOUSE / "stamps.json"


def _read() -> dict[str, str]:
    try:
        return json.loads(_file().read_text())
    except (OSError, ValueError):
        return {}
