from __future__ import annotations

import numpy as np
import torch

from assistant.reading.heads import Heads, gelu
from tests.assistant.reading.tiny import weights


def test_gelu_is_torchs() -> None:
    """The approximation of the error function is exact to single precision."""
    inputs = np.linspace(-9, 9, 2001, dtype=np.float32)
    expected = torch.nn.functional.gelu(torch.from_numpy(inputs)).numpy()
    np.testing.assert_allclose(gelu(inputs), expected, atol=2e-6)


def test_a_segment_is_its_mean_beside_the_first_piece() -> None:
    """The heads agree with the same layers in torch."""
    tensors = weights().tensors
    hidden = np.random.default_rng(1).normal(size=(9, 384)).astype(np.float32)
    found = Heads(tensors).bears(hidden, [(2, 5), (5, 9)])
    means = torch.from_numpy(np.stack([hidden[2:5].mean(0), hidden[5:9].mean(0)]))
    features = torch.cat([means, torch.from_numpy(hidden[:1]).expand(2, -1)], dim=1)
    held = {name: torch.from_numpy(tensor) for name, tensor in tensors.items()}
    inner = torch.nn.functional.gelu(features @ held["bears.0.weight"].T + held["bears.0.bias"])
    expected = inner @ held["bears.2.weight"].T + held["bears.2.bias"]
    np.testing.assert_allclose(found, expected.numpy(), atol=1e-4)
