"""How fast and how small the kernel is, beside its peers, measured in one run.

    python bench/kernel.py [--jdks JAVA:JAVA] [--json FILE]
    python bench/kernel.py --peers --jjava-prefix ENV --ipykernel-prefix ENV

A prefix is a Python environment that holds share/jupyter/kernels. Needs jupyter_client.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "kernel"))
import support  # noqa: E402

ROUNDS = 40


class Measured:
    """One kernel, started and asked the same things as the others."""

    def __init__(self, spec: str, java: str | None, language: str):
        self.spec, self.java, self.language = spec, java, language

    def run(self) -> dict:
        figures: dict = {}
        starts = [self.start() for _ in range(5)]
        figures["start s"] = min(start for start, _ in starts)
        figures["first result s"] = min(first for _, first in starts)
        with support.Kernel(self.spec) as kernel:
            kernel.ok("1+1")
            self.settle(kernel)
            times = [kernel.run("1+1").seconds * 1000 for _ in range(ROUNDS)]
            figures["1+1 ms"] = statistics.median(times)
            # What the messages and the client take, without any code to compile.
            figures["empty cell ms"] = statistics.median(kernel.run(" ").seconds * 1000 for _ in range(ROUNDS))
            self.settle(kernel)
            figures["memory MB"] = memory(kernel.pid)
            figures["burned s"] = self.burned(kernel)
            start = time.monotonic()
            kernel.manager.shutdown_kernel()
            figures["shutdown s"] = time.monotonic() - start
        return figures

    def start(self) -> tuple[float, float]:
        """Seconds from the start to the kernel_info reply, and to the first result."""
        begin = time.monotonic()
        with support.Kernel(self.spec) as kernel:
            ready = time.monotonic() - begin
            kernel.ok("1+1")
            return ready, time.monotonic() - begin

    def burned(self, kernel) -> float | None:
        """Processor seconds in the 3 s after a loop was stopped."""
        cell = "long s = 0; while (true) s++;" if self.language == "java" else "while True: pass"
        message_id = kernel.send(cell)
        time.sleep(1.5)
        kernel.interrupt()
        kernel.reply(message_id)
        time.sleep(0.2)
        before = cpu(kernel.pid)
        time.sleep(3)
        after = cpu(kernel.pid)
        return None if before is None else after - before

    @staticmethod
    def settle(kernel):
        """Until the warm-up is over and the compilers rest."""
        end = time.monotonic() + 60
        time.sleep(1)
        while time.monotonic() < end:
            before = cpu(kernel.pid)
            time.sleep(1)
            if before is None or cpu(kernel.pid) - before < 0.05:
                return


def family(pid: int) -> list[int]:
    """The process and its children: some kernels start a second one."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) in found:
            found.append(int(stat.parent.name))
    return found


def cpu(pid: int) -> float | None:
    try:
        rows = [Path(f"/proc/{p}/stat").read_text().rpartition(")")[2].split() for p in family(pid)]
    except OSError:
        return None
    return sum(int(row[11]) + int(row[12]) for row in rows) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float | None:
    try:
        texts = [Path(f"/proc/{p}/status").read_text() for p in family(pid)]
    except OSError:
        return None
    return sum(int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) for text in texts) / 1024


def jshell_itself(java: str) -> tuple[float, float]:
    """The median of 1+1 in the JDK's own JShell, warmed as a kernel is: bare, and with the kernel's imports."""
    jar = support.BUILT / "flowlab-kernel.jar"
    said = subprocess.run([java, "-jar", str(jar), "--measure-jshell"], capture_output=True, text=True, check=True)
    bare, with_imports = map(float, said.stdout.split())
    return bare, with_imports


def archive(java: str, spec: Path) -> None:
    """What the installation does."""
    argv = json.loads((spec / "kernel.json").read_text())["argv"]
    argv = [part.replace("{resource_dir}", str(spec)) for part in argv[:-1]]
    subprocess.run([*argv, "--make-archive", str(spec / "flowlab-kernel.jsa")], check=True, capture_output=True)


def peers(arguments) -> list[tuple[str, Measured]]:
    found = []
    for name, prefix, spec, language in (
        ("JJava", arguments.jjava_prefix, "java", "java"),
        ("ipykernel", arguments.ipykernel_prefix, "python3", "python"),
    ):
        if not prefix:
            print(f"{name} is left out: no --{name.lower()}-prefix", file=sys.stderr)
            continue
        source = Path(prefix, "share", "jupyter", "kernels", spec)
        target = Path(os.environ["JUPYTER_PATH"], "kernels", f"peer-{name.lower()}")
        target.mkdir(parents=True)
        kernel_json = json.loads((source / "kernel.json").read_text())
        argv = [part.replace("{resource_dir}", str(source)) for part in kernel_json["argv"]]
        python = Path(prefix, "bin", "python")
        kernel_json["argv"] = [str(python) if part == "python" else part for part in argv]
        (target / "kernel.json").write_text(json.dumps(kernel_json))
        found.append((name, Measured(target.name, None, language)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jdks", help="java executables, separated as in PATH")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--jjava-prefix")
    parser.add_argument("--ipykernel-prefix")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if arguments.jdks:
        os.environ["FLOWLAB_TEST_JDKS"] = arguments.jdks
    os.environ["FLOWLAB_KERNEL_WARMUP"] = "on"
    jdks = support.java_executables()
    specs = support.install_kernelspecs(jdks)
    table: dict[str, dict] = {}
    for version, name in specs.items():
        archive(jdks[version], Path(os.environ["JUPYTER_PATH"], "kernels", name))
        table[f"Flowlab, Java {version}"] = Measured(name, jdks[version], "java").run()
        row = table[f"Flowlab, Java {version}"]
        row["JShell's own 1+1 ms"], row["the same with our imports ms"] = jshell_itself(jdks[version])
    for name, measured in peers(arguments) if arguments.peers else []:
        table[name] = measured.run()
    show(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(table, indent=1) + "\n")


def show(table: dict[str, dict]) -> None:
    rows = list(dict.fromkeys(row for figures in table.values() for row in figures))
    print("| | " + " | ".join(table) + " |")
    print("|---" * (len(table) + 1) + "|")
    for row in rows:
        cells = [figures.get(row) for figures in table.values()]
        texts = ["" if cell is None else f"{cell:.2f}" if cell < 10 else f"{cell:.0f}" for cell in cells]
        print(f"| {row} | " + " | ".join(texts) + " |")


if __name__ == "__main__":
    main()
