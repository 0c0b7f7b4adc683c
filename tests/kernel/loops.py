"""Cells that never end, and one that the check for a stop must not slow down. For tests and for the bench."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support import Kernel

# what runs for ever, by what it does; `s` is a long
ENDLESS = {
    "a loop on a variable": "while (true) s++;",
    "a busy method": "double spin(double x) { while (true) x = Math.sin(x + 1); }\nspin(1)",
    "a stream": "LongStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst()",
    "a parallel stream": "LongStream.range(0, Long.MAX_VALUE).parallel().map(i -> i ^ s).sum()",
    "a sleep": "Thread.sleep(100_000);",
    "a blocked queue": "new LinkedBlockingQueue<String>().take()",
    "a scanner": "new Scanner(System.in).nextLine()",
    "swallowing": "while (true) { try { Thread.sleep(5); } catch (Throwable e) { } }",
    "nested loops": "for (int i = 0; ; i++) for (int j = 0; j < 1_000_000_000; j++) s += j;",
    "recursion": "int deep(int n) { try { return deep(n + 1); } catch (StackOverflowError e) { return deep(0); } }\ndeep(0)",
    "printing": "while (true) System.out.println(s++);",
}

HOT_LOOP = """static double hot(double[] a, double[] b) {
  for (int i = 0; i < 5_000; i++) for (int j = 0; j < 4096; j++) b[j] += 1.5 * a[j];
  return b[0];
}"""


def plain_classes(java: str, folder: Path) -> Path:
    """The hot loop in a class that is not a cell's, and so without checks: the folder for %classpath."""
    (folder / "Plain.java").write_text("package plain; public class Plain { public " + HOT_LOOP + " }")
    javac = Path(java).resolve().with_name("javac")
    subprocess.run([javac, "-d", folder / "classes", folder / "Plain.java"], check=True)
    return folder / "classes"


def compare(kernel: Kernel, rounds: int) -> tuple[float, float]:
    """Least milliseconds of the loop in a cell's class `Cell` and in `plain.Plain`, in turns, on arrays a and b."""
    code = (
        "double cellMs = 1e9, plainMs = 1e9;\n"
        f"for (int i = 0; i < {rounds}; i++) {{\n"
        "  long t0 = System.nanoTime(); Cell.hot(a, b); long t1 = System.nanoTime();\n"
        "  plain.Plain.hot(a, b); long t2 = System.nanoTime();\n"
        "  cellMs = Math.min(cellMs, (t1 - t0) / 1e6); plainMs = Math.min(plainMs, (t2 - t1) / 1e6);\n"
        "}\n"
        'cellMs + " " + plainMs'
    )
    cell, plain = kernel.ok(code, timeout=600).value.split()
    return float(cell), float(plain)
