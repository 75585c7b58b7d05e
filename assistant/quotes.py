"""The quote desk: what the record says about words that somebody is said to have said."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from assistant.alignment import Alignment, occurrences
from assistant.claimed import Claimed
from assistant.fluency import fluent_occurrences
from assistant.judgement import Judgement
from assistant.library import Library
from assistant.nearness import Nearness
from assistant.pasted import Pasted, pasted_note
from assistant.recorded import Recorded
from assistant.verdict import Check, Verdict
from index.archive import Archive
from index.embedding import Embedder
from index.scope import Filters
from sources.names import NO_ALIASES, Aliases

LONGEST = 10_000
"""Characters of a quotation that is checked."""
_CANDIDATES = 200
# Nearly the same words are looked for in the articles that share most with the claim.
_NEARLY = 12
# So many articles without the words, in the order of what they share with them, end the search.
_PATIENCE = 12
_NO_FILTERS = Filters()
_STANDING = frozenset(
    {
        Verdict.EXACT,
        Verdict.FILLERS,
        Verdict.UNCONFIRMED,
        Verdict.UNQUOTED,
        Verdict.PARTIAL,
        Verdict.MISATTRIBUTED,
    }
)


class QuoteDesk:
    """Hold quotations against an archive."""

    def __init__(self, archive: Archive, embedder: Embedder, aliases: Aliases = NO_ALIASES) -> None:
        self._archive = archive
        self._library = Library(archive)
        self._nearness = Nearness(archive, embedder, aliases)
        self._aliases = aliases

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Say what the record says about words, and whether it gives them to this speaker.

        ValueError when there are more than `LONGEST` characters.
        """
        if len(words) > LONGEST:
            raise ValueError(
                f"The quotation has {len(words):,} characters; check at most {LONGEST:,} at once."
            )
        named = speaker.strip() if speaker and any(map(str.isalnum, speaker)) else None
        pasted = Pasted.of(words)
        if pasted is None:
            return self._judged(words, named, filters)
        check = self._judged(pasted.words, named or pasted.speaker.strip() or None, filters)
        if check.verdict not in _STANDING:
            # An odd cut through several quotations may stand there as it is, attributions and all.
            whole = self._judged(words, named, filters)
            if whole.verdict in _STANDING:
                return whole
        return _read_as_pasted(check)

    def _judged(self, words: str, named: str | None, filters: Filters) -> Check:
        scope = self._archive.scope(filters)
        for claimed in Claimed.readings(words):
            judgement = Judgement(claimed, named, scope, self._aliases)
            found, candidates = self._found(claimed, filters)
            near = candidates[:_NEARLY]
            found = found or [a for one in near for a in fluent_occurrences(claimed, one)]
            if found:
                return judgement.present(found)
        if judgement.is_short:
            return judgement.shortened(near) or judgement.too_short(())
        return judgement.changed(near) or judgement.absent(
            self._nearness.look(words, named, scope, filters)
        )

    def _found(self, claimed: Claimed, filters: Filters) -> tuple[list[Alignment], list[Recorded]]:
        """Return every place that has the words, and the articles that come near."""
        found: list[Alignment] = []
        candidates: list[Recorded] = []
        text = " ".join(word.folded for word in claimed.words)
        since = 0
        for recorded in self._library.sharing(text, _CANDIDATES, filters):
            here = list(islice(occurrences(claimed, recorded), _PATIENCE))
            found += here
            candidates.append(recorded)
            since = 0 if here else since + 1
            if since >= _PATIENCE:
                break
        return found, candidates


def _read_as_pasted(check: Check) -> Check:
    return replace(check, notes=(pasted_note(check.speaker), *check.notes))
