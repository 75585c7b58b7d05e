"""The queue of an archive's followed sources: opened to change it, to read it, or for checks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.catalogue.database import sqlite_converted
from index.errors import ArchiveMissing, converted
from index.lock import can_be_written
from index.privacy import make_folder, private_writing
from sources.following.queue import Queue
from sources.following.queue_file import QUEUE, copied
from sources.following.readable_queue import ReadableQueue, followed
from sources.following.source import Source


@contextmanager
def opened_queue(folder: Path) -> Iterator[Queue]:
    """Open the queue of an archive, creating it if needed. Raise ArchiveMissing for a file."""
    if folder.exists() and not folder.is_dir():
        raise ArchiveMissing(folder)
    try:
        make_folder(folder)
    except OSError as error:
        raise converted(folder, error) from error
    with (
        private_writing(folder),
        sqlite_converted(folder / QUEUE, "queue"),
        closing(Queue(folder)) as queue,
    ):
        yield queue


def followed_sources(folder: Path) -> tuple[Source, ...]:
    """Return an archive's followed sources; raise ArchiveDamaged if the queue cannot be read."""
    with sqlite_converted(folder / QUEUE, "queue"):
        return followed(folder)


@contextmanager
def queue_to_read(folder: Path) -> Iterator[ReadableQueue]:
    """Open the queue of an archive that follows sources, without changing any of its files."""
    with (
        sqlite_converted(folder / QUEUE, "queue"),
        closing(ReadableQueue(folder)) as queue,
    ):
        yield queue


@contextmanager
def queue_for_checks(folder: Path) -> Iterator[Queue]:
    """Open the queue to fetch pages but store nothing; copy it if its folder is read-only.

    A copy still spaces out the requests of this process, but not those of others.
    """
    if can_be_written(folder):
        with opened_queue(folder) as queue:
            yield queue
        return
    with (
        sqlite_converted(folder / QUEUE, "queue"),
        closing(Queue(folder, opened=copied)) as queue,
    ):
        yield queue
