"""Vanished files: articles of a followed folder whose files are gone are kept and marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from index.catalogue.database import Catalogue
from index.intake.analyst import Analyst
from index.intake.event import Draft
from index.passage_cutting import passage_of
from index.writing import Writing

_AT_ONCE = 100


def vanished(catalogue: Catalogue, folder: Path) -> tuple[tuple[int, str], ...]:
    """Return the versions, with their files, that have no file any more and are not yet marked."""
    with catalogue.reading() as snapshot:
        known = snapshot.files.unmarked_under(str(folder))
    return tuple((key, path) for key, path in known if _is_gone(Path(path)))


def mark(
    found: tuple[tuple[int, str], ...], session: Writing, catalogue: Catalogue, analyst: Analyst
) -> int:
    """Mark versions as gone since today; return how many were marked.

    Their files are forgotten, so that a file that comes back is read again, without the mark.
    """
    marked = 0
    with analyst.session(catalogue.path.parent) as reading:
        for start in range(0, len(found), _AT_ONCE):
            part = found[start : start + _AT_ONCE]
            with catalogue.writing() as ledger:
                ledger.forget_files(path for _, path in part)
            analysed = reading.analyse(tuple(key for key, _ in part))
            drafts = list(_marked(each for each in analysed if isinstance(each, Draft)))
            session.store(drafts, session.embed(drafts))
            marked += len(drafts)
    return marked


def _marked(drafts: Iterator[Draft]) -> Iterator[Draft]:
    today = datetime.now(UTC).date().isoformat()
    for draft in drafts:
        metadata = replace(draft.article.metadata, gone=today)
        article = replace(draft.article, metadata=metadata)
        cut = tuple(
            passage_of(article, each.span.start, each.span.end, each.heading)
            for each in draft.passages
        )
        yield replace(draft, article=article, passages=cut, digest="")


def _is_gone(path: Path) -> bool:
    """Return True if a file does not exist; one that cannot be looked at may exist."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
