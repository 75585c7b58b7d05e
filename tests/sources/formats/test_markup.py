from __future__ import annotations

import pytest

from sources.errors import Unreadable
from sources.formats.markup import parse, text_lines, without_markup

# Text in a column, which a table only lays out.
_LONG = "The council voted to close the old bridge to lorries. " * 5 + "It did."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two.</p>", "One bold word.\n\nTwo."),
        ("<h2>Head</h2>text<ul><li>a</li><li>b</li></ul>", "Head\n\ntext\n\na\n\nb"),
        ("<p>line<br>break</p>", "line\nbreak"),
        ("<p>wrapped\nin the\n source</p>", "wrapped in the source"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<table><tr><th>Cars</th><td>42</td></tr><tr><td>x</td></tr></table>", "Cars | 42\n\nx"),
        (
            "<table><tr><td><p>Lock</p></td><td><p>14</p></td></tr>"
            "<tr><td><p>Basin</p><p>east</p></td><td><ul><li>9</li><li>late</li></ul></td></tr>"
            "</table>",
            "Lock | 14\n\nBasin east | 9 late",
        ),
        (
            f"<table><tr><td><p>Menu</p></td><td><p>{_LONG}</p><p>b</p></td></tr></table>",
            f"Menu\n\n{_LONG}\n\nb",
        ),
        ("<p>AT&amp;T&nbsp;won &#8220;it&#8221;</p>", "AT&T won “it”"),
    ],
)
def test_blocks_become_lines_with_blank_lines_between(html: str, text: str) -> None:
    """The structure of the page survives as blocks, and what is no text is left out."""
    assert text_lines(parse(html)) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Plain, 3 < 4 and 5 > 4.\n\nNext & last.", "Plain, 3 < 4 and 5 > 4.\n\nNext & last."),
        ("One &amp; two.\n\nThree.", "One & two.\n\nThree."),
        ("See <a href='x'>this</a>\nnow.\n\nThen that.", "See this\nnow.\n\nThen that."),
        ("<p>One.</p>\n<p>Two.</p>", "One.\n\nTwo."),
    ],
)
def test_bodies_that_may_be_html(body: str, text: str) -> None:
    """Text is left as it is, and line breaks count where no tag makes paragraphs."""
    assert without_markup(body) == text


@pytest.mark.parametrize("depth", [300, 1500])
def test_text_past_the_parsers_usual_depth_is_kept(depth: int) -> None:
    """libxml2 on its own drops what is nested past 255 levels, and all that follows it."""
    page = "<div>" * depth + "<p>deep</p>" + "</div>" * depth + "<p>after</p>"
    assert text_lines(parse(page)) == "deep\n\nafter"


def test_nesting_that_would_lose_text_is_refused() -> None:
    """Past the parser's last limit the page is refused, never silently cut."""
    with pytest.raises(Unreadable, match="deep"):
        parse("<div>" * 50_000 + "lost")
