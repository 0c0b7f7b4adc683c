"""Which kinds of tests are run, and what happens where one cannot be."""

import pytest

from tools import environment, testing
from tools.results import Result
from tools.say import Problem


def test_an_unknown_kind_is_named():
    with pytest.raises(Problem, match=r"no tests called pearity; there are: java, .*parity-long"):
        testing.test(fast=False, yes=False, chosen=["java", "pearity"])


def test_without_the_fields_tools_parity_is_skipped_and_says_so(monkeypatch, capsys):
    def cannot():
        raise Problem("pip could not install tests/requirements-parity.txt")

    monkeypatch.setattr(environment, "parity", cannot)
    assert testing._parity("parity", None) == Result(skipped=1)
    said = "".join(capsys.readouterr())
    assert "pip could not install" in said and "skipped" in said


def test_only_what_is_named_is_run(monkeypatch):
    ran = []
    monkeypatch.setattr(testing.jdk, "ensure", lambda yes: None)
    monkeypatch.setattr(environment, "tests", lambda: None)
    monkeypatch.setattr(testing, "_java", lambda java, fast: ran.append("java") or Result(passed=1))
    monkeypatch.setattr(testing, "_python", lambda name, *rest: ran.append(name) or Result(passed=1))
    monkeypatch.setattr(testing, "_parity", lambda name, *rest: ran.append(name) or Result(passed=1))
    testing.test(fast=False, yes=False, chosen=["parity-long", "notebooks-long"])
    assert ran == ["parity-long", "notebooks-long"]
    assert testing._chosen("notebooks-long", False) == ["-m", "long"]
    assert testing._chosen("notebooks", True) == ["-m", "not long and not slow"]
    ran.clear()
    testing.test(fast=False, yes=False, chosen=[])
    assert ran == list(testing.DAILY)
    ran.clear()
    testing.test(fast=True, yes=False, chosen=[])
    assert "parity" not in ran and "java" in ran
