"""The parts of the kernel's bench. They use the tests' way to start a kernel and to talk with it."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2] / "tests" / "kernel"
sys.path.insert(0, str(TESTS))
