"""Networks and optimisers with the same weights here and in PyTorch, which travel as safetensors both ways."""

import itertools

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

ACTIVATIONS = {
    "GELU": torch.nn.GELU,
    "SILU": torch.nn.SiLU,
    "RELU": torch.nn.ReLU,
    "ELU": torch.nn.ELU,
    "SELU": torch.nn.SELU,
    "TANH": torch.nn.Tanh,
}
WIDTHS = [3, 32, 24, 2]
TYPES = {"float": (torch.float32, 1e-5), "double": (torch.float64, 1e-10)}


class Net(torch.nn.Module):
    """As Checkpoint names it: layers.0.weight, layers.0.bias, …"""

    def __init__(self, activation):
        super().__init__()
        self.layers = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in itertools.pairwise(WIDTHS))
        self.activation = ACTIVATIONS[activation]()

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = self.activation(layer(x))
        return self.layers[-1](x)

    def flat(self, values):
        return torch.cat([v.reshape(-1) for v in values]).detach().double().numpy()


@pytest.fixture(scope="module")
def batch():
    random = np.random.default_rng(2)
    return random.standard_normal((50, 3)), random.standard_normal((50, 2))


def near(ours, theirs, tolerance):
    """Equal, relative to the largest entry."""
    scale = max(1e-3, np.abs(theirs).max())
    assert np.abs(ours - theirs).max() <= tolerance * scale


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_theirs_here(ours, batch, activation, precision):
    """PyTorch's weights in Java: outputs, loss and gradient."""
    kind, tolerance = TYPES[precision]
    torch.manual_seed(1)
    net = Net(activation).to(kind)
    file, out, gradient = ours.new("safetensors"), ours.new(), ours.new()
    save_file(net.state_dict(), file)
    loss = ours.number("net", activation, file, *batch, out, gradient)
    x, y = (torch.from_numpy(a).to(kind) for a in batch)
    expected = net(x)
    their_loss = torch.nn.functional.mse_loss(expected, y)
    their_loss.backward()
    near(np.load(out), expected.detach().double().numpy(), tolerance)
    near(np.load(gradient), net.flat(p.grad for p in net.parameters()), tolerance)
    assert loss == pytest.approx(their_loss.item(), rel=tolerance)


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_ours_there(ours, batch, activation, precision):
    """Our weights in PyTorch."""
    kind, tolerance = TYPES[precision]
    file, out = ours.new("safetensors"), ours.new()
    ours.ask("newnet", activation, precision, file)
    ours.ask("net", activation, file, *batch, out, ours.new())
    net = Net(activation).to(kind)
    net.load_state_dict(load_file(file))
    near(np.load(out), net(torch.from_numpy(batch[0]).to(kind)).detach().double().numpy(), tolerance)


@pytest.mark.parametrize("precision", TYPES)
@pytest.mark.parametrize("decay", [0.0, 1e-2])
def test_adam(ours, batch, decay, precision):
    """Twenty steps of Adam, and of AdamW."""
    kind, tolerance = TYPES[precision]
    torch.manual_seed(3)
    net = Net("SELU").to(kind)
    file, out = ours.new("safetensors"), ours.new()
    save_file(net.state_dict(), file)
    ours.ask("adam", "SELU", file, *batch, out, 20, 1e-2, decay)
    x, y = (torch.from_numpy(a).to(kind) for a in batch)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-2, weight_decay=decay)
    if decay == 0:
        optimiser = torch.optim.Adam(net.parameters(), lr=1e-2)
    for _ in range(20):
        optimiser.zero_grad()
        torch.nn.functional.mse_loss(net(x), y).backward()
        optimiser.step()
    near(np.load(out), net.flat(net.parameters()), 10 * tolerance)
