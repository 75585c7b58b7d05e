"""The protocols of an archive's parts, implemented in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.day import from_day
from index.errors import ArticleMissing, WordsMissing
from index.intake.event import Draft
from index.passage import Passage, PassageRecord
from index.protocols import Matrix, Numbers, Snapshot
from index.scope import Filters, Scope
from index.vectors.unpublished import Block
from index.words import WordHit, terms
from index.words.field_weights import STANDARD, Weights
from sources.article import Article

_UNFILTERED = Filters()


def passes(outlet: str | None, language: str | None, day: int | None, filters: Filters) -> bool:
    """Return True if filters select an article."""
    if filters.outlets and outlet not in filters.outlets:
        return False
    if filters.languages and language not in filters.languages:
        return False
    published = None if day is None else from_day(day)
    if filters.since and (published is None or published < filters.since):
        return False
    return not (filters.until and (published is None or published > filters.until))


@dataclass(frozen=True)
class _Stored:
    """A passage with its article and vector; `key` is that of its version."""

    key: int
    article: Article
    record: PassageRecord
    passage: Passage
    vector: Matrix
    visible: bool = False


@dataclass
class MemoryView:
    """A state of a `MemoryCatalogue`, which is not changed any more."""

    settings: dict[str, str]
    stored: dict[int, _Stored] = field(default_factory=dict)

    @property
    def revision(self) -> int:
        """The number of visible changes that were made so far."""
        return int(self.settings["revision"])

    def setting(self, name: str) -> str:
        """Return a setting, or ''."""
        return self.settings.get(name, "")

    def scope(self, filters: Filters) -> Scope:
        """Count what the filters select."""
        selected = [self.stored[seq] for seq in self.seqs(filters).tolist()]
        about = [each.metadata for each in {one.key: one.article for one in selected}.values()]
        days = sorted(each.published for each in about if each.published)
        return Scope(
            articles=len(about),
            passages=len(selected),
            undated=len(about) - len(days),
            outlets=tuple(sorted({each.outlet for each in about if each.outlet})),
            languages=tuple(sorted({each.language for each in about if each.language})),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            filters=filters,
        )

    def count(self, filters: Filters = _UNFILTERED, upto: int | None = None) -> int:
        """Count the visible passages that the filters select."""
        return sum(upto is None or seq <= upto for seq in self.seqs(filters).tolist())

    def newest_seq(self) -> int:
        """Return the highest number of a passage."""
        return max(self.stored, default=0)

    def seqs(self, filters: Filters = _UNFILTERED, after: int = 0) -> Numbers:
        """Return the numbers of the visible passages that the filters select."""
        found = (seq for seq in self.stored if seq > after)
        return np.array(sorted(self.visible(list(found), filters)), dtype=np.int64)

    def visible(self, seqs: Sequence[int], filters: Filters = _UNFILTERED) -> set[int]:
        """Return those of the numbers whose passages are visible and selected."""
        found = [self.stored[seq] for seq in seqs if seq in self.stored]
        return {each.record.seq for each in found if each.visible and _selected(each, filters)}

    def passages(self, seqs: Sequence[int]) -> dict[int, Passage]:
        """Return the visible passages of these numbers."""
        return {seq: self.stored[seq].passage for seq in self.visible(seqs)}

    def records(self, seqs: Sequence[int] | Numbers) -> list[PassageRecord]:
        """Return stored passages."""
        return [self.stored[int(seq)].record for seq in seqs]

    def vectors(self, seqs: Sequence[int] | Numbers) -> Matrix:
        """Return the vectors of passages."""
        rows = [self.stored[int(seq)].vector for seq in seqs]
        return np.array(rows, dtype=np.float32).reshape(len(rows), int(self.setting("dimensions")))

    def article(self, article_id: str) -> Article:
        """Return the visible version of an article."""
        for each in self.stored.values():
            if each.visible and each.article.id == article_id:
                return each.article
        raise ArticleMissing(article_id)


def _selected(stored: _Stored, filters: Filters) -> bool:
    record = stored.record
    return passes(record.outlet, record.language, record.published, filters)


class MemoryChanges:
    """Changes to a state that nobody reads yet."""

    def __init__(self, snapshot: MemoryView) -> None:
        self._view = snapshot

    def stage(self, draft: Draft, vectors: Matrix) -> tuple[int, tuple[int, ...]]:
        """Store a version that is not visible yet."""
        first = self._view.newest_seq() + 1
        seqs = tuple(range(first, first + len(draft.passages)))
        records = draft.records(first, seqs)  # its first number serves as its key
        for record, passage, vector in zip(records, draft.passages, vectors, strict=True):
            stored = _Stored(first, draft.article, record, passage, vector)
            self._view.stored[record.seq] = stored
        return first, seqs

    def show(self, keys: Sequence[int]) -> None:
        """Make staged versions visible."""
        for key in keys:
            self._hide(self._view.stored[key].article.id)
            for seq, each in self._view.stored.items():
                if each.key == key:
                    self._view.stored[seq] = replace(each, visible=True)
        self._changed(bool(keys))

    def remove(self, article_ids: Iterable[str]) -> int:
        """Hide articles."""
        hidden = sum(map(self._hide, article_ids))
        self._changed(hidden > 0)
        return hidden

    def set(self, name: str, value: object) -> None:
        """Store a setting."""
        self._view.settings[name] = str(value)

    def _hide(self, article_id: str) -> bool:
        hidden = False
        for seq, each in self._view.stored.items():
            if each.visible and each.article.id == article_id:
                self._view.stored[seq] = replace(each, visible=False)
                hidden = True
        return hidden

    def _changed(self, visibly: bool) -> None:
        self.set("revision", self._view.revision + visibly)


class MemoryCatalogue:
    """A catalogue whose writers change a copy of its state."""

    def __init__(self, model_id: str, dimensions: int) -> None:
        settings = {"model_id": model_id, "dimensions": str(dimensions), "revision": "0"}
        self._state = MemoryView(settings)

    @contextmanager
    def reading(self) -> Iterator[MemoryView]:
        """Give the state of now."""
        yield self._state

    @contextmanager
    def writing(self) -> Iterator[MemoryChanges]:
        """Put a changed copy in the place of the state."""
        changed = MemoryView(dict(self._state.settings), dict(self._state.stored))
        yield MemoryChanges(changed)
        self._state = changed

    def close(self) -> None:
        """Do nothing."""


class MemoryVectors:
    """Vectors that are compared one by one."""

    def __init__(self) -> None:
        self._block: Block | None = None

    @property
    def count(self) -> int:
        """The number of vectors."""
        return 0 if self._block is None else len(self._block.seqs)

    def add(self, snapshot: Snapshot, seqs: Sequence[int]) -> None:
        """Add passages."""
        added = Block(np.array(seqs, dtype=np.int64), snapshot.vectors(seqs))
        if self._block is not None:
            joined = np.concatenate([self._block.seqs, added.seqs])
            added = Block(joined, np.concatenate([self._block.vectors, added.vectors]))
        self._block = added

    def nearest(self, vectors: Matrix, limit: int) -> list[list[tuple[int, float]]]:
        """Return the best for each row."""
        if self._block is None:
            return [[] for _ in vectors]
        return [self._block.nearest(vector, limit) for vector in vectors]

    def unfindable(self, snapshot: Snapshot, seqs: Sequence[int]) -> list[int]:
        """Return what was never added: all else is found."""
        del snapshot
        held = set() if self._block is None else set(self._block.seqs.tolist())
        return [seq for seq in seqs if seq not in held]

    def close(self) -> None:
        """Do nothing."""


class MemoryWords:
    """Words that are compared one by one; reader and writer in one."""

    def __init__(self, exists: bool = True) -> None:
        self._committed: list[PassageRecord] | None = [] if exists else None
        self._changed: list[PassageRecord] = []
        self._held: dict[int, list[list[PassageRecord]]] = {}

    @contextmanager
    def held(self, revision: int) -> Iterator[None]:
        """Keep what a revision finds, until nobody holds it any more."""
        self._held.setdefault(revision, []).append(self._at(revision))
        try:
            yield
        finally:
            self._held[revision].pop()

    def add(self, records: Iterable[PassageRecord]) -> None:
        """Add passages."""
        self._changed += records

    def delete(self, versions: Iterable[int]) -> None:
        """Delete the passages of versions."""
        gone = set(versions)
        self._changed = [each for each in self._changed if each.version not in gone]

    def commit(self) -> None:
        """Show readers all changes."""
        self._committed = list(self._changed)

    def close(self) -> None:
        """Drop what was not committed."""
        self._changed = list(self._committed or ())

    def search(
        self,
        question: str,
        limit: int,
        revision: int,
        filters: Filters = _UNFILTERED,
        weights: Weights = STANDARD,
    ) -> list[WordHit]:
        """Return the passages that have a term of the question; each term counts once."""
        del weights
        asked = set(terms(question))
        return self._best(revision, lambda held: len(asked & set(held)), limit, filters)

    def sharing(
        self, text: str, limit: int, revision: int, filters: Filters = _UNFILTERED
    ) -> list[WordHit]:
        """Return the passages that share words with a text; a pair in a row counts ten."""
        words, pairs = set(terms(text)), set(pairwise(terms(text)))
        return self._best(
            revision,
            lambda held: 10 * len(pairs & set(pairwise(held))) + len(words & set(held)),
            limit,
            filters,
        )

    def count(self, revision: int) -> int:
        """Count the passages."""
        return len(self.seqs(revision))

    def seqs(self, revision: int) -> list[int]:
        """Return the number of each passage."""
        return [record.seq for record in self._at(revision)]

    def finds(self, record: PassageRecord, revision: int) -> bool:
        """Return True if the passage is there."""
        return any(hit.seq == record.seq for hit in self.search(record.body, 10**6, revision))

    def frequencies(self, wanted: Iterable[str], revision: int) -> dict[str, int]:
        """Count the passages that have each word; of several words, the rarest."""
        counts = Counter(term for each in self._at(revision) for term in set(_terms_of(each)))
        return {word: min((counts[t] for t in terms(word)), default=0) for word in wanted}

    def _at(self, revision: int) -> list[PassageRecord]:
        if self._committed is None:
            raise WordsMissing(Path("memory"), "it does not exist")
        held = self._held.get(revision)
        return held[0] if held else self._committed

    def _best(
        self, revision: int, score: Callable[[list[str]], int], limit: int, filters: Filters
    ) -> list[WordHit]:
        hits = [
            WordHit(each.seq, float(score(_terms_of(each))))
            for each in self._at(revision)
            if passes(each.outlet, each.language, each.published, filters)
        ]
        found = sorted((hit for hit in hits if hit.score), key=lambda hit: (-hit.score, hit.seq))
        return found[:limit]


def _terms_of(record: PassageRecord) -> list[str]:
    return [*terms(record.headline), *terms(record.body)]
