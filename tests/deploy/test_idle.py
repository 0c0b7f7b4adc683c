"""Twenty kernels while their students listen: what is at rest costs almost nothing."""

import os
import sys
import time
from pathlib import Path
from statistics import mean

import nbformat
import pytest
from hub import pss
from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, os.fspath(ROOT))

from tools import jdk, kernelspec  # noqa: E402

STUDENTS = 20
REST = 600  # seconds


# What a training leaves behind: garbage on the heap, arrays beside it that nothing names any more.
WORK = "for (int k = 0; k < 25; k++) { Nd4j.ones(1000, 1000); var row = new double[1_000_000]; }"


@pytest.mark.long
def test_twenty_idle_kernels_cost_almost_nothing(tmp_path, monkeypatch):
    """Each has run chapter 00 and a cell that needs much. Then ten minutes, by what the system charges them with."""
    kernelspec.install(jdk.ensure(False), tmp_path / "kernels" / "java", total=4 << 30)
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(tmp_path))
    monkeypatch.setenv("FLOWLAB_SCALE", "ci")
    managers, worked = [], []
    try:
        for _ in range(STUDENTS):
            managers.append(started())
            run(managers[-1], chapter("00-start-here.ipynb"))
        kernels = [manager.provisioner.pid for manager in managers]
        for manager, kernel in zip(managers, kernels, strict=True):
            settle(kernel)  # warming up ends in a collection of its own
            run(manager, [WORK])
            worked.append(pss(kernel))
        time.sleep(90)  # after a minute they give memory back
        before = [seconds(kernel) for kernel in kernels]
        time.sleep(REST)
        spent = [seconds(kernel) - then for kernel, then in zip(kernels, before, strict=True)]
        rested = [pss(kernel) for kernel in kernels]
        threads = [len(list(Path(f"/proc/{kernel}/task").iterdir())) for kernel in kernels]
    finally:
        for manager in managers:
            manager.shutdown_kernel(now=True)
    print(f"a kernel, {REST} s at rest: processor {mean(spent):.2f} s, {max(spent):.2f} s at most; "
          f"threads {min(threads)} to {max(threads)}; "
          f"memory after the work {mean(worked):.0f} MB, after the rest {mean(rested):.0f} MB")
    assert max(spent) < REST / 1000
    assert mean(rested) < 0.75 * mean(worked)


def started() -> KernelManager:
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=os.fspath(ROOT / "notebooks"))
    return manager


def chapter(name: str) -> list[str]:
    cells = nbformat.read(ROOT / "notebooks" / name, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def run(manager: KernelManager, cells: list[str]) -> None:
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    for cell in cells:
        client.execute_interactive(cell, timeout=120, output_hook=lambda message: None)
    client.stop_channels()


def settle(kernel: int) -> None:
    """Until it has done next to nothing for five seconds."""
    spent = float("inf")
    while spent > 0.1:
        before = seconds(kernel)
        time.sleep(5)
        spent = seconds(kernel) - before


def seconds(process: int) -> float:
    """Processor time so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
