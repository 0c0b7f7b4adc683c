"""`./flowlab architecture`: the pictures of docs/architecture.md, made from the compiled classes.

A picture is a graph of packages, in the words of Mermaid, which public hosts and JupyterLab draw. `jdeps` says which
class uses which. An arrow goes the way data go: from the package of a type to a package that takes it, with the types
that most classes there take.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

from . import jdk, maven, paths, process
from .say import Problem, say

PAGE = paths.ROOT / "docs" / "architecture.md"
# A module's classes, and its packages that serve all others: they would only be lines to everywhere.
MODULES = {"lib": {"flowlab.nd"}, "kernel": {"flowlab.kernel.base"}}
LEAST = 3  # uses by classes, for an arrow
NAMES = 2  # types on an arrow
USE = re.compile(r"^\s+(flowlab[\w.]*)\.([A-Z][\w$]*)\s+-> (flowlab[\w.]*)\.([A-Z][\w$]*)\s", re.MULTILINE)

Uses = dict[tuple[str, str], Counter[str]]


def architecture(yes: bool) -> int:
    """Draw the pictures anew where they stand."""
    java = jdk.ensure(yes)
    maven.jars(java)
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8"), java), encoding="utf-8")
    say(f"{paths.shown(PAGE)} is drawn")
    return 0


def drawn(page: str, java: jdk.Jdk) -> str:
    """The page with each module's picture as the classes have it now."""
    for module, foundations in MODULES.items():
        picture = mermaid(uses(java, paths.ROOT / module / "target" / "classes"), foundations)
        place = re.compile(rf"(?<=<!-- drawn: {module} -->\n).*?(?=<!-- /drawn -->)", re.DOTALL)
        if not place.search(page):
            raise Problem(f"{paths.shown(PAGE)} has no place for a picture of {module}")
        page = place.sub(f"```mermaid\n{picture}\n```\n", page, count=1)
    return page


def uses(java: jdk.Jdk, classes: Path) -> Uses:
    """How many classes of a package use each type of another, for each pair of packages."""
    told = process.output([paths.program(java.home, "jdeps"), "-verbose:class", "-filter:none", classes])
    if not told:
        raise Problem(f"jdeps could not read {paths.shown(classes)}")
    found: Uses = defaultdict(Counter)
    for user, _, made, name in USE.findall(told):
        if user != made:
            found[made, user][name.split("$")[0]] += 1
    return found


def mermaid(found: Uses, foundations: set[str]) -> str:
    """The graph as text, in an order that does not change."""
    rooms = sorted({room for pair in found for room in pair} - foundations)
    lines = ["flowchart LR"] + [f'  {_id(room)}["{_short(room)}"]' for room in rooms]
    for (made, user), names in sorted(found.items()):
        if not {made, user} & foundations and names.total() >= LEAST:
            most = sorted(names, key=lambda name: (-names[name], name))[:NAMES]
            lines.append(f'  {_id(made)} -- "{", ".join(most)}" --> {_id(user)}')
    return "\n".join(lines)


def _id(room: str) -> str:
    return room.replace(".", "_")


def _short(room: str) -> str:
    """A package by its last word, as the page speaks of it."""
    return room.rsplit(".", 1)[-1]
