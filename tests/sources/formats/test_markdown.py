from __future__ import annotations

import pytest

from sources.formats.markdown import lines_of


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
