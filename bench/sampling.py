"""Sampling, likelihood and memory here and in PyTorch and JAX: the same nets, in one run, interleaved.

    ./flowlab bench sampling [--peers] [--only NAME…] [--rounds N] [--json FILE]

    euler       100 Euler steps of 10,000 points, 3-128×4-2 GELU
    dopri5      Dopri5 at 1e-5, 100 saved times, 500 points, 3-128×2-2 ReLU
    rk4         1,000 RK4 steps of 2,000 points in three dimensions, 4-64×4-3 GELU
    dtm         difference transition matching, 4 outer and 32 inner Euler steps, 2,000 points, 6-512×4-2 SiLU
    likelihood  log density of 2,000 points, RK4 in 100 steps, exact divergence, 3-128×4-2 GELU
    memory      peak resident memory (MB) after 500 and after 5,000 training steps of `checker`, each side alone

Our side writes the nets; the peers read them. CHECK is the mean square of the result (log density: its mean), so that
one sees that all did the same work. Shown are the least and the median time, in milliseconds.
"""

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

from steps import JVM, ROOT, Side, warm_up

NAMES = ["euler", "dopri5", "rk4", "dtm", "likelihood"]
TIMES = {"dopri5": 40}  # a round, where once is over before it is measured; all others once


def commands(folder: str, peers: Path | None, threads: int) -> dict[str, list]:
    java = shutil.which("java") or "java"
    jar = ROOT / "lib" / "target" / "flowlab-lib.jar"
    source = ROOT / "bench" / "Sampling.java"
    found = {"ours": [java, *JVM, f"-Dflowlab.threads={threads}", "-cp", jar, source, folder]}
    if peers:
        scripts = ROOT / "bench" / "peers"
        found["torch"] = [peers, scripts / "torch_sampling.py", folder, "eager", str(threads)]
        found["torch_compile"] = [peers, scripts / "torch_sampling.py", folder, "compile", str(threads)]
        found["jax"] = [peers, scripts / "jax_sampling.py", folder]
    return found


def memory(command: list, environment: dict[str, str]) -> dict[str, float]:
    side = Side(command, environment)
    side.step("memory", 1, keep=True)
    side.process.kill()
    early, late = side.times["memory"]
    return {"after 500": round(early), "after 5000": round(late)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers-python", type=Path, help="a Python with torch and jax; the launcher's --peers makes one")
    options.add_argument("--only", nargs="+", choices=[*NAMES, "memory"], default=[*NAMES, "memory"])
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--threads", type=int, default=os.cpu_count())
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    environment |= {"OMP_NUM_THREADS": str(chosen.threads)}
    results = []
    with tempfile.TemporaryDirectory() as folder:
        lines = commands(folder, chosen.peers_python, chosen.threads)
        sides = {name: Side(command, environment) for name, command in lines.items()}  # ours first: it writes the nets
        for name in (n for n in chosen.only if n != "memory"):
            warm_up(sides, name, TIMES.get(name, 1), 8)
            for _ in range(chosen.rounds):
                for side in sides.values():
                    side.step(name, TIMES.get(name, 1), keep=True)
            result = {"name": name, "ours": sides["ours"].summary(name)}
            result["peers"] = {key: side.summary(name) for key, side in sides.items() if key != "ours"}
            line = f"{name:10} ours {result['ours']['min']:9.2f} {result['ours']['median']:9.2f}"
            line += "".join(f"   {k} {s['min']:9.2f} {s['median']:9.2f}" for k, s in result["peers"].items())
            if result["peers"]:
                best = min(s["median"] for s in result["peers"].values())
                result["ratio_to_best_peer"] = round(best / result["ours"]["median"], 3)
                line += f"   best peer / ours {result['ratio_to_best_peer']:.2f}"
            line += "   check " + " ".join(f"{key} {side.losses[name]:.3f}" for key, side in sides.items())
            print(line, flush=True)
            results.append(result)
        for side in sides.values():
            side.process.kill()
        if "memory" in chosen.only:
            peaks = {name: memory(lines[name], environment) for name in lines if name != "torch_compile"}
            print("memory     " + "   ".join(f"{name} {peak} MB" for name, peak in peaks.items()))
            results.append({"name": "memory", "megabytes": peaks})
    if chosen.json:
        chosen.json.write_text(json.dumps({"sampling": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
