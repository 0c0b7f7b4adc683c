"""How much of Java the kernel takes as javac does, beside its peers: the table of constructs, and random programs.

    python bench/cells.py [--programs 200] [--seed 1] [--jdks JAVA:JAVA]
    python bench/cells.py --peers --jjava-prefix ENV --rapaio-jar JAR --ipykernel-prefix ENV

A program counts as right where its cells print what javac and java make of it as one source file.
"""

from __future__ import annotations

import argparse
import os
import queue
import sys
from functools import partial

import kernels  # puts the tests' modules on the path
import language
import programs
import support
from kernels import peers

IN_ONE_KERNEL = 50
SILENCE = 6  # seconds before the first message, which rapaio loses while it starts


def main() -> int:
    arguments = parsed()
    if arguments.jdks:
        os.environ["FLOWLAB_TEST_JDKS"] = arguments.jdks
    jdks = support.java_executables()
    specs = support.install_kernelspecs(jdks)
    measured = [(f"Flowlab, Java {version}", spec, version) for version, spec in specs.items()]
    if arguments.peers:
        first = next(iter(jdks))
        others = peers.found(arguments.jjava_prefix, arguments.rapaio_jar, None, jdks[first])
        measured += [(f"{peer.name}, Java {first}", peer.spec, first) for peer in others]
    print("| | constructs | programs |\n| --- | --- | --- |")
    for name, spec, version in measured:
        known = sum(each.since <= int(version) for each in language.constructs())
        right = known - len(wrong(spec, version))
        same = arguments.programs - len(different(spec, version, arguments.seed, arguments.programs))
        print(f"| {name} | {right} of {known} | {same} of {arguments.programs} |", flush=True)
    return 0


def wrong(spec: str, version: str) -> list[language.Construct]:
    """What fails in one kernel for all, and again in one of its own: a cell may spoil those after it."""
    doubtful = []
    untried = [each for each in language.constructs() if each.since <= int(version)]
    while untried:
        with prepared(spec) as kernel:
            said = ""
            while untried and said != programs.NO_REPLY:
                each = untried.pop(0)
                said = fault(kernel, each)
                if said:
                    doubtful.append(each)
    faults = {}
    for each in doubtful:
        with prepared(spec) as kernel:
            faults[each] = fault(kernel, each)
    for said in list(filter(None, faults.values()))[:5]:
        print(said, file=sys.stderr)
    return [each for each, said in faults.items() if said]


def fault(kernel: support.Kernel, construct: language.Construct) -> str:
    try:
        return language.fault(kernel, construct)
    except queue.Empty:  # that kernel will answer nothing more
        return programs.NO_REPLY


def prepared(spec: str) -> support.Kernel:
    kernel = kernels.started(partial(support.Kernel, spec, silence=SILENCE))
    kernel.run(programs.IMPORTS)  # which some kernels bring along, and some do not
    return kernel


def different(spec: str, version: str, seed: int, count: int) -> list[str]:
    found = []
    for start in range(seed, seed + count, IN_ONE_KERNEL):
        seeds = range(start, min(start + IN_ONE_KERNEL, seed + count))
        found += kernels.started(partial(programs.differences, spec, version, seeds, SILENCE))
    for each in found[:3]:
        print(each, file=sys.stderr)
    return found


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--programs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jdks", help="java executables, separated as in PATH")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--jjava-prefix")
    parser.add_argument("--rapaio-jar")
    parser.add_argument("--ipykernel-prefix", help="not measured here: it takes no Java")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
