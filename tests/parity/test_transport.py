"""Our optimal transport and distances beside POT's."""

import numpy as np
import ot
import pytest


def samples(n, seed):
    random = np.random.default_rng(seed)
    angles = random.integers(8, size=n) * np.pi / 4
    eight = 5 * np.stack([np.cos(angles), np.sin(angles)], 1) + random.standard_normal((n, 2))
    return random.standard_normal((n, 2)), eight


@pytest.mark.parametrize("n", [1, 7, 100, 1000])
def test_w2(ours, n):
    x, y = samples(n, n)
    expected = ot.emd2([], [], ot.dist(x, y), numItermax=10**7) ** 0.5
    assert ours.number("w2", x, y) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("ties", [False, True])
def test_assignment(ours, ties):
    cost = np.random.default_rng(3).uniform(0, 10, (200, 200))
    cost = np.rint(cost) if ties else cost
    expected = ot.emd2([], [], cost, numItermax=10**7) * 200
    assert ours.number("assignment", cost) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("epsilon", [0.5, 5.0, 100.0])
def test_sinkhorn(ours, epsilon):
    x, y = samples(60, 4)
    cost = ot.dist(x, y)
    out = ours.new()
    ours.ask("sinkhorn", cost, epsilon, out)
    expected = ot.sinkhorn([], [], cost, epsilon, method="sinkhorn_log", numItermax=200_000, stopThr=1e-13)
    assert np.abs(np.load(out) - expected).max() * 60 < 1e-6


def test_one_dimension(ours):
    x, y = (a[:, :1] for a in samples(300, 5))
    assert ours.number("w2line", x, y) == pytest.approx(ot.emd2_1d(x, y) ** 0.5, rel=1e-6)


def test_normals(ours):
    random = np.random.default_rng(6)
    for d in (1, 2, 5):
        m, n = random.standard_normal((2, d))
        c, e = (a @ a.T + 0.1 * np.eye(d) for a in random.standard_normal((2, d, d)))
        expected = ot.gaussian.bures_wasserstein_distance(m, n, c, e)
        assert ours.number("bures", m, c, n, e) == pytest.approx(float(expected), rel=1e-6)
