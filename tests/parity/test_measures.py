"""Distances between samples beside their plain numpy form, and the kernel density beside scipy's."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import gaussian_kde


@pytest.fixture(scope="module")
def pair():
    random = np.random.default_rng(7)
    return random.standard_normal((80, 2)), random.standard_normal((120, 2)) + [1, 0.5]


def test_mmd(ours, pair):
    x, y = pair
    kernel = lambda a, b: np.exp(-cdist(a, b, "sqeuclidean") / (2 * 0.7**2))  # noqa: E731
    n, m = len(x), len(y)
    expected = (
        (kernel(x, x).sum() - n) / (n * (n - 1))
        + (kernel(y, y).sum() - m) / (m * (m - 1))
        - 2 * kernel(x, y).mean()
    )
    assert ours.number("mmd", 0.7, x, y) == pytest.approx(expected, rel=1e-10)


def test_energy_distance(ours, pair):
    x, y = pair
    expected = 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()
    assert ours.number("energy", x, y) == pytest.approx(expected, rel=1e-10)


def test_kernel_density(ours, pair):
    """scipy scales the sample's covariance: with a white sample its kernel is ours."""
    x, y = pair
    x = x - x.mean(0)
    x = x @ np.linalg.inv(np.linalg.cholesky(np.cov(x.T))).T
    out = ours.new()
    ours.ask("kde", x, 0.4, y, out)
    expected = gaussian_kde(x.T, bw_method=0.4).logpdf(y.T)
    assert np.abs(np.load(out) - expected).max() < 1e-9
