"""Stop stops: soon, without a busy thread left behind, and every value stays."""

import subprocess
import time
from pathlib import Path

import pytest
from conftest import JDKS
from loops import ENDLESS, HOT_LOOP, compare, plain_classes
from support import Kernel

FAST = {"a loop on a variable", "a sleep"}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.fast if kind in FAST else ()) for kind in ENDLESS]
)
def test_stop(settled, kernel, kind):
    kernel.ok("long s = 0; int kept = 41;")
    scanner = kind == "a scanner"
    message_id = kernel.send("// the first line\n" + ENDLESS[kind], allow_stdin=scanner)
    time.sleep(1)
    if scanner:
        kernel.client.get_stdin_msg(timeout=10)
    before = time.monotonic()
    kernel.interrupt()
    reply = kernel.reply(message_id, timeout=20)
    seconds = time.monotonic() - before
    assert reply["content"]["status"] == "error"
    assert reply["content"]["ename"] == "Interrupted"
    assert reply["content"]["evalue"] == f"stopped at Cell {reply['content']['execution_count']}, line 2"
    assert seconds < 1, f"{kind}: {seconds:.2f} s"
    kernel.outputs(message_id)
    assert rests(kernel)
    assert kernel.value("kept + 1") == "42"


@pytest.fixture(scope="module")
def settled(kernel):
    """A kernel whose compilers have come to rest after its start."""
    kernel.ok("1+1")
    for _ in range(30):
        if burned(kernel) < 0.03:
            break
    return kernel


def rests(kernel) -> bool:
    """Nothing runs on; the compilers of the JVM may need a moment before they rest."""
    return any(burned(kernel) < 0.1 for _ in range(4))


def burned(kernel) -> float:
    """Processor time in the second after the end, once the compiler of the JVM has come to rest."""
    time.sleep(0.2)
    start = kernel.cpu_seconds()
    if start is None:
        return 0
    time.sleep(1)
    return kernel.cpu_seconds() - start


def test_warming_up_waits_after_a_stop(spec):
    """Whoever stops a cell looks whether the machine is quiet."""
    with Kernel(spec, env={"FLOWLAB_KERNEL_WARMUP": "on"}) as kernel:
        message_id = kernel.send("while (true);")
        time.sleep(1)
        kernel.interrupt()
        assert kernel.reply(message_id)["content"]["ename"] == "Interrupted"
        assert rests(kernel)


@pytest.mark.fast
def test_stop_with_nothing_running(kernel):
    kernel.interrupt()
    time.sleep(0.3)  # else it is the next cell that is stopped
    assert kernel.value("1+1") == "2"


@pytest.mark.fast
@pytest.mark.parametrize("earlier", [0, 300_000])
def test_stop_the_very_first_cell(spec, earlier, tmp_path):
    history = tmp_path / "history.jsonl"  # of earlier sessions, read with the first cell
    history.write_text('{"session": 1, "line": 1, "input": "a long cell, again and again"}\n' * earlier)
    with Kernel(spec, env={"FLOWLAB_KERNEL_HISTORY": str(history)}) as kernel:
        message_id = kernel.send("while (true);")
        time.sleep(0.1)  # most of the kernel is still starting
        kernel.interrupt()
        assert kernel.reply(message_id, timeout=60)["content"]["ename"] == "Interrupted"
        assert kernel.value("1+1") == "2"


@pytest.mark.fast
def test_jars_still_compile_after_a_stop_while_compiling(kernel):
    message_id = kernel.send("\n".join(f"int c{i}() {{ return {i}; }}" for i in range(200)))
    time.sleep(0.2)
    kernel.interrupt()
    kernel.reply(message_id)
    assert kernel.value("flowlab.kernel.api.Interrupts.class.getSimpleName()") == "Interrupts"


def test_finally_runs_when_stopped(kernel):
    kernel.ok("int cleaned = 0; void clean() { for (int i = 0; i < 10; i++) cleaned++; }")
    message_id = kernel.send("try { while (true); } finally { clean(); }")
    time.sleep(0.5)
    kernel.interrupt()
    kernel.reply(message_id)
    assert kernel.value("cleaned") == "10"


def test_a_stopped_cell_aborts_what_waits(kernel):
    ids = [kernel.send("while (true);"), kernel.send("1")]
    time.sleep(0.5)
    kernel.interrupt()
    assert [kernel.reply(i)["content"]["status"] for i in ids] == ["error", "error"]


LIBRARY = """package lib; public class Library { public static void run() {
  for (double x = 1; ; x = Math.sin(x) + 1) {
    if (Thread.currentThread().isInterrupted()) throw new java.util.concurrent.CancellationException();
  }
} }"""


def test_stop_a_library_that_looks_at_the_interrupt_flag(kernel, spec, tmp_path):
    (tmp_path / "Library.java").write_text(LIBRARY)
    subprocess.run([javac(spec), "-d", tmp_path / "classes", tmp_path / "Library.java"], check=True)
    kernel.ok(f"%classpath {tmp_path}/classes")
    message_id = kernel.send("\nlib.Library.run()")
    time.sleep(0.7)
    kernel.interrupt()
    content = kernel.reply(message_id, timeout=10)["content"]
    assert content["ename"] == "Interrupted" and "line 2" in content["evalue"]
    assert kernel.value("1+1") == "2"


def javac(spec: str) -> Path:
    return Path(JDKS[spec.split("-")[1]]).resolve().with_name("javac")


def test_the_check_costs_nothing_in_a_hot_loop(kernel, spec, tmp_path):
    kernel.ok(f"%classpath {plain_classes(JDKS[spec.split('-')[1]], tmp_path)}")
    kernel.ok("class Cell { " + HOT_LOOP + " }\ndouble[] a = new double[4096], b = new double[4096];")
    cell, plain = compare(kernel, rounds=200)
    # a check that does not fold away breaks vectorisation: three times as slow; the bench measures percents
    assert cell < 1.3 * plain, (cell, plain)
