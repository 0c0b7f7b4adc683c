"""Our solvers beside torchdiffeq, on the exact field of two modes."""

import numpy as np
import pytest
import torch
from torchdiffeq import odeint

MEANS = torch.tensor([[7.0, -1.0], [6.0, 1.0]], dtype=torch.float64)
WEIGHTS = torch.tensor([0.66, 0.34], dtype=torch.float64)
SIGMA = 0.8


class Field(torch.nn.Module):
    """The marginal velocity from N(0, I) to the mixture, as Ours.java has it, counting its evaluations."""

    def __init__(self):
        super().__init__()
        self.evaluations = 0

    def forward(self, t, x):
        self.evaluations += 1
        square = t**2 * SIGMA**2 + (1 - t) ** 2
        gap = x[:, None, :] - t * MEANS
        r = torch.softmax(WEIGHTS.log() - (gap**2).sum(-1) / (2 * square), dim=1)
        each = MEANS + (t * SIGMA**2 - (1 - t)) / square * gap
        return (r[..., None] * each).sum(1)


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(1).standard_normal((64, 2))


def theirs(noise, method, times, **options):
    field = Field()
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
    expected, _ = theirs(noise, method, [i / steps for i in range(steps + 1)])
    assert np.abs(np.load(out) - expected).max() < 1e-12


def costs(ours, method, rtol, atol, batches=4):
    """Evaluations and largest errors of a few batches, ours and theirs, as two sums and two means."""
    totals = np.zeros(4)
    for seed in range(batches):
        noise = np.random.default_rng(seed).standard_normal((64, 2))
        exact, _ = theirs(noise, "dopri8", [0.0, 1.0], rtol=1e-12, atol=1e-13)
        out = ours.new()
        evaluations = ours.number("adaptive", method, rtol, atol, noise, out)
        end, their_evaluations = theirs(noise, method, [0.0, 1.0], rtol=rtol, atol=atol)
        errors = [np.abs(x - exact).max() / batches for x in (np.load(out), end)]
        totals += [evaluations, their_evaluations, *errors]
    print(f"{method} {rtol} {atol}: evaluations {totals[0]:.0f} and {totals[1]:.0f}, errors {totals[2]:.3g} {totals[3]:.3g}")
    return totals


@pytest.mark.parametrize("rtol, atol", [(1e-3, 1e-6), (1e-5, 1e-5)])
def test_dopri5_costs_no_more_and_errs_no_more(ours, rtol, atol):
    evaluations, their_evaluations, error, their_error = costs(ours, "dopri5", rtol, atol)
    assert evaluations <= their_evaluations
    assert error <= their_error


@pytest.mark.parametrize("rtol, atol", [(1e-4, 1e-6), (1e-6, 1e-8), (1e-7, 1e-9)])
def test_dopri5_is_cheaper_for_the_same_error(ours, rtol, atol):
    """Ours estimates errors by Dormand and Prince's weights and theirs by Shampine's, which are kinder: at one
    tolerance ours may take a step more and errs less. Of order 5, an error e costs e^(-1/5) evaluations."""
    evaluations, their_evaluations, error, their_error = costs(ours, "dopri5", rtol, atol)
    assert error <= their_error
    assert evaluations * error**0.2 <= their_evaluations * their_error**0.2


@pytest.mark.parametrize("rtol, atol", [(1e-3, 1e-6), (1e-5, 1e-7)])
def test_bogacki_shampine_costs_no_more_and_errs_no_more(ours, rtol, atol):
    evaluations, their_evaluations, error, their_error = costs(ours, "bosh3", rtol, atol)
    assert evaluations <= their_evaluations
    assert error <= their_error
