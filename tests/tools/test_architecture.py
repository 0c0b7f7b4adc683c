"""The pictures of docs/architecture.md are those of the classes; how to extend the house names files that are there."""

import re
from collections import Counter

import pytest

from tools import architecture, jdk, maven, paths
from tools.say import Problem


def test_the_pictures_are_those_of_the_classes():
    java = jdk.ensure(yes=False)
    maven.jars(java)
    page = architecture.PAGE.read_text(encoding="utf-8")
    assert page == architecture.drawn(page, java), "./flowlab architecture draws them anew"


def test_what_an_arrow_says():
    found = {
        ("flowlab", "flowlab.solve"): Counter({"Trajectory": 2, "VectorField": 5, "Coupling": 1, "Sampler": 1}),
        ("flowlab", "flowlab.data"): Counter({"Sampler": architecture.LEAST - 1}),
        ("flowlab.nd", "flowlab.data"): Counter({"Shapes": 9}),
    }
    drawn = architecture.mermaid(found, {"flowlab.nd"}).splitlines()
    assert drawn[0] == "flowchart LR"
    assert [line for line in drawn if "--" in line] == ['  flowlab -- "VectorField, Trajectory" --> flowlab_solve']
    assert '  flowlab_data["data"]' in drawn and not any("nd" in line.split('"')[0] for line in drawn)


def test_a_page_without_a_place_is_refused():
    with pytest.raises(Problem, match="no place for a picture of lib"):
        architecture.drawn("no place", jdk.ensure(yes=False))


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md", "docs/extending.md", "docs/install.md"])
def test_the_files_that_pages_name_are_there(page):
    named = re.findall(r"`((?:lib|kernel|tests|notebooks|tools|docs|bench)/[\w./-]+\.\w+)`", (paths.ROOT / page).read_text())
    assert [name for name in named if not (paths.ROOT / name).exists()] == []
