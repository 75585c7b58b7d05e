"""The quote desk: checks a quotation against the archive and returns a verdict."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from itertools import islice

from assistant.quotes.alignment import Alignment, occurrences, written_occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.closest_passages import Nearness
from assistant.quotes.filler_matches import fluent_occurrences
from assistant.quotes.judgement import Judgement
from assistant.quotes.objections import Turning
from assistant.quotes.partial_matches import Partly
from assistant.quotes.pasted_text import Pasted, pasted_note
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.splices import fragment
from assistant.quotes.verdict import Check, Verdict
from assistant.reading.reader import Reader
from index.embedding.embedder import Embedder
from index.passage import Passage
from index.scope import Filters
from index.view import View, Viewable
from sources.people.names import NO_ALIASES, Aliases

# About 200 KB each, with everything derived from the text.
_MOST = 512


class Library:
    """A cache of articles, split into words, that are read from views of an archive."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Recorded] = {}
        self._guard = threading.Lock()

    def sharing(self, view: View, text: str, passages: int, filters: Filters) -> Iterator[Recorded]:
        """Yield the articles of the best passages that share word sequences with a text."""
        seen: set[tuple[str, str]] = set()
        for match in view.sharing(text, passages, filters):
            key = (match.passage.span.article_id, match.passage.span.content_hash)
            if key not in seen:
                seen.add(key)
                yield self._recorded(view, match.passage)

    def _recorded(self, view: View, passage: Passage) -> Recorded:
        # The headline has the article's marks, which can change while its text stays the same.
        span = passage.span
        key = (span.article_id, span.content_hash, passage.headline)
        with self._guard:
            known = self._known.pop(key, None)
        if known is None:
            known = Recorded(
                view.version(span.content_hash, span.article_id),
                view.quotations(span.content_hash, span.article_id),
            )
        with self._guard:
            self._known[key] = known
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
        return known


LONGEST = 10_000
"""The maximum length of a quotation, in characters."""
# A quotation with fewer content words is not reported as absent, because it could be a changed form
# of almost any sentence.
_FEWEST_SOUGHT = 2
_CANDIDATES = 200
# Near matches are searched for in the articles that share most with the claim.
_NEARLY = 12
# The search goes from the best matches down, and stops after this many articles in a row that do
# not have the words.
_PATIENCE = 12
_NO_FILTERS = Filters()
_STANDING = frozenset(
    {
        *(Verdict.EXACT, Verdict.FILLERS, Verdict.UNCONFIRMED, Verdict.UNQUOTED),
        *(Verdict.PARTIAL, Verdict.MISATTRIBUTED, Verdict.UNSURE, Verdict.DISPUTED),
    }
)


class QuoteDesk:
    """Check quotations against an archive, each on one view of it.

    If a reader is given, it judges the cuts that the rules accept.
    """

    def __init__(
        self,
        archive: Viewable,
        embedder: Embedder,
        aliases: Aliases = NO_ALIASES,
        reader: Reader | None = None,
    ) -> None:
        self._archive = archive
        self._library = Library()
        self._nearness = Nearness(embedder, aliases)
        self._aliases = aliases
        self._turning = Turning(reader)

    def over(self, view: View) -> QuoteDesk:
        """Return a copy of this desk for a view. Both share the article cache."""
        desk = copy(self)
        desk._archive = view
        return desk

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Judge text as typed: a quotation, or a quotation with its attribution.

        Raise ValueError if it has more than `LONGEST` characters.
        """
        _require_length(words)
        named = _named(speaker)
        pasted = Pasted.of(words)
        with self._archive.view() as view:
            if pasted is None:
                return self._judged(view, words, named, filters)
            speaker = named or _named(pasted.speaker)
            check = self._judged(view, pasted.words, speaker, filters)
            if check.verdict not in _STANDING:
                # Words cut across several quotations may be in an article together with their
                # attributions.
                whole = self._judged(view, words, named, filters)
                if whole.verdict in _STANDING:
                    return whole
        return _read_as_pasted(check)

    def judge(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Judge a quotation without attribution: all words count as the speaker's.

        Raise ValueError if it has more than `LONGEST` characters.
        """
        _require_length(words)
        with self._archive.view() as view:
            return self._judged(view, words, _named(speaker), filters)

    def _judged(self, view: View, words: str, named: str | None, filters: Filters) -> Check:
        scope = view.scope(filters)
        for claimed in Claimed.readings(words):
            judgement = Judgement(claimed, named, scope, self._aliases, self._turning)
            found, candidates = self._found(view, claimed, filters)
            near = candidates[:_NEARLY]
            found = found or [
                place
                for one in near
                for place in islice(written_occurrences(claimed, one), _PATIENCE)
            ]
            found = found or [a for one in near for a in fluent_occurrences(claimed, one)]
            if found:
                return judgement.present(found)
        if judgement.is_short:
            changed = judgement.shortened(near)
            if changed is None and claimed.content < _FEWEST_SOUGHT:
                return judgement.too_short(())
        else:
            changed = Partly(judgement).found(near) or judgement.changed(near)
        return changed or judgement.absent(
            self._nearness.look(view, words, named, scope, filters), fragment(claimed, near)
        )

    def _found(
        self, view: View, claimed: Claimed, filters: Filters
    ) -> tuple[list[Alignment], list[Recorded]]:
        """Return every place that has the words, and the articles that come closest."""
        found: list[Alignment] = []
        candidates: list[Recorded] = []
        text = " ".join(word.folded for word in claimed.words)
        since = 0
        for recorded in self._library.sharing(view, text, _CANDIDATES, filters):
            here = list(islice(occurrences(claimed, recorded), _PATIENCE))
            found += here
            candidates.append(recorded)
            since = 0 if here else since + 1
            if since >= _PATIENCE:
                break
        return found, candidates


def _require_length(words: str) -> None:
    if len(words) > LONGEST:
        raise ValueError(
            f"The quotation has {len(words):,} characters, but at most {LONGEST:,} can be checked "
            "at once. Check it in parts."
        )


def _named(speaker: str | None) -> str | None:
    return speaker.strip() if speaker and any(map(str.isalnum, speaker)) else None


def _read_as_pasted(check: Check) -> Check:
    return replace(check, notes=(pasted_note(check.speaker), *check.notes))
