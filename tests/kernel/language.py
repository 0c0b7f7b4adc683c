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


def fault(kernel: Kernel, construct: Construct) -> str:
    """What is wrong with a construct, nothing where its value is right and nothing else is said."""
    result = kernel.run(construct.cell)
    refused = result.status == "error" and bool(result.error)
    right = result.status == "ok" and (result.value or "null") == construct.value and not result.stderr
    if refused if construct.value == "!" else right:
        return ""
    said = f"{result.value} {result.error}{result.stderr}"
    return f"{construct.chapter}:\n{construct.cell}\n  should be {construct.value}, is {said}"


def wrong(kernel: Kernel, version: int) -> dict[Construct, str]:
    """The constructs of this version of Java that have another value, say something else, or fail."""
    faults = {each: fault(kernel, each) for each in constructs() if each.since <= version}
    return {each: said for each, said in faults.items() if said}
