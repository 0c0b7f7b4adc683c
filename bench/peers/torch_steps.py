"""PyTorch's side of bench/steps.py: "NAME STEPS" in, "LOSS MS MS …" out. argv[1]: eager, compile or floor.

Eager uses what a user who cares for speed would: the fused-loop Adam (foreach) and in-place zeroing.
"""

import itertools
import sys
import time

import torch
from torch import nn

CONFIGURATIONS = {
    "dtm": (nn.SiLU, 4096, (6, 512, 512, 512, 512, 2)),
    "fm512": (nn.SiLU, 4096, (3, 512, 512, 512, 512, 2)),
    "checker": (nn.GELU, 4096, (3, 128, 128, 128, 128, 2)),
    "pbdl": (nn.ReLU, 128, (3, 128, 128, 2)),
    "score": (nn.GELU, 256, (5, 64, 64, 64, 64, 3)),
    "annulus": (nn.ELU, 256, (3, 64, 64, 64, 2)),
}


def network(activation, widths):
    layers = []
    for i, o in itertools.pairwise(widths):
        layers += [nn.Linear(i, o), activation()]
    return nn.Sequential(*layers[:-1])


def trainer(name: str, compiled: bool):
    activation, batch, widths = CONFIGURATIONS[name]
    torch.manual_seed(1)
    net = network(activation, widths)
    adam = torch.optim.Adam(net.parameters(), lr=1e-3, fused=True)

    def loss_of(x):
        return nn.functional.mse_loss(net(x), torch.sin(x[:, : widths[-1]]))

    loss_fn = torch.compile(loss_of) if compiled else loss_of

    def step():
        x = torch.randn(batch, widths[0])
        adam.zero_grad(set_to_none=True)
        loss = loss_fn(x)
        loss.backward()
        adam.step()
        return loss.item()

    return step


def floor(name: str):
    """The matrix products of a step alone, on preallocated arrays."""
    _, n, widths = CONFIGURATIONS[name]
    a = [torch.randn(n, w) for w in widths]
    d = [torch.randn(n, w) for w in widths]
    w = [torch.randn(o, i) for i, o in itertools.pairwise(widths)]
    g = [torch.empty_like(m) for m in w]

    @torch.no_grad()
    def step():
        for layer, m in enumerate(w):
            torch.mm(a[layer], m.t(), out=a[layer + 1])
        for layer in range(len(w) - 1, -1, -1):
            torch.mm(d[layer + 1].t(), a[layer], out=g[layer])
            if layer:
                torch.mm(d[layer + 1], w[layer], out=d[layer])
        return 0.0

    return step


def main() -> None:
    make = {"eager": lambda n: trainer(n, False), "compile": lambda n: trainer(n, True), "floor": floor}[sys.argv[1]]
    torch.set_num_threads(int(sys.argv[2]))
    steps = {}
    print("ready", flush=True)
    for line in sys.stdin:
        name, count = line.split()
        step = steps.setdefault(name, None) or make(name)
        steps[name] = step
        times, loss = [], 0.0
        for _ in range(int(count)):
            start = time.perf_counter()
            loss = step()
            times.append((time.perf_counter() - start) * 1e3)
        print(loss, *times, flush=True)


if __name__ == "__main__":
    main()
