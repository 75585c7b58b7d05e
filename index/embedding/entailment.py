"""Entailment models, which estimate how likely one text follows from another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.embedding.cross_encoder import CrossEncoderEntailment


class Entailment(Protocol):
    """A model trained to judge whether a premise entails a hypothesis."""

    def entails(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """Return for each pair the probability that the premise entails the hypothesis."""


def named_entailment(name_or_folder: str) -> Entailment:
    """Return the entailment model in a folder, or with this name in the model hub's local cache."""
    return CrossEncoderEntailment.named(name_or_folder)
