"""Stretches: find the part of an article to align a claimed quotation with."""

from __future__ import annotations

from collections.abc import Sequence

import edlib

from assistant.quotes.claimed_words import Claimed
from assistant.quotes.recorded_words import Recorded, Stream

# edlib supports 256 symbols. All words of the article that are not in the claim share one of them.
_MOST_SYMBOLS = 250
# The number of words on either side of the best window in which the claim's ends are searched for.
_FURTHEST = 30


def window(claimed: Claimed, stream: Stream) -> tuple[int, int, int]:
    """Return the fewest edits, and the bounds in the stream of the window that needs them."""
    symbols: dict[str, int] = {}
    for word in claimed.words:
        symbols.setdefault(word.folded, min(len(symbols) + 1, _MOST_SYMBOLS))
    query = [symbols[word.folded] for word in claimed.words]
    target = [symbols.get(word, 0) for word in stream.folded]
    found = edlib.align(query, target, mode="HW", task="distance")
    distance, end = found["editDistance"], found["locations"][0][1]
    return distance, _start(query, target, distance, end), end + 1


def _start(query: Sequence[int], target: Sequence[int], distance: int, end: int) -> int:
    """Return where the match that ends at `end` with this many edits begins.

    edlib itself would search for the start of every end it finds, possibly one per word.
    """
    furthest = max(0, end + 1 - len(query) - distance)
    backwards = target[furthest : end + 1][::-1]
    if not backwards:
        return 0
    found = edlib.align(query[::-1], backwards, mode="SHW", task="distance")
    return max(0, end - int(found["locations"][-1][1]))


def widened(
    claimed: Claimed, recorded: Recorded, stream: Stream, start: int, end: int
) -> tuple[int, int]:
    """Extend a window to the first and last claimed word if the sentence has them further out.

    If the article has many more words before the claim's last ones, the window with the fewest
    edits ends too early.
    """
    if start >= end:
        return start, end
    first, last = (claimed.words[place].folded for place in (0, -1))
    inner = recorded.tokens[stream.numbers[start]], recorded.tokens[stream.numbers[end - 1]]
    floor, ceiling = recorded.bounds(inner[0])[0], recorded.bounds(inner[1])[1]
    before = range(start - 1, max(start - _FURTHEST, 0) - 1, -1)
    after = range(end, min(end + _FURTHEST, len(stream.folded)))
    if stream.folded[start] != first:
        reached = [p for p in before if _begins(recorded, stream, p) >= floor]
        start = next((p for p in reached if stream.folded[p] == first), start)
    if stream.folded[end - 1] != last:
        reached = [p for p in after if _begins(recorded, stream, p) < ceiling]
        end = next((p + 1 for p in reached if stream.folded[p] == last), end)
    return start, end


def _begins(recorded: Recorded, stream: Stream, place: int) -> int:
    return recorded.tokens[stream.numbers[place]].start
