"""JAX's side of bench/sampling.py: each job is one compiled function. argv: folder of nets."""

import sys
from functools import partial

import jax
import jax.numpy as jnp
from jax_steps import adam, initial
from nets import layers, peak
from serve import serve

FOLDER = sys.argv[1]
GELU = partial(jax.nn.gelu, approximate=False)


def network(name: str, activation):
    parameters = [(jnp.asarray(w.T), jnp.asarray(b)) for w, b in layers(FOLDER, name)]

    def net(x):
        for w, b in parameters[:-1]:
            x = activation(x @ w + b)
        w, b = parameters[-1]
        return x @ w + b

    return net


def field(net):
    return lambda t, x: net(jnp.concatenate([x, jnp.full((len(x), 1), t)], 1))


def rk4(u, x, steps, start=0.0, end=1.0):
    h = (end - start) / steps

    def step(i, x):
        t = start + i * h
        k1 = u(t, x)
        k2 = u(t + h / 2, x + h / 2 * k1)
        k3 = u(t + h / 2, x + h / 2 * k2)
        k4 = u(t + h, x + h * k3)
        return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)

    return jax.lax.fori_loop(0, steps, step, x)


def work():
    checker, pbdl = network("checker", GELU), network("pbdl", jax.nn.relu)
    score, dtm = network("score", GELU), network("dtm", jax.nn.silu)
    keys = jax.random.split(jax.random.key(1), 5)
    x10000, x2000 = jax.random.normal(keys[0], (10_000, 2)), jax.random.normal(keys[1], (2_000, 2))
    x500, y2000 = jax.random.normal(keys[2], (500, 2)), jax.random.normal(keys[3], (2_000, 3))
    one = jnp.ones((2_000, 1))

    def euler(x):
        return jnp.mean(jax.lax.fori_loop(0, 100, lambda i, x: x + field(checker)(i / 100, x) / 100, x) ** 2)

    def dopri5(x):
        import diffrax

        solution = diffrax.diffeqsolve(
            diffrax.ODETerm(lambda t, x, _: field(pbdl)(t, x)),
            diffrax.Dopri5(),
            0.0,
            1.0,
            None,
            x,
            saveat=diffrax.SaveAt(ts=jnp.linspace(0, 1, 100)),
            stepsize_controller=diffrax.PIDController(rtol=1e-5, atol=1e-5),
        )
        return jnp.mean(solution.ys[-1] ** 2)

    def transition(x, key):
        def outer(i, state):
            x, key = state
            key, draw = jax.random.split(key)
            xt = jnp.concatenate([x, i / 4 * one], 1)

            def inner(j, y):
                return y + dtm(jnp.concatenate([xt, y, j / 32 * one], 1)) / 32

            return x + jax.lax.fori_loop(0, 32, inner, jax.random.normal(draw, x.shape)) / 4, key

        return jnp.mean(jax.lax.fori_loop(0, 4, outer, (x, key))[0] ** 2)

    def likelihood(x):
        def both(t, state):
            x = state[:, :2]
            velocity, push = jax.linearize(lambda x: field(checker)(t, x), x)
            along = [push(jnp.zeros_like(x).at[:, c].set(1.0))[:, c] for c in range(2)]
            return jnp.concatenate([velocity, (along[0] + along[1])[:, None]], 1)

        end = rk4(both, jnp.concatenate([x, 0 * one], 1), 100, 1.0, 0.0)
        return jnp.mean(-0.5 * (jnp.sum(end[:, :2] ** 2, 1) + 2 * jnp.log(2 * jnp.pi)) + end[:, 2])

    jobs = {
        "euler": (jax.jit(euler), (x10000,)),
        "dopri5": (jax.jit(dopri5), (x500,)),
        "rk4": (jax.jit(lambda x: jnp.mean(rk4(field(score), x, 1_000) ** 2)), (y2000,)),
        "dtm": (jax.jit(transition), (x2000, keys[4])),
        "likelihood": (jax.jit(likelihood), (x2000,)),
    }
    return {name: (lambda f=f, a=a: float(f(*a))) for name, (f, a) in jobs.items()}


def memory() -> tuple[float, float]:
    p = initial((3, 128, 128, 128, 128, 2), jax.random.key(1))
    zeros = jax.tree.map(jnp.zeros_like, p)

    def net(parameters, x):
        for w, b in parameters[:-1]:
            x = GELU(x @ w + b)
        return x @ parameters[-1][0] + parameters[-1][1]

    @partial(jax.jit, donate_argnums=0)
    def step(state):
        p, m, v, k, key = state
        key, a, b, c, d = jax.random.split(key, 5)
        cell = jax.random.randint(a, (4_096,), 0, 8)
        row = cell // 2
        x1 = jnp.stack([2 * (cell % 2) + (row + 1) % 2, row], 1) + jax.random.uniform(b, (4_096, 2)) - 2
        x0, t = jax.random.normal(c, (4_096, 2)), jax.random.uniform(d, (4_096, 1))
        x = jnp.concatenate([(1 - t) * x0 + t * x1, t], 1)
        loss, g = jax.value_and_grad(lambda p: jnp.mean((net(p, x) - (x1 - x0)) ** 2))(p)
        k = k + 1
        p, m, v = adam(p, m, v, k, g, 3e-3)
        return (p, m, v, k, key), loss

    state = (p, zeros, jax.tree.map(jnp.copy, zeros), jnp.zeros(()), jax.random.key(2))
    early = 0.0
    for i in range(5_000):
        state, loss = step(state)
        loss.block_until_ready()
        if i == 499:
            early = peak()
    return early, peak()


if __name__ == "__main__":
    serve(work(), memory)
