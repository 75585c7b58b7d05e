"""Entailment: a model that says how likely one text follows from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.embedding.cross_encoder import CrossEncoderEntailment


class Entailment(Protocol):
    """A model that was trained to say whether a premise entails a hypothesis."""

    def entails(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """Return for each premise and hypothesis the probability that the one entails the other."""


def named_entailment(name_or_folder: str) -> Entailment:
    """Return the entailment model of a folder, or of a name in the model hub's local cache."""
    return CrossEncoderEntailment.named(name_or_folder)
