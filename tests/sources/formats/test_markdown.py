from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from sources.article import HEADS, STRUCK_OUT
from sources.cleaning.cleaner import clean
from sources.formats.markdown import lines_of
from tests.sources.formats.transcripts import page_of


def test_marks_leave_their_words() -> None:
    """Headings, emphasis and links leave their words, each block after a blank line."""
    text = (
        "# Ferry reopens\n\n**Nine** years *after* the [storm](https://a.example).\n\n## Tickets\n"
    )
    words, title, *_ = lines_of(text)
    assert words == "Ferry reopens\n\nNine years after the storm.\n\nTickets"
    assert title == "Ferry reopens"


def test_captions_of_images_are_text() -> None:
    """The title of an image is its caption, also if another line states its address."""
    found = lines_of(
        '![a boat](https://boats.example/1.jpg "The ferry\non *Saturday*.")\n\nOne.\n![a pier][2]'
        '\nTwo.\n\n> ![a man](a.jpg)\n\n[2]: b.jpg "The pier."\n'
    )
    assert found.words == "The ferry on *Saturday*.\n\nOne.\n\nTwo.\n\nThe pier."
    assert found.numbers[::2] == (1, 4, 6, 5)


def test_images_and_rules_leave_nothing() -> None:
    """An image, with its address and its alternative text, and a rule are no words."""
    words, title, *_ = lines_of("One.\n\n![a boat](https://boats.example/1.jpg)\n\n---\n\nTwo.\n")
    assert words == "One.\n\nTwo."
    assert title is None


def test_footnotes_stand_below_without_their_marks_in_the_text() -> None:
    """A note may be an address; the addresses of links are no notes."""
    text = "Cracks.[^1] See [it][2].\n\n[^1]: https://a.example/report\n[^b]: Page 14.\n\n[2]: /b\n"
    assert lines_of(text)[0] == "Cracks. See it.\n\n[1] https://a.example/report\n[b] Page 14."


def test_a_row_of_a_table_is_a_block() -> None:
    """Its cells are separated as those of web pages are."""
    found = lines_of("Checks:\n\n| Year | *Number* |\n|---|---:|\n| 2021 | 4 |\n| 2024 | `1` |\n")
    assert found.words == "Checks:\n\nYear | Number\n\n2021 | 4\n\n2024 | 1"
    assert found.numbers[::2] == (1, 3, 5, 6)


def test_line_breaks_inside_a_paragraph_stay() -> None:
    """Cleaning decides which lines belong together, so reading keeps them."""
    assert lines_of("one line\nand the next\n")[0] == "one line\nand the next"


@pytest.mark.parametrize(
    "hostile",
    ["> " * 50_000 + "x", "[" * 20_000, "*" * 50_000, "- " * 5_000 + "x", "`" * 30_001],
)
def test_hostile_nesting_is_read_as_text(hostile: str) -> None:
    """Deep nesting ends in text, not in an error or in minutes of work."""
    assert isinstance(lines_of(hostile)[0], str)


def test_html_stays_as_it_was_written() -> None:
    """HTML in Markdown is words like others; the page escapes it."""
    assert lines_of("A <b>bold</b> claim.")[0] == "A <b>bold</b> claim."


LISTED = """# Fares stay

- Buses run every ten minutes
    - Night trams

The council voted on Tuesday to keep the fares, after a debate of four hours in the town hall.

1. First the fares stay frozen

The city will review the decision in the autumn, when it has the numbers of the summer months.

| Fare   | Crowns |
|--------|--------|
| Single | 2.40   |

The opposition abstained because it had asked for lower fares, and for a second line of trams.
"""


HTML = MarkdownIt("js-default").render(LISTED)
UNTITLED = LISTED.removeprefix("# Fares stay\n")


@pytest.mark.parametrize(
    ("name", "content", "heads"),
    [
        ("a.md", LISTED, ["Fares stay"]),
        ("b.md", UNTITLED, []),
        ("a.json", json.dumps({"title": "Fares stay", "html": HTML}), ["Fares stay"]),
        ("b.json", json.dumps({"html": HTML.partition("</h1>")[2]}), []),
        ("a.html", f"<title>Fares stay</title><article>{HTML}</article>", ["Fares stay"]),
        ("b.txt", UNTITLED, []),
    ],
    ids=lambda one: one if len(one) < 10 else "",
)
def test_a_list_item_or_a_table_row_is_no_heading(
    tmp_path: Path, name: str, content: str, heads: list[str]
) -> None:
    """Nor is it the headline of a text that has none."""
    article = clean(page_of(tmp_path, name, content))
    found = [article.text[one.start : one.end] for one in article.blocks if one.kind in HEADS]
    assert found == heads


def test_comments_and_shortcodes_are_not_text() -> None:
    """Only those in code are. The lines below keep their numbers."""
    text = (
        "One <!-- a note --> two.\n\n<!-- hidden\n\nstory -->\n\n{{< youtube abc >}}\n\n"
        "{% include ad.html %}{% comment %}three{% endcomment %}\n\n"
        "{{% quote %}}Four.{{% /quote %}}\n\nUse `<!-- this -->` here.\n\n"
        "```\n<!-- code -->\n```\n\nNo <!-- end.\n"
    )
    found = lines_of(text)
    assert [block.strip() for block in found.words.split("\n\n")] == [
        "One  two.",
        "Four.",
        "Use <!-- this --> here.",
        "<!-- code -->",
        "No <!-- end.",
    ]
    assert found.numbers[::2][:3] == (1, 11, 13)


def test_struck_out_text_is_left_out_and_listed(tmp_path: Path) -> None:
    """Two tildes around it strike it out."""
    page = page_of(tmp_path, "a.md", "It costs ~~nine **big** million~~ 14 million. A ~ B ~~ C.\n")
    assert page.text == "It costs  14 million. A ~ B ~~ C."
    assert page.left_out == ((STRUCK_OUT, "nine big million"),)


@pytest.mark.parametrize(
    ("stated", "unpublished"),
    [
        ("publishDate = 2997-01-01", "scheduled for 2997-01-01"),
        ("publishDate = 2024-01-01", None),
        ("expiryDate = 2024-01-01", None),
    ],
)
def test_hugo_publishes_on_the_day_of_publication(
    tmp_path: Path, stated: str, unpublished: str | None
) -> None:
    """The date of the draft is earlier. An article that has expired was published."""
    text = f"+++\ntitle = 'A vote'\ndate = 2023-05-04\n{stated}\n+++\nThe council met.\n"
    assert page_of(tmp_path, "a.md", text).metadata.unpublished == unpublished
