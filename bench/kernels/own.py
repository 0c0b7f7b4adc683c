"""What only our kernel is measured by: JShell's own time, stops of every kind, the cost of the check, output, widgets."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import support
from debugging import Debugger
from loops import ENDLESS, HOT_LOOP, compare, plain_classes
from support import cpu


def archive(java: str, spec: Path) -> None:
    """What the installation does."""
    argv = json.loads((spec / "kernel.json").read_text())["argv"]
    argv = [part.replace("{resource_dir}", str(spec)) for part in argv[:-1]]
    subprocess.run([*argv, "--make-archive", str(spec / "flowlab-kernel.jsa")], check=True, capture_output=True)


def jshell(java: str) -> dict[str, float]:
    """The median of 1+1 in the JDK's own JShell, warmed as a kernel is: bare, and with the kernel's imports."""
    jar = support.BUILT / "flowlab-kernel.jar"
    said = subprocess.run([java, "-jar", str(jar), "--measure-jshell"], capture_output=True, text=True, check=True)
    bare, with_imports = map(float, said.stdout.split())
    return {"JShell's own 1+1 ms": bare, "the same with our imports ms": with_imports}


def stops(spec: str, times: int) -> dict[str, str | float | None]:
    """Each kind of endless cell stopped so many times: how many ended within 1 s and left the kernel usable."""
    found: dict[str, str | float | None] = {}
    slowest, burned = (0.0, ""), (0.0, "")
    for kind, code in ENDLESS.items():
        good = 0
        with support.Kernel(spec) as kernel:
            kernel.ok("long s = 0; int kept = 41;")
            for _ in range(times):
                seconds = stop(kernel, kind, code)
                slowest = max(slowest, (seconds, kind))
                good += seconds < 1 and kernel.value("kept + 1") == "42"
            time.sleep(1)
            before = cpu(kernel.pid)
            time.sleep(3)
            if before is not None:
                burned = max(burned, (cpu(kernel.pid) - before, kind))
        found[f"stopped: {kind}"] = f"{good} of {times}"
    worst = {"slowest stop s": slowest, "most burned in 3 s after a stop s": burned}
    return {**found, **{row: f"{seconds:.2f} ({kind})" for row, (seconds, kind) in worst.items()}}


def stop(kernel: support.Kernel, kind: str, code: str) -> float:
    """Seconds from the stop to the reply."""
    message_id = kernel.send(code, allow_stdin=kind == "a scanner")
    if kind == "a scanner":
        kernel.client.get_stdin_msg(timeout=10)
    time.sleep(0.3)
    start = time.monotonic()
    kernel.interrupt()
    reply = kernel.reply(message_id, timeout=60)
    seconds = time.monotonic() - start
    kernel.outputs(message_id, timeout=60)
    return seconds if reply["content"]["ename"] == "Interrupted" else float("inf")


def check(spec: str, java: str, folder: Path) -> dict[str, float]:
    """What the check that is woven into cells costs in a hot numeric loop, in percent of the loop without it."""
    with support.Kernel(spec) as kernel:
        kernel.ok(f"%classpath {plain_classes(java, folder)}")
        kernel.ok("class Cell { " + HOT_LOOP + " }\ndouble[] a = new double[4096], b = new double[4096];")
        cell, plain = compare(kernel, rounds=500)
    return {"check in a hot loop %": 100 * (cell / plain - 1)}


def debugger(spec: str, java: str, folder: Path) -> dict[str, float]:
    """How much longer a hot numeric loop takes while the debugger is on, and while it has a breakpoint somewhere."""
    elsewhere = "int unused() {\n    return 1;\n}"
    with support.Kernel(spec) as kernel:
        kernel.ok(f"%classpath {plain_classes(java, folder)}")
        kernel.ok("class Cell { " + HOT_LOOP + " }\ndouble[] a = new double[4096], b = new double[4096];")
        kernel.ok(elsewhere)
        front = Debugger(kernel).start()
        on = ratio(compare(kernel, rounds=100))
        front.breakpoints(elsewhere, 2)
        watched = ratio(compare(kernel, rounds=20))
        front.body("disconnect")
        after = ratio(compare(kernel, rounds=100))
    return {
        "hot loop with the debugger on, times": on,
        "with a breakpoint elsewhere, times": watched,
        "after it was switched off, times": after,
    }


def ratio(times: tuple[float, float]) -> float:
    return times[0] / times[1]


def lines(spec: str) -> dict[str, float]:
    """Seconds for a million println lines, from the request to the end."""
    with support.Kernel(spec) as kernel:
        kernel.ok("1+1")
        result = kernel.run("for (int i = 0; i < 1_000_000; i++) System.out.println(i);", timeout=60)
        complete = result.stdout == "".join(f"{i}\n" for i in range(1_000_000))
    return {"a million lines s": result.seconds if complete else float("nan")}


def updates(spec: str) -> dict[str, float]:
    """Pictures a second that a moving slider gets: 2,000 points, sent as fast as answers come."""
    from page import Page, redraw_rate

    with support.Kernel(spec) as kernel:
        return {"slider redraws a second": redraw_rate(Page(kernel))}
