"""One training step here and in PyTorch and JAX: the same nets, batches and optimiser, in one run, interleaved.

    ./flowlab bench steps [--peers] [--only NAME…] [--rounds N] [--json FILE]

Every side is a process of its own that does some steps when asked; rounds go round all of them in turn, so that
what else the machine does hits all alike. Shown are the least and the median time of a step, in milliseconds.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["dtm", "fm512", "checker", "pbdl", "score", "annulus"]
STEPS = {"dtm": 3, "fm512": 3, "checker": 20, "pbdl": 200, "score": 200, "annulus": 200}  # a round
JVM = ["--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"]


class Side:
    """A process that does steps when asked."""

    def __init__(self, command: list[str], environment: dict[str, str]):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        if self.process.stdout.readline().strip() != "ready":
            sys.exit(f"did not start: {' '.join(map(str, command))}")
        self.times: dict[str, list[float]] = {}
        self.losses: dict[str, float] = {}

    def step(self, name: str, count: int, keep: bool) -> None:
        self.process.stdin.write(f"{name} {count}\n")
        self.process.stdin.flush()
        loss, *times = map(float, self.process.stdout.readline().split())
        self.losses[name] = loss
        if keep:
            self.times.setdefault(name, []).extend(times)

    def summary(self, name: str) -> dict[str, float]:
        return {"min": round(min(self.times[name]), 4), "median": round(statistics.median(self.times[name]), 4)}


def warm_up(sides: dict[str, Side], name: str, count: int, seconds: float) -> None:
    """Each side works twice and for so long before it is measured: compilers are slow, ours and theirs."""
    for side in sides.values():
        rounds, end = 0, time.monotonic() + seconds
        while rounds < 2 or time.monotonic() < end:
            side.step(name, count, keep=False)
            rounds += 1


def sides(peers: Path | None, threads: int) -> dict[str, Side]:
    # The machine may force an old kernel on OpenBLAS for libraries that need it; here each chooses its own.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    environment |= {"OMP_NUM_THREADS": str(threads)}
    java = shutil.which("java") or "java"
    jar = ROOT / "lib" / "target" / "flowlab-lib.jar"
    ours = [java, *JVM, f"-Dflowlab.threads={threads}", "-cp", jar, ROOT / "bench" / "Steps.java"]
    found = {"ours": Side(ours, environment)}
    if peers:
        folder = ROOT / "bench" / "peers"
        for key, mode in [("torch", "eager"), ("torch_compile", "compile"), ("floor", "floor")]:
            found[key] = Side([peers, folder / "torch_steps.py", mode, str(threads)], environment)
        for key, mode in [("jax", "jit"), ("jax_scan", "scan")]:
            found[key] = Side([peers, folder / "jax_steps.py", mode], environment)
        if platform.system() == "Linux" and platform.machine() == "x86_64":  # where lib uses oneDNN
            found["floor_onednn"] = Side([*ours, "floor"], environment)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers-python", type=Path, help="a Python with torch and jax; the launcher's --peers makes one")
    options.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--threads", type=int, default=os.cpu_count())
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    running = sides(chosen.peers_python, chosen.threads)
    peers = {k: s for k, s in running.items() if k != "ours" and not k.startswith("floor")}
    results = []
    for name in chosen.only:
        warm_up(running, name, STEPS[name], 4)
        for _ in range(chosen.rounds):
            for side in running.values():
                side.step(name, STEPS[name], keep=True)
        result = {"name": name, "ours": running["ours"].summary(name)}
        line = f"{name:8} ours {result['ours']['min']:8.3f} {result['ours']['median']:8.3f}"
        if chosen.peers_python:
            result["peers"] = {k: s.summary(name) for k, s in peers.items()}
            result["gemm_floor"] = min(s.summary(name)["min"] for k, s in running.items() if k.startswith("floor"))
            result["ratio_to_floor"] = round(result["ours"]["min"] / result["gemm_floor"], 3)
            best = min(result["peers"].values(), key=lambda s: s["median"])
            result["ratio_to_best_peer"] = round(best["median"] / result["ours"]["median"], 3)
            line += "".join(f"   {k} {s['min']:8.3f} {s['median']:8.3f}" for k, s in result["peers"].items())
            line += f"   floor {result['gemm_floor']:8.3f}   ours / floor {result['ratio_to_floor']:.2f}   best peer / ours {result['ratio_to_best_peer']:.2f}"
        line += "   losses " + " ".join(f"{k} {s.losses[name]:.4f}" for k, s in [("ours", running["ours"]), *peers.items()])
        print(line, flush=True)
        results.append(result)
    if chosen.json:
        chosen.json.write_text(json.dumps({"configurations": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
