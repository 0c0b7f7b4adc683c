"""Random programs print the same as cells and as one source file; the compiler is the oracle."""

from __future__ import annotations

import os

import pytest
from programs import differences

SEED = int(os.environ.get("FLOWLAB_TEST_SEED", "20261127"))


@pytest.mark.parametrize("part", [pytest.param(0, marks=pytest.mark.fast), 1, 2])
def test_cells_print_what_a_class_prints(spec, part):
    start = SEED + part * 1000
    programs = 10 if part == 0 else 50
    print(f"seeds from {start}")
    different = differences(spec, spec.rpartition("-")[2], range(start, start + programs))
    assert not different, f"{len(different)} of {programs}\n\n" + "\n\n".join(different[:5])
