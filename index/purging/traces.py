"""Traces: content that only the purged versions have, which a proof looks for."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.catalogue.inventory import StoredText
from index.catalogue.snapshot import Snapshot
from index.purging.condemned import Likeness
from index.purging.encodings import readings
from index.purging.fingerprints import (
    BYTES_IN_A_ROW,
    MOST_BYTES,
    Hashes,
    Name,
    Names,
    Wanted,
    of_bytes,
    of_words,
)
from index.words import terms

# SQLite splits a long vector over several pages, so bytes are sampled at each step.
_STEP = 128
_OVERLAP = 4_096
_LIKE = 0.3
# After a clean proof, so few hashes of a text are kept that nobody can guess from one to the
# next, word by word.
_SAMPLED = 32
_NO_HASHES = np.empty(0, dtype=np.uint64)


@dataclass(frozen=True)
class Traces:
    """Phrases, names, terms and vectors that no other version has.

    `sample` holds some of the phrases, spaced far apart.
    """

    words: Wanted
    vectors: Wanted
    names: Names
    terms: tuple[str, ...] = ()
    sample: Wanted = field(default_factory=lambda: Wanted(_NO_HASHES))

    @property
    def sought(self) -> int:
        """The number of different traces."""
        return len(self.words) + len(self.vectors) + len(self.names.all) + len(self.terms)

    def to_json(self) -> str:
        """Return the traces as JSON without any words, to store or pass to another process."""
        return json.dumps(
            {
                "words": _written(self.words),
                "vectors": _written(self.vectors),
                "names": [[n.beginning, n.length, n.digest] for n in sorted(self.names.all)],
                "sample": _written(self.sample),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Traces:
        """Return the traces from the output of `to_json`."""
        found = json.loads(text)
        return cls(
            words=_read(found["words"]),
            vectors=_read(found["vectors"]),
            names=Names(frozenset(Name(*name) for name in found["names"])),
            sample=_read(found["sample"]),
        )

    @classmethod
    def joined(cls, several: Sequence[Traces]) -> Traces:
        """Return the union of several traces."""
        return cls(
            words=Wanted(_joined([each.words.hashes for each in several])),
            vectors=Wanted(_joined([each.vectors.hashes for each in several])),
            names=Names(frozenset().union(*(each.names.all for each in several))),
            terms=tuple(term for each in several for term in each.terms),
        )

    def lasting(self) -> Traces:
        """Return the traces that are kept after a clean proof."""
        return replace(self, words=self.sample, vectors=Wanted(_NO_HASHES))

    def without(self, snapshot: Snapshot) -> Traces:
        """Return the traces that no stored version has, old or current, without their vectors."""
        words, names = [_NO_HASHES], self.names
        for stored in snapshot.stored_texts():
            words += [self.words.among(_words(part)) for part in (stored.text, stored.headline)]
            names = _names_elsewhere(names, stored)
        return Traces(self.words.without(_joined(words)), Wanted(_NO_HASHES), names)

    def in_text(self, text: str) -> bool:
        """Return True if a text contains any of the phrases or names."""
        return any(map(self.in_words, pieces(text.encode("utf-8", "surrogatepass"))))

    def in_words(self, data: bytes) -> bool:
        """Return True if the data contains any of the phrases or names."""
        return bool(len(self.words.among(of_words(data)))) or bool(self.names.found_in(data))

    def in_data(self, data: bytes) -> bool:
        """Return True if the bytes of a file, in any encoding, contain any trace."""
        if len(self.vectors.among(of_bytes(data))):
            return True
        return any(self.in_words(piece) for read in readings(data) for piece in pieces(read))


def traces_of(snapshot: Snapshot, keys: Collection[int]) -> tuple[Traces, tuple[Likeness, ...]]:
    """Return what only these versions have, and the articles that share many phrases."""
    texts = [stored for stored in snapshot.stored_texts() if stored.key in keys]
    in_order = [_words(t.text) for t in texts]
    owns = [own for each in in_order if len(own := np.unique(each))]
    words = Wanted(_joined([*owns, *(_words(t.headline) for t in texts)]))
    names = Names.of(n for t in texts for n in (t.headline, *t.fields))
    shared: list[Hashes] = [_NO_HASHES]
    likenesses: defaultdict[str, Likeness] = defaultdict(lambda: Likeness("", "", 0.0))
    for stored in snapshot.stored_texts():
        if stored.key in keys:
            continue
        names = _names_elsewhere(names, stored)
        found = np.unique(words.among(_words(stored.text)))
        shared += [found, words.among(_words(stored.headline))]
        share = max((len(np.intersect1d(found, own)) / len(own) for own in owns), default=0.0)
        if share >= _LIKE and share > likenesses[stored.article_id].share:
            likenesses[stored.article_id] = Likeness(stored.article_id, stored.headline, share)
    only = words.without(_joined(shared))
    sought = Traces(
        words=only,
        vectors=_vectors(snapshot, keys),
        names=names,
        terms=tuple(dict.fromkeys(t for stored in texts for t in terms(stored.text))),
        sample=Wanted(only.among(_joined([each[::_SAMPLED] for each in in_order]))),
    )
    like = (each for each in likenesses.values() if each.share)
    return sought, tuple(sorted(like, key=lambda each: -each.share))


def _names_elsewhere(names: Names, stored: StoredText) -> Names:
    """Return the names that a version does not have."""
    parts = "\0".join((stored.text, stored.headline, *stored.fields))
    found = map(names.found_in, pieces(parts.encode("utf-8", "surrogatepass")))
    return Names(names.all.difference(*found))


def _written(wanted: Wanted) -> str:
    return b64encode(wanted.hashes.astype("<u8").tobytes()).decode()


def _read(written: str) -> Wanted:
    return Wanted(np.frombuffer(b64decode(written), dtype="<u8").astype(np.uint64))


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield the data in overlapping pieces, each of the largest size that is searched at once."""
    for start in range(0, max(len(data), 1), MOST_BYTES - _OVERLAP):
        yield data[start : start + MOST_BYTES]


def _words(text: str) -> Hashes:
    return _joined([of_words(piece) for piece in pieces(text.encode("utf-8", "surrogatepass"))])


def _vectors(snapshot: Snapshot, keys: Collection[int]) -> Wanted:
    own: set[bytes] = set()
    others: set[bytes] = set()
    for version, vector in snapshot.stored_vectors():
        if version in keys:
            own.add(vector)
    for version, vector in snapshot.stored_vectors():
        if version not in keys and vector in own:
            others.add(vector)
    parts = [
        of_bytes(vector[start : start + BYTES_IN_A_ROW])
        for vector in own - others
        for start in range(0, len(vector) - BYTES_IN_A_ROW + 1, _STEP)
    ]
    return Wanted(_joined(parts))


def _joined(parts: list[Hashes]) -> Hashes:
    return np.concatenate([_NO_HASHES, *parts])
