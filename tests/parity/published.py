"""The table of [SF]2M (arXiv 2307.03672, table 2): W2 between 10,000 generated points and 10,000 of the data.

One training is one folder under .flowlab/parity-runs, and its W2 a number in published.json; what is there is
not done again, so a run may be stopped at any time and started once more, on another machine too. To do all
again, delete both.
"""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import ot
from ours import ROOT, java

SETS = ("8gaussians", "moons", "scurve")
METHODS = ("I-CFM", "OT-CFM")
SEEDS = (1, 2, 3, 4, 5)
EPOCHS = 1_000  # of 20 batches of 512, the last one short, out of 10,000 rows
PUBLISHED = {  # mean and standard deviation over five seeds
    ("I-CFM", "8gaussians"): (0.373, 0.103),
    ("I-CFM", "moons"): (0.178, 0.014),
    ("I-CFM", "scurve"): (0.242, 0.141),
    ("OT-CFM", "8gaussians"): (0.303, 0.043),
    ("OT-CFM", "moons"): (0.130, 0.016),
    ("OT-CFM", "scurve"): (0.144, 0.028),
}
RUNS = Path(os.environ.get("FLOWLAB_PARITY_RUNS", ROOT / ".flowlab" / "parity-runs"))
RESULTS = ROOT / "notebooks" / "data" / "published.json"  # chapter 07 shows them


def w2(name: str, method: str, seed: int) -> float:
    """W2 of one training, or between two samples of the data if the method is `floor`."""
    kept = values(name, method)
    if seed not in kept:
        folder = RUNS / f"{name}-{method}-{seed}"
        if not (folder / "generated.npy").exists():
            run(name, method, seed, folder)
        cost = ot.dist(np.load(folder / "generated.npy"), np.load(folder / "data.npy"))
        kept[seed] = float(ot.emd2([], [], cost, numItermax=10**9)) ** 0.5
        keep(name, method, kept)
    return kept[seed]


def values(name: str, method: str) -> dict[int, float]:
    """What is known, by seed."""
    return {int(seed): value for seed, value in results().get(f"{name} {method}", {}).get("w2", {}).items()}


def results() -> dict[str, dict]:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def keep(name: str, method: str, found: dict[int, float]) -> None:
    """Write what has been run, with the published number beside it."""
    row: dict[str, object] = {"w2": {seed: round(found[seed], 4) for seed in sorted(found)}}
    row["mean"] = round(sum(found.values()) / len(found), 4)
    if method != "floor":
        row["published"] = list(PUBLISHED[method, name])
    RESULTS.write_text(json.dumps(dict(sorted({**results(), f"{name} {method}": row}.items())), indent=1) + "\n")


def run(name: str, method: str, seed: int, folder: Path, epochs: int = EPOCHS) -> None:
    """Train and sample, with one thread, so that the numbers are the same on any machine of one kind."""
    command = java("-Dflowlab.threads=1", program="Published.java")
    subprocess.run([*command, name, method, str(seed), str(epochs), str(folder)], check=True, cwd=ROOT)
