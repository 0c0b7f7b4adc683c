"""Where a kernel's memory goes: at its start, after a first cell, after ND4J, after chapters 02 and 06.

    python bench/memory.py [--jdks JAVA:JAVA] [--scale course]

Resident is what the system counts. Of the heap what is in use, of the JVM's other parts what it has committed (its
Native Memory Tracking, which is on here and costs some megabytes itself); what it does not know is ND4J's and the
libraries'.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import kernels  # noqa: F401  puts the tests' modules on the path
import support

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
HOUR = 3_600
PARTS = {
    "classes": ("Class", "Metaspace", "Shared class space", "Symbol"),
    "compiled code": ("Code", "Compiler"),
    "threads": ("Thread",),
    "collector": ("GC",),
}
HEAP = re.compile(r"(?:heap|generation) .*used (\d+)K")
COMMITTED = re.compile(r"-\s+([A-Z][\w ]+?) \(reserved=\d+KB(?: [^,]*)?, committed=(\d+)KB")
ND4J = "%classpath ../lib/target/flowlab-lib.jar\nflowlab.nd.Backend.describe()"


def main() -> int:
    arguments = parsed()
    if arguments.jdks:
        os.environ["FLOWLAB_TEST_JDKS"] = arguments.jdks
    jdks = support.java_executables()
    for version, spec in support.install_kernelspecs(jdks).items():
        print(f"\n| MB, Java {version} | resident | heap | {' | '.join(PARTS)} |\n{'| --- ' * (len(PARTS) + 3)}|")
        for name, cells in moments():
            row(name, spec, jdks[version], cells, arguments.scale)
    return 0


def moments() -> list[tuple[str, list[str]]]:
    return [
        ("started", []),
        ("after `1+1`", ["1+1"]),
        ("after ND4J", ["1+1", ND4J]),
        *((f"after chapter {name[:2]}", chapter(name)) for name in ("02-flow-matching", "06-difference-transition-matching")),
    ]


def chapter(name: str) -> list[str]:
    notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def row(name: str, spec: str, java: str, cells: list[str], scale: str) -> None:
    """One kernel for each moment, so that none has another's memory."""
    variables = {"JDK_JAVA_OPTIONS": "-XX:NativeMemoryTracking=summary", "FLOWLAB_SCALE": scale}
    with support.Kernel(spec, variables, cwd=str(NOTEBOOKS)) as kernel:

        def jcmd(command: str) -> str:
            ask = [Path(java).with_name("jcmd"), str(kernel.pid), command]
            return subprocess.run(ask, capture_output=True, text=True, check=True).stdout

        for cell in cells:
            result = kernel.run(cell, timeout=HOUR)
            if result.status != "ok":
                raise SystemExit(f"{name}: {result.error}")
        committed = {part: int(kilobytes) for part, kilobytes in COMMITTED.findall(jcmd("VM.native_memory"))}
        parts = [sum(committed.get(one, 0) for one in named) for named in PARTS.values()]
        heap = sum(map(int, HEAP.findall(jcmd("GC.heap_info"))))
        columns = [kernel.resident_megabytes(), *(size / 1024 for size in (heap, *parts))]
        print(f"| {name} | {' | '.join(f'{size:.0f}' for size in columns)} |", flush=True)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jdks", help="java executables, separated as in PATH")
    parser.add_argument("--scale", default="course", choices=["ci", "course"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
