"""Rechecking: fetch followed pages again and compare them with what is stored."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.drift import PART
from index.verification import Problem
from sources.errors import BudgetSpent, NotFetched
from sources.following.queue import Queue
from sources.following.source import Kind, State
from sources.following.spool import Spool
from sources.following.visitor import Visitor

Compare = Callable[[Sequence[Path]], tuple[Problem, ...]]
_AT_ONCE = 100
_LATER = "the stored version is kept; try again later"
_MARK = "the stored version is kept; it will be marked as gone when its source is next read"


def drift_of_addresses(queue: Queue, visitor: Visitor, compare: Compare) -> Iterator[Problem]:
    """Fetch all pages in the archive again, and yield a problem for each that has changed."""
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        fetched: list[Path] = []
        try:
            for problem in _fetched(queue, visitor, spool, fetched):
                if problem is not None:
                    yield problem
                if len(fetched) >= _AT_ONCE:
                    yield from compare(fetched)
                    fetched.clear()
        except BudgetSpent as error:
            yield Problem(PART, "the other addresses", error.reason, _LATER)
        if fetched:
            yield from compare(fetched)


def _fetched(
    queue: Queue, visitor: Visitor, spool: Spool, fetched: list[Path]
) -> Iterator[Problem | None]:
    """Fetch changed pages into a spool, and yield a problem for each that could not be fetched."""
    for source in queue.sources():
        if source.kind is Kind.FOLDER:
            continue
        for item in queue.items(source.address, State.TAKEN):
            if not item.digest or not item.file:  # the feed's own text, or a sitemap
                continue
            try:
                found = visitor.look(source, item)
            except BudgetSpent:
                raise
            except NotFetched as error:
                yield Problem(PART, item.address, error.reason, _MARK if error.gone else _LATER)
                continue
            if found is not None and hashlib.sha256(found).hexdigest() != item.digest:
                stated = visitor.spool.stated(Path(item.file))
                name = Path(item.file)
                fetched.append(spool.write(name.stem, name.suffix, found, stated))
            yield None
