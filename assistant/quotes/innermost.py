"""Innermost quotations: find the shortest quotation around a word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from sources.language.words import Token
from sources.quotations.quotation import Quotation


@dataclass(frozen=True, slots=True)
class Innermost:
    """The offsets at which the shortest quotation changes, and the one that starts to apply."""

    places: tuple[int, ...]
    shortest: tuple[Quotation | None, ...]
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, quotations: Sequence[Quotation]) -> Innermost:
        """Find the shortest quotation around each character, the first of equally short ones."""
        changes = list(_shortest(quotations))
        return cls(
            tuple(place for place, _ in changes),
            tuple(quotation for _, quotation in changes),
            tuple(quotations),
        )

    def around(self, word: Token) -> Quotation | None:
        """Return the shortest quotation that contains an entire word."""
        at = bisect_right(self.places, word.start) - 1
        found = self.shortest[at] if at >= 0 else None
        if found is None or word.end <= found.end:
            return found
        # If a word extends beyond the end of a quotation, only a wider one can contain it.
        around = (q for q in self.quotations if q.start <= word.start and word.end <= q.end)
        return min(around, key=lambda q: q.end - q.start, default=None)


def _shortest(quotations: Sequence[Quotation]) -> Iterator[tuple[int, Quotation | None]]:
    """Yield each position at which the shortest quotation changes, and the new one."""
    order = sorted(range(len(quotations)), key=lambda n: quotations[n].start)
    edges = sorted({edge for q in quotations for edge in (q.start, q.end)})
    reaching: list[tuple[int, int]] = []
    begun = 0
    for edge in edges:
        while begun < len(order) and quotations[order[begun]].start <= edge:
            quotation = quotations[order[begun]]
            heappush(reaching, (quotation.end - quotation.start, order[begun]))
            begun += 1
        while reaching and quotations[reaching[0][1]].end <= edge:
            heappop(reaching)
        yield edge, quotations[reaching[0][1]] if reaching else None
