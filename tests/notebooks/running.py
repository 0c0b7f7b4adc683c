"""What the tests of notebooks share."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(
    notebook: Path, out: Path, kernel: str = "flowlab", scale: str = "ci", limit: float = 600
) -> subprocess.CompletedProcess:
    """A notebook from top to bottom, as a reader's terminal does it."""
    command = [sys.executable, ROOT / "flowlab", "run", "--scale", scale, "--kernel", kernel, "--out", out, notebook]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=limit)
