"""Alignment steps: claimed words and the article's words that correspond to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Claimed words `start` to `end`, and the article's words `first` to `last` they align with.

    `equal` words are the same one by one. `alike` words say the same in another house style.
    `left_out` marks fillers, repeats or false starts, which a quotation may omit.
    """

    start: int
    end: int
    first: int
    last: int
    equal: bool
    alike: bool = False
    left_out: bool = False

    @property
    def same(self) -> bool:
        """True if the words are equal or equivalent, or may be left out."""
        return self.equal or self.alike or self.left_out
