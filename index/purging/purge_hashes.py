"""Purge hashes: kept for purged articles so that their proof can be repeated.

Each file in the folder `purged` belongs to the articles of one purge. Until a proof is clean it
holds a 64-bit hash of every eight consecutive words that only they had. Anyone who knows eight
consecutive words can recognise them there, and could guess the next word from the next hash. So
after a clean proof only one in 32 hashes is kept, with the digests of headlines, addresses and file
names.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.tombstone import digest_of
from index.errors import ArchiveDamaged
from index.purging.traces import Traces
from index.whole_files import replace_file

PURGE_HASHES = "purged"


@dataclass(frozen=True)
class PurgeHashes:
    """The hashes kept for the articles of one purge."""

    path: Path
    article_ids: frozenset[str]
    proved: bool
    traces: Traces

    @classmethod
    def keep(cls, archive: Path, article_ids: Collection[str], traces: Traces) -> PurgeHashes:
        """Store the hashes that a purge is about to look for."""
        ids = frozenset(article_ids)
        folder = archive / PURGE_HASHES
        folder.mkdir(exist_ok=True)
        path = folder / f"{digest_of(' '.join(sorted(ids)))}.json"
        kept = cls(path, ids, False, traces)
        kept._write()
        return kept

    @classmethod
    def of(cls, archive: Path, article_ids: Collection[str]) -> list[PurgeHashes]:
        """Return the hashes kept for some articles; raise ArchiveDamaged if one is unreadable."""
        return [each for each in cls._all(archive) if not each.article_ids.isdisjoint(article_ids)]

    @classmethod
    def unproved(cls, archive: Path) -> list[PurgeHashes]:
        """Return the hashes kept for articles without a clean proof so far."""
        return [each for each in cls._all(archive) if not each.proved]

    @classmethod
    def _all(cls, archive: Path) -> Iterator[PurgeHashes]:
        return map(cls._read, sorted((archive / PURGE_HASHES).glob("*.json")))

    @classmethod
    def _read(cls, path: Path) -> PurgeHashes:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            ids, traces = frozenset(found["article_ids"]), Traces.from_json(found["traces"])
            return cls(path, ids, bool(found["proved"]), traces)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamaged(
                f"{path} cannot be read ({error}). It is needed to repeat the proof of a purge. "
                "Restore it from a backup, or delete it if you do not need that proof."
            ) from error

    def prove(self) -> None:
        """Discard most of the hashes after a clean proof."""
        if not self.proved:
            PurgeHashes(self.path, self.article_ids, True, self.traces.lasting())._write()

    def _write(self) -> None:
        written = {
            "article_ids": sorted(self.article_ids),
            "proved": self.proved,
            "traces": self.traces.to_json(),
        }
        replace_file(self.path, json.dumps(written).encode())
