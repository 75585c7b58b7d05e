"""Files that other programs made are read whole, with what they state about their articles."""

from __future__ import annotations

import json

import pytest

from sources.article import HEADS, BlockKind, Page
from sources.cleaning.cleaner import clean
from sources.errors import Refusal
from sources.formats.forms import FORMS
from sources.reading import SourceFile, read
from tests.sources.formats.made_elsewhere.articles import CELL
from tests.sources.formats.made_elsewhere.made import FILES, MADE, MADE_WITH, Made

EACH = pytest.mark.parametrize("made", MADE, ids=lambda one: one.name)


def _found(made: Made) -> list[Page | Refusal]:
    return list(read(SourceFile(made.path, FILES)))


def _pages(made: Made) -> list[Page]:
    """Return the published articles of a file."""
    return [one for one in _found(made) if isinstance(one, Page) and not one.metadata.unpublished]


@EACH
def test_every_word_is_read(made: Made) -> None:
    """The text of each article is the one that the program was given."""
    texts = [page.text or "\n\n".join(turn.text for turn in page.turns) for page in _pages(made)]
    assert texts == made.texts


@EACH
def test_what_a_file_states_about_its_articles_is_known(made: Made) -> None:
    """Headline, outlet, day, address, authors and language are those that it was given."""
    assert [page.metadata for page in _pages(made)] == made.metadata


@EACH
def test_a_list_item_or_a_table_row_is_no_heading(made: Made) -> None:
    """Headings are those of the article, and a known headline is the only one."""
    for page, written in zip(_pages(made), made.articles, strict=True):
        if page.turns:
            continue
        article = clean(page)
        found = {article.text[one.start : one.end]: one.kind for one in article.blocks}
        listed = [one.text for one in written.blocks if one.kind in ("item", "row")]
        cells = made.layout.cells
        assert HEADS.isdisjoint({found.get(text.replace(CELL, cells)) for text in listed})
        assert found.get(written.title, BlockKind.HEADLINE) is BlockKind.HEADLINE


@pytest.mark.parametrize(
    "made",
    [
        one
        for one in MADE
        if one.name in ("libreoffice.odt", "libreoffice.docx", "libreoffice.rtf", "pandoc.docx")
    ],
    ids=lambda one: one.name,
)
def test_block_quotations_of_word_processors_are_known(made: Made) -> None:
    """The paragraph in the style of quotations is marked, and no other."""
    (page,) = _pages(made)
    lines = page.text.split("\n")
    quotes = [block.text for block in made.articles[0].blocks if block.kind == "quote"]
    assert [lines[number] for number in sorted(page.block_quotes)] == quotes


def test_a_draft_in_an_export_of_wordpress_is_marked() -> None:
    """It is left out later, not by the reader."""
    (export,) = (one for one in MADE if one.name == "wordpress.xml")
    drafts = [one for one in _found(export) if one not in _pages(export)]
    assert [one.metadata.unpublished for one in drafts if isinstance(one, Page)] == ["draft"]


def test_a_pdf_in_arabic_is_refused() -> None:
    """Its letters are in the order of the page, from left to right."""
    (printed,) = (one for one in MADE if one.name == "libreoffice-ar.pdf")
    (refusal,) = _found(printed)
    assert isinstance(refusal, Refusal)
    assert "right to left" in refusal.reason


def test_every_form_has_a_file_of_another_program() -> None:
    """Each file says which version of which program made it."""
    names = [one.name.removesuffix(".gz") for one in MADE]
    assert all(any(name.endswith(form.endings) for name in names) for form in FORMS)
    assert set(json.loads(MADE_WITH.read_text())) == {one.name for one in MADE}
