"""Fingerprints: hashes of word sequences and byte sequences at every position of some data.

They are computed for all positions at once with numpy, so that an archive is read at tens of
megabytes a second. The same words have the same fingerprints, whatever separates them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

WORDS_IN_A_ROW = 8
BYTES_IN_A_ROW = 32
MOST_BYTES = 2**20
"""The most bytes to hash at once. The caller cuts longer data into overlapping pieces."""
_BASE = 0x9E3779B97F4A7C15
_BITS = 20


def of_words(data: bytes) -> Hashes:
    """Return a hash for every eight consecutive words, ignoring the case of ASCII letters."""
    folded, inside, first = _classes(data)
    starts = np.flatnonzero(first)
    if len(starts) < WORDS_IN_A_ROW:
        return np.empty(0, dtype=np.uint64)
    # A word ends where the next one starts, or earlier at a character that is no letter.
    gaps = np.flatnonzero(~inside)
    ends = np.append(starts[1:], len(folded))
    if len(gaps):
        place = np.minimum(np.searchsorted(gaps, starts), len(gaps) - 1)
        gap = np.where(gaps[place] > starts, gaps[place], len(folded))
        ends = np.minimum(ends, gap)
    words = _mixed(_between(folded, starts, ends))
    count = len(words) - WORDS_IN_A_ROW + 1
    rows = np.zeros(count, dtype=np.uint64)
    for ahead in range(WORDS_IN_A_ROW):
        rows = rows * np.uint64(_BASE) + words[ahead : ahead + count]
    return _mixed(rows)


def of_bytes(data: bytes, length: int = BYTES_IN_A_ROW) -> Hashes:
    """Return a hash for every `length` consecutive bytes."""
    raw = np.frombuffer(data, dtype=np.uint8)
    if len(raw) < length:
        return np.empty(0, dtype=np.uint64)
    starts = np.arange(len(raw) - length + 1)
    return _mixed(_between(raw, starts, starts + length))


class Wanted:
    """A set of wanted hashes, to be looked up in large arrays."""

    def __init__(self, hashes: Hashes) -> None:
        self.hashes = np.unique(hashes)
        self._maybe = np.zeros(2**_BITS, dtype=bool)
        self._maybe[self.hashes >> np.uint64(64 - _BITS)] = True

    def __len__(self) -> int:
        return len(self.hashes)

    def among(self, hashes: Hashes) -> Hashes:
        """Return those of the given hashes that are in the set."""
        found: Hashes = hashes[self.places(hashes)]
        return found

    def places(self, hashes: Hashes) -> NDArray[np.intp]:
        """Return the positions of the given hashes that are in the set."""
        maybe = np.flatnonzero(self._maybe[hashes >> np.uint64(64 - _BITS)])
        found: NDArray[np.intp] = maybe[np.isin(hashes[maybe], self.hashes)]
        return found

    def without(self, hashes: Hashes) -> Wanted:
        """Return the set without the given hashes."""
        return Wanted(np.setdiff1d(self.hashes, hashes))


def _classes(data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the folded bytes, which of them belong to words, and which begin a word.

    In scripts written without spaces, each character is a word: those whose first byte is E3 to ED
    in UTF-8, from kana to Hangul.
    """
    folds, letters, alone = _tables()
    raw = np.frombuffer(data, dtype=np.uint8)
    spoken = ~_punctuation(raw)
    inside = letters[raw] & spoken
    before = np.empty_like(inside)
    before[:1] = False
    before[1:] = inside[:-1]
    return folds[raw], inside, (inside & ~before) | (alone[raw] & spoken)


def _punctuation(raw: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which bytes belong to non-ASCII punctuation, from a no-break space to quotes."""
    found = np.zeros(len(raw) + 2, dtype=bool)
    padded = np.append(raw, np.zeros(2, dtype=np.uint8))
    first, second = padded[:-2], padded[1:-1]
    long = ((first == 0xE2) & ((second | 1) == 0x81)) | ((first == 0xE3) & (second == 0x80))
    short = (first == 0xC2) & (second < 0xC0)
    for ahead, signs in enumerate((long | short, long | short, long)):
        found[ahead : ahead + len(raw)] |= signs
    return found[: len(raw)]


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.bool_], NDArray[np.bool_]]:
    folds = np.frombuffer(bytes(range(256)).lower(), dtype=np.uint8)
    letters = np.array([byte >= 0x80 or chr(byte).isalnum() for byte in range(256)])
    alone = np.array([0xE3 <= byte <= 0xED for byte in range(256)])
    return folds, letters, alone


def _between(data: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> Hashes:
    """Return the hash of each stretch: a polynomial modulo 2^64, from prefix sums."""
    powers, inverse = _powers(len(data) + 1)
    sums = np.zeros(len(data) + 1, dtype=np.uint64)
    np.cumsum((data.astype(np.uint64) + np.uint64(1)) * powers[:-1], out=sums[1:])
    hashes: Hashes = (sums[ends] - sums[starts]) * inverse[starts]
    return hashes


def _powers(count: int) -> tuple[Hashes, Hashes]:
    powers, inverse = _most_powers(max(count, MOST_BYTES + 1))
    return powers[:count], inverse[:count]


@cache
def _most_powers(count: int) -> tuple[Hashes, Hashes]:
    both = []
    for base in (_BASE, pow(_BASE, -1, 2**64)):
        powers = np.full(count, base, dtype=np.uint64)
        powers[0] = 1
        both.append(np.multiply.accumulate(powers))
    return both[0], both[1]


def _mixed(hashes: Hashes) -> Hashes:
    """Mix the bits of each hash (splitmix64)."""
    mixed: Hashes = hashes ^ (hashes >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


SHORTEST = 12
"""The minimum length of a name in bytes. A shorter name may occur anywhere by chance."""
_DIGITS = 32


@dataclass(frozen=True, order=True)
class Name:
    """A hash of the first twelve bytes of a name, its length, and a digest of all of it."""

    beginning: int
    length: int
    digest: str

    @classmethod
    def of(cls, name: bytes) -> Name:
        """Return the digests of a name that is long enough."""
        return cls(int(of_bytes(name[:SHORTEST], SHORTEST)[0]), len(name), _digest(name))


@dataclass(frozen=True)
class Names:
    """Names to look for."""

    all: frozenset[Name]

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Return the digests of the names that are long enough."""
        encoded = (name.encode("utf-8", "surrogatepass") for name in names)
        return cls(frozenset(Name.of(name) for name in encoded if len(name) >= SHORTEST))

    def found_in(self, data: bytes) -> frozenset[Name]:
        """Return the names that occur in the data."""
        if not self.all:
            return frozenset()
        hashes = of_bytes(data, SHORTEST)
        found = set()
        for place in self._beginnings.places(hashes):
            for length, digests in self._digests[int(hashes[place])].items():
                name = digests.get(_digest(data[place : place + length]))
                if name is not None:
                    found.add(name)
        return frozenset(found)

    @cached_property
    def _beginnings(self) -> Wanted:
        return Wanted(np.array([name.beginning for name in self.all], dtype=np.uint64))

    @cached_property
    def _digests(self) -> dict[int, dict[int, dict[str, Name]]]:
        """The names by the hash of their beginning, by length, and by digest."""
        found: defaultdict[int, dict[int, dict[str, Name]]] = defaultdict(dict)
        for name in self.all:
            found[name.beginning].setdefault(name.length, {})[name.digest] = name
        return found


def _digest(name: bytes) -> str:
    return hashlib.sha256(name).hexdigest()[:_DIGITS]
