"""The hash that ties a notebook's outputs to the code that made them."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from . import paths


def code_hash(notebook: dict[str, Any]) -> str:
    """SHA-256 over the sources of the code cells, in order. Prose may be edited without running again."""
    sha = hashlib.sha256()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            source = cell["source"]
            sha.update(("".join(source) if isinstance(source, list) else source).encode())
            sha.update(b"\0")
    return sha.hexdigest()


def of_file(path: Path) -> str:
    return code_hash(json.loads(path.read_text(encoding="utf-8")))


def lib_version() -> str:
    """The version in the parent pom, which is that of lib and kernel."""
    return re.findall(r"<version>([^<]+)</version>", (paths.ROOT / "pom.xml").read_text())[0]
