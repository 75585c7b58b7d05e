"""What the Articles tab does: find articles, add uploads and remove articles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.wording import day
from index.catalogue.entry import Entry
from index.catalogue.home import UPLOADS
from index.errors import ArchiveError, converted
from index.intake.event import UnpublishedRecord
from index.privacy import private_writing
from index.progress import Progress
from index.report import AddReport, Removal
from index.scope import Filters
from sources.article import Article, Metadata
from sources.errors import Refusal
from sources.files import file_of
from ui.errors import FilterUnreadable
from ui.requests.filtering import read_day
from ui.uploads.kept_uploads import kept_uploads, let_go, safe_name

PAGE_LENGTH = 25
PATIENCE = 20.0  # seconds to wait for another writer
UNEXPECTED = (
    "OnRecord failed because of an internal error, not because of your files. Try again. If it "
    "fails again, the reason is in the server's log."
)
_log = logging.getLogger(__name__)

WHAT_IS_READ = (
    "Web pages, documents, transcripts, feeds and exports. Headline, outlet and date are read from "
    "the file. Fill these in only if they're missing."
)

Watcher = Callable[[Progress], None]


class Holdings(Protocol):
    """The methods of an archive that this tab uses."""

    @property
    def folder(self) -> Path:
        """The folder that holds the archive."""

    def entries(self, filters: Filters, text: str, limit: int, offset: int) -> tuple[Entry, ...]:
        """Return articles that are not removed, newest additions first."""

    def article(self, article_id: str) -> Article:
        """Return the current version of an article."""

    def add(
        self, paths: Sequence[Path], metadata: Metadata, *, wait: float, progress: Watcher
    ) -> AddReport:
        """Read files into the archive."""

    def remove(self, article_ids: Sequence[str], wait: float) -> Removal:
        """Remove articles from the archive."""


@dataclass(frozen=True, slots=True)
class Search:
    """A visitor's search in the list of articles, and the offset of the shown page."""

    text: str = ""
    outlet: str | None = None
    offset: int = 0

    def later(self) -> Search:
        """Return the search for the next page."""
        return replace(self, offset=self.offset + PAGE_LENGTH)

    def earlier(self) -> Search:
        """Return the search for the previous page."""
        return replace(self, offset=max(self.offset - PAGE_LENGTH, 0))


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list of articles."""

    search: Search
    entries: tuple[Entry, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """The result of adding one batch of uploads."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    trouble: str = ""
    warnings: tuple[str, ...] = ()


def listing(holdings: Holdings, search: Search) -> Listing:
    """Return one page of the list. It fetches one more article, to learn whether others follow."""
    filters = Filters(outlets=(search.outlet,) if search.outlet else ())
    found = holdings.entries(filters, search.text.strip(), PAGE_LENGTH + 1, search.offset)
    return Listing(search, found[:PAGE_LENGTH], len(found) > PAGE_LENGTH)


def add_uploads(
    holdings: Holdings,
    uploads: Sequence[Path],
    given: tuple[str, str],
    most_bytes: int,
    progress: Watcher,
) -> Addition:
    """Copy uploads to the archive's folder and add them.

    `given` holds the outlet and the date from the form. Either may be empty.
    """
    if not uploads:
        return Addition(trouble="Choose at least one file first.")
    try:
        metadata = given_metadata(*given)
    except FilterUnreadable as error:
        return Addition(trouble=str(error))
    kept: list[Path] = []
    refused: list[Refusal] = []
    try:
        with private_writing(holdings.folder):
            kept, refused = kept_uploads(uploads, holdings.folder / UPLOADS, most_bytes)
        report = AddReport()
        if kept:
            report = holdings.add(kept, metadata, wait=PATIENCE, progress=progress)
    except ArchiveError as error:
        return Addition(refused=tuple(refused), trouble=str(error))
    except OSError as error:
        return Addition(refused=tuple(refused), trouble=str(converted(holdings.folder, error)))
    except Exception:  # noqa: BLE001 - the outermost level: the visitor is told about any error
        _log.exception("could not add %s", [upload.name for upload in uploads])
        return Addition(refused=tuple(refused), trouble=UNEXPECTED)
    for upload in uploads:
        let_go(upload)
    for record in report.purged:  # the upload of a purged article is deleted too
        Path(record.path).unlink(missing_ok=True)
    names = {safe_name(upload.name): upload.name for upload in uploads}
    return _addition(report, refused, names)


def _addition(report: AddReport, refused: Sequence[Refusal], names: Mapping[str, str]) -> Addition:
    """Return the result of adding uploads, in which files have the `names` of the uploads."""
    purged = [_purged(record.origin, record.purged_on) for record in report.purged]
    kept_back = [_unpublished(record) for record in report.unpublished]
    left_out = [
        replace(each, origin=_as_uploaded(each.origin, names))
        for each in (*report.refused, *purged, *kept_back)
    ]
    little = (
        f"{_as_uploaded(each.origin, names)}: only {each.summary}. Compare the article with its "
        "page."
        for each in report.little_kept
    )
    fuller = (
        f"{_as_uploaded(each.origin, names)}: {each.reason}. The stored version, which has more, "
        "is kept."
        for each in report.fuller
    )
    shortened = (
        f"{_as_uploaded(each.origin, names)}: {each.reason}. It is stored as a new version."
        for each in report.shortened
    )
    withdrawn = (
        f"{_as_uploaded(each.origin, names)}: it is no longer published ({each.reason}). The "
        "stored article is kept and marked as withdrawn."
        for each in report.withdrawn
    )
    return Addition(
        report.added,
        report.changed,
        report.unchanged,
        (*refused, *left_out),
        warnings=(*report.warnings, *fuller, *shortened, *little, *withdrawn),
    )


def _unpublished(record: UnpublishedRecord) -> Refusal:
    return Refusal(
        record.origin,
        record.why,
        "add it when it is published, or use `onrecord add --include-unpublished`",
    )


def _purged(origin: str, purged_on: date) -> Refusal:
    return Refusal(
        origin,
        f"it was permanently removed on {day(purged_on)}",
        "to add it again, use `onrecord add --purged`; if it is another article, rename the file",
    )


def _as_uploaded(origin: str, names: Mapping[str, str]) -> str:
    """Return the visitor's name for a file, or a record in it, without the server's folders."""
    file = file_of(origin)
    return names.get(file.name, file.name) + origin[len(str(file)) :]


def given_metadata(outlet: str, published: str) -> Metadata:
    """Return the form's metadata; raise FilterUnreadable if the date is not a full date."""
    typed = published.strip()
    day = read_day(typed)
    if day and day != read_day(typed, last=True):
        raise FilterUnreadable(
            f"The date “{typed}” is incomplete. Include the month and the day, such as 2024-06-13."
        )
    return Metadata(outlet=" ".join(outlet.split()) or None, published=day)


def remove_article(holdings: Holdings, article_id: str) -> str:
    """Remove an article and its upload, and return a sentence that describes the result."""
    try:
        article = holdings.article(article_id)
        removal = holdings.remove([article_id], PATIENCE)
    except ArchiveError as error:
        return str(error)
    origin = Path(article.origin)
    if origin.parent == (holdings.folder / UPLOADS).resolve():
        origin.unlink(missing_ok=True)
    return " ".join((f"Removed “{article.headline}”.", *removal.warnings))
