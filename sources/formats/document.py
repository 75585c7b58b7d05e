"""Documents: paragraphs, footnotes and properties, as pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from sources.article import BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.lines import is_bullet
from sources.formats.dates import find_published
from sources.formats.decoding import scrub
from sources.formats.document_head import MOST_LINES, Head, head_of
from sources.formats.metadata_fields import metadata_of
from sources.formats.struck_out import struck_out
from sources.language.phrases import ends_sentence, folded

_NO_TITLE = re.compile(r"untitled|document\d*$|microsoft |.*\.(?:docx?|odt|rtf)$", re.IGNORECASE)
_NO_AUTHOR = frozenset({"python-docx", "administrator", "admin", "user", "author", "unknown"})
# Accounts of computers, which word processors take for people: "cms-user", "Newsroom PC 4".
_NO_PERSON = re.compile(
    r"\d|\b(?:users?|admin|administrator|pc|laptop|desktop|workstation|newsroom|cms|guest|owner)\b"
)
# When the template of python-docx was made, which many programs copy.
_TEMPLATE_MADE = "2013-12-23T23:15"
# The styles of block quotations, in Word, LibreOffice, pandoc and Pages.
_QUOTES = frozenset(
    {"quote", "intensequote", "blocktext", "blockquote", "blockquotation", "quotations"}
)
_CAPTIONS = frozenset({"caption", "imagecaption", "tablecaption", "illustration", "figure"})
_HEADING = re.compile(r"heading[1-9]")
_LIST = re.compile(r"list(?:bullet|number|continue|paragraph|contents)?[1-9]?|numbering[1-9]")
_TITLE, _SUBTITLE, _DATE = "title", "subtitle", "date"
# A cell with several paragraphs is longer than this only if the table lays out running text.
_LONGEST_CELL = 200
# A headline is among the first paragraphs.
_HIGHEST = 10
_CELL = "|"
WITHHELD = "withheld"
"""The property under which readers pass on why a document is unpublished."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: its text, and the name of its style.

    `is_item` is True for list items and table rows.
    """

    text: str
    style: str = ""
    is_item: bool = False

    @property
    def role(self) -> BlockKind | None:
        """The role of the paragraph that its style or its list states."""
        style = _compact(self.style)
        if style in _QUOTES:
            return BlockKind.QUOTATION
        if style in _CAPTIONS:
            return BlockKind.CAPTION
        if style in (_TITLE, _SUBTITLE) or _HEADING.fullmatch(style):  # headings may be numbered
            return BlockKind.HEADING
        return BlockKind.PARAGRAPH if self.is_item else None

    def unwrapped(self) -> Paragraph:
        """Return the paragraph without line breaks that only lay out a heading or a sentence."""
        if self.role is BlockKind.HEADING:
            return replace(self, text=" ".join(self.text.split()))
        if self.role is not None or "\n" not in self.text:
            return self
        lines = [line.strip() for line in self.text.split("\n")]
        joints = [" " if _goes_on(*pair) else "\n" for pair in pairwise(lines)]
        return replace(self, text="".join(chain(*zip(lines, [*joints, ""], strict=True))))

    @property
    def is_title(self) -> bool:
        """True if the style is that of the document's title."""
        return _compact(self.style) == _TITLE

    @property
    def is_top_heading(self) -> bool:
        """True if the style is that of headings of the first level."""
        return _compact(self.style) == "heading1"

    @property
    def is_date(self) -> bool:
        """True if the style is that of the document's date."""
        return _compact(self.style) == _DATE


def _goes_on(line: str, below: str) -> bool:
    """Return True if a sentence goes on below a line break."""
    return below[:1].islower() and not (ends_sentence(line) or is_bullet(below)) and bool(line)


def style_among(names: Iterable[str]) -> str:
    """Return the first of a style's names and those of its parents that has a role, or ''."""
    return next((n for n in names if Paragraph("", n).role or _compact(n) == _DATE), "")


def is_list_style(name: str) -> bool:
    """Return True for the name of a style of list items."""
    return _LIST.fullmatch(_compact(name)) is not None


def row_of(cells: Sequence[Sequence[Paragraph]], columns: int = 0) -> list[Paragraph]:
    """Return a table row as one paragraph, with its cells separated as on web pages.

    If the table only lays out running text, return the paragraphs of its cells. `columns` is the
    number of columns if it is larger than that of the cells, of which some are merged.
    """
    found = [[one for one in cell if one.text.strip()] for cell in cells]
    texts = [" ".join(" ".join(one.text.split()) for one in cell) for cell in found]
    is_layout = any(
        len(cell) > 1 and len(text) > _LONGEST_CELL for cell, text in zip(found, texts, strict=True)
    )
    if is_layout or max(len(cells), columns) < 2:
        return [one for cell in found for one in cell]
    if sum(map(bool, texts)) < 2:
        return [
            replace(one, is_item=one.is_item or len(one.text) <= _LONGEST_CELL)
            for one in chain(*found)
        ]
    return [Paragraph(" ".join(f" {_CELL} ".join(texts).strip(f" {_CELL}").split()), is_item=True)]


def page_of(
    origin: str,
    found: Sequence[Paragraph],
    notes: Sequence[str],
    properties: dict[str, object],
    struck: Sequence[str] = (),
) -> Page:
    """Return a document as a page, one line per paragraph, with footnotes below its text.

    `struck` is the struck-out text that is not in its paragraphs.
    """
    kept = [one.unwrapped() for one in found if one.text.strip()]
    head = _head(kept)
    below = [f"[{number}] {text}" for number, text in enumerate(notes, 1) if text.strip()]
    listed = (Paragraph(text, is_item=True) for text in below)
    lines, numbers, roles = _lined([*kept, *listed], head)
    properties = _plausible(properties)
    title = _title(kept, str(properties.get("title", "")), head.title)
    dated = (find_published(one.text) for one in kept if one.is_date)
    # What the text states is newer than what a template left in the properties.
    stated = Metadata(
        title=title,
        published=next(filter(None, dated), head.published),
        authors=tuple(dict.fromkeys(head.authors)),
        unpublished=str(properties.pop(WITHHELD, "")) or None,
    )
    metadata = stated.filled_from(metadata_of(properties, origin))
    return Page(
        origin,
        "\n".join(lines[:-1]),
        metadata,
        numbers=tuple(numbers[:-1]),
        roles=roles,
        unit="paragraph",
        left_out=(
            *((rule, kept[number].text) for number, rule in head.removed.items()),
            *struck_out(struck),
        ),
    )


def _lined(
    paragraphs: Sequence[Paragraph], head: Head
) -> tuple[list[str], list[int], dict[int, BlockKind]]:
    """Return the lines of a document, the number of each line's paragraph, and the lines' roles."""
    lines: list[str] = []
    numbers: list[int] = []
    roles: dict[int, BlockKind] = {}
    for number, one in enumerate(paragraphs, start=1):
        if number - 1 in head.removed:
            continue
        text, role = head.deks.get(number - 1, one.text), one.role
        if number - 1 in head.deks:
            role = BlockKind.SUBHEADLINE
        for line in [*scrub(text).split("\n"), ""]:
            if role and line:
                roles[len(lines)] = role
            lines.append(line)
            numbers.append(number)
    return lines, numbers, roles


def _head(kept: Sequence[Paragraph]) -> Head:
    """Return what the paragraphs above the text state. List items and captions end them."""
    plain = (BlockKind.HEADING, None)
    top = takewhile(lambda one: one.role in plain, kept[: MOST_LINES + 1])
    return head_of([" ".join(one.text.split()) for one in top])


def _title(kept: Sequence[Paragraph], stated: str, shown: str | None) -> str | None:
    """Return the title in the text, or None if it is the one in the properties.

    `shown` is the line above the text that looks like a headline.
    """
    titles = (one.text for one in kept if one.is_title)
    is_shown = any(folded(one.text) == folded(stated) for one in kept[:_HIGHEST])
    heading = kept[0].text if kept and kept[0].is_top_heading else shown
    return next(titles, None if is_shown else heading)


def _compact(name: str) -> str:
    return name.replace(" ", "").replace("-", "").lower()


def _plausible(properties: dict[str, object]) -> dict[str, object]:
    """Return the properties without the defaults that word processors fill in."""
    kept = {name: readable(str(value)).strip() for name, value in properties.items() if value}
    if _NO_TITLE.match(kept.get("title", "")):
        del kept["title"]
    if kept.get("published", "").startswith(_TEMPLATE_MADE):
        del kept["published"]
    author = kept.get("author", "").lower()
    if author in _NO_AUTHOR:
        # From a template, and so is its date.
        return {name: value for name, value in kept.items() if name not in ("author", "published")}
    if _NO_PERSON.search(author):
        del kept["author"]
    return dict(kept)
