"""Start, first result, `1+1`, memory, a stopped loop, shutdown: of any kernel."""

from __future__ import annotations

import queue
import statistics
import time
from functools import partial

import support
from support import cpu

from . import started

ROUNDS = 40
STARTS = 5


def figures(spec: str, loop: str) -> dict[str, float | None]:
    """All of them; `loop` is a cell that never ends."""
    found: dict[str, float | None] = {}
    starts = [started(partial(start, spec)) for _ in range(STARTS)]
    found["start s"] = min(ready for ready, _ in starts)
    found["first result s"] = min(first for _, first in starts)
    with started(partial(support.Kernel, spec)) as kernel:
        kernel.ok("1+1")
        settle(kernel)
        found["1+1 ms"] = statistics.median(kernel.run("1+1").seconds * 1000 for _ in range(ROUNDS))
        # What the messages and the client take, without any code to compile.
        found["empty cell ms"] = statistics.median(kernel.run(" ").seconds * 1000 for _ in range(ROUNDS))
        settle(kernel)
        found["memory MB"] = kernel.resident_megabytes()
        found["burned s"] = burned(kernel, loop)
        begin = time.monotonic()
        kernel.manager.shutdown_kernel()
        found["shutdown s"] = time.monotonic() - begin
    return found


def encrypted(spec: str) -> dict[str, float]:
    """What a connection costs that other users of the machine cannot read."""
    starts = [start(spec, encryption="required") for _ in range(STARTS)]
    with support.Kernel(spec, encryption="required") as kernel:
        kernel.ok("1+1")
        settle(kernel)
        cells = [kernel.run("1+1").seconds * 1000 for _ in range(ROUNDS)]
    return {
        "start, encrypted s": min(ready for ready, _ in starts),
        "first result, encrypted s": min(first for _, first in starts),
        "1+1, encrypted ms": statistics.median(cells),
    }


def start(spec: str, encryption: str = "disabled") -> tuple[float, float]:
    """Seconds from the start to the kernel_info reply, and to the first result."""
    begin = time.monotonic()
    with support.Kernel(spec, encryption=encryption) as kernel:
        ready = time.monotonic() - begin
        kernel.ok("1+1")
        return ready, time.monotonic() - begin


def burned(kernel: support.Kernel, loop: str) -> float | None:
    """Processor seconds in the 3 s after a loop was stopped."""
    message_id = kernel.send(loop)
    time.sleep(1.5)
    kernel.interrupt()
    try:
        kernel.reply(message_id)
    except queue.Empty:
        return None  # it was not stopped
    time.sleep(0.2)
    before = cpu(kernel.pid)
    time.sleep(3)
    after = cpu(kernel.pid)
    return None if before is None or after is None else after - before


def settle(kernel: support.Kernel) -> None:
    """Until the warm-up is over and the compilers rest."""
    end = time.monotonic() + 60
    time.sleep(1)
    while time.monotonic() < end:
        before = cpu(kernel.pid)
        time.sleep(1)
        after = cpu(kernel.pid)
        if before is None or after is None or after - before < 0.05:
            return
