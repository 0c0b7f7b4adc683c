"""Random programs print the same as cells and as one source file; the compiler is the oracle."""

from __future__ import annotations

import os

import pytest

from programs import Program, printed
from support import Kernel, java_executables

SEED = int(os.environ.get("FLOWLAB_TEST_SEED", "20261127"))
PROGRAMS = 40  # in one kernel


def differences(spec: str, seeds: range) -> list[str]:
    """Programs that print something else as cells, each with its seed."""
    version = spec.rpartition("-")[2]
    programs = [Program(seed, int(version)) for seed in seeds]
    expected = printed(programs, java_executables()[version])
    different = []
    with Kernel(spec) as kernel:
        for seed, program, right in zip(seeds, programs, expected):
            said = []
            for cell in program.as_cells():
                result = kernel.run(cell)
                said.append(result.stdout + result.stderr + result.error)
                if result.status == "error":
                    said.append(f"\n--- in the cell\n{cell}")
                    break
            if "".join(said) != right:
                different.append(f"seed {seed}\n--- as cells\n{''.join(said)}\n--- as a class\n{right}")
    return different


@pytest.mark.parametrize("part", [pytest.param(0, marks=pytest.mark.fast), 1, 2])
def test_cells_print_what_a_class_prints(spec, part):
    start = SEED + part * 1000
    programs = 10 if part == 0 else 2 * PROGRAMS
    print(f"seeds from {start}")
    different = differences(spec, range(start, start + programs))
    assert not different, f"{len(different)} of {programs}\n\n" + "\n\n".join(different[:5])
