"""Following sources: from fetched pages to the archive."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.catalogue.database import FILE_NAME, Catalogue
from index.intake.versions import has_more
from index.report import AddReport
from sources.article import Article, Metadata
from sources.errors import BudgetSpent, Refusal
from sources.following.address import linked_feed
from sources.following.facts import has_own_text
from sources.following.queue import Queue
from sources.following.refusals import given_up
from sources.following.source import Item, Kind, Source, State
from sources.following.visitor import Visitor
from sources.formats.markup import without_markup

# The number of pages added at once. A batch holds the writer's lock until it is done.
BATCH = 100
# The longest time that a page waits to be added, even if others arrive slowly.
_LONGEST_WAIT = 60.0
_LONGEST_SLEEP = 5.0
_DAY = 24 * 3_600.0
_NO_METADATA = Metadata()


class Holdings(Protocol):
    """The part of an archive that a follower changes."""

    @property
    def folder(self) -> Path:
        """The archive's folder."""

    def add(
        self, paths: Sequence[Path], metadata: Metadata = _NO_METADATA, *, wait: float = 0.0
    ) -> AddReport:
        """Add files to the archive."""

    def mark_vanished(self, folder: Path, wait: float = 0.0) -> int:
        """Mark the articles from a folder whose files are gone; return how many were marked."""


@dataclass(frozen=True, slots=True)
class Round:
    """The results of one round of following; `spent` is True if it used up its budget.

    `refused` lists the files and pages that were refused, given up or left out.
    """

    added: int = 0
    changed: int = 0
    refused: tuple[Refusal, ...] = ()
    spent: bool = False

    def with_report(self, report: AddReport) -> Round:
        """Return the round with another report added."""
        return replace(self, added=self.added + report.added, changed=self.changed + report.changed)


def folder_counts(archive: Path, folder: Path) -> dict[State, int]:
    """Count the articles that an archive holds from a followed folder, and those marked as gone."""
    if not (archive / FILE_NAME).is_file():
        return {}
    with closing(Catalogue(archive)) as catalogue, catalogue.reading() as snapshot:
        there, gone = snapshot.files.counts_under(str(folder))
    return {state: n for state, n in ((State.TAKEN, there), (State.GONE, gone)) if n}


class Follower:
    """Read what is due and add it in batches."""

    def __init__(
        self, archive: Holdings, queue: Queue, visitor: Visitor, wait: float, batch: int = BATCH
    ) -> None:
        self._archive, self._queue, self._visitor = archive, queue, visitor
        self._wait, self._batch = wait, batch
        self._round = Round()
        self._refused: dict[str, Refusal] = {}

    def once(self, stop: Callable[[], bool] = lambda: False) -> Round:
        """Read every source and page that is due now, and add the results."""
        self._round = Round()
        self._refused = {}
        was_spent = self._visitor.fetcher.budget.is_spent
        self._add_spooled()  # left by a killed process
        try:
            # Folders first: they do not count against the budget.
            for source in sorted(self._queue.due(), key=lambda each: each.kind is not Kind.FOLDER):
                if stop():
                    break
                self._read(source)
            self._fetch_all(stop)
        except BudgetSpent as error:
            if not was_spent:
                self._queue.say(error.reason)
                self._round = replace(self._round, spent=True)
        self._add_spooled()
        return replace(self._round, refused=tuple(self._refused.values()))

    def forever(self, stop: threading.Event, tell: Callable[[Round], None]) -> None:
        """Keep reading what is due until told to stop."""
        budget = self._visitor.fetcher.budget
        renewed = time.monotonic()
        while not stop.is_set():
            if time.monotonic() - renewed >= _DAY:
                renewed = time.monotonic()
                budget.renew()
            done = self.once(stop.is_set)
            if done.added or done.changed or done.refused or done.spent:
                tell(done)
            due = None if budget.is_spent else self._queue.next_at()
            left = _LONGEST_SLEEP if due is None else due - time.time()
            stop.wait(min(max(left, 0.0), _LONGEST_SLEEP))

    def _read(self, source: Source) -> None:
        if source.kind is not Kind.FOLDER:
            for refusal in self._visitor.read(source):
                self._refuse(refusal)
            return
        folder = Path(source.address)
        report = self._archive.add([folder], source.terms.metadata, wait=self._wait)
        self._round = self._round.with_report(report)
        for refusal in report.refused:
            self._refuse(refusal)
            self._queue.say(f"{refusal.origin}: refused: {refusal.reason}")
        for record in report.unpublished:
            step = "`onrecord add --include-unpublished` adds it, marked as unpublished"
            self._refuse(Refusal(record.origin, f"it is not published ({record.reason})", step))
        self._say_kept(report, {})
        if trouble := self._vanished(folder, report):
            self._queue.source_failed(source, trouble, source.terms.every)
        else:
            self._queue.read(source, Kind.FOLDER, source.validators, ())

    def _vanished(self, folder: Path, report: AddReport) -> str:
        """Mark the articles whose files are gone; return why not, or ''.

        A folder that is missing or has no articles left may be on a disk that is not mounted.
        """
        if not folder.is_dir():
            return (
                "the folder does not exist; check that its disk is mounted, or run "
                "`onrecord follow --remove`"
            )
        if not (report.added or report.changed or report.unchanged or report.refused):
            held = sum(folder_counts(self._archive.folder, folder).values())
            return (
                "it no longer contains any articles; check that its disk is mounted" if held else ""
            )
        if marked := self._archive.mark_vanished(folder, self._wait):
            self._round = replace(self._round, changed=self._round.changed + marked)
            self._queue.say(f"{folder}: articles marked because their files are gone: {marked}")
        return ""

    def _say_kept(self, report: AddReport, addresses: Mapping[str, str]) -> None:
        """Log what was marked or mostly removed, by address instead of by spool file."""
        for retention in report.little_kept:
            origin = addresses.get(retention.origin, retention.origin)
            self._queue.say(f"{origin}: only {retention.summary}")
        for record in report.withdrawn:
            origin = addresses.get(record.origin, record.origin)
            self._queue.say(f"{origin}: marked as withdrawn ({record.reason})")

    def _fetch_all(self, stop: Callable[[], bool]) -> None:
        spooled, begun = 0, time.monotonic()
        while not stop() and (item := self._queue.next_item()):
            if source := self._queue.source(item.source):  # otherwise it was removed just now
                self._refuse(self._visitor.visit(item, source))
            spooled += 1
            if spooled >= self._batch or time.monotonic() - begun > _LONGEST_WAIT:
                self._add_spooled()
                spooled, begun = 0, time.monotonic()

    def _add_spooled(self) -> None:
        """Add the fetched pages; if one is refused, add the text in its feed instead."""
        while items := self._queue.in_spool(self._batch):
            files = list(dict.fromkeys(Path(item.file) for item in items))
            report = self._archive.add(files, wait=self._wait)
            self._round = self._round.with_report(report)
            self._say_kept(report, {item.file: item.address for item in items})
            for item in items:
                if source := self._queue.source(item.source):
                    self._settle(item, source, report)

    def _settle(self, item: Item, source: Source, report: AddReport) -> None:
        """Record what the archive did with a page."""
        trouble = _trouble_of(item, report)
        if any(record.path == item.file for record in report.purged):
            self._visitor.spool.drop(Path(item.file))
            self._queue.purge([item.file])
        elif trouble and (stored := self._visitor.spool.restore(Path(item.file))):
            self._keep(replace(item, file=str(stored)), source, trouble)
        elif not item.digest and (refused := _refused(item, report)):  # the feed's own text
            self._give_up(item, refused)
        elif refused := _refused(item, report) or self._less_than_its_feed(item, report):
            self._use_own_text(item, source, refused)
        elif kept_back := _kept_back(item, report):
            self._give_up(item, kept_back)
        else:
            text = item.text if not item.digest else ""
            pause = self._visitor.manners.revisit
            taken = replace(item, state=item.goal, text=text, tries=0, pause=pause)
            self._queue.put(taken, pause)
        self._visitor.spool.settle(Path(item.file))

    def _less_than_its_feed(self, item: Item, report: AddReport) -> str:
        """Return why a page has less of its article than its feed, or ''."""
        text = _text_in_feed(item) if item.digest else ""
        size = dict(report.parts).get(item.file)
        is_less = size is not None and len(text) > size
        if size is None and text and (stored := self._stored(item.file)):
            size, is_less = len(stored.text), has_more(text, stored)
        return f"the page has only a part of the article ({size:,} characters)" if is_less else ""

    def _stored(self, file: str) -> Article | None:
        with closing(Catalogue(self._archive.folder)) as catalogue, catalogue.reading() as snapshot:
            return snapshot.files.article(file)

    def _keep(self, item: Item, source: Source, trouble: str) -> None:
        """Keep the restored version of a page, or store the current text of its feed."""
        if self._visitor.spool.stated(Path(item.file)).get("part"):
            self._use_own_text(item, source, trouble)
        else:
            self._refuse(self._visitor.keep(item, trouble))

    def _use_own_text(self, item: Item, source: Source, refused: str) -> None:
        if source.kind is Kind.PAGE and (feed := _feed_of(item)):
            refused = f"{refused}; its feed is {feed}"
        self._refuse(self._visitor.use_own_text(item, source, refused))
        if not has_own_text(item):
            self._visitor.spool.drop(Path(item.file))

    def _give_up(self, item: Item, reason: str) -> None:
        self._visitor.spool.drop(Path(item.file))
        self._queue.put(replace(item, state=State.GIVEN_UP, file="", text="", trouble=reason))
        self._queue.say(f"{item.address}: gave up: {reason}")
        self._refuse(given_up(item, reason))

    def _refuse(self, refusal: Refusal | None) -> None:
        """Report a refusal; it replaces an earlier one of the same page."""
        if refusal:
            self._refused[refusal.origin] = refusal


def _feed_of(item: Item) -> str:
    """Return the address of the feed that a fetched page links, or ''."""
    try:
        return linked_feed(Path(item.file).read_bytes(), item.address)
    except OSError:
        return ""


def _refused(item: Item, report: AddReport) -> str:
    return next((each.reason for each in report.refused if _is_of(each.origin, item)), "")


def _kept_back(item: Item, report: AddReport) -> str:
    found = (each.reason for each in report.unpublished if _is_of(each.origin, item))
    return next((f"it is not published ({reason})" for reason in found), "")


def _trouble_of(item: Item, report: AddReport) -> str:
    """Return why a page is not a new version of its article, or ''."""
    fuller = (each.reason for each in report.fuller if _is_of(each.origin, item))
    return _refused(item, report) or _kept_back(item, report) or next(fuller, "")


def _text_in_feed(item: Item) -> str:
    return without_markup(str(json.loads(item.text).get("text") or "")) if item.text else ""


def _is_of(origin: str, item: Item) -> bool:
    return origin == item.file or origin.startswith(f"{item.file}#")
