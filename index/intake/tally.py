"""Counting the events of an intake."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.intake.analyst import Analyst
from index.intake.event import (
    Draft,
    KeptRecord,
    PurgedRecord,
    SeenRecord,
    ShortenedRecord,
    SkippedFile,
    TakenFile,
    UnpublishedRecord,
)
from index.intake.intake import Event, Intake
from index.report import AddReport
from sources.article import Article
from sources.cleaning.retention import Retention
from sources.errors import Refusal
from sources.files import shown


@dataclass
class Tally:
    """Count the results of files and records, and track which articles the files still contain."""

    intake: Intake
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    passages: int = 0
    refused: list[Refusal] = field(default_factory=list)
    purged: list[PurgedRecord] = field(default_factory=list)
    unpublished: list[UnpublishedRecord] = field(default_factory=list)
    withdrawn: list[UnpublishedRecord] = field(default_factory=list)
    little_kept: list[Retention] = field(default_factory=list)
    fuller: list[KeptRecord] = field(default_factory=list)
    shortened: list[ShortenedRecord] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    fruitful: set[str] = field(default_factory=set)
    finished_bytes: int = 0
    characters: int = 0
    position: int = 0
    size: int = 0

    def count(self, event: Event) -> None:
        """Count one event."""
        match event:
            case Draft():
                self.added += not event.known
                self.changed += event.known
                self.passages += len(event.passages)
                self.kept.add(event.article.id)
                self.fruitful.add(event.path)
                self.characters += len(event.article.text)
                self.size = self.intake.sizes.get(event.path, 0)
                self.position = max(self.position, event.position)
                if event.article.metadata.part:
                    self.parts.append((event.path, len(event.article.text)))
                if event.retention and event.retention.is_little:
                    self.little_kept.append(event.retention)
                if event.shortened:
                    self.shortened.append(event.shortened)
                if event.article.metadata.is_withdrawn:
                    self.withdrawn.append(_withdrawn(event.article))
            case SeenRecord():
                self.unchanged += 1
                self.position = max(self.position, event.position)
                self.kept.add(event.article_id)
                if isinstance(event, KeptRecord):
                    self.fuller.append(event)
            case PurgedRecord():
                self.purged.append(event)
            case UnpublishedRecord():
                self.unpublished.append(event)
                self.kept.add(event.article_id)
            case SkippedFile():
                self.unchanged += event.articles
                if event.articles:
                    self.fruitful.add(event.file.path)
                self._finish(event.file)
            case TakenFile():
                self._finish(event)
            case _:
                self.refused.append(event)

    def recount(self, late: Intake, analyst: Analyst) -> Iterator[Draft]:
        """Count the unpublished records of files that are read again; yield what is marked now."""
        paths = {str(file.path) for file in late.files}
        self.unpublished = [record for record in self.unpublished if record.path not in paths]
        for event in late.events(analyst):
            if isinstance(event, UnpublishedRecord):
                self.count(event)
            elif isinstance(event, Draft) and event.article.metadata.is_withdrawn:
                self.count(event)
                yield event

    @property
    def fraction(self) -> float:
        """The share of the reading that is done, from 0 to 1.

        A file read piece by piece counts by its position, even if it is packed. A file read whole
        counts by the characters of its articles, which rarely exceed its size.
        """
        total = sum(self.intake.sizes.values())
        begun = self.position or min(self.characters, self.size)
        return min(1.0, (self.finished_bytes + begun) / total) if total else 1.0

    def gone(self, emptying: bool = False) -> dict[str, str]:
        """Return the id and origin of the articles that their folder or file no longer holds.

        A folder that is missing or unreadable and a file with refused records prove nothing, so
        their articles stay. So do those of a folder with nothing left in it (an unmounted disk),
        which is refused unless `emptying` is set.
        """
        if self.intake.catalogue is None:
            return {}
        there = {str(file.path) for file in self.intake.files}
        refused = {refusal.origin for refusal in self.refused}
        gone: dict[str, str] = {}
        with self.intake.catalogue.reading() as snapshot:
            for root in (path for path in self.intake.paths if path.exists()):
                known = tuple(snapshot.files.articles_under(str(root)))
                under = {
                    article_id: origin
                    for article_id, origin, path, digest in known
                    if (path not in there and not _is_under(path, refused))
                    or (path in self.digests and self._dropped(article_id, path, digest))
                }
                if under and not emptying and self._is_bare(root, known):
                    self.refused.append(_nothing_left(root, len(known)))
                else:
                    gone |= under
        return gone

    def _dropped(self, article_id: str, path: str, digest: str) -> bool:
        return article_id not in self.kept and self.digests.get(path) != digest

    def _is_bare(self, root: Path, known: Iterable[tuple[str, str, str, str]]) -> bool:
        """Return True if a folder yielded no article at all."""
        seen = any(article_id in self.kept for article_id, *_ in known)
        return (
            root.is_dir()
            and not seen
            and not any(Path(path).is_relative_to(root) for path in self.fruitful)
        )

    def report(self, gone: dict[str, str], warnings: tuple[str, ...] = ()) -> AddReport:
        """Return the report."""
        return AddReport(
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            removed=len(gone),
            passages=self.passages,
            refused=tuple(self.refused),
            purged=tuple(self.purged),
            unpublished=tuple(self.unpublished),
            withdrawn=tuple(self.withdrawn),
            little_kept=tuple(self.little_kept),
            fuller=tuple(self.fuller),
            shortened=tuple(self.shortened),
            parts=tuple(self.parts),
            gone=tuple(gone.values()),
            warnings=warnings,
        )

    def _finish(self, file: TakenFile) -> None:
        self.digests[file.path] = file.digest
        self.finished_bytes += self.intake.sizes.get(file.path, 0)
        self.characters = self.position = 0


def _withdrawn(article: Article) -> UnpublishedRecord:
    return UnpublishedRecord(article.origin, article.metadata.unpublished or "", article.id)


def _is_under(path: str, refused: Collection[str]) -> bool:
    """Return True if a file, or a folder that contains it, was refused."""
    return any(shown(place) in refused for place in (Path(path), *Path(path).parents))


def _nothing_left(root: Path, known: int) -> Refusal:
    return Refusal(
        str(root),
        f"it no longer contains any articles; those in the archive are kept ({known:,})",
        "check that its disk is mounted; to remove the articles, add --yes",
    )
