"""The exercises of a chapter, read from its cells, and how the check of each is put to somebody else's answer.

What asks is always the chapter's own check. Its types are named with their packages, and what it compares with is
taken before the answer runs, so that nothing that an answer declares stands in for either.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import paths

TAG = "exercise"
NOT_TRIED = "your turn"
SEED = "flowlab.check.seed"

CHECK = re.compile(r"^[A-Z]\w*\.\w+\(", re.MULTILINE)
ANSWER = re.compile(r"^(\S[^=;{}()]*?)\s+(\w+)\s*([=(])", re.MULTILINE)
TITLE = re.compile(r"\*\*Exercise (\d+): (.+?)\.?\*\*")
WORD = re.compile(r"(?<![\w.:])[A-Za-z_]\w*")
CALLED = re.compile(r"(?<![\w.:])([a-z]\w*)\s*\(")
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|[^"]+')
KEYWORDS = {"new", "double", "int", "long", "boolean", "true", "false", "null"}
OUTSIDE = {
    "INDArray": "org.nd4j.linalg.api.ndarray",
    **dict.fromkeys(
        ("Function", "UnaryOperator", "IntFunction", "DoubleUnaryOperator", "IntToDoubleFunction"), "java.util.function"
    ),
}
DECLARED = re.compile(
    r"^(?:(?:public|static|final|abstract|sealed)\s+)*"
    r"(?:(?:record|class|interface|enum)\s+(\w+)|[\w.]+(?:<[^=;()]*>)?(?:\[\])*\s+(\w+)\s*[=(;,]|(\w+)\s*=)",
    re.MULTILINE,
)
EVERYWHERE = re.compile(r"^(?:import |%)", re.MULTILINE)
COMMENT = re.compile(r"//[^\n]*")
LIVE = "flowlab-kernel"  # the tag of cells that drive widgets


@dataclass(frozen=True)
class Exercise:
    """One exercise: its stub as it stands in the chapter, and the check that follows it there."""

    number: int
    title: str
    name: str  # of what the reader writes
    type: str  # its type, where it is a variable; empty where it is a method
    stub: str
    check: str
    unseen: str  # more checks, at inputs that the chapter does not show; mostly empty, as lib's checks have their own

    def holder(self, key: str) -> str:
        """A cell to run before the answer: the check, with what it compares with, kept where no declaration reaches."""
        words = set(_words(self.check)) - {self.name} - KEYWORDS - set(CALLED.findall(self.check))
        held = sorted(word for word in words if word[0].islower())
        keep = "".join(f"    var held_{name} = {name};\n" for name in held)
        check = _each_word(_qualified(self.check), lambda word: f"held_{word}" if word in held else word)
        return (
            f'java.lang.System.getProperties().put("{key}", ((java.util.function.Supplier<{self._asker()}>) () -> {{\n'
            f"{keep}    return {self.name} -> {check};\n}}).get());"
        )

    def asker(self, key: str) -> str:
        """What to ask after the answer: an expression for lib's verdict, or its report of several."""
        if self.type:
            return f'(({self._asker()}) java.lang.System.getProperties().get("{key}")).apply({self.name})'
        return _qualified(f"{self.check[:-1]},\n    {self.unseen})" if self.unseen else self.check)

    def _asker(self) -> str:
        return f"java.util.function.Function<{_qualified(self.type)}, {self.verdict_type()}>"

    def verdict_type(self) -> str:
        return "flowlab.check.Report" if self.check.startswith("Check.all(") else "flowlab.check.Verdict"


def read(notebook: Path) -> dict[str, Any]:
    return json.loads(notebook.read_text(encoding="utf-8"))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def verdict(exercise: Exercise, key: str, seed: int) -> str:
    """A cell whose value is a line that says whether the check holds, and what the check says."""
    kind = exercise.verdict_type()
    return (
        f"((java.util.function.Supplier<java.lang.String>) () -> {{\n"
        f'    java.lang.System.setProperty("{SEED}", "{seed}");\n'
        f"    {kind} verdict = {exercise.asker(key)};\n"
        f'    return verdict.passed() + "\\n" + verdict;\n}}).get()'
    )


def is_exercise(cell: dict) -> bool:
    return cell["cell_type"] == "code" and TAG in cell["metadata"].get("tags", [])


def of(chapter: dict) -> list[Exercise]:
    """The exercises of a chapter, in order."""
    found: list[Exercise] = []
    title = ""
    for cell in chapter["cells"]:
        if cell["cell_type"] == "markdown" and (said := TITLE.search(source(cell))):
            title = said[2]
        if is_exercise(cell):
            found.append(_parsed(len(found) + 1, title, cell))
    return found


def _parsed(number: int, title: str, cell: dict) -> Exercise:
    text = source(cell)
    at = [match.start() for match in CHECK.finditer(text)][-1]
    (declared, *_) = ANSWER.finditer(text[:at])
    kind = declared[1] if declared[3] == "=" else ""
    unseen = cell["metadata"].get("flowlab", {}).get("unseen", "")
    return Exercise(number, title, declared[2], kind, text[:at].rstrip(), text[at:].strip(), unseen)


def answer(cell: dict, exercise: Exercise) -> str:
    """A reader's cell without the chapter's own check at its end; whatever else stands in it stays."""
    text = source(cell).rstrip()
    return text.removesuffix(exercise.check).rstrip()


def written_for(exercise: Exercise, submitted: dict) -> dict | None:
    """The cell of a submission that answers an exercise: the tagged one that has its name in it."""
    named = re.compile(rf"\b{exercise.name}\b")
    return next((cell for cell in submitted["cells"] if is_exercise(cell) and named.search(source(cell))), None)


def setup(chapter: dict, exercise: Exercise, wanted: str) -> list[str]:
    """The chapter's cells that a text needs, in order: those that declare its names, and what they need in turn."""
    before = []
    for cell in chapter["cells"]:
        if is_exercise(cell) and exercise.stub in source(cell):
            break
        if cell["cell_type"] == "code" and not is_exercise(cell) and LIVE not in cell["metadata"].get("tags", []):
            before.append(source(cell))
    return _needed([(text, False) for text in before], wanted)


def own_cells(submitted: dict, chapter: dict, until: dict, wanted: str) -> list[str]:
    """What a reader has written before an answer: all cells between the exercises, and what it needs of others.

    Others are answers, without their checks, and cells before the first exercise. A cell there that declares what
    the chapter does is the chapter's, changed; the chapter's own stands in for it.
    """
    known = {source(cell) for cell in chapter["cells"]}
    theirs = {name for text in known for name in _declared(text)}
    checks = [exercise.check for exercise in of(chapter)]
    found: list[tuple[str, bool]] = []
    between = False
    for cell in submitted["cells"][: submitted["cells"].index(until)]:
        text = source(cell).rstrip()
        between |= is_exercise(cell)
        if is_exercise(cell):
            check = next((check for check in checks if text.endswith(check)), "")
            found += [(text.removesuffix(check), False)] if NOT_TRIED not in text else []
        elif cell["cell_type"] == "code" and source(cell) not in known and (between or not _declared(text) & theirs):
            found.append((text, between))
    return _needed(found, wanted)


def _needed(cells: list[tuple[str, bool]], wanted: str) -> list[str]:
    """Of these cells those that are needed in any case, that declare what a text names, and what they need in turn."""
    needed, taken = set(_words(wanted)), []
    for text, always in reversed(cells):
        if always or EVERYWHERE.search(text) or _declared(text) & needed:
            taken.append(text)
            needed |= set(_words(text))
    return taken[::-1]


def _declared(text: str) -> set[str]:
    return {name for match in DECLARED.finditer(text) for name in match.groups() if name}


def _packages() -> dict[str, str]:
    root = paths.ROOT / "lib" / "src" / "main" / "java"
    return {file.stem: ".".join(file.relative_to(root).parent.parts) for file in root.rglob("*.java")} | OUTSIDE


def _each_word(code: str, change) -> str:
    """Code with each word changed that stands by itself: not in a string, not after a point."""
    return QUOTED.sub(lambda part: part[0] if part[0][0] == '"' else WORD.sub(lambda w: change(w[0]), part[0]), code)


def _qualified(code: str) -> str:
    packages = _packages()
    return _each_word(code, lambda word: f"{packages[word]}.{word}" if word in packages else word)


def _words(code: str) -> list[str]:
    found: list[str] = []

    def keep(word: str) -> str:
        found.append(word)
        return word

    _each_word(COMMENT.sub("", code), keep)
    return found

