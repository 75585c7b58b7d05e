"""Read and validate a quotation or a draft before it is checked."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Protocol

from assistant.errors import DraftUnusable
from assistant.quotes.desk import LONGEST
from assistant.receipts.draft_verification import DraftFile
from index.errors import ArticleMissing
from index.intake.analyst import shared_analyst
from sources.article import Article, Page
from sources.cleaning.characters import readable
from sources.errors import Refusal, Unreadable
from sources.formats.decoding import decode, scrub
from sources.quotations.finding import quotations
from sources.quotations.quotation import QuotationKind
from sources.reading import MAX_TEXT_BYTES
from sources.span import Span
from ui.errors import NothingToRead
from ui.path import STANDARD_INPUT

LONGEST_SPEAKER = 200
PASTED = "Pasted text"


def why_not_checked(words: str, speaker: str = "") -> str:
    """Return why words cannot be checked, or '' if they can."""
    if not words.strip():
        return "Type or paste the words of a quotation first."
    if len(words) > LONGEST:
        return (
            f"The quotation has {len(words):,} characters. Shorten it to {LONGEST:,} or fewer, "
            "or check the whole text as a draft."
        )
    if len(speaker) > LONGEST_SPEAKER:
        return (
            f"The speaker's name has {len(speaker):,} characters. "
            f"Shorten it to {LONGEST_SPEAKER} or fewer."
        )
    return ""


def named_speaker(typed: str) -> str | None:
    """Return a speaker's name on one line, or None if none was given."""
    return " ".join(readable(typed).split()) or None


def named_draft(name: str) -> DraftFile:
    """Read a draft from a file, or from standard input if the name is a dash."""
    if name == STANDARD_INPUT:
        return decoded_draft(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), "standard input")
    path = Path(name)
    if not path.is_file():
        kind = "is a folder" if path.is_dir() else "does not exist"
        raise NothingToRead(f"{path} {kind}. Give the file of a draft, or - for standard input.")
    return draft_file(path)


def draft_file(path: Path) -> DraftFile:
    """Read a draft from a file, and compute the SHA-256 of the file."""
    page = draft_page(path)
    with path.open("rb") as file:
        return DraftFile(page, hashlib.file_digest(file, "sha256").hexdigest())


def draft_page(path: Path) -> Page:
    """Read a draft from a file in any format that articles are read from."""
    pages: list[Page] = []
    with shared_analyst().session() as session:
        for page in session.pages(path):
            if isinstance(page, Refusal):
                raise DraftUnusable(f"{path.name}: {page.reason}; {page.next_step}.")
            pages.append(page)
    if len(pages) != 1:
        raise DraftUnusable(f"{path.name} contains {len(pages)} texts. Give a file with one draft.")
    return pages[0]


def decoded_draft(data: bytes, name: str) -> DraftFile:
    """Decode a draft that was read as bytes; raise DraftUnusable if it is too long."""
    if len(data) > MAX_TEXT_BYTES:
        raise DraftUnusable(
            f"{name} has more than {MAX_TEXT_BYTES:,} bytes. Split it into several drafts."
        )
    try:
        page = Page(name, scrub(decode(data)))
    except Unreadable as error:
        raise DraftUnusable(f"{name}: {error.reason}; {error.next_step}.") from error
    return DraftFile(page, hashlib.sha256(data).hexdigest())


class Versions(Protocol):
    """The method of an archive that reads cited versions."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return a current or earlier version; raise ArticleMissing if it is not stored."""


def quotation_at(archive: Versions, span: Span) -> tuple[str, str]:
    """Return the longest quotation that a span overlaps, and its speaker's name.

    If there is no quotation, return the words of the span. Return empty strings if the version is
    not stored.
    """
    try:
        article = archive.version(span.content_hash, span.article_id)
        cited = article.words(span)
    except (ArticleMissing, ValueError):
        return "", ""
    reached = [
        one
        for one in quotations(article)
        if one.kind is not QuotationKind.REPORTED and one.start < span.end and span.start < one.end
    ]
    if not reached:
        return cited, ""
    longest = max(reached, key=lambda one: one.end - one.start)
    name = longest.speaker.name if longest.speaker else None
    return article.text[longest.start : longest.end], name or ""
