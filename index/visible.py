"""What the word index finds, as far as the catalogue says that it may be seen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from index.match import Match
from index.snapshot import Snapshot
from index.words import WordHit

_ATTEMPTS = 5

Reading = Callable[[], AbstractContextManager[Snapshot]]
Look = Callable[[int, int], tuple[WordHit, ...]]


def visible_matches(reading: Reading, look: Look, limit: int) -> tuple[Match, ...]:
    """Return the best visible passages; `look` finds so many hits as of a revision."""
    wanted = limit
    for attempt in range(1, _ATTEMPTS + 1):
        with reading() as snapshot:
            revision = snapshot.revision
        hits = look(wanted, revision)
        with reading() as snapshot:
            passages = snapshot.passages([hit.seq for hit in hits])
            consistent = snapshot.revision == revision
        matches = tuple(Match(passages[hit.seq], hit.score) for hit in hits if hit.seq in passages)
        crowded_out = len(matches) < limit and len(hits) == wanted
        # Between the two looks an article may have been replaced: its old words are no longer
        # visible and its new ones were not in the index yet. Look again.
        if attempt == _ATTEMPTS or (consistent and not crowded_out):
            break
        wanted = wanted * 4 if crowded_out else wanted
    return matches[:limit]
