"""Watching folders: a change in a folder makes it due at once."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

from sources.following.queue import Queue
from sources.following.source import Kind

_LOOK_SECONDS = 5.0


def watch_folders(archive: Path, stop: threading.Event) -> None:
    """Watch the followed folders and make them due when they change, until told to stop."""
    with closing(Queue(archive)) as queue:
        while not stop.is_set():
            folders = _folders(queue)
            if folders:
                _watch(queue, folders, stop)
            else:
                stop.wait(_LOOK_SECONDS)


def _watch(queue: Queue, folders: frozenset[str], stop: threading.Event) -> None:
    """Watch these folders until the list of followed folders changes."""
    # Importing it loads asyncio, which is only needed to follow folders.
    from watchfiles import watch  # noqa: PLC0415

    turns = watch(
        *folders,
        stop_event=stop,
        yield_on_timeout=True,
        rust_timeout=int(1000 * _LOOK_SECONDS),
        raise_interrupt=False,
    )
    for changes in turns:
        touched = {Path(path) for _, path in changes}
        for folder in folders:
            if any(path.is_relative_to(folder) for path in touched):
                queue.hurry(folder)
        if _folders(queue) != folders:
            return


def _folders(queue: Queue) -> frozenset[str]:
    sources = (source for source in queue.sources() if source.kind is Kind.FOLDER)
    return frozenset(source.address for source in sources if Path(source.address).is_dir())
