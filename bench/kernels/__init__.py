"""The parts of the kernel's bench. They use the tests' way to start a kernel and to talk with it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TESTS = Path(__file__).resolve().parents[2] / "tests" / "kernel"
sys.path.insert(0, str(TESTS))

T = TypeVar("T")


def started(attempt: Callable[[], T], tries: int = 10) -> T:
    """What an attempt gives. A kernel that does not come up is started again: rapaio's may lose its first message."""
    for _ in range(tries - 1):
        try:
            return attempt()
        except RuntimeError as error:
            print(f"started again: {error}", file=sys.stderr)
    return attempt()
