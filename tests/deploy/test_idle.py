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


@pytest.mark.long
def test_twenty_idle_kernels_cost_almost_nothing(tmp_path, monkeypatch):
    """Each has run chapter 00. Then ten minutes, by what the system charges the kernels with."""
    kernelspec.install(jdk.ensure(False), tmp_path / "kernels" / "java", total=4 << 30)
    monkeypatch.setenv("JUPYTER_PATH", os.fspath(tmp_path))
    monkeypatch.setenv("FLOWLAB_SCALE", "ci")
    managers = [run("00-start-here.ipynb") for _ in range(STUDENTS)]
    try:
        kernels = [manager.provisioner.pid for manager in managers]
        worked = [pss(kernel) for kernel in kernels]
        time.sleep(60)
        before = [seconds(kernel) for kernel in kernels]
        time.sleep(REST)
        spent = [seconds(kernel) - then for kernel, then in zip(kernels, before, strict=True)]
        rested = [pss(kernel) for kernel in kernels]
        threads = [len(list(Path(f"/proc/{kernel}/task").iterdir())) for kernel in kernels]
    finally:
        for manager in managers:
            manager.shutdown_kernel(now=True)
    print(f"a kernel, {REST} s at rest: processor {mean(spent):.2f} s, {max(spent):.2f} s at most; threads {min(threads)} to "
          f"{max(threads)}; memory after the chapter {mean(worked):.0f} MB, after the rest {mean(rested):.0f} MB")
    assert max(spent) < REST / 100
    assert mean(rested) < mean(worked)


def run(chapter: str) -> KernelManager:
    """A kernel that has run a chapter."""
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=os.fspath(ROOT / "notebooks"))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    for cell in nbformat.read(ROOT / "notebooks" / chapter, as_version=4).cells:
        if cell.cell_type == "code":
            client.execute_interactive(cell.source, timeout=120, output_hook=lambda message: None)
    client.stop_channels()
    return manager


def seconds(process: int) -> float:
    """Processor time so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
