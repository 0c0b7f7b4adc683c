"""Pictures of a chapter that other pages show: a cell tagged `media:NAME` has its picture kept in notebooks/media."""

import base64
import json
import re
from pathlib import Path

TAG = "media:"
IMAGE = re.compile(r'<img src="data:image/(?:gif|png);base64,([^"]+)"')


def pictures(notebook: Path) -> dict[str, bytes]:
    """The pictures that a saved notebook holds in its tagged cells, by name."""
    found = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for tag in cell["metadata"].get("tags", []):
            if tag.startswith(TAG):
                found[tag.removeprefix(TAG)] = _picture(cell)
    return found


def keep(notebook: Path) -> None:
    """Write them beside the notebook, in media/."""
    for name, picture in pictures(notebook).items():
        file = notebook.parent / "media" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(picture)


def _picture(cell: dict) -> bytes:
    for output in cell["outputs"]:
        if image := IMAGE.search("".join(output.get("data", {}).get("text/html", ""))):
            return base64.b64decode(image[1])
    raise ValueError("a cell tagged for its picture shows none")
