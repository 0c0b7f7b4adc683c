"""How a peer answers bench/sampling.py: for each line `JOB TIMES` the last result and the milliseconds of each time."""

import sys
import time
from collections.abc import Callable


def serve(jobs: dict[str, Callable[[], float]], memory: Callable[[], tuple[float, float]]) -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        name, times = line.split()
        if name == "memory":
            print(0, *memory(), flush=True)
            continue
        spent, check = [], 0.0
        for _ in range(int(times)):
            start = time.perf_counter()
            check = jobs[name]()
            spent.append((time.perf_counter() - start) * 1e3)
        print(check, *spent, flush=True)
