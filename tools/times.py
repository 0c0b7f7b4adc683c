"""The table of the chapters' times in notebooks/README.md, made from what their last cells say."""

import json
import re
from pathlib import Path

from . import paths

BEGIN, END = "<!-- times -->", "<!-- /times -->"
SAID = re.compile(r"This run took (\d+) s at scale (\w+)\.")


def keep(folder: Path) -> None:
    """Rewrite the table of the README in this folder of chapters, if it has one."""
    readme = folder / "README.md"
    if not readme.exists():
        return
    text = readme.read_text(encoding="utf-8")
    if BEGIN in text:
        head, rest = text.split(BEGIN, 1)
        readme.write_text(f"{head}{BEGIN}\n{table(folder)}{END}{rest.split(END, 1)[1]}", encoding="utf-8")


def table(folder: Path = paths.NOTEBOOKS) -> str:
    rows = ["| chapter | seconds | scale |", "| --- | ---: | --- |"]
    for chapter in sorted(folder.glob("*.ipynb")):
        seconds, scale = said(chapter)
        rows.append(f"| [{chapter.stem}]({chapter.name}) | {seconds} | {scale} |")
    return "\n".join(rows) + "\n"


def said(chapter: Path) -> tuple[str, str]:
    """The seconds and the scale that the last cell of a chapter has printed."""
    cells = [c for c in json.loads(chapter.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    for output in cells[-1]["outputs"]:
        text = "".join(output.get("data", {}).get("text/plain", output.get("text", "")))
        if found := SAID.search(text):
            return found[1], found[2].lower()
    return "", ""
