"""Reservations: sources from which words should not be printed without asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.quotes.verdict import Note, NoteKind
from sources.article import Article


def reservations(articles: Iterable[Article]) -> Iterator[Note]:
    """Yield a note for each mark of an article that is not both published and complete.

    The articles are those that the verdict is based on. A published, complete article with the same
    words is preferred to them, so a note means that there is none.
    """
    marked = [each.metadata for each in articles if not each.metadata.is_citable]
    for mark in dict.fromkeys(mark for metadata in marked for mark in metadata.marks):
        yield Note(NoteKind.WITHHELD, f"The only source is marked as “{mark}”.")
