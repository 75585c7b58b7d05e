"""Entailment models by name: local cross-encoders loaded with sentence-transformers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.excerpt import excerpt
from index.embedding.model_folder import ModelFolder, go_offline

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

PURPOSE = "entailment"
# The limit for the few models that do not state theirs.
_LONGEST = 512
# "not_entailment", "non-entailment", "no entailment"
_DENIED = ("not", "non", "no ", "no_", "no-")


class CrossEncoderEntailment:
    """Judge pairs of texts with a model in a folder; the model is loaded at the first call."""

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        # Tokenizers of transformers fail if two threads share one, and torch uses all cores anyway.
        self._turn = threading.RLock()

    @classmethod
    def named(cls, name_or_folder: str) -> CrossEncoderEntailment:
        """Return the model in a folder, or with this name in the local cache of the model hub."""
        return cls(ModelFolder.named(name_or_folder, PURPOSE))

    @cached_property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""
        return self._folder.model_id

    def entails(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """Return for each pair the probability that the premise entails the hypothesis."""
        if not pairs:
            return []
        with self._turn:
            model, column = self._loaded
            longest = model.max_seq_length or _LONGEST
            read = [(excerpt(one, longest), excerpt(other, longest)) for one, other in pairs]
            rows = model.predict(read, apply_softmax=True, show_progress_bar=False)
        return [float(row[column]) for row in np.asarray(rows, dtype=np.float64)]

    @cached_property
    def _loaded(self) -> tuple[CrossEncoder, int]:
        go_offline()
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - takes seconds

        model = self._folder.load(CrossEncoder)
        return model, self._column(model.config.id2label)

    def _column(self, labels: dict[int, str]) -> int:
        """Return the index of the entailment output, because models differ in their order."""
        meant = [number for number, label in labels.items() if _is_entailment(label)]
        if len(labels) < 2 or len(meant) != 1:
            listed = ", ".join(str(label) for label in labels.values())
            raise self._folder.unreadable(
                f"its labels are {listed}, where two or more are needed and one called entailment"
            )
        return int(meant[0])


def _is_entailment(label: str) -> bool:
    said = str(label).strip().lower()
    return "entail" in said and not said.startswith(_DENIED)
