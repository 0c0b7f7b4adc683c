"""The table of the language's constructs, and a kernel held to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from support import Kernel

VALUE = re.compile(r"=> ?(.*?)(?: @(\d+))?$")
TABLE = Path(__file__).parent / "java" / "language.txt"


@dataclass(frozen=True)
class Construct:
    """A cell and its value; an exclamation mark where the compiler must refuse."""

    chapter: str
    cell: str
    value: str
    since: int


def constructs() -> list[Construct]:
    found, chapter, lines = [], "", []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        value = VALUE.match(line)
        if line.startswith("== "):
            chapter = line[3:]
        elif value:
            cell = "\n".join(lines).strip("\n")
            found.append(Construct(chapter, cell, value[1], int(value[2] or 17)))
            lines = []
        elif not line.startswith("# "):
            lines.append(line)
    return found


def wrong(kernel: Kernel, version: int) -> list[str]:
    """The constructs of this version of Java that have another value, say something else, or fail."""
    different = []
    for each in constructs():
        if each.since > version:
            continue
        result = kernel.run(each.cell)
        refused = result.status == "error" and bool(result.error)
        right = result.status == "ok" and (result.value or "null") == each.value and not result.stderr
        if not (refused if each.value == "!" else right):
            said = f"{result.value} {result.error}{result.stderr}"
            different.append(f"{each.chapter}:\n{each.cell}\n  should be {each.value}, is {said}")
    return different
