"""How many conformance tests a kernel passes, and which."""

from __future__ import annotations

import signal
import unittest

import conformance

SECONDS = 60  # for one test: some kernels never answer
TRIES = 3  # the published suite waits a tenth of a second for a message, which is short on a busy machine


def run(spec: str, dialect: type) -> dict[str, bool]:
    """Which tests pass, in one of a few tries."""
    passed: dict[str, bool] = {}
    for case in conformance.cases(spec, dialect):
        tests = {name(case, test): test for test in unittest.defaultTestLoader.getTestCaseNames(case)}
        passed |= dict.fromkeys(tests, False)
        for _ in range(TRIES):
            left = [case(test) for title, test in tests.items() if not passed[title]]
            if left:
                unittest.TestSuite(left).run(Passing(passed))
    return passed


def name(case: type, test: str) -> str:
    return f"{case.__name__}: {test.removeprefix('test_').removeprefix('zz_').replace('_', ' ')}"


class Passing(unittest.TestResult):
    """Remembers what passed; a test with subtests passes if all of them do. Hung tests are broken off."""

    def __init__(self, passed: dict[str, bool]):
        super().__init__()
        self.passed, self.bad = passed, False

    def startTest(self, test):
        super().startTest(test)
        self.bad = False
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, hung)
            signal.alarm(SECONDS)

    def stopTest(self, test):
        super().stopTest(test)
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        self.bad |= err is not None

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.bad = True

    def addSuccess(self, test):
        self.passed[name(type(test), test.id().rpartition(".")[2])] = not self.bad


def hung(*_):
    raise TimeoutError(f"no answer in {SECONDS} s")


def table(columns: dict[str, dict[str, bool]]) -> str:
    """Markdown: a line a test, a column a kernel, and the counts."""
    tests = list(dict.fromkeys(test for column in columns.values() for test in column))
    lines = ["| | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 1) + "|"]
    counts = [f"{sum(column.values())} of {len(column)}" for column in columns.values()]
    lines.append("| **passed** | " + " | ".join(counts) + " |")
    for test in tests:
        lines.append(f"| {test} | " + " | ".join("✓" if c.get(test) else "✗" for c in columns.values()) + " |")
    return "\n".join(lines)
