"""PyTorch's side of bench/sampling.py. argv: folder of nets, eager or compile, threads."""

import itertools
import sys

import torch
from nets import layers, peak
from serve import serve
from torch import nn
from torchdiffeq import odeint

FOLDER, MODE, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.set_num_threads(THREADS)


def network(name: str, activation) -> nn.Module:
    parts = []
    for w, b in layers(FOLDER, name):
        linear = nn.Linear(w.shape[1], w.shape[0])
        linear.weight.data, linear.bias.data = torch.from_numpy(w), torch.from_numpy(b)
        parts += [linear, activation()]
    net = nn.Sequential(*parts[:-1]).requires_grad_(False)
    return torch.compile(net) if MODE == "compile" else net


def field(net):
    return lambda t, x: net(torch.cat([x, torch.full((len(x), 1), float(t))], 1))


def rk4(u, x, steps, start=0.0, end=1.0):
    h = (end - start) / steps
    for i in range(steps):
        t = start + i * h
        k1 = u(t, x)
        k2 = u(t + h / 2, x + h / 2 * k1)
        k3 = u(t + h / 2, x + h / 2 * k2)
        k4 = u(t + h, x + h * k3)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return x


def work():
    checker, pbdl = network("checker", nn.GELU), network("pbdl", nn.ReLU)
    score, dtm = network("score", nn.GELU), network("dtm", nn.SiLU)
    x10000, x2000, x500, y2000 = (torch.randn(n, d) for n, d in [(10_000, 2), (2_000, 2), (500, 2), (2_000, 3)])
    one = torch.ones(2_000, 1)

    def euler():
        u, x = field(checker), x10000
        for i in range(100):
            x = x + u(i / 100, x) / 100
        return x.square().mean()

    def dopri5():
        u = field(pbdl)
        return odeint(u, x500, torch.linspace(0, 1, 100), rtol=1e-5, atol=1e-5, method="dopri5")[-1].square().mean()

    def transition():
        x = x2000
        for i in range(4):
            xt = torch.cat([x, i / 4 * one], 1)
            y = torch.randn_like(x)
            for j in range(32):
                y = y + dtm(torch.cat([xt, y, j / 32 * one], 1)) / 32
            x = x + y / 4
        return x.square().mean()

    basis = [torch.tensor([1.0, 0.0]).expand(2_000, 2), torch.tensor([0.0, 1.0]).expand(2_000, 2)]

    def likelihood():
        u = field(checker)

        def both(t, state):
            x = state[:, :2]
            tangents = [torch.func.jvp(lambda x: u(t, x), (x,), (e,)) for e in basis]
            divergence = sum(tangent[:, c] for c, (_, tangent) in enumerate(tangents))
            return torch.cat([tangents[0][0], divergence[:, None]], 1)

        end = rk4(both, torch.cat([x2000, 0 * one], 1), 100, 1.0, 0.0)
        return (-0.5 * (end[:, :2].square().sum(1) + 2 * torch.log(torch.tensor(2 * torch.pi))) + end[:, 2]).mean()

    return {
        "euler": euler,
        "dopri5": dopri5,
        "rk4": lambda: rk4(field(score), y2000, 1_000).square().mean(),
        "dtm": transition,
        "likelihood": likelihood,
    }


def memory() -> tuple[float, float]:
    widths = (3, 128, 128, 128, 128, 2)
    parts = [part for i, o in itertools.pairwise(widths) for part in (nn.Linear(i, o), nn.GELU())]
    net = nn.Sequential(*parts[:-1])
    adam = torch.optim.Adam(net.parameters(), lr=3e-3, fused=True)
    early = 0.0
    for step in range(5_000):
        cell = torch.randint(0, 8, (4_096,))
        row = cell // 2
        corner = torch.stack([2 * (cell % 2) + (row + 1) % 2, row], 1)
        x1 = corner + torch.rand(4_096, 2) - 2
        x0, t = torch.randn(4_096, 2), torch.rand(4_096, 1)
        adam.zero_grad(set_to_none=True)
        loss = nn.functional.mse_loss(net(torch.cat([(1 - t) * x0 + t * x1, t], 1)), x1 - x0)
        loss.backward()
        adam.step()
        if step == 499:
            early = peak()
    return early, peak()


if __name__ == "__main__":
    asked = {name: torch.no_grad()(lambda job=job: job().item()) for name, job in work().items()}
    serve(asked, memory)
