"""Our solvers beside torchdiffeq, on the exact field of two modes and on a driven pendulum."""

import numpy as np
import pytest
import torch
from torchdiffeq import odeint

MEANS = torch.tensor([[7.0, -1.0], [6.0, 1.0]], dtype=torch.float64)
WEIGHTS = torch.tensor([0.66, 0.34], dtype=torch.float64)
SIGMA = 0.8
BATCHES = 40


def modes(t, x):
    """The marginal velocity from N(0, I) to the mixture, as Ours.java has it."""
    square = t**2 * SIGMA**2 + (1 - t) ** 2
    gap = x[:, None, :] - t * MEANS
    r = torch.softmax(WEIGHTS.log() - (gap**2).sum(-1) / (2 * square), dim=1)
    each = MEANS + (t * SIGMA**2 - (1 - t)) / square * gap
    return (r[..., None] * each).sum(1)


def pendulum(t, x):
    """Driven, six times as fast as time, as Ours.java has it."""
    return 6 * torch.stack([x[:, 1], 0.5 * torch.cos(9 * t) - torch.sin(x[:, 0])], 1)


class Counted(torch.nn.Module):
    """A field that counts its evaluations."""

    def __init__(self, field):
        super().__init__()
        self.field = field
        self.evaluations = 0

    def forward(self, t, x):
        self.evaluations += 1
        return self.field(t, x)


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(1).standard_normal((64, 2))


def theirs(velocity, noise, method, times, **options):
    field = Counted(velocity)
    end = odeint(field, torch.from_numpy(noise), torch.tensor(times, dtype=torch.float64), method=method, **options)[-1]
    return end.numpy(), field.evaluations


@pytest.mark.parametrize(
    "name, method",
    # torchdiffeq's rk4 is the 3/8 rule
    [("EULER", "euler"), ("MIDPOINT", "midpoint"), ("HEUN", "heun2"), ("THREE_EIGHTHS", "rk4")],
)
@pytest.mark.parametrize("steps", [1, 10, 64])
def test_fixed_steps_are_equal(ours, noise, name, method, steps):
    out = ours.new()
    ours.ask("fixed", name, steps, noise, out)
    expected, _ = theirs(modes, noise, method, [i / steps for i in range(steps + 1)])
    assert np.abs(np.load(out) - expected).max() < 1e-12


@pytest.fixture(scope="module", params=[modes, pendulum], ids=lambda field: field.__name__)
def problem(request):
    """A field, batches of 64 points, and where each point ends."""
    field = request.param
    batches = [np.random.default_rng(seed).standard_normal((64, 2)) for seed in range(BATCHES)]
    ends, _ = theirs(field, np.concatenate(batches), "dopri8", [0.0, 1.0], rtol=1e-12, atol=1e-13)
    return field, batches, np.split(ends, BATCHES)


def costs_no_more_and_errs_no_more(ours, problem, method, rtol, atol):
    """Evaluations in all, and the largest error of a batch in the mean: at loose tolerances a solution has four or
    five steps, so that one batch alone says little."""
    field, batches, ends = problem
    totals = np.zeros(4)
    for noise, exact in zip(batches, ends, strict=True):
        out = ours.new()
        evaluations = ours.number("adaptive", method, rtol, atol, field.__name__, noise, out)
        end, their_evaluations = theirs(field, noise, method, [0.0, 1.0], rtol=rtol, atol=atol)
        errors = [np.abs(x - exact).max() / BATCHES for x in (np.load(out), end)]
        totals += [evaluations, their_evaluations, *errors]
    evaluations, their_evaluations, error, their_error = totals
    print(f"{field.__name__} {method} {rtol} {atol}: evaluations {evaluations:.0f} and {their_evaluations:.0f},", end=" ")
    print(f"errors {error:.3g} and {their_error:.3g}")
    assert evaluations <= their_evaluations
    assert error <= their_error


@pytest.mark.parametrize("rtol, atol", [(1e-3, 1e-6), (1e-5, 1e-5), (1e-4, 1e-6), (1e-6, 1e-8), (1e-7, 1e-9)])
def test_dopri5_at_the_same_tolerances_costs_no_more_and_errs_no_more(ours, problem, rtol, atol):
    costs_no_more_and_errs_no_more(ours, problem, "dopri5", rtol, atol)


@pytest.mark.parametrize("rtol, atol", [(1e-3, 1e-6), (1e-5, 1e-7)])
def test_bogacki_shampine_costs_no_more_and_errs_no_more(ours, problem, rtol, atol):
    costs_no_more_and_errs_no_more(ours, problem, "bosh3", rtol, atol)
