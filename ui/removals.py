"""Show what cleaning removes from a page, for people who wonder where a line went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.wording import count
from index.intake.analyst import shared_analyst
from sources.article import Page
from sources.cleaning.cleaner import Removal, removals
from sources.cleaning.retention import Retention
from sources.effort import limited
from sources.errors import Refusal, Unreadable
from sources.files import file_of
from ui.composition import Composition
from ui.errors import NothingToRead
from ui.path import is_file
from ui.render.text.terminal import one_line, say, say_json
from ui.requests.lookup import stored_article


def pages_of(parts: Composition, name: str) -> tuple[Page, ...]:
    """Read a file again, or the file that a stored article came from."""
    if is_file(name):
        return tuple(_pages(Path(name)))
    with parts.archive.view() as view:
        origin = stored_article(view, name).origin
    path = file_of(origin)
    with shared_analyst().session() as session:
        pages = tuple(
            page for page in session.pages(path) if isinstance(page, Page) and page.origin == origin
        )
    if not pages:
        raise NothingToRead(
            f"{path} no longer contains the article {origin}. Give another article or file."
        )
    return pages


def _pages(path: Path) -> Iterator[Page]:
    with shared_analyst().session() as session:
        for page in session.pages(path):
            if isinstance(page, Refusal):
                raise NothingToRead(f"{page.origin}: {page.reason}; {page.next_step}.")
            yield page


def _removals(page: Page) -> tuple[Removal, ...]:
    try:
        with limited():
            return removals(page)
    except Unreadable as error:
        raise NothingToRead(f"{page.origin}: {error}.") from error


def say_removals(pages: Sequence[Page], as_json: bool) -> None:
    """Print what cleaning removes from each page, and by which rules."""
    found = [(Retention.of(page, gone), gone) for page in pages for gone in [_removals(page)]]
    if as_json:
        say_json([_record(retention, gone) for retention, gone in found])
        return
    for retention, gone in found:
        sums = f"{count(len(gone), 'removal')}, {retention.summary}"
        say(f"{one_line(retention.origin)}: {sums}", style="bold")
        for removal in gone:
            say(f"{removal.rule}: {one_line(removal.text)}", indent=4)


def _record(retention: Retention, gone: Sequence[Removal]) -> dict[str, object]:
    return {
        "origin": retention.origin,
        "form": retention.form,
        "whole": retention.whole,
        "taken": retention.whole - retention.outside,
        "kept": retention.kept,
        "percent": retention.percent,
        "removed": [asdict(removal) for removal in gone],
    }
