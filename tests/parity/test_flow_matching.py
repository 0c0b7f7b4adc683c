"""Our paths, coupling and toy data beside torchcfm's."""

import numpy as np
import pytest
import torch
from torchcfm.conditional_flow_matching import (
    ConditionalFlowMatcher,
    TargetConditionalFlowMatcher,
    VariancePreservingConditionalFlowMatcher,
)
from torchcfm.optimal_transport import OTPlanSampler
from torchcfm.utils import sample_8gaussians, sample_moons

MATCHERS = {
    "linear": ConditionalFlowMatcher,
    "conditionalOt": TargetConditionalFlowMatcher,  # x0 is its noise
    "trigonometric": VariancePreservingConditionalFlowMatcher,
}


@pytest.mark.parametrize("name, sigma", [("linear", 0), ("conditionalOt", 0.1), ("conditionalOt", 1e-4), ("trigonometric", 0)])
def test_paths(ours, name, sigma):
    random = np.random.default_rng(1)
    x0, x1 = random.standard_normal((2, 50, 3))
    t = np.concatenate([[0.0, 1.0], random.random(48)])
    xt, velocity = ours.new(), ours.new()
    ours.ask("path", name, sigma, x0, x1, t[:, None], xt, velocity)
    a, b, times = (torch.from_numpy(part) for part in (x0, x1, t))
    matcher = MATCHERS[name](sigma=sigma)
    matcher.sample_noise_like = lambda x: a
    _, expected_xt, expected_velocity = matcher.sample_location_and_conditional_flow(a, b, times)
    assert np.abs(np.load(xt) - expected_xt.numpy()).max() < 1e-14
    # theirs divides by the width of the path at t, down to sigma
    assert np.abs(np.load(velocity) - expected_velocity.numpy()).max() < 1e-14 / (sigma or 1)


@pytest.mark.parametrize("n", [1, 10, 256])
def test_optimal_coupling(ours, n):
    random = np.random.default_rng(n)
    x0, x1 = random.standard_normal((n, 2)), 5 + 2 * random.standard_normal((n, 2))
    out = ours.new()
    ours.ask("match", x0, x1, out)
    match = np.load(out).astype(int)
    plan = OTPlanSampler(method="exact").get_map(torch.from_numpy(x0), torch.from_numpy(x1))
    cost = ((x0[:, None] - x1[None]) ** 2).sum(-1)
    assert cost[np.arange(n), match].mean() == pytest.approx((plan * cost).sum(), rel=1e-6)
    assert np.allclose(plan[np.arange(n), match], 1 / n)


@pytest.mark.parametrize("name, theirs", [("8gaussians", sample_8gaussians), ("moons", sample_moons)])
def test_toy_data(ours, name, theirs):
    """Mean, covariance and radius, within five standard errors of the difference."""
    torch.manual_seed(2)
    np.random.seed(2)
    n = 20_000
    out = ours.new()
    ours.ask("sample", name, n, out)
    a, b = moments(np.load(out)), moments(theirs(n).double().numpy())
    band = 5 * np.sqrt((a.var(0) + b.var(0)) / n)
    assert (np.abs(a.mean(0) - b.mean(0)) < band).all(), (a.mean(0) - b.mean(0)) / band


def moments(rows):
    x, y = rows.T
    return np.stack([x, y, x * x, x * y, y * y, np.hypot(x, y), np.hypot(x, y) ** 4], 1)
