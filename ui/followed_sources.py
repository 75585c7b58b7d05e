"""Following sources, for the command line and the page: addresses, parts and progress."""

from __future__ import annotations

import base64
import os
import re
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.archive import Archive
from index.following import Follower, folder_counts
from index.own_module import own_module
from sources.errors import NotFetched
from sources.following.address import canonical, endpoint_of, host_of
from sources.following.fetching import Fetcher
from sources.following.manners import MEGABYTE, Budget, Manners
from sources.following.queue import Queue
from sources.following.reach import PUBLIC, Reach
from sources.following.readable_queue import ReadableQueue
from sources.following.source import Item, Kind, Source, State, Terms
from sources.following.spool import Spool
from sources.following.visitor import Visitor
from ui.length_of_time import said
from ui.path import why_no_path
from ui.settings import Settings, variable

_MOST_REASONS = 4
_ALLOWED = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\]):[1-9]\d{0,4}")


def manners_of(settings: Settings) -> Manners:
    """Return the delays and limits for requests to hosts, from the settings."""
    return Manners(
        delay=settings.follow_delay,
        seconds=settings.follow_seconds,
        page_bytes=int(settings.follow_page_megabytes * MEGABYTE),
        run_bytes=int(settings.follow_run_megabytes * MEGABYTE),
        tries=settings.follow_tries,
    )


def visitor_of(folder: Path, queue: Queue, settings: Settings) -> Visitor:
    """Return the visitor, which fetches the pages in a queue."""
    manners = manners_of(settings)
    fetcher = Fetcher(manners, queue, Budget(manners.run_bytes))
    return Visitor(queue, Spool(folder), fetcher, authorization)


def follower_of(archive: Archive, queue: Queue, settings: Settings, wait: float) -> Follower:
    """Return the follower, which reads the sources in a queue into an archive."""
    return Follower(archive, queue, visitor_of(archive.folder, queue, settings), wait)


def authorization(name: str) -> str:
    """Return the Authorization header that an environment variable gives.

    The variable holds `user:password` or `Bearer TOKEN`. Raise NotFetched if it is not set.
    """
    value = (variable(name) or "").strip()
    if not value:
        raise NotFetched(
            f"the environment variable {name} is not set; set it to user:password or Bearer TOKEN"
        )
    if not value.isprintable():
        raise NotFetched(
            f"the environment variable {name} contains a line break or another unprintable "
            "character; set it to user:password or Bearer TOKEN, in one line"
        )
    if value.lower().startswith(("bearer ", "basic ")):
        return value
    return "Basic " + base64.b64encode(value.encode()).decode()


def source_at(address: str, terms: Terms) -> Source:
    """Return the source at an address; raise NotFetched if it may not be fetched."""
    return Source(canonical(address), Kind.UNKNOWN, terms)


def public_source_at(
    address: str, terms: Terms, reach: Reach = PUBLIC, program: str = "onrecord"
) -> Source:
    """Return the source at an address, https:// if it has no scheme.

    Raise NotFetched also if its host is not public, with the command that allows it.
    """
    source = source_at(_with_scheme(address), terms)
    if private := reach.private(*endpoint_of(source.address)):
        named = shlex.quote(source.address)
        raise NotFetched(
            f"{private}, and only public ones can be followed from this page. An administrator can "
            f"follow it with `{program} follow {named} --allow {host_of(source.address)}`"
        )
    return source


def _with_scheme(address: str) -> str:
    """Return the address with https:// if it begins with the name of a host, as people type it."""
    host = re.split("[/?#]", address, maxsplit=1)[0]
    return f"https://{address}" if "." in host and "://" not in address else address


def source_named(text: str, terms: Terms) -> Source:
    """Return the source at an address or folder; raise NotFetched if it is neither."""
    if "://" in text:
        return source_at(text, terms)
    folder = folder_named(text)
    if not folder.is_dir():
        raise NotFetched(
            f"{text[:80]!r} is neither a folder nor an address that begins with http:// or https://"
        )
    return Source(str(folder), Kind.FOLDER, terms)


def folder_named(text: str) -> Path:
    """Return a folder with links resolved, even if it is missing; raise NotFetched if invalid."""
    if problem := why_no_path(text):
        raise NotFetched(problem.rstrip("."))
    if not text.isprintable():
        raise NotFetched(f"the path {text[:80]!r} has unprintable characters; rename it")
    return Path(os.path.realpath(os.path.expanduser(text)))  # noqa: PTH111 - raises nothing


def allowed_hosts(named: Sequence[str]) -> tuple[str, ...]:
    """Return the hosts that were explicitly allowed; raise NotFetched if one has no port."""
    hosts = tuple(host.lower() for host in named)
    for host in hosts:
        if not _ALLOWED.fullmatch(host):
            raise NotFetched(
                f"{host[:80]!r} is not a host with a port, such as 127.0.0.1:8000 or [::1]:8000"
            )
    return hosts


@dataclass(frozen=True, slots=True)
class Progress:
    """A source, with the number of pages in each state and the pages that were not read well."""

    source: Source
    counts: dict[State, int]
    troubled: tuple[Item, ...] = ()

    @property
    def given_up(self) -> tuple[Item, ...]:
        """The pages that are not in the archive, and are not tried again for now."""
        return tuple(item for item in self.troubled if item.state is State.GIVEN_UP)

    @property
    def problem(self) -> str:
        """Why the source could not be read, or why a followed page could not, or ''."""
        if not self.source.trouble and self.source.kind is Kind.PAGE:
            shown = (item for item in self.troubled if item.state is not State.GONE)
            return next((f"{item.trouble}; {outcome(item)}" for item in shown), "")
        return self.source.trouble

    @property
    def summary(self) -> str:
        """The number of pages in each state: 3 waiting, 12 in the archive."""
        parts = [f"{number:,} {_WORDS[state]}" for state, number in sorted(self.counts.items())]
        return ", ".join(parts) or "no pages yet"

    @property
    def facts(self) -> tuple[str, ...]:
        """The kind of the source, when it was last read, and its pages, as far as known."""
        kind = () if self.source.kind is Kind.UNKNOWN else (str(self.source.kind),)
        if self.source.read is None and not self.counts:
            return kind if self.problem else (*kind, self.last_read)
        return (*kind, self.last_read, self.summary)

    @property
    def last_read(self) -> str:
        """When the source was last read, in words."""
        read = self.source.read
        if read is None:
            return "not read yet"
        ago = said((datetime.now(UTC) - read).total_seconds())
        return f"last read {ago} ago ({read:%Y-%m-%d %H:%M} UTC)"


@dataclass(frozen=True, slots=True)
class Backlog:
    """The number of pages that were never read, and when and why the next one is tried.

    `due` is None if it may be read now.
    """

    waiting: int
    due: datetime | None = None
    reason: str = ""

    @classmethod
    def of(cls, queue: ReadableQueue, found: Sequence[Progress]) -> Backlog:
        """Return the backlog of a queue after a round."""
        waiting, next_at = queue.waiting()
        due = datetime.fromtimestamp(next_at, UTC)
        failed = (item for each in found for item in each.troubled)
        reasons = Counter(item.trouble for item in failed if item.state is State.WAITING)
        return cls(waiting, due if due > datetime.now(UTC) else None, _by_reason(reasons))

    @property
    def record(self) -> dict[str, object]:
        """The backlog for JSON."""
        until = self.due.isoformat(timespec="seconds") if self.due else None
        return {"waiting": self.waiting, "waiting_until": until}

    def __str__(self) -> str:
        """Return the backlog in words: 29 waiting until 2026-11-30 16:05 UTC (the host …)."""
        until = f" until {self.due:%Y-%m-%d %H:%M} UTC" if self.due else ""
        reason = f" ({self.reason})" if self.due and self.reason else ""
        return f"{self.waiting:,} waiting{until}{reason}" if self.waiting else ""


def _by_reason(reasons: Counter[str]) -> str:
    """Return the reasons with the number of pages for each, most frequent first."""
    if len(reasons) < 2:
        return next(iter(reasons), "")
    named = [f"{number:,}: {reason}" for reason, number in reasons.most_common(_MOST_REASONS)]
    others = reasons.total() - sum(n for _, n in reasons.most_common(_MOST_REASONS))
    return "; ".join(named + [f"{others:,} for other reasons"] * bool(others))


_WORDS = {
    State.WAITING: "waiting",
    State.FETCHED: "fetched",
    State.TAKEN: "in the archive",
    State.GIVEN_UP: "given up",
    State.GONE: "gone from there",
    State.PURGED: "purged",
}


def outcome(item: Item) -> str:
    """Return what the archive holds of a page that was not read well, in words."""
    if item.state is State.GIVEN_UP and item.address == item.source:
        return "given up until it changes; to follow a whole site, follow its feed or sitemap"
    if item.state is State.GIVEN_UP:
        return "given up until its source reports a change"
    if item.state is State.GONE:
        return "its article is kept and marked as gone"
    if not item.digest and item.file:
        return "the text in its feed is stored instead"
    return "the stored version is kept" if item.file else "it is tried again"


def progress_of(queue: ReadableQueue, archive: Path) -> tuple[Progress, ...]:
    """Return the progress of each source of an archive."""
    return tuple(_progress(source, queue, archive) for source in queue.sources())


def _progress(source: Source, queue: ReadableQueue, archive: Path) -> Progress:
    address = source.address
    if source.kind is Kind.FOLDER:
        return Progress(source, folder_counts(archive, Path(address)))
    if source.kind is Kind.PAGE and (page := queue.page(address)):  # a sitemap may have listed it
        return Progress(source, {page.state: 1}, (page,) if page.trouble else ())
    return Progress(source, queue.counts(address), queue.troubled(address))


def command_of(archive: Path) -> list[str]:
    """Return the command that follows an archive's sources until its standard input closes."""
    return own_module("ui", "--archive", str(archive), "follow", "--stay")


def followed_anew(source: Source, reading: bool) -> str:
    """Return the sentences that confirm a new source, and how often it is read if it is."""
    seconds = source.terms.every
    every = f"{seconds:g} seconds" if seconds % 60 else said(seconds)
    how = f" It is read every {every}." if reading else ""
    return f"Now following {source.address}.{how}"
