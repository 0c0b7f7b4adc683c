"""The code hash, and where results go."""

import json

import pytest

from tools import codehash, notebooks, paths
from tools.say import Problem


def code(source):
    return {"cell_type": "code", "source": source}


def prose(source):
    return {"cell_type": "markdown", "source": source}


def test_the_hash_is_over_code_and_not_over_prose():
    one = {"cells": [prose("# A"), code("int x = 1;")]}
    assert codehash.code_hash(one) == codehash.code_hash({"cells": [prose("# B"), code("int x = 1;")]})
    assert codehash.code_hash(one) != codehash.code_hash({"cells": [prose("# A"), code("int x = 2;")]})


def test_the_hash_is_the_same_for_lines_and_text():
    assert codehash.code_hash({"cells": [code(["a\n", "b"])]}) == codehash.code_hash({"cells": [code("a\nb")]})


def test_the_hash_tells_two_cells_from_one():
    assert codehash.code_hash({"cells": [code("a"), code("b")]}) != codehash.code_hash({"cells": [code("ab")]})


def test_a_notebook_is_found_by_its_short_name(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    path = tmp_path / "02-flow-matching.ipynb"
    path.write_text(json.dumps({"cells": []}))
    assert notebooks.found("02-flow-matching") == path.resolve()
    with pytest.raises(Problem, match="there is no notebook 03; the course has 02-flow-matching"):
        notebooks.found("03")


def test_a_committed_notebook_is_not_overwritten_unasked(tmp_path):
    path = (tmp_path / "a.ipynb").resolve()
    with pytest.raises(Problem, match="say --in-place"):
        notebooks.execute(path, "python", {}, "ci", "flowlab", tmp_path, False)
