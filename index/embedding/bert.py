"""A BERT encoder as an OpenVINO graph, built straight from its weights.

The default embedder and the reader are built here rather than converted as named models are.
`openvino.convert_model` makes the default embedder's graph with the same vectors (a cosine of at
least 0.99996 with torch for either) and the same speed (0.98 to 1.03 of this one). But conversion
needs torch: the first question on a machine would take 14 seconds instead of 0.6 and write 90 MB to
a cache, and the reader's encoder would need as much again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.openvino_runtime import (
    CompiledModel,
    Model,
    compiled,
    name_inputs,
    native_precision,
    ops,
)
from index.embedding.text_encoder import INPUTS

Weights = Mapping[str, NDArray[np.float32]]
Node = Any  # openvino's nodes are untyped
MASKED = np.float32(-1e4)  # softmax turns a score with this added to exactly 0, also in bfloat16
EPSILON = 1e-12


@dataclass(frozen=True)
class Bert:
    """The layers of one encoder. Each method returns the graph of a part of it.

    A `pooled` encoder turns token ids and their mask into one vector of unit length per text.
    Otherwise it also takes the token types, and returns the hidden state of each token.
    """

    weights: Weights
    heads: int
    pooled: bool = True

    @property
    def layers(self) -> int:
        """The number of layers in the weights."""
        return len({name.split(".")[2] for name in self.weights if ".layer." in name})

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.weights["embeddings.word_embeddings.weight"].shape[1])

    def compiled(self) -> CompiledModel:
        """Compile the graph for this processor, in bfloat16 if the processor supports it."""
        return compiled(self.graph(), native_precision())

    def graph(self) -> Model:
        """Return the whole graph."""
        ids = ops.parameter([-1, -1], np.int32)
        mask = ops.parameter([-1, -1], np.float32)
        if self.pooled:
            model = Model([self._mean(self._hidden(ids, mask, None), mask)], [ids, mask], "bert")
            return name_inputs(model, INPUTS[:2])
        types = ops.parameter([-1, -1], np.int32)
        model = Model([self._hidden(ids, mask, types)], [ids, mask, types], "bert")
        return name_inputs(model, INPUTS)

    def _hidden(self, ids: Node, mask: Node, types: Node | None) -> Node:
        scores = ops.multiply(ops.subtract(np.float32(1), mask), MASKED)
        scores = ops.unsqueeze(scores, _integers(1, 2))
        hidden = self._embeddings(ids, types)
        for number in range(self.layers):
            hidden = self._layer(hidden, scores, f"encoder.layer.{number}")
        return hidden

    def _mean(self, hidden: Node, mask: Node) -> Node:
        # The mean over the tokens and their sum are the same once scaled to unit length.
        total = ops.reduce_sum(ops.multiply(hidden, ops.unsqueeze(mask, _integers(2))), [1])
        return ops.normalize_l2(total, _integers(1), EPSILON, "add")

    def _embeddings(self, ids: Node, types: Node | None) -> Node:
        words = ops.gather(self._constant("embeddings.word_embeddings.weight"), ids, _integers(0))
        table = self.weights["embeddings.position_embeddings.weight"]
        kinds = self.weights["embeddings.token_type_embeddings.weight"]
        if types is None:
            # Every token is of the first type, so its vector is folded into the position vectors.
            table = table + kinds[0]
        else:
            words = ops.add(words, ops.gather(ops.constant(kinds), types, _integers(0)))
        length = ops.gather(ops.shape_of(ids), _integers(1), _integers(0))
        zero = _integers(0)
        positions = ops.slice(ops.constant(table), zero, length, _integers(1), zero)
        return self._norm(ops.add(words, positions), "embeddings.LayerNorm")

    def _layer(self, hidden: Node, scores: Node, name: str) -> Node:
        attention = f"{name}.attention"
        query, key, value = (
            self._split(self._dense(hidden, f"{attention}.self.{part}"))
            for part in ("query", "key", "value")
        )
        seen = ops.scaled_dot_product_attention(query, key, value, scores)
        merged = ops.transpose(seen, _integers(0, 2, 1, 3))
        merged = ops.reshape(merged, _integers(0, 0, self.dimensions), special_zero=True)
        added = ops.add(hidden, self._dense(merged, f"{attention}.output.dense"))
        hidden = self._norm(added, f"{attention}.output.LayerNorm")
        inner = ops.gelu(self._dense(hidden, f"{name}.intermediate.dense"), "erf")
        added = ops.add(hidden, self._dense(inner, f"{name}.output.dense"))
        return self._norm(added, f"{name}.output.LayerNorm")

    def _split(self, hidden: Node) -> Node:
        shape = _integers(0, 0, self.heads, self.dimensions // self.heads)
        return ops.transpose(ops.reshape(hidden, shape, special_zero=True), _integers(0, 2, 1, 3))

    def _dense(self, hidden: Node, name: str) -> Node:
        product = ops.matmul(hidden, self._constant(f"{name}.weight"), False, True)
        return ops.add(product, self._constant(f"{name}.bias"))

    def _norm(self, hidden: Node, name: str) -> Node:
        centred = ops.mvn(hidden, _integers(-1), True, EPSILON, "inside_sqrt")
        scaled = ops.multiply(centred, self._constant(f"{name}.weight"))
        return ops.add(scaled, self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> Node:
        return ops.constant(self.weights[name])


def _integers(*values: int) -> Node:
    return ops.constant(np.array(values, dtype=np.int64))
