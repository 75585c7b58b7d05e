"""Traces: what only the versions that are to be purged have, to be looked for afterwards."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from index.condemned import Likeness
from index.fingerprints import BYTES_IN_A_ROW, MOST_BYTES, Hashes, Wanted, of_bytes, of_words
from index.snapshot import Snapshot
from index.words import terms

# A shorter headline or file name may be found anywhere.
_SHORTEST_NAME = 12
# SQLite parts a long vector over several pages, so some of its bytes are looked for at each step.
_STEP = 128
_OVERLAP = 4_096
_LIKE = 0.3
_ESCAPED = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/bfnrt]")
_NO_HASHES = np.empty(0, dtype=np.uint64)


@dataclass(frozen=True)
class Traces:
    """Words in a row, names, terms and vectors that no other version has."""

    words: Wanted
    vectors: Wanted
    names: tuple[bytes, ...]
    terms: tuple[str, ...]

    @property
    def sought(self) -> int:
        """The number of different things that are looked for."""
        return len(self.words) + len(self.vectors) + len(self.names) + len(self.terms)

    def to_json(self) -> str:
        """Write them down for another process."""
        return json.dumps(
            {
                "words": self.words.hashes.tolist(),
                "vectors": self.vectors.hashes.tolist(),
                "names": [name.decode("utf-8", "surrogatepass") for name in self.names],
                "terms": self.terms,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Traces:
        """Read what `to_json` wrote."""
        found = json.loads(text)
        return cls(
            Wanted(np.array(found["words"], dtype=np.uint64)),
            Wanted(np.array(found["vectors"], dtype=np.uint64)),
            tuple(name.encode("utf-8", "surrogatepass") for name in found["names"]),
            tuple(found["terms"]),
        )

    def in_text(self, text: str) -> bool:
        """Return True if a text has any of the words in a row, or of the names."""
        return any(map(self.in_words, pieces(text.encode("utf-8", "surrogatepass"))))

    def in_words(self, data: bytes) -> bool:
        """Return True if data has any of the words in a row, or of the names."""
        return bool(len(self.words.among(of_words(data)))) or any(n in data for n in self.names)

    def in_data(self, data: bytes) -> bool:
        """Return True if the bytes of a file, as they are or unescaped, have anything of it."""
        if len(self.vectors.among(of_bytes(data))) or self.in_words(data):
            return True
        plain = unescaped(data)
        return plain != data and self.in_words(plain)


def traces_of(snapshot: Snapshot, keys: Collection[int]) -> tuple[Traces, tuple[Likeness, ...]]:
    """Return what only these versions have, and the articles with many of the same words."""
    texts = [stored for stored in snapshot.stored_texts() if stored.key in keys]
    owns = [own for t in texts if len(own := np.unique(_words(t.text)))]
    words = Wanted(_joined([*owns, *(_words(t.headline) for t in texts)]))
    names = {n for t in texts for n in (t.headline, *t.fields) if len(n) >= _SHORTEST_NAME}
    shared: list[Hashes] = [_NO_HASHES]
    likenesses: defaultdict[str, Likeness] = defaultdict(lambda: Likeness("", "", 0.0))
    for stored in snapshot.stored_texts():
        if stored.key in keys:
            continue
        for part in (stored.text, stored.headline, *stored.fields):
            names = {name for name in names if name not in part}
        found = np.unique(words.among(_words(stored.text)))
        shared += [found, words.among(_words(stored.headline))]
        share = max((len(np.intersect1d(found, own)) / len(own) for own in owns), default=0.0)
        if share >= _LIKE and share > likenesses[stored.article_id].share:
            likenesses[stored.article_id] = Likeness(stored.article_id, stored.headline, share)
    sought = Traces(
        words.without(_joined(shared)),
        _vectors(snapshot, keys),
        tuple(sorted(name.encode("utf-8", "surrogatepass") for name in names)),
        tuple(dict.fromkeys(t for stored in texts for t in terms(stored.text))),
    )
    like = (each for each in likenesses.values() if each.share)
    return sought, tuple(sorted(like, key=lambda each: -each.share))


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield data in pieces that overlap, each as long as can be looked at together."""
    for start in range(0, max(len(data), 1), MOST_BYTES - _OVERLAP):
        yield data[start : start + MOST_BYTES]


def unescaped(data: bytes) -> bytes:
    r"""Return the bytes of JSON with what \u and the like stand for, and others as they are."""
    return _ESCAPED.sub(_character, data) if b"\\" in data and b"\0" not in data else data


def _character(escaped: re.Match[bytes]) -> bytes:
    if not escaped[0].startswith(rb"\u"):
        return b" "
    halves = bytes.fromhex(escaped[0].replace(rb"\u", b"").decode())
    return halves.decode("utf-16-be", "replace").encode()


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
