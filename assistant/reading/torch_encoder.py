"""The reader's encoder on torch, for machines where OpenVINO cannot run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.reading.encoder import WORDS, Hidden, inputs
from assistant.reading.network import Network
from assistant.reading.row import Row
from index.embedding.batches import batches


@dataclass(frozen=True)
class TorchEncoder:
    """The encoder's layers and the frozen word vectors."""

    network: Network
    words: Tensor
    precision: str = "f32"

    @classmethod
    def of(cls, tensors: Mapping[str, NDArray[np.float32]]) -> TorchEncoder:
        """Return the encoder for some named tensors."""
        held = {name: torch.from_numpy(np.array(tensor)) for name, tensor in tensors.items()}
        words = held.pop(WORDS)
        return cls(Network(held), words)

    def encode(self, rows: Sequence[Row], keep: Callable[[int, Hidden], None]) -> None:
        """Call `keep` with the number of each row and its hidden states, in any order."""
        for length, batch in batches([len(row.ids) for row in rows]):
            laid = inputs([rows[number] for number in batch], length)
            ids, mask, types = (torch.from_numpy(each) for each in laid)
            with torch.inference_mode():
                found = self.network.hidden(functional.embedding(ids, self.words), types, mask)
            for number, hidden in zip(batch, found.numpy(), strict=True):
                keep(number, hidden[: len(rows[number].ids)])
