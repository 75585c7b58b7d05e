"""The model in training: trained tensors, frozen word vectors, and the losses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from assistant.reading.encoder import WORDS
from assistant.reading.network import Network
from assistant.reading.reader_weights import ENCODER, OUTPUTS
from assistant.reading.training.example import TASKS, UNLABELLED, Batch, Task
from index.embedding.shipped import DIMENSIONS, shipped_weights

_TYPES = "embeddings.token_type_embeddings.weight"
_SPREAD = 0.02
# The weights of the parts of a passage's loss.
_SENTENCES, _SPAN = 0.7, 0.3


@dataclass(frozen=True)
class Learner:
    """The trained tensors, by their names in the weights file, and the model built on them."""

    tensors: Mapping[str, Tensor]
    words: Tensor
    kind: torch.dtype

    @classmethod
    def beginning(cls, seed: int, device: torch.device) -> Learner:
        """Return the shipped encoder with new heads."""
        shipped = {name: torch.from_numpy(each) for name, each in shipped_weights().items()}
        words = shipped.pop(WORDS)
        # The vector of the second text type starts as a copy of the first, the only pretrained one.
        shipped[_TYPES] = shipped[_TYPES][:1].repeat(2, 1)
        tensors = {
            f"{ENCODER}{name}": tensor
            for name, tensor in shipped.items()
            if name.startswith(("embeddings.", "encoder.")) and tensor.is_floating_point()
        }
        tensors |= _new_heads(seed)
        # In a fixed order: safetensors has none, and the order in which gradients are added up
        # decides their last bits.
        learning = {
            name: tensors[name].clone().to(device).requires_grad_() for name in sorted(tensors)
        }
        return cls(learning, words.to(device), torch.bfloat16)

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Return the losses of a batch by head, each weighted by its share of the rows."""
        network = Network(
            {
                name.removeprefix(ENCODER): tensor
                for name, tensor in self.tensors.items()
                if name.startswith(ENCODER)
            },
            self.kind,
        )
        words = functional.embedding(batch.ids, self.words)
        hidden = network.hidden(words, batch.types, batch.mask).float()
        means = torch.bmm(batch.pool, hidden)
        features = torch.cat([means, hidden[:, :1].expand_as(means)], dim=-1)
        found = {}
        for head, task, weight in _HEADS:
            chosen = (batch.labels != UNLABELLED) & (batch.tasks == TASKS.index(task))[:, None]
            if chosen.any():
                share = chosen.any(dim=1).float().mean() * weight
                logits = self._judged(head, features[chosen])
                found[head] = _judgement_loss(logits, batch.labels[chosen]) * share
        if batch.starts.any():
            found["span"] = self._span_loss(hidden, batch) * _SPAN
        return found

    def _judged(self, head: str, features: Tensor) -> Tensor:
        return self._dense(f"{head}.2", functional.gelu(self._dense(f"{head}.0", features)))

    def _span_loss(self, hidden: Tensor, batch: Batch) -> Tensor:
        logits = self._dense("span", hidden).masked_fill(~batch.read[:, :, None], -torch.inf)
        likely = logits.log_softmax(dim=1)
        known = batch.starts.any(dim=1)
        right = torch.stack([batch.starts, batch.ends], dim=-1)
        found = likely.masked_fill(~right, -torch.inf)[known].logsumexp(dim=1)
        return -found.mean() * known.float().mean()

    def _dense(self, name: str, inputs: Tensor) -> Tensor:
        return functional.linear(
            inputs, self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        )


_HEADS = (
    ("answers", Task.PASSAGE, _SENTENCES),
    ("bears", Task.CLAIM, 1.0),
    ("missing", Task.CONVERSATION, 2.0),
)


def _judgement_loss(logits: Tensor, labels: Tensor) -> Tensor:
    if logits.shape[-1] == 1:
        return functional.binary_cross_entropy_with_logits(logits[:, 0], labels.float())
    return functional.cross_entropy(logits, labels)


def _new_heads(seed: int) -> dict[str, Tensor]:
    drawn = torch.Generator().manual_seed(seed)
    shapes = {"span": (2, DIMENSIONS)}
    for head, outputs in OUTPUTS.items():
        shapes[f"{head}.0"] = (DIMENSIONS, 2 * DIMENSIONS)
        shapes[f"{head}.2"] = (outputs, DIMENSIONS)
    heads = {}
    for name, shape in shapes.items():
        heads[f"{name}.weight"] = torch.randn(shape, generator=drawn) * _SPREAD
        heads[f"{name}.bias"] = torch.zeros(shape[0])
    return heads
