"""Rechecking: fetch followed pages again and compare them with what is stored."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.drift import PART
from index.verification import Problem
from sources.errors import BudgetSpent, NotFetched
from sources.following.readable_queue import ReadableQueue
from sources.following.source import Item, Kind, State
from sources.following.spool import Spool
from sources.following.visitor import Visitor

Compare = Callable[[Sequence[Path]], tuple[Problem, ...]]
_AT_ONCE = 100
_LATER = "the stored version is kept; try again later"
_MARK = "the stored version is kept; it will be marked as gone when its source is next read"
_MARKED = "the stored version is kept; run `onrecord remove` if you no longer want it"


def drift_of_addresses(
    queue: ReadableQueue, visitor: Visitor, compare: Compare
) -> Iterator[Problem]:
    """Fetch all pages in the archive again, and yield a problem for each that has changed."""
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        fetched: dict[str, str] = {}
        try:
            for problem in _fetched(queue, visitor, spool, fetched):
                if problem is not None:
                    yield problem
                if len(fetched) >= _AT_ONCE:
                    yield from _compared(compare, fetched)
                    fetched.clear()
        except BudgetSpent as error:
            yield Problem(PART, "the other addresses", error.reason, _LATER)
        if fetched:
            yield from _compared(compare, fetched)


def _compared(compare: Compare, fetched: Mapping[str, str]) -> Iterator[Problem]:
    """Compare fetched files with the archive; a page is named by its address, not by its file."""
    for problem in compare(tuple(map(Path, fetched))):
        address = fetched.get(problem.subject)
        known = replace(problem, subject=address, next_step=_LATER) if address else problem
        yield known


def _fetched(
    queue: ReadableQueue, visitor: Visitor, spool: Spool, fetched: dict[str, str]
) -> Iterator[Problem | None]:
    """Fetch changed pages into a spool, and yield a problem for each that could not be fetched."""
    for source in queue.sources():
        if source.kind is Kind.FOLDER:
            continue
        for item in queue.items(source.address, State.TAKEN, State.GONE):
            if not item.digest or not item.file:  # the feed's own text, or a sitemap
                continue
            stated = visitor.spool.stated(Path(item.file))
            try:
                found = visitor.look(source, item)
            except BudgetSpent:
                raise
            except NotFetched as error:
                yield _unread(item, error, stated)
                continue
            if found.data is not None and (item.trouble or found.digest != item.digest):
                name, now = Path(item.file), stated | {"unpublished": found.unpublished}
                written = spool.write(name.stem, name.suffix, found.data, now)
                fetched[str(written)] = item.address
            yield None


def _unread(item: Item, error: NotFetched, stated: Mapping[str, object]) -> Problem:
    if item.state is State.GONE:
        since = f" since {day}" if (day := stated.get("gone")) else ""
        return Problem(PART, item.address, f"it is gone{since}: {error.reason}", _MARKED)
    return Problem(PART, item.address, error.reason, _MARK if error.gone else _LATER)
