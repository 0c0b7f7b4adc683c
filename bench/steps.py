"""One training step here and in PyTorch and JAX: the same nets, batches and optimiser, in one run, interleaved.

    ./flowlab bench steps [--peers] [--only NAME…] [--rounds N] [--json FILE]

Every side is a process of its own that does some steps when asked; rounds go round all of them in turn, so that
what else the machine does hits all alike. Shown are the least and the median time of a step, in milliseconds.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["dtm", "fm512", "checker", "pbdl", "score", "annulus"]
STEPS = {"dtm": 3, "fm512": 3, "checker": 20, "pbdl": 200, "score": 200, "annulus": 200}  # a round
JVM = ["--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true"]


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
    results = []
    for name in chosen.only:
        for round_number in range(chosen.rounds + 2):  # two to warm up
            for side in running.values():
                side.step(name, STEPS[name], keep=round_number >= 2)
        result = {"name": name, "ours": running["ours"].summary(name)}
        line = f"{name:8} ours {result['ours']['min']:8.3f} {result['ours']['median']:8.3f}"
        if chosen.peers_python:
            result["peers"] = {k: s.summary(name) for k, s in running.items() if k not in ("ours", "floor")}
            result["gemm_floor"] = running["floor"].summary(name)["min"]
            best = min(result["peers"].values(), key=lambda s: s["median"])
            result["ratio_to_best_peer"] = round(best["median"] / result["ours"]["median"], 3)
            line += "".join(f"   {k} {s['min']:8.3f} {s['median']:8.3f}" for k, s in result["peers"].items())
            line += f"   floor {result['gemm_floor']:8.3f}   best peer / ours {result['ratio_to_best_peer']:.2f}"
        line += "   losses " + " ".join(f"{k} {s.losses[name]:.4f}" for k, s in running.items() if k != "floor")
        print(line, flush=True)
        results.append(result)
    if chosen.json:
        chosen.json.write_text(json.dumps({"configurations": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
