"""PDF files: the text of the pages, with the lines of each column joined."""

from __future__ import annotations

import logging
import os
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from sources.article import RUNNING_HEAD, Metadata, Page
from sources.errors import PARSER_FAULTS, Unreadable
from sources.formats.decoding import scrub
from sources.formats.metadata_fields import line
from sources.formats.pdf_columns import PrintedLine, check_order, in_order, space_between
from sources.formats.pdf_layout import BREAK, GOES_ON, body_size, headlines, laid_out
from sources.formats.pdf_lines import printed_lines
from sources.formats.pdf_margins import (
    day_in_margins,
    is_page_number,
    running_titles,
    without_margins,
    without_page_numbers,
)
from sources.formats.pdf_pictures import has_picture, missing_text
from sources.language.phrases import word_count

LOGGER = logging.getLogger(__name__)

# A scanned newspaper has 100 MB. A larger file is not an article.
MAX_BYTES = 128_000_000
# A book has fewer pages, and a newspaper page a third of these bytes. pypdf's time for a page
# grows faster than its text.
MAX_PAGES, MAX_PAGE_BYTES = 1_000, 300_000
# A line this much shorter than usual ends its paragraph if it also ends a sentence.
SHORT_LINE, _INDENTED_LINE = 0.85, 0.5

_NO_TITLE = re.compile(
    r"untitled|microsoft |slide \d|document\d*$|layout \d"
    r"|.*\.(?:pdf|docx?|indd|qxp|qxd|tex|hwp|rtf)$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…。:][\"'”’)\]]{0,8}$")
_MOST_NAMED, _LONGEST_NAMED = 4, 60
_HYPHEN_END = re.compile(r"\w-$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_COMPOUND = re.compile(r"\W*+(\w+-\w+)")
_PDF_MARK_WITHIN = 1024
# pdfminer's output for a glyph without a name in the font: (cid:12).
_NO_LETTER, _MOST_UNKNOWN = "(cid:", 0.1
_LEAST_LETTERS = 0.9
_SAMPLE = 10_000


def read_pdf(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the text of a PDF; raise Unreadable if it has none, is locked or is damaged."""
    if b"%PDF-" not in stream.read(_PDF_MARK_WITHIN):
        raise Unreadable("it is not a PDF: the mark %PDF- is missing", "download it again")
    if (size := stream.seek(0, os.SEEK_END)) > MAX_BYTES:
        raise Unreadable(f"it has {size:,} bytes, more than {MAX_BYTES:,}", "split it")
    plain, printed, title = _parsed(stream)
    body = body_size(line for page in printed for line in page.lines)
    margins: list[str] = []
    pages = [
        _read_in_order(number, page, body, words, margins)
        for number, (page, words) in enumerate(zip(printed, plain, strict=False), start=1)
    ]
    text = "\n\n".join(paragraphs(pages))
    if not text:
        raise Unreadable(
            f"it contains no text, only pictures of text (pages: {len(pages)})",
            "run OCR on it, for example with `ocrmypdf in.pdf out.pdf`",
        )
    _check_direction(text)
    first = next((page.lines for page in printed if page.lines), [])
    largest = next(iter(headlines(in_order(first), body)), None)
    _report_headlines(origin, printed, body)
    running = running_titles(pages)
    margins += [line for page in pages for line in page if line in running]
    unread = [
        number
        for number, (page, lines) in enumerate(zip(printed, pages, strict=False), start=1)
        if page.has_picture and not _has_text(lines, running)
    ]
    known = Metadata(
        title=_title(title) or _title(largest),
        published=day_in_margins(margins),
        part=missing_text(origin, unread, len(printed)),
    )
    left_out = tuple((RUNNING_HEAD, line) for line in dict.fromkeys(margins))
    yield Page(origin, text, known, left_out=left_out)


def _parsed(stream: BinaryIO) -> tuple[list[list[str]], list[_PrintedPage], str | None]:
    """Return the plain lines and the printed lines of each page, and the stated title."""
    # Importing it takes 0.1 s, which a command that reads no PDF should not pay.
    import pypdf  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    # It warns of every small flaw of a file, which is useless when a thousand files are added.
    for library in ("pypdf", "pdfminer"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is protected by a password", "save a copy without a password")
        plain = list(_pages(reader.pages))
        title = reader.metadata.title if reader.metadata else None
        return plain, list(_printed(stream)), title
    except (*PARSER_FAULTS, PyPdfError, DependencyError, PSException) as error:
        raise Unreadable(
            f"the PDF is damaged or locked ({type(error).__name__}: {str(error)[:100]})",
            "open it in a PDF program and save it again, or save its text as .txt",
        ) from error


def _report_headlines(origin: str, printed: Sequence[_PrintedPage], body: float) -> None:
    """Warn of a page with several headlines in the largest type, which may be several articles."""
    largest = max((line.size for page in printed for line in page.lines), default=0.0)
    for number, page in enumerate(printed, start=1):
        found = headlines(in_order(page.lines), body, largest)
        if len(found) > 1:
            LOGGER.warning(
                "%s: page %d seems to have several articles, with headlines of the same size (%s); "
                "they were added as one, so save each as a file of its own",
                origin,
                number,
                "; ".join(f"“{one[:_LONGEST_NAMED]}”" for one in found[:_MOST_NAMED]),
            )
            return


def _check_direction(text: str) -> None:
    """Raise Unreadable if most of the text runs from right to left."""
    letters = [unicodedata.bidirectional(one) for one in text[:_SAMPLE] if one.isalpha()]
    if 2 * sum(one in ("R", "AL") for one in letters) > len(letters):
        raise Unreadable(
            "its text runs from right to left, and a PDF does not record the order of such letters",
            "save its text as .docx or .txt",
        )


def paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the page lines joined into paragraphs, without page numbers and running titles."""
    running = running_titles(pages)
    compounds = _compounds(pages)
    lines = [
        text
        for page in pages
        for text in _without_ends([one for one in page if one not in running])
    ]
    widths = sorted(map(len, lines))
    usual = widths[len(widths) * 3 // 4] if widths else 0
    found: list[list[str]] = []
    open_ended = adjacent = False
    for text in lines:
        if text in (BREAK, GOES_ON):
            open_ended, adjacent = text == GOES_ON and bool(found), False
            continue
        if not text:
            open_ended = open_ended and not _ENDS.search(found[-1][-1])
            adjacent = False
            continue
        if open_ended or (adjacent and _continues(found[-1][-1], text, usual)):
            found[-1][-1:] = _mended(found[-1][-1], text, compounds)
        else:
            found.append([text])
        # A heading is short and does not end a sentence. A paragraph's last line is short and does.
        open_ended = len(text) >= usual * SHORT_LINE or (
            len(found[-1]) > 1 and not _ENDS.search(text)
        )
        adjacent = True
    return ["".join(parts) for parts in found]


def _continues(before: str, text: str, usual: int) -> bool:
    """Return True if a line continues the first, short line of an indented paragraph."""
    return text[0].islower() and (
        before.endswith("-") or (len(before) >= usual * _INDENTED_LINE and not _ENDS.search(before))
    )


def _mended(before: str, text: str, compounds: Container[str] = ()) -> list[str]:
    """Return two lines of a paragraph, with a space or a divided word joined between them.

    Capitals and digits begin no second half of a divided word: "Anglo-German", "Covid-19".
    """
    if not _HYPHEN_END.search(before) or not text[0].isalnum():
        return [before, space_between(before, text) + text]
    first, second = before.split()[-1], text.split()[0]
    whole = _COMPOUND.match((first + second).lower())
    is_compound = (
        not text[0].islower()
        or "-" in first[:-1]
        or "-" in second
        or (whole is not None and whole[1] in compounds)
    )
    return [before if is_compound else before[:-1], text]


def _compounds(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the words that are written with a hyphen within a line, and never without it."""
    words = {word for page in pages for text in page for word in _WORD.findall(text.lower())}
    return frozenset(word for word in words if "-" in word and word.replace("-", "") not in words)


def _has_text(page: Sequence[str], running: Container[str]) -> bool:
    """Return True if a page has more text than its number and running titles."""
    return any(one.strip() for one in _without_ends([one for one in page if one not in running]))


def _without_ends(page: list[str]) -> list[str]:
    """Return the lines of a page without page numbers at its start and end."""
    numbers = [number for number, text in enumerate(page) if text and not is_page_number(text)]
    return page[numbers[0] : numbers[-1] + 1] if numbers else []


def _pages(pages: Iterable[Any]) -> Iterator[list[str]]:
    for number, page in enumerate(pages, start=1):
        if number > MAX_PAGES:
            raise Unreadable(
                f"it has more than {MAX_PAGES:,} pages, the limit",
                "split it into one file per article",
            )
        text = page.extract_text(visitor_operand_before=_Measure(number))
        yield [" ".join(text.split()) for text in scrub(text).split("\n")]


@dataclass(frozen=True, slots=True)
class _PrintedPage:
    """The lines of a page with their positions, and the height of the page."""

    lines: list[PrintedLine]
    height: float
    has_picture: bool


def _printed(stream: Any) -> Iterator[_PrintedPage]:
    """Yield the lines of each page with their positions."""
    # Importing it takes 0.2 s, which a command that reads no PDF should not pay.
    from pdfminer.high_level import extract_pages  # noqa: PLC0415
    from pdfminer.layout import LAParams, LTTextLine  # noqa: PLC0415

    stream.seek(0)
    for page in extract_pages(stream, laparams=LAParams(boxes_flow=None, all_texts=True)):
        pieces: list[LTTextLine] = []
        waiting = list(page)
        while waiting:
            element = waiting.pop()
            if isinstance(element, LTTextLine):
                pieces.append(element)
            elif hasattr(element, "__iter__"):
                waiting += element
        pictured = has_picture(page, page.width * page.height)
        yield _PrintedPage(printed_lines(pieces), page.height, pictured)


def _read_in_order(
    number: int, page: _PrintedPage, body: float, plain: list[str], margins: list[str]
) -> list[str]:
    """Return a page's text in order, or in the file's order if letters would be lost.

    Lines in the margins are left out and added to `margins`.
    """
    lines = page.lines
    unknown = sum(line.text.count(_NO_LETTER) for line in lines)
    if unknown * len(_NO_LETTER) > _MOST_UNKNOWN * sum(len(line.text) for line in lines):
        raise Unreadable(
            f"the font of page {number} does not state which letters its glyphs are",
            "run OCR on it, for example with `ocrmypdf --force-ocr in.pdf out.pdf`",
        )
    if _letters(line.text for line in lines) < _LEAST_LETTERS * _letters(plain):
        return plain
    check_order(number, lines)
    kept = without_margins(lines, page.height, body)
    inside = set(kept)
    margins += [line.text for line in lines if line not in inside]
    return laid_out(in_order(without_page_numbers(kept)), body)


def _letters(texts: Iterable[str]) -> int:
    return sum(character.isalnum() for text in texts for character in text)


class _Measure:
    """Stop pypdf if a page shows more text than a page can contain."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._shown = 0

    def __call__(self, operator: bytes, operands: Sequence[Any], *_: object) -> None:
        """Count the text that an operator shows. TJ has its pieces of text in a list."""
        if operator in (b"Tj", b"TJ", b"'", b'"') and operands:
            parts = operands[-1] if isinstance(operands[-1], list) else operands[-1:]
            self._shown += sum(len(part) for part in parts if isinstance(part, str | bytes))
            if self._shown > MAX_PAGE_BYTES:
                raise Unreadable(
                    f"page {self._number} shows more than {MAX_PAGE_BYTES:,} bytes of text",
                    "save its text as .txt",
                )


def _title(given: object) -> str | None:
    """Return the title if it is one, because many programs put the file name there."""
    title = line(given)
    return None if title is None or _NO_TITLE.match(title) or word_count(title) < 2 else title
