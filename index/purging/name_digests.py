"""Digests of headlines, addresses and file names, to find them in any bytes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.purging.fingerprints import Wanted, of_bytes

SHORTEST = 12
"""A shorter name, in bytes, may be found anywhere."""
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
