"""The Java side as a process that answers a line to a line."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
JAR = ROOT / "lib" / "target" / "flowlab-lib.jar"
JVM = ["-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]


def java(*options: str, program: str) -> list[str]:
    """The command that runs one Java file with our jar."""
    found = shutil.which("java")
    assert found, "there is no java on the PATH"
    assert JAR.exists(), f"{JAR} is missing; ./flowlab test builds it"
    return [found, *JVM, *options, "-cp", os.fspath(JAR), os.fspath(HERE / program)]


class Ours:
    """Commands to Ours.java; arrays and file names are handed over as files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.count = 0
        self.process = subprocess.Popen(
            java(program="Ours.java"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "OMP_WAIT_POLICY": "passive"},
        )
        assert self.process.stdout.readline().strip() == "ready"

    def ask(self, *command: object) -> str:
        """Send a command; arrays are written to files first."""
        self.process.stdin.write("\t".join(self._text(part) for part in command) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer and not answer.startswith("failed"), answer or "the Java side has ended"
        return answer

    def number(self, *command: object) -> float:
        return float(self.ask(*command))

    def new(self, ending: str = "npy") -> Path:
        """A file that is not there yet."""
        self.count += 1
        return self.folder / f"{self.count}.{ending}"

    def _text(self, part: object) -> str:
        if not isinstance(part, np.ndarray):
            return os.fspath(part) if isinstance(part, Path) else str(part)
        file = self.new()
        np.save(file, np.ascontiguousarray(part, dtype=np.float64))
        return os.fspath(file)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)
