"""Texts to vectors: a tokenizer and a compiled graph, used by every model that OpenVINO runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.embedding.batches import Batches
from index.embedding.excerpt import excerpt

# How each input of a graph is filled, by its name.
_FIELDS: dict[str, Callable[[Encoding], list[int]]] = {
    "input_ids": lambda encoding: encoding.ids,
    "attention_mask": lambda encoding: encoding.attention_mask,
    "token_type_ids": lambda encoding: encoding.type_ids,
}
INPUTS = tuple(_FIELDS)


@dataclass(frozen=True)
class TextEncoder:
    """A model that any number of threads may use. Its tokenizer truncates and does not pad."""

    tokenizer: Tokenizer
    batches: Batches
    dimensions: int
    maximum_tokens: int
    padding: int = 0  # the token that fills shorter rows, on the right

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the model's output for each text, a row each."""
        excerpts = [excerpt(text, self.maximum_tokens) for text in texts]
        encodings = self.tokenizer.encode_batch(excerpts)
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)

        def prepare(batch: Sequence[int], length: int) -> list[NDArray[Any]]:
            # A model may have no positions after its last token.
            fitting = min(length, self.maximum_tokens)
            return self._inputs([encodings[number] for number in batch], fitting)

        def keep(batch: Sequence[int], output: NDArray[Any]) -> None:
            rows[batch] = output

        self.batches.run([len(encoding.ids) for encoding in encodings], prepare, keep)
        return rows

    def _inputs(self, batch: Sequence[Encoding], length: int) -> list[NDArray[Any]]:
        """Return the graph's inputs for a batch, padded to a length, in the graph's order."""
        inputs = []
        for port in self.batches.compiled.inputs:
            name = port.any_name
            filler = self.padding if name == "input_ids" else 0
            table = np.full((len(batch), length), filler, dtype=port.element_type.to_dtype())
            for row, encoding in zip(table, batch, strict=True):
                values = _FIELDS[name](encoding)
                row[: len(values)] = values
            inputs.append(table)
        return inputs
