"""Trained flows against the published table: the runs by name, what they came to in the daily test."""

import numpy as np
import pytest
from published import METHODS, PUBLISHED, SEEDS, SETS, run, values, w2

CASES = [(name, method) for method in METHODS for name in SETS]


@pytest.mark.long
@pytest.mark.parametrize("name", SETS)
def test_noise_floor(name):
    """Two samples of the data are this far apart: no method can be told from a perfect one below it."""
    for seed in SEEDS[:2]:
        assert 0 < w2(name, "floor", seed) < PUBLISHED["I-CFM", name][0]


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name, method", CASES)
def test_training(name, method, seed):
    value = w2(name, method, seed)
    print(f"{name} {method} seed {seed}: W2 {value:.4f}")
    assert value > 0


def test_one_epoch_runs(tmp_path):
    """So that the long runs still start on the day they are wanted."""
    run("moons", "OT-CFM", 1, tmp_path, epochs=1)
    assert np.load(tmp_path / "generated.npy").shape == np.load(tmp_path / "data.npy").shape == (10_000, 2)
    assert (tmp_path / "net.safetensors").stat().st_size > 30_000


@pytest.mark.parametrize("name, method", CASES)
def test_means_are_within_the_published_ones(name, method):
    """Mean of five seeds, at most the published mean and two of its standard deviations."""
    found, floor = values(name, method), values(name, "floor")
    if len(found) < len(SEEDS) or len(floor) < 2:
        pytest.skip(f"{len(found)} of {len(SEEDS)} seeds have been run; ./flowlab test parity-long runs the rest")
    mean, deviation = PUBLISHED[method, name]
    assert sum(found.values()) / len(SEEDS) <= mean + 2 * deviation
    assert min(floor.values()) < mean, "the noise floor must leave room for a difference"
