"""The encoder in torch, for training and for machines where OpenVINO cannot run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.reading.encoder import WORDS, Hidden, inputs
from assistant.reading.piece_rows import Row
from index.embedding.batches import batches
from index.embedding.shipped import HEADS

EPSILON = 1e-12
MASKED = -1e4


@dataclass(frozen=True)
class Network:
    """BERT's layers over named tensors, computed in `kind` (float32 or bfloat16).

    Attention is written out: on a CPU, torch's fused kernel takes four times as long for the
    gradient.
    """

    tensors: Mapping[str, Tensor]
    kind: torch.dtype = torch.float32

    @property
    def layers(self) -> int:
        """The number of layers in the tensors."""
        return len({name.split(".")[2] for name in self.tensors if ".layer." in name})

    def hidden(self, words: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Return hidden states from word vectors, types 0 or 1, and a mask of pieces."""
        positions = self.tensors["embeddings.position_embeddings.weight"][: words.shape[1]]
        kinds = functional.embedding(types, self.tensors["embeddings.token_type_embeddings.weight"])
        hidden = self._norm((words + kinds + positions).to(self.kind), "embeddings.LayerNorm")
        scores = ((1 - mask) * MASKED).to(self.kind).repeat_interleave(HEADS, 0)[:, None, :]
        for number in range(self.layers):
            hidden = self._layer(hidden, scores, f"encoder.layer.{number}")
        return hidden

    def _layer(self, hidden: Tensor, scores: Tensor, name: str) -> Tensor:
        seen = self._attention(hidden, scores, f"{name}.attention.self")
        added = hidden + self._dense(seen, f"{name}.attention.output.dense")
        hidden = self._norm(added, f"{name}.attention.output.LayerNorm")
        inner = functional.gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._norm(
            hidden + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _attention(self, hidden: Tensor, scores: Tensor, name: str) -> Tensor:
        rows, length, width = hidden.shape
        weight = torch.cat([self.tensors[f"{name}.{part}.weight"] for part in _PARTS])
        bias = torch.cat([self.tensors[f"{name}.{part}.bias"] for part in _PARTS])
        joined = functional.linear(hidden, weight.to(self.kind), bias.to(self.kind))
        split = joined.view(rows, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = split.reshape(3, rows * HEADS, length, width // HEADS)
        scale = 1 / math.sqrt(width // HEADS)
        weights = torch.baddbmm(scores, query, key.transpose(1, 2), alpha=scale).softmax(-1)
        seen = torch.bmm(weights, value).view(rows, HEADS, length, width // HEADS)
        return seen.transpose(1, 2).reshape(rows, length, width)

    def _dense(self, hidden: Tensor, name: str) -> Tensor:
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        return functional.linear(hidden, weight.to(self.kind), bias.to(self.kind))

    def _norm(self, hidden: Tensor, name: str) -> Tensor:
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        shape = (hidden.shape[-1],)
        return functional.layer_norm(
            hidden, shape, weight.to(self.kind), bias.to(self.kind), EPSILON
        )


_PARTS = ("query", "key", "value")


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
