"""Files of transcripts as articles, for tests."""

from __future__ import annotations

from pathlib import Path

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.quotations.finding import quotations
from sources.reading import Refusal, SourceFile, read


def page_of(folder: Path, name: str, content: str | bytes) -> Page:
    """Read a file that holds one page."""
    (page,) = read(_file(folder, name, content))
    assert isinstance(page, Page), page
    return page


def refusal_of(folder: Path, name: str, content: str | bytes) -> Refusal:
    """Read a file that is refused."""
    (refusal,) = read(_file(folder, name, content))
    assert isinstance(refusal, Refusal), refusal
    assert refusal.origin.endswith(name)
    return refusal


def said_in(page: Page) -> list[tuple[str | None, str, int | None]]:
    """Return the speeches of a page: the speaker's name, the words, and the time."""
    article = clean(page)
    return [
        (
            one.speaker.name if one.speaker else None,
            article.text[one.start : one.end],
            article.time_at(one.start),
        )
        for one in quotations(article)
    ]


def _file(folder: Path, name: str, content: str | bytes) -> SourceFile:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SourceFile(path, folder)
