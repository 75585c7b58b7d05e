"""The block quotations of HTML are known, whichever file it comes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.article import BlockKind, Page
from sources.formats.marked_blocks import MarkedBlocks
from sources.formats.markup import marked_lines, parse
from sources.reading import SourceFile, read
from tests.sources.formats.specimens import PARAGRAPHS, page, wordpress
from tests.sources.formats.transcripts import page_of

WORDS = "We will never sell the harbour bridge to anybody, and nobody has made us an offer for it."
SIGNED = f"<blockquote><p>{WORDS}</p><footer>— Erik Lund, mayor</footer></blockquote>"
POST = (
    '<blockquote class="twitter-tweet"><p>The harbour bridge is closed until further notice.</p>'
    "&mdash; Port of Kelmar (@kelmar)</blockquote>"
)


def _html(quote: str) -> str:
    first, *others = (f"<p>{one.replace('&', '&amp;')}</p>" for one in PARAGRAPHS)
    return "".join((first, quote, *others))


def _webpage(quote: str) -> str:
    start, end = page().split("<article>")[0], page().split("</article>")[1]
    return f"{start}<article>{_html(quote)}</article>{end}"


def _quoted(read_page: Page) -> list[str]:
    lines = read_page.text.split("\n")
    return [lines[number] for number in sorted(read_page.block_quotes)]


def _nitf(quote: str) -> str:
    body = _html(quote).replace("blockquote", "bq").replace("footer>", "credit>")
    return f"<nitf><body><body.content>{body}</body.content></body></nitf>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", _webpage(SIGNED)),
        ("a.json", json.dumps({"title": "Bridge", "html": _html(SIGNED)})),
        ("a.jsonl", json.dumps({"title": "Bridge", "text": _html(SIGNED)})),
        ("a.rss", f"<rss><channel><item><description><![CDATA[{_html(SIGNED)}]]></description>"
         "<link>https://a.example/1</link></item></channel></rss>"),
        ("a.nitf", _nitf(SIGNED)),
        ("a.xml", wordpress().decode().replace("<![CDATA[The", f"<![CDATA[{SIGNED}\n\nThe", 1)),
    ],
    ids=lambda one: one if len(one) < 10 else "",
)  # fmt: skip
def test_block_quotations_in_html_are_known(tmp_path: Path, name: str, content: str) -> None:
    """Without the signature inside, and no other line."""
    found = _quoted(page_of(tmp_path, name, content))
    assert found == [WORDS]


def test_a_post_from_another_site_is_no_block_quotation(tmp_path: Path) -> None:
    """Embedded posts are block quotations in HTML until a script shows them."""
    assert not marked_lines(parse(POST)).roles
    assert not page_of(tmp_path, "a.html", _webpage(POST)).block_quotes


def test_a_line_that_also_appears_outside_of_quotations_is_not_marked() -> None:
    """A signature may be the name in the byline."""
    tree = parse(f"<p>Erik Lund</p><blockquote><p>{WORDS}</p><p>Erik Lund</p></blockquote>")
    roles = MarkedBlocks(tree).roles_of(f"Erik Lund\n\n{WORDS}\n\nErik Lund")
    assert roles == {2: BlockKind.QUOTATION}


def test_a_quotation_whose_paragraphs_an_extractor_joins_is_found() -> None:
    """Spaces and line breaks may be others too."""
    tree = parse(f"<p>Before.</p>{SIGNED}")
    roles = MarkedBlocks(tree).roles_of(f"Before.\n\n{WORDS}  — Erik Lund,\nmayor")
    assert [*roles] == [2, 3]


def test_the_block_quotations_of_a_book_are_known() -> None:
    """In a file that EbookLib made."""
    files = Path(__file__).with_name("made_elsewhere") / "files"
    first = next(iter(read(SourceFile(files / "ebooklib.epub", files))))
    assert isinstance(first, Page)
    assert [line[:12] for line in _quoted(first)] == ["Every winter"]
