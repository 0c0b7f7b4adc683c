"""JAX's side of bench/steps.py: "NAME STEPS" in, "LOSS MS MS …" out. argv[1]: jit or scan (20 steps a call)."""

import itertools
import sys
import time
from functools import partial

import jax
import jax.numpy as jnp

SCANNED = 20
CONFIGURATIONS = {
    "dtm": (jax.nn.silu, 4096, (6, 512, 512, 512, 512, 2)),
    "fm512": (jax.nn.silu, 4096, (3, 512, 512, 512, 512, 2)),
    "checker": (partial(jax.nn.gelu, approximate=False), 4096, (3, 128, 128, 128, 128, 2)),
    "pbdl": (jax.nn.relu, 128, (3, 128, 128, 2)),
    "score": (partial(jax.nn.gelu, approximate=False), 256, (5, 64, 64, 64, 64, 3)),
    "annulus": (jax.nn.elu, 256, (3, 64, 64, 64, 2)),
}


def initial(widths, key):
    parameters = []
    for i, o in itertools.pairwise(widths):
        key, w, b = jax.random.split(key, 3)
        bound = i**-0.5
        parameters.append((jax.random.uniform(w, (i, o), minval=-bound, maxval=bound),
                           jax.random.uniform(b, (o,), minval=-bound, maxval=bound)))
    return parameters


def adam(p, m, v, k, g, rate):
    """Step k of Adam, as PyTorch has it."""
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    root = jnp.sqrt(1 - 0.999**k)
    p = jax.tree.map(lambda p, m, v: p - rate / (1 - 0.9**k) * m / (jnp.sqrt(v) / root + 1e-8), p, m, v)
    return p, m, v


def trainer(name: str, scanned: bool):
    activation, batch, widths = CONFIGURATIONS[name]

    def net(parameters, x):
        for w, b in parameters[:-1]:
            x = activation(x @ w + b)
        w, b = parameters[-1]
        return x @ w + b

    def step(state, _):
        p, m, v, k, key = state
        key, draw = jax.random.split(key)
        x = jax.random.normal(draw, (batch, widths[0]))
        loss, g = jax.value_and_grad(lambda p: jnp.mean((net(p, x) - jnp.sin(x[:, : widths[-1]])) ** 2))(p)
        k = k + 1
        p, m, v = adam(p, m, v, k, g, 1e-3)
        return (p, m, v, k, key), loss

    count = SCANNED if scanned else 1
    run = jax.jit(lambda state: jax.lax.scan(step, state, None, length=count), donate_argnums=0)
    single = jax.jit(lambda state: step(state, None), donate_argnums=0)
    p = initial(widths, jax.random.key(1))
    zeros = jax.tree.map(jnp.zeros_like, p)
    state = [(p, zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros(()), jax.random.key(2))]

    def call():
        state[0], losses = (run if scanned else single)(state[0])
        return float(losses[-1] if scanned else losses)

    return call, count


def main() -> None:
    scanned = sys.argv[1] == "scan"
    trainers = {}
    print("ready", flush=True)
    for line in sys.stdin:
        name, wanted = line.split()
        if name not in trainers:
            trainers[name] = trainer(name, scanned)
        call, count = trainers[name]
        times, loss = [], 0.0
        for _ in range(max(1, int(wanted) // count)):
            start = time.perf_counter()
            loss = call()
            times.append((time.perf_counter() - start) * 1e3 / count)
        print(loss, *times, flush=True)


if __name__ == "__main__":
    main()
