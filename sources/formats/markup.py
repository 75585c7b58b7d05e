"""HTML as lines of text: each block of the page becomes a block of lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree, html

from sources.article import BlockKind
from sources.errors import Unreadable
from sources.formats.decoding import scrub, unescaped
from sources.formats.struck_out import drop_struck_out

# libxml2 silently drops what is nested deeper than 255 levels, and everything after it.
# With huge trees enabled it allows 2,048. A page near that limit has lost text, or will.
MAX_DEPTH = 2000

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd details dialog div dl dt fieldset
        figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option
        p pre section summary table tbody tfoot thead title tr ul
        head item list quote row""",  # the last line has trafilatura's names
    )
)
_UNREAD = frozenset(
    re.findall(
        r"\w+",
        """applet audio button canvas embed form iframe input noscript object script select style
        svg template textarea video""",
    )
)
CELL_SEPARATOR = " | "
_FLATTENED = ("div", "p", "ul", "ol", "li")
_NO_CELL = ("table", "h1", "h2", "h3", "blockquote")
# A longer cell is one of a table that only lays out the page.
_LONGEST_CELL = 200
_ITEMS = frozenset({"li", "dd"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS, _CELLS = frozenset({"br", "lb"}), frozenset({"td", "th", "cell"})
_EMBEDDED = re.compile(
    r"(?:bluesky|fb|imgur|instagram|mastodon|reddit|telegram|tiktok|twitter)-|\S*embed"
    r"|text-post-media",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"</(?:blockquote|p|div|h[1-6]|ul|ol|figure)\s*>|<(?:br|p)\b[^<>]*>", re.IGNORECASE
)
_INLINE_TAG = re.compile(r"</(?:a|b|i|em|strong|span|s|del|strike)\s*>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|nbsp|quot|apos|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
# The elements that may sign a block quotation, and how far its end is looked for.
_SIGNATURES = frozenset({"cite", "footer"})
_MOST_LEVELS_OF_SIGNATURE, _MOST_BESIDE_SIGNATURE = 4, 8
_SPACE = re.compile(r"\s+")
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\]?")
_BACK = frozenset({"↩", "↩\ufe0e", "↩\ufe0f", "↑", "^"})
_MOST_PIECES = 8


class MarkedText(NamedTuple):
    """Text, the roles of its lines that the markup states, and what is struck out of it."""

    text: str
    roles: Mapping[int, BlockKind] = MappingProxyType({})
    struck: tuple[tuple[str, str], ...] = ()


def parse(page: str) -> html.HtmlElement:
    """Parse a page or a fragment; raise Unreadable if the parser would lose text."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(scrub(page).encode(), parser=parser)
    except etree.LxmlError as error:
        raise Unreadable(
            f"the page contains no HTML ({error})", "save the article's page again"
        ) from error
    if (depth := _depth(tree)) >= MAX_DEPTH:
        raise Unreadable(
            f"its tags are nested {depth:,} or more levels deep, where parsers lose text",
            "save the article's text as .txt",
        )
    _drop_note_marks(tree)
    _flatten_cells(tree)
    return tree


def _flatten_cells(tree: html.HtmlElement) -> None:
    """Make the paragraphs and lists in the cells of short rows plain text, as in other tables.

    Longer cells hold running text, which the table only lays out.
    """
    for row in [*tree.iter("tr")]:
        if next(row.iter(*_NO_CELL), None) is not None:
            continue
        cells = [cell for cell in row if cell.tag in _CELLS]
        blocks = [one for cell in cells for one in cell.iter(*_FLATTENED)]
        texts = [" ".join(cell.text_content().split()) for cell in cells]
        if blocks and sum(map(bool, texts)) > 1 and max(map(len, texts)) <= _LONGEST_CELL:
            for block in blocks:
                block.tail = f" {block.tail or ''}"
                block.drop_tag()


def _drop_note_marks(tree: html.HtmlElement) -> None:
    """Remove the raised numbers that link to footnotes, and the arrows that link back."""
    for raised in list(tree.iter("sup")):
        above = raised.getparent()
        link = above if above.tag == "a" else raised.find("a")
        if link is not None and _leads_within(link):
            _drop_mark(above if link is above else raised)
    for link in list(tree.iter("a")):
        if _leads_within(link) and not len(link):
            reference = "noteref" in f"{link.get('role', '')} {link.get('epub:type', '')}"
            if reference or (link.text or "").strip() in _BACK:
                _drop_mark(link)


def _leads_within(link: html.HtmlElement) -> bool:
    return "#" in link.get("href", "")


def _drop_mark(element: html.HtmlElement) -> None:
    text = "".join(islice(element.itertext(), _MOST_PIECES)).strip()
    is_mark = text in _BACK or _NOTE_MARK.fullmatch(text)
    if is_mark and element.getparent() is not None:
        element.drop_tree()


def without_markup(text: str) -> str:
    """Return the text of an article's body that may be HTML, as in many exports."""
    return marked_body(text).text


def marked_body(text: str) -> MarkedText:
    """Return the text of an article's body that may be HTML, with the roles of its lines."""
    if _BLOCK_TAG.search(text):
        return _marked(f"<div>{text}</div>")
    if _INLINE_TAG.search(text):  # links in plain text: its line breaks are the structure
        lines = re.sub(r"\n\s*\n", "<p>", text).replace("\n", "<br>")
        return _marked(f"<div>{lines}</div>")
    return MarkedText(unescaped(text) if _ENTITY.search(text) else text)


def _marked(body: str) -> MarkedText:
    struck = drop_struck_out(tree := parse(body))
    return marked_lines(tree)._replace(struck=struck)


def text_lines(tree: etree._Element) -> str:
    """Return the text of a tree, with blank lines between blocks and its line breaks."""
    return "\n\n".join(_blocks(tree).blocks)


def marked_lines(tree: etree._Element) -> MarkedText:
    """Return the text of a tree as `text_lines` does, with the roles of its lines."""
    page = _blocks(tree)
    lines: list[str] = []
    roles: dict[int, BlockKind] = {}
    for number, block in enumerate(page.blocks):
        first = len(lines)
        lines += block.split("\n")
        if role := page.roles.get(number):
            roles.update(dict.fromkeys(range(first, len(lines)), role))
        lines.append("")
    return MarkedText("\n".join(lines[:-1]), roles)


def _blocks(tree: etree._Element) -> _Blocks:
    page = _Blocks()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in BLOCKS or is_signature(element):
                page.close()
                page.enter(element, 1)
            elif tag in _BREAKS:
                page.break_line()
            elif tag in _CELLS:
                page.begin_cell()
            if tag in _UNREAD:
                walk.skip_subtree()
            elif element.text:
                page.add(element.text)
        else:
            if tag in BLOCKS or is_signature(element):
                page.close()
                page.enter(element, -1)
            if element.tail and element is not tree:
                page.add(element.tail)
    page.close()
    return page


def is_quotation(element: etree._Element) -> bool:
    """Return True for a block quotation that is not a post embedded from another site."""
    names = str(element.get("class", "")).split()
    return element.tag == "blockquote" and not any(map(_EMBEDDED.match, names))


def is_caption(element: etree._Element) -> bool:
    """Return True for the caption of a picture. Below a quotation or a table it is text."""
    if element.tag != "figcaption":
        return False
    figure = element.getparent()
    return figure is None or next(figure.iter("blockquote", "table"), None) is None


def is_signature(element: etree._Element) -> bool:
    """Return True for an element that names the speaker of the block quotation that it ends."""
    if element.tag == "figcaption":
        figure = element.getparent()
        return (
            figure is not None
            and figure.tag == "figure"
            and next(figure.iter("blockquote"), None) is not None
            and next(figure.iter("table"), None) is None
        )
    if element.tag not in _SIGNATURES:
        return False
    inner = element
    for outer in islice(element.iterancestors(), _MOST_LEVELS_OF_SIGNATURE):
        if (inner.tail or "").strip() or any(
            "".join(one.itertext()).strip()
            for one in islice(inner.itersiblings(), _MOST_BESIDE_SIGNATURE)
        ):
            return False
        if outer.tag == "blockquote":
            return is_quotation(outer)
        if (outer.text or "").strip() or inner.getprevious() is not None:
            return False  # the end of a sentence, such as the title of a work
        inner = outer
    return False


class _Blocks:
    """The completed blocks of a page, and the pieces of the current one.

    `roles` holds the roles of blocks by their numbers: those inside of block quotations, their
    signatures, captions, list items that are not headings, and table rows of several cells.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.roles: dict[int, BlockKind] = {}
        self._signatures = self._quotes = self._captions = self._items = self._headings = 0
        self._is_row = False
        self._pieces: list[str] = []
        self._blank = True

    def enter(self, element: etree._Element, step: int) -> None:
        """Enter an element (a step of 1) or leave it (-1)."""
        self._quotes += step * is_quotation(element)
        self._signatures += step * is_signature(element)
        self._captions += step * is_caption(element)
        self._items += step * (element.tag in _ITEMS)
        self._headings += step * (element.tag in _HEADINGS)

    def add(self, text: str) -> None:
        """Add text to the block."""
        self._pieces.append(_SPACE.sub(" ", text))
        self._blank = self._blank and self._pieces[-1].isspace()

    def break_line(self) -> None:
        """Start a new line of the block."""
        self._pieces.append("\n")

    def begin_cell(self) -> None:
        """Separate a table cell from the earlier content of the block."""
        if not self._blank:
            self._pieces.append(CELL_SEPARATOR)
            self._is_row = True

    def close(self) -> None:
        """Complete the block. A block without text is dropped."""
        if not self._blank:
            if self._signatures:
                self.roles[len(self.blocks)] = BlockKind.SIGNATURE
            elif self._quotes:
                self.roles[len(self.blocks)] = BlockKind.QUOTATION
            elif self._captions:
                self.roles[len(self.blocks)] = BlockKind.CAPTION
            elif self._is_row or (self._items and not self._headings):
                self.roles[len(self.blocks)] = BlockKind.PARAGRAPH
            lines = (_SPACE.sub(" ", line).strip() for line in "".join(self._pieces).split("\n"))
            self.blocks.append("\n".join(filter(None, lines)))
        self._pieces.clear()
        self._blank, self._is_row = True, False


def _depth(tree: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
