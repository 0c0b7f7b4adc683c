"""Cells read like the formula: narrow, short, one statement a line. The first and the last are the same everywhere."""

import json
import re
from pathlib import Path

import pytest
from running import ROOT

COLUMNS = 96
LINES = 16
BY_HAND = "by-hand"  # the tag of a loop that is written out once, before the library's
LINES_BY_HAND = 25

CHAPTERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTIONS = sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb"))
FIRST = "%classpath ../lib/target/flowlab-lib.jar\n%load imports.jshell\nChapter.begin()"

QUOTED = re.compile(r'"""(.|\n)*?"""|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])+\'')
COMMENT = re.compile(r"//[^\n]*")
QUALIFIED = re.compile(r"(?<![\w.])(flowlab|java|javax|org|tech)\.\w+\.\w+")

MADE = re.compile(r"\b(\w+) = (?:ResultTable\.of|new ArrayList)\b")
HELPER = re.compile(r"^void (\w+)\(.*?^}", re.MULTILINE | re.DOTALL)

each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)


def code_cells(chapter: Path) -> list[dict]:
    notebook = json.loads(chapter.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def faults(source: str, limit: int = LINES) -> list[str]:
    """What keeps a cell from being read aloud."""
    lines = source.splitlines()
    found = [f"{len(line)} columns: {line}" for line in lines if len(line) > COLUMNS]
    if len(lines) > limit:
        found.append(f"{len(lines)} lines, not {limit}: {lines[0]} …")
    bare = COMMENT.sub("", QUOTED.sub('""', source))
    for line in bare.splitlines():
        if statements(line) > 1:
            found.append(f"{statements(line)} statements: {line}")
        if not line.startswith("import ") and QUALIFIED.search(line):
            found.append(f"a name with its package: {line}")
    return found


def statements(line: str) -> int:
    """How many statements end on this line; the head of a loop ends none."""
    head = re.search(r"\bfor\s*\(", line)
    if head:
        depth, end = 1, head.end()
        while end < len(line) and depth:
            depth += {"(": 1, ")": -1}.get(line[end], 0)
            end += 1
        line = line[: head.start()] + line[end:]
    return line.count(";")


@each_chapter
def test_the_first_cell_is_short_and_the_last_says_how_long_it_took(chapter):
    cells = code_cells(chapter)
    assert "".join(cells[0]["source"]) == FIRST
    assert "".join(cells[-1]["source"]) == "Chapter.end()"


@pytest.mark.parametrize("notebook", CHAPTERS + SOLUTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_cells_can_be_read_aloud(notebook):
    for cell in code_cells(notebook):
        limit = LINES_BY_HAND if BY_HAND in cell["metadata"].get("tags", []) else LINES
        assert faults("".join(cell["source"]), limit) == []


def test_what_cannot_be_read_aloud_is_found():
    assert faults("x" * COLUMNS) == faults("int x;\n" * LINES) == []
    assert faults("for (int i = 0; i < n; i++) sum += f(i); // all; of them") == []
    assert faults('String s = "a; b"; // flowlab.nd.Backend') == faults("import flowlab.show.Plots;") == []
    two = ("int a; int b;", "for (int i = 0; i < 3; i++) { a(); b(); }")
    for bad in ("x" * (COLUMNS + 1), "int x;\n" * (LINES + 1), *two):
        assert len(faults(bad)) == 1, bad
    assert len(faults("flowlab.nd.Backend.describe()")) == len(faults("new java.util.Random(1)")) == 1
    assert faults("int x;\n" * LINES_BY_HAND, LINES_BY_HAND) == []


def appended(cells: list[str]) -> list[str]:
    """Cells that add to a table or list made in another one: run a second time, they add a second time."""
    found = []
    for place, made in enumerate(cells):
        for name in MADE.findall(made):
            grows = rf"\b{name}\.(row|add)\("
            helpers = [helper[1] for helper in HELPER.finditer(made) if re.search(grows, helper[0])]
            calls = "|".join([grows, *(rf"^\s*{helper}\(" for helper in helpers)])
            later = [cell for cell in cells[place + 1 :] if re.search(calls, cell, re.MULTILINE)]
            found += [f"{name}: {cell}" for cell in later if not re.search(rf"\b{name} = ", cell)]
    return found


@each_chapter
def test_a_cell_that_is_run_again_adds_no_row_twice(chapter):
    assert appended(["".join(cell["source"]) for cell in code_cells(chapter)]) == []


def test_what_would_be_added_twice_is_found():
    table = 'var t = ResultTable.of("a", "b");'
    helper = table + "\nvoid enter(int x) {\n    t.row(x);\n}"
    assert appended([table + "\nt.row(1);", "t"]) == appended([table, table + "\nt.row(1);"]) == []
    assert len(appended([table, "t.row(1);"])) == len(appended([helper, "enter(1);"])) == 1
