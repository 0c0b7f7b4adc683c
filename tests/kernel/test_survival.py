"""What must not end a kernel, and what must."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import Kernel


@pytest.mark.fast
@pytest.mark.parametrize(
    "exit", ["System.exit(3)", "Runtime.getRuntime().exit(1)", "Runtime.getRuntime().halt(1)",
             "IntConsumer bye = System::exit; bye.accept(1);"]
)
def test_exit_teaches(kernel, exit):
    result = kernel.run(exit)
    assert result.status == "error"
    assert "restart the kernel" in result.error
    assert kernel.value("1+1") == "2"


@pytest.mark.fast
def test_stack_overflow(kernel):
    result = kernel.run("int down(int n) { return down(n + 1) + 1; }\ndown(0)")
    assert result.reply["content"]["ename"] == "StackOverflowError"
    assert kernel.value("1+1") == "2"


@pytest.mark.parametrize("size", ["1_000_000", "100_000", "1_000"])  # smaller pieces leave less room, 8 KB none at all
def test_out_of_memory(fresh, size):
    result = fresh.run(f"var hoard = new LinkedList<double[]>();\nwhile (true) hoard.add(new double[{size}]);")
    assert result.reply["content"]["ename"] == "OutOfMemoryError"
    fresh.ok("hoard = null;")
    assert fresh.value("1+1") == "2"


@pytest.mark.fast
def test_closed_stdout(kernel):
    assert kernel.ok('System.out.close(); System.err.close(); System.out.println("still");').stdout == "still\n"


@pytest.mark.fast
def test_an_exception_in_a_thread(kernel):
    kernel.run('new Thread(() -> { throw new RuntimeException("lost"); }).start(); Thread.sleep(100);')
    assert kernel.value("1+1") == "2"


@pytest.mark.fast
def test_a_value_that_cannot_be_shown(kernel):
    result = kernel.run('new Object() { public String toString() { throw new RuntimeException("shy"); } }')
    assert result.status == "error" and "shy" in result.error


@pytest.mark.fast
def test_shutdown_is_quick(spec):
    with Kernel(spec) as kernel:
        kernel.ok("1+1")
        start = time.monotonic()
        kernel.client.shutdown()
        while kernel.manager.is_alive():
            assert time.monotonic() - start < 3
            time.sleep(0.01)
        assert time.monotonic() - start < 1


@pytest.mark.skipif(os.name == "nt", reason="looks for the process in /proc")
def test_ends_with_its_parent(spec):
    code = (
        "import sys, os; sys.path.insert(0, sys.argv[2]); from jupyter_client.manager import KernelManager\n"
        "m = KernelManager(kernel_name=sys.argv[1]); m.start_kernel(); c = m.client(); c.start_channels()\n"
        "c.wait_for_ready(60); print(m.provisioner.pid, flush=True); os._exit(9)"
    )
    here = str(Path(__file__).parent)
    run = subprocess.run([sys.executable, "-c", code, spec, here], stdout=subprocess.PIPE, text=True)
    pid = int(run.stdout)
    deadline = time.monotonic() + 10
    while alive(pid):
        assert time.monotonic() < deadline, "the kernel outlives its parent"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_restart(fresh):
    fresh.ok("int gone = 1;")
    fresh.manager.restart_kernel()
    fresh.client.wait_for_ready(timeout=60)
    assert fresh.run("gone").status == "error"
