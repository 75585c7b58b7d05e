"""Temperatures: the divisors of each head's logits that calibrate its probabilities."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Temperatures:
    """A temperature for each head; 1 leaves its probabilities as learnt."""

    answers: float = 1.0
    span: float = 1.0
    bears: float = 1.0
    missing: float = 1.0
