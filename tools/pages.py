"""The chapters as the pages are made from them: pictures in files of their own, nothing that needs a kernel.

A notebook carries its pictures inside, twice (for who trusts it and who does not), and the state of its widgets.
A page needs each picture once, beside it, loaded when it comes into view.
"""

import base64
import copy
import hashlib
import json
import re
from pathlib import Path

from . import paths

IMAGE = re.compile(r'<img src="data:image/(png|gif|svg\+xml);base64,([^"]+)"')
DETAILS = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|#)([^)\s]+)\)")
ROW = re.compile(r"^\| (\d\d) \| \[([^\]]+)\]\(notebooks/([^)]+)\.ipynb\) \| (.+) \|$", re.MULTILINE)
STILL = re.compile(r'src="_(static/pictures/[^"]+\.png)"')
PICTURES = "static/pictures"  # in the sources; `_static/pictures` in the site
SHOWN = ("text/html", "image/png", "image/svg+xml", "text/plain")  # the first of these that an output has


def write(folder: Path) -> None:
    """All chapters, lighter, and a page that opens them, into the folder that the pages are made from."""
    chapters = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
    for old in folder.glob("*.ipynb"):
        if old.name not in {chapter.name for chapter in chapters}:
            old.unlink()
    pictures: dict[str, bytes] = {}
    for chapter in chapters:
        light, found = lighter(json.loads(chapter.read_text(encoding="utf-8")))
        _keep(folder / chapter.name, json.dumps(light, ensure_ascii=False, indent=1).encode())
        pictures |= found
    for name, content in pictures.items():
        _keep(folder / PICTURES / name, content)
    for old in (folder / PICTURES).iterdir():
        if old.name not in pictures:
            old.unlink()
    _keep(folder / "flow.gif", (paths.NOTEBOOKS / "media" / "flow.gif").read_bytes())
    opening = (folder / "index.md").read_text(encoding="utf-8")
    _keep(folder / "index.md", opening.replace("% chapters\n", cards(folder, chapters)).encode())


def _keep(file: Path, content: bytes) -> None:
    """Write what is not there already: what has its old time is not made again."""
    if not file.exists() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def lighter(notebook: dict) -> tuple[dict, dict[str, bytes]]:
    """A notebook whose outputs are what a page shows, and the pictures that were in it, by name."""
    light = copy.deepcopy(notebook)
    pictures: dict[str, bytes] = {}
    light["metadata"].pop("widgets", None)
    for cell in light["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = prose(source)
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = _shown(output["data"], pictures)
    return light, pictures


def _shown(data: dict, pictures: dict[str, bytes]) -> dict:
    kind = next((kind for kind in SHOWN if kind in data), None)
    if kind != "text/html":
        return {kind: data[kind]} if kind else {}
    text = "".join(data[kind])
    # A player reads its frames from the picture's own address, so that picture stays where it is.
    return {kind: text if "<script>" in text else IMAGE.sub(lambda found: _outside(found, pictures), text)}


def _outside(found: re.Match, pictures: dict[str, bytes]) -> str:
    content = base64.b64decode(found[2])
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{found[1].split('+')[0]}"
    pictures[name] = content
    return f'<img loading="lazy" src="_{PICTURES}/{name}"'


def prose(text: str) -> str:
    """Markdown as Sphinx reads it: formulas in a hint are formulas, a file beside the notebook is named, not linked."""
    text = DETAILS.sub(lambda d: f"\n<details><summary>{d[1]}</summary>\n\n{d[2].strip()}\n\n</details>\n", text)
    chapters = {chapter.name for chapter in paths.NOTEBOOKS.glob("*.ipynb")}
    return LINK.sub(lambda link: link[0] if link[2] in chapters else link[1], text)


def unrun(chapter: Path) -> str:
    """A chapter without outputs, to download and run."""
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    notebook["metadata"].pop("widgets", None)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def cards(folder: Path, chapters: list[Path]) -> str:
    """A card for each chapter, with what the README says of it and a picture of its own."""
    said = {name: (number, title, about) for number, title, name, about in ROW.findall(_readme())}
    shown = []
    for chapter in chapters:
        number, title, about = said.get(chapter.stem, (chapter.stem[:2], chapter.stem[3:], ""))
        shown.append(
            f":::{{grid-item-card}} {number} · {title}\n:link: {chapter.stem}\n:link-type: doc\n"
            f"{_cover(folder / chapter.name)}\n{about}\n:::\n"
        )
    return "::::{grid} 1 2 3 3\n:gutter: 3\n:class-container: chapters\n\n" + "\n".join(shown) + "::::\n"


def _cover(light: Path) -> str:
    """The first still picture of a chapter, as the card shows it."""
    for cell in json.loads(light.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if found := STILL.search("".join(output.get("data", {}).get("text/html", ""))):
                return f":img-top: {found[1]}\n:img-alt: A picture of the chapter\n"
    return ""


def _readme() -> str:
    return (paths.ROOT / "README.md").read_text(encoding="utf-8")
