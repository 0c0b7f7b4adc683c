"""Constructs of the Java Language Specification, chapter by chapter, each as a cell with its value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.fast

VALUE = re.compile(r"=> ?(.*?)(?: @(\d+))?$")


def constructs() -> list[tuple[str, str, str, int]]:
    """Chapter, cell, value (an exclamation mark where the compiler must refuse) and first JDK."""
    found, chapter, lines = [], "", []
    for line in (Path(__file__).parent / "java" / "language.txt").read_text(encoding="utf-8").splitlines():
        value = VALUE.match(line)
        if line.startswith("== "):
            chapter = line[3:]
        elif value:
            found.append((chapter, "\n".join(lines).strip("\n"), value[1], int(value[2] or 17)))
            lines = []
        elif not line.startswith("# "):
            lines.append(line)
    return found


def test_every_construct_has_its_value(kernel, spec):
    version = int(spec.rpartition("-")[2])
    table = [each for each in constructs() if each[3] <= version]
    assert len(constructs()) >= 150
    wrong = []
    for chapter, cell, value, _ in table:
        result = kernel.run(cell)
        refused = result.status == "error" and result.reply["content"]["ename"] == "CompilationError"
        right = refused if value == "!" else result.status == "ok" and (result.value or "null") == value
        if not right or result.stderr:
            wrong.append(f"{chapter}:\n{cell}\n  should be {value}, is {result.value} {result.error}{result.stderr}")
    assert not wrong, "\n\n".join(wrong)
