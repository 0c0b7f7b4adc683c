"""What a set of tests came to, read from the JUnit reports that Surefire and pytest both write."""

import xml.etree.ElementTree as xml
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Result") -> "Result":
        return Result(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read(reports: Iterable[Path]) -> Result:
    return sum((_report(path) for path in reports), Result())


def _report(path: Path) -> Result:
    root = xml.parse(path).getroot()
    suites = [root] if root.tag == "testsuite" else root.iter("testsuite")
    return sum((_suite(suite) for suite in suites), Result())


def _suite(suite: xml.Element) -> Result:
    tests, failures, errors, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
    return Result(tests - failures - errors - skipped, failures + errors, skipped)
