"""How fast, how small and how correct the kernel is, beside its peers, measured in one run.

    python bench/kernel.py [--jdks JAVA:JAVA] [--json FILE] [--conformance] [--figures] [--stops 100] [--fuzz 100000] [--soak 10000]
    python bench/kernel.py --peers --jjava-prefix ENV --rapaio-jar JAR --ipykernel-prefix ENV

A prefix is a Python environment that holds share/jupyter/kernels. Needs what tests/requirements.txt names.
--conformance only counts passed tests, which a busy machine does not change. --stops, --fuzz and --soak take long.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import kernels  # first: it puts the tests' modules on the path

# isort: split
import conformance
import support
from kernels import figures, own, peers, suite

PYTEST = [sys.executable, "-m", "pytest", "-q", "-s", str(kernels.TESTS / "test_safety.py"), "-k"]


def main() -> int:
    arguments = parsed()
    if arguments.jdks:
        os.environ["FLOWLAB_TEST_JDKS"] = arguments.jdks
    if arguments.fuzz or arguments.soak:
        return safety(arguments.fuzz, arguments.soak)
    os.environ["FLOWLAB_KERNEL_WARMUP"] = "on"
    jdks = support.java_executables()
    specs = support.install_kernelspecs(jdks)
    others = []
    if arguments.peers:
        java = next(iter(jdks.values()))
        others = peers.found(arguments.jjava_prefix, arguments.rapaio_jar, arguments.ipykernel_prefix, java)
    conforming = {}
    if not arguments.figures:
        conforming = {f"Flowlab, Java {version}": suite.run(spec, conformance.Flowlab) for version, spec in specs.items()}
        conforming |= {peer.name: suite.run(peer.spec, peer.dialect) for peer in others}
        print(suite.table(conforming), flush=True)
    measured = {} if arguments.conformance else measure(jdks, specs, others, arguments.stops)
    if measured:
        show(measured)
    if arguments.json:
        arguments.json.write_text(json.dumps({"conformance": conforming, "figures": measured}, indent=1) + "\n")
    return 0


def measure(jdks: dict[str, str], specs: dict[str, str], others: list[peers.Peer], stops: int) -> dict[str, dict]:
    table: dict[str, dict] = {}
    for version, spec in specs.items():
        java = jdks[version]
        own.archive(java, Path(os.environ["JUPYTER_PATH"], "kernels", spec))
        row = figures.figures(spec, conformance.Java.words.loop)
        row |= figures.encrypted(spec) | own.jshell(java) | own.lines(spec) | own.updates(spec)
        with tempfile.TemporaryDirectory() as folder:
            row |= own.check(spec, java, Path(folder)) | own.debugger(spec, java, Path(folder))
        if stops:
            row |= own.stops(spec, stops)
        table[f"Flowlab, Java {version}"] = row
    for peer in others:
        table[peer.name] = figures.figures(peer.spec, peer.dialect.words.loop)
    return table


def safety(messages: int, cells: int) -> int:
    """The tests of mutated messages and of long sessions, at full length."""
    variables = {**os.environ, "FLOWLAB_FUZZ_MESSAGES": str(messages or 1), "FLOWLAB_SOAK_CELLS": str(cells or 30)}
    chosen = [name for name, wanted in (("mutated", messages), ("long_session", cells)) if wanted]
    return subprocess.run([*PYTEST, " or ".join(chosen)], env=variables).returncode


def show(table: dict[str, dict]) -> None:
    rows = list(dict.fromkeys(row for found in table.values() for row in found))
    print("\n| | " + " | ".join(table) + " |")
    print("| --- " * (len(table) + 1) + "|")
    for row in rows:
        print(f"| {row} | " + " | ".join(text(found.get(row)) for found in table.values()) + " |")


def text(cell: float | str | None) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return f"{cell:.2f}" if cell < 10 else f"{cell:.0f}"


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jdks", help="java executables, separated as in PATH")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--jjava-prefix")
    parser.add_argument("--rapaio-jar")
    parser.add_argument("--ipykernel-prefix")
    parser.add_argument("--conformance", action="store_true", help="nothing that depends on the machine's load")
    parser.add_argument("--figures", action="store_true", help="only what depends on the machine's load")
    parser.add_argument("--stops", type=int, default=0, help="stop each kind of endless cell so many times")
    parser.add_argument("--fuzz", type=int, default=0, help="only this: send so many mutated messages")
    parser.add_argument("--soak", type=int, default=0, help="only this: run so many cells in one kernel")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
