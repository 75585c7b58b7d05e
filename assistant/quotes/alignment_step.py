"""Steps of an alignment: claimed words and the record's words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Claimed words `start` to `end`, and the words of the stream that stand for them.

    `equal` words are the same one by one. `alike` ones say the same in the style of another house.
    `left_out` says that the record's words are fillers, repeats or false starts, which a quotation
    may leave out.
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
        """Whether both sides say the same."""
        return self.equal or self.alike or self.left_out
