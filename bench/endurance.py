"""A long sitting: cells, widgets, a training, interrupts, the debugger, restarts, for an hour; is it as flat as it should be?

    python bench/endurance.py [--minutes 60] [--restart 20] [--out endurance]

Every round does all of it once. Recorded after each: memory, threads, open files, and how long a small cell took.
Written: OUT.json, and OUT.svg, four curves over time, with a line where the kernel was restarted. Flat is said, with
numbers: the last quarter of each stretch between restarts beside its second.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import kernels  # noqa: F401  puts the tests' modules on the path
import support
from debugging import Debugger
from page import Page
from support import COURSE

TRAINING = """
var run = Trainer.of(Interpolant.linear(), Gaussian.standard(2), new Checkerboard(4, 2.0)).steps(100).batch(256).seed(1)
    .train(Mlp.velocity(2, 2, 64, Activation.GELU, new SplittableRandom(0)));
scatter(OdeSolver.fixed(ButcherTableau.RK4, 10).solve(run.model(), Gaussian.standard(2).sample(500,
    new SplittableRandom(1))).last())"""
MEASURES = {"memory MB": "MB", "threads": "", "open files": "", "a small cell ms": "ms"}


def main() -> int:
    arguments = parsed()
    spec = list(support.install_kernelspecs(support.java_executables()).values())[-1]
    begin, rows, restarts = time.monotonic(), [], []
    while (at := time.monotonic() - begin) < 60 * arguments.minutes:
        restarts.append(at)
        rows += sitting(spec, begin, min(60 * arguments.minutes, at + 60 * arguments.restart))
        arguments.out.with_suffix(".json").write_text(json.dumps({"restarts": restarts, "rows": rows}, indent=1) + "\n")
        arguments.out.with_suffix(".svg").write_text(drawn(rows, restarts))
    print(f"{len(rows)} rounds in {(time.monotonic() - begin) / 60:.0f} minutes, {len(restarts)} kernels\n")
    print(table(rows, restarts))
    return 0


def sitting(spec: str, begin: float, end: float) -> list[dict[str, float]]:
    """Rounds with one kernel until its time is over; a row each."""
    rows = []
    with support.Kernel(spec) as kernel:
        kernel.ok(COURSE)
        page = Page(kernel)
        debugger = Debugger(kernel).start()
        while time.monotonic() - begin < end:
            for part in (cells, faults, slider, training, stop):
                part(kernel, page)
            breakpoint_(debugger)
            rows.append({"s": time.monotonic() - begin, **measured(kernel)})
    return rows


def cells(kernel: support.Kernel, page: Page) -> None:
    for k in range(10):
        kernel.ok(f"record Point(double x, double y) {{}}\nvar p = new Point({k}, 2); p")
        kernel.ok(f'for (int i = 0; i < 200; i++) System.out.println("line " + i + " of {k}");')


def faults(kernel: support.Kernel, page: Page) -> None:
    assert kernel.run("int[] none = new int[1]; none[2]").status == "error"
    assert kernel.run("this is no Java").status == "error"


def slider(kernel: support.Kernel, page: Page) -> None:
    comm = page.show("var n = new IntSlider(0, 100, 3); n.observe(v -> System.out.println(v)); n")
    for value in range(20):
        page.move(comm, value=value)
    kernel.ok("n.close();")


def training(kernel: support.Kernel, page: Page) -> None:
    kernel.ok(TRAINING, timeout=120)


def stop(kernel: support.Kernel, page: Page) -> None:
    sent = kernel.send("long s = 0; while (true) s++;")
    time.sleep(0.3)
    kernel.interrupt()
    kernel.outputs(sent)
    assert kernel.reply(sent)["content"]["status"] == "error"


def breakpoint_(debugger: Debugger) -> None:
    code = "int a = 1;\nint b = a + 1;\nint c = b + 1;"
    debugger.breakpoints(code, 2)
    sent = debugger.kernel.send(code)
    thread, _ = debugger.held()
    debugger.body("continue", threadId=thread)
    reply, _ = debugger.finish(sent)
    assert reply["status"] == "ok"
    debugger.breakpoints(code)  # none


def measured(kernel: support.Kernel) -> dict[str, float]:
    small = statistics.median(kernel.run("1+1").seconds for _ in range(10))
    process = Path(f"/proc/{kernel.pid}")
    return {
        "memory MB": kernel.resident_megabytes() or 0,
        "threads": len(list((process / "task").iterdir())),
        "open files": len(list((process / "fd").iterdir())),
        "a small cell ms": 1000 * small,
    }


def stretches(rows: list[dict[str, float]], restarts: list[float]) -> list[list[dict[str, float]]]:
    """The rows of each kernel."""
    ends = [*restarts[1:], float("inf")]
    return [[row for row in rows if begin <= row["s"] < end] for begin, end in zip(restarts, ends, strict=True)]


def table(rows: list[dict[str, float]], restarts: list[float]) -> str:
    """Of each measure: its second and its last quarter, the median over the kernels, and the most there was."""
    lines = ["| | second quarter | last quarter | most |", "| --- | --- | --- | --- |"]
    for name in MEASURES:
        early, late = [], []
        for stretch in stretches(rows, restarts):
            quarter = len(stretch) // 4
            if quarter:
                early.append(statistics.median(row[name] for row in stretch[quarter : 2 * quarter]))
                late.append(statistics.median(row[name] for row in stretch[-quarter:]))
        if early:
            most = max(row[name] for row in rows)
            lines.append(f"| {name} | {statistics.median(early):.0f} | {statistics.median(late):.0f} | {most:.0f} |")
    return "\n".join(lines)


def drawn(rows: list[dict[str, float]], restarts: list[float], width: int = 720, height: int = 120) -> str:
    """One curve a measure, from zero, over minutes."""
    last = max(row["s"] for row in rows)

    def x(s: float) -> float:
        return 60 + (width - 80) * s / last

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height * len(MEASURES) + 30}" '
             'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>']
    for k, name in enumerate(MEASURES):
        bottom, top = height * (k + 1) - 10, max(row[name] for row in rows) * 1.1
        points = " ".join(f"{x(row['s']):.1f},{bottom - (height - 30) * row[name] / top:.1f}" for row in rows)
        parts += [f'<text x="60" y="{bottom - height + 26}">{name}, at most {top / 1.1:.0f}</text>']
        parts += [f'<line x1="{x(s):.1f}" x2="{x(s):.1f}" y1="{bottom - height + 30}" y2="{bottom}" stroke="#ccc"/>' for s in restarts]
        parts += [f'<polyline points="{points}" fill="none" stroke="#1f77b4" stroke-width="1.5"/>']
        parts += [f'<line x1="60" x2="{width - 20}" y1="{bottom}" y2="{bottom}" stroke="black"/>']
    foot = height * len(MEASURES) + 12
    parts += [f'<text x="60" y="{foot}">0</text><text x="{width - 20}" y="{foot}" text-anchor="end">{last / 60:.0f} min</text></svg>']
    return "\n".join(parts) + "\n"


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--restart", type=float, default=20, metavar="MINUTES", help="a new kernel after so many")
    parser.add_argument("--out", type=Path, default=Path("endurance"), help="without an ending")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
