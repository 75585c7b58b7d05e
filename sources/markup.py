"""HTML into lines of text: a block of the page, a block of lines."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree, html

from sources.decoding import scrub
from sources.errors import Unreadable

# libxml2 drops what is nested deeper than 255 levels, and everything after it, without a word;
# told to expect huge trees it goes to 2,048. A page that comes near has lost text, or will.
MAX_DEPTH = 2000

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd details dialog div dl dt fieldset
        figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option
        p pre section summary table tbody tfoot thead title tr ul
        head item list quote row""",  # the last line in trafilatura's words
    )
)
_UNREAD = frozenset(
    re.findall(
        r"\w+",
        """applet audio button canvas embed form iframe input noscript object script select style
        svg template textarea video""",
    )
)
_BREAKS, _CELLS = frozenset({"br", "lb"}), frozenset({"td", "th", "cell"})
_BLOCK_TAG = re.compile(r"</(?:p|div|h[1-6]|ul|ol|figure)\s*>|<(?:br|p)\b[^<>]*>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</(?:a|b|i|em|strong|span)\s*>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|nbsp|quot|apos|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")


def parse(page: str) -> html.HtmlElement:
    """Parse a page or a fragment; raise Unreadable where the parser would lose text."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(scrub(page).encode(), parser=parser)
    except etree.LxmlError as error:
        raise Unreadable(
            f"the page holds no HTML ({error})", "save the article's page again"
        ) from error
    if (depth := _depth(tree)) >= MAX_DEPTH:
        raise Unreadable(
            f"its tags are nested at least {depth:,} deep, where parsers lose text",
            "give the article's text as .txt",
        )
    return tree


def without_markup(text: str) -> str:
    """Return the text of an article's body that may be HTML, as many exports have it."""
    if _BLOCK_TAG.search(text):
        return text_lines(parse(f"<div>{text}</div>"))
    if _INLINE_TAG.search(text):  # links in plain text: its own line breaks are the structure
        lines = re.sub(r"\n\s*\n", "<p>", text).replace("\n", "<br>")
        return text_lines(parse(f"<div>{lines}</div>"))
    return unescape(text) if _ENTITY.search(text) else text


def text_lines(tree: etree._Element) -> str:
    """Return the text of a tree: blocks with blank lines between them, breaks as line breaks."""
    blocks: list[str] = []
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                _close(pieces, blocks)
            elif tag in _BREAKS:
                pieces.append("\n")
            elif tag in _CELLS and "".join(pieces).strip():
                pieces.append(" | ")
            if tag in _UNREAD:
                walk.skip_subtree()
            elif element.text:
                pieces.append(_SPACE.sub(" ", element.text))
        else:
            if tag in _BLOCKS:
                _close(pieces, blocks)
            if element.tail and element is not tree:
                pieces.append(_SPACE.sub(" ", element.tail))
    _close(pieces, blocks)
    return "\n\n".join(blocks)


def _close(pieces: list[str], blocks: list[str]) -> None:
    lines = (_SPACE.sub(" ", text).strip() for text in "".join(pieces).split("\n"))
    if block := "\n".join(filter(None, lines)):
        blocks.append(block)
    pieces.clear()


def _depth(tree: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
