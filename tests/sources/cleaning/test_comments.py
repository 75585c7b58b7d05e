from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Article, Page
from sources.cleaning.cleaner import clean
from sources.files import SourceFile
from sources.reading import read

FIRST = "A goat called Ruth has won the Fell show with 41 points, the jury said on Thursday."
LAST = "She ate the ribbon, and the jury gave her another one, which she ate as well."
REMARK = "Ruth is drugged, the owner paid the jury in cheese, ask anybody in Fell."


def _article(folder: Path, name: str, text: str) -> Article:
    path = folder / name
    path.write_text(text)
    (page,) = read(SourceFile(path.resolve(), folder.resolve()))
    assert isinstance(page, Page)
    return clean(page)


def _page(folder: Path, below: str, inside: str = "") -> list[str]:
    body = f"<article><h1>Goat wins</h1><p>{FIRST}</p>{inside}<p>{LAST}</p></article>{below}"
    page = f"<html><head><title>Goat wins</title></head><body>{body}</body></html>"
    return _article(folder, "a.html", page).text.split("\n\n")[1:]


@pytest.mark.parametrize(
    "box",
    [
        '<section><h3>3 Reacties</h3><div class="reactie"><b>Jan</b><p>{}</p></div></section>',
        '<div class="reactie"><span>Jan K.</span><p>{}</p></div>',
        '<div class="comentarios-lectores"><h3>Opiniones</h3><p>{}</p></div>',
        '<div class="lezersreacties"><p>{}</p></div>',
        '<div id="reader-reactions"><p>{}</p></div>',
        '<section class="responses"><h3>What readers say</h3><blockquote>{}</blockquote></section>',
        "<section><h3>Das sagen unsere Leser</h3><p>{}</p></section>",
    ],
)
def test_comments_are_known_by_names_and_headings(box: str, tmp_path: Path) -> None:
    """Names and headings of comments are read in many languages."""
    assert _page(tmp_path, box.format(REMARK)) == [FIRST, LAST]


def test_a_part_of_an_article_about_its_readers_is_kept(tmp_path: Path) -> None:
    """The heading of a section inside the story does not announce comments."""
    part = f"<section><h2>What readers say</h2><p>{REMARK}</p></section>"
    assert _page(tmp_path, "", part) == [FIRST, "What readers say", REMARK, LAST]


def test_comments_below_a_copied_text_are_left_out(tmp_path: Path) -> None:
    """The line that counts them begins them, if names follow; corrections below are kept."""
    note = "Correction: an earlier version of this article said that Rob had won."
    text = (
        f"Goat wins\n\n{FIRST}\n\n{LAST}\n\nComments (2)\n\nnonna55: {REMARK}\n\nI agree.\n\n{note}"
    )
    assert _article(tmp_path, "a.txt", text).text.split("\n\n") == ["Goat wins", FIRST, LAST, note]


def test_the_text_below_a_button_for_comments_is_kept(tmp_path: Path) -> None:
    """A counter above the text or in it does not begin comments."""
    text = f"Goat wins\n\nComments (2)\n\nRuth: {FIRST}\n\n{LAST}\n\n3 comments\n\n{REMARK}"
    kept = _article(tmp_path, "a.txt", text).text.split("\n\n")
    assert kept == ["Goat wins", f"Ruth: {FIRST}", LAST, REMARK]
