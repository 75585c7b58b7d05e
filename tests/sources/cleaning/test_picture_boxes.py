"""Captions that a page does not mark up as such are labelled captions of its article."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Article, BlockKind, Page
from sources.cleaning.cleaner import clean
from sources.files import SourceFile
from sources.reading import read

PARAGRAPH = BlockKind.PARAGRAPH
STORY = "".join(
    f"<p>The council of Varnby has decided on step {n} of its plan for the harbour, and the mayor, "
    f"Nora Blix, said that the works of part {n} would begin before the first snow.</p>"
    for n in ("one", "two", "three", "four", "five")
)
CAPTION = "A crane lifts the old ferry from the mud of the creek on Monday morning."
SLIDES = [f"{CAPTION} The picture of day {n} shows the crowd behind it." for n in "abcd"]


def _article(folder: Path, body: str) -> Article:
    path = folder / "page.html"
    page = (
        "<html lang=en><head><title>Council decides on harbour</title></head><body><main>"
        f"<h1>Council of Varnby decides on its harbour</h1>{body}</main></body></html>"
    )
    path.write_text(page, encoding="utf-8")
    (found,) = read(SourceFile(path, folder))
    assert isinstance(found, Page)
    return clean(found)


def _texts(article: Article, kind: BlockKind) -> list[str]:
    blocks = (block for block in article.blocks if block.kind is kind)
    return [article.text[block.start : block.end] for block in blocks]


@pytest.mark.parametrize(
    "box",
    [
        f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>",
        f"<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>{CAPTION}</p></div>",
        f"<div><div><img src=a.jpg></div><div class=photo-info>{CAPTION}</div></div>",
        f"<table align=right><tr><td><img src=a.jpg></td></tr><tr><td>{CAPTION}</td></tr></table>",
        f"<div><img src=a.jpg><br><font size=1>{CAPTION}</font></div>",
        f"<table><tr><td><img src=logo.gif></td></tr><tr><td><div><img src=a.jpg><br>"
        f"<font size=1>{CAPTION}</font></div></td></tr></table>",
        f"<p align=center><img src=a.jpg></p><p align=center><small>{CAPTION}</small></p>",
        f"<span><span><img data-src=a.jpg></span><em class=img_desc>{CAPTION}</em></span>",
    ],
)
def test_a_caption_is_labelled_however_the_page_sets_it(tmp_path: Path, box: str) -> None:
    """The caption is not running text, and no running text is lost."""
    paragraphs = STORY.split("</p>")
    article = _article(
        tmp_path, f"{'</p>'.join(paragraphs[:2])}</p>{box}{'</p>'.join(paragraphs[2:])}"
    )
    assert _texts(article, BlockKind.CAPTION) == [CAPTION]
    assert len(_texts(article, BlockKind.PARAGRAPH)) == 5


@pytest.mark.parametrize("place", ["{gallery}{story}", "{story}{gallery}"])
def test_the_captions_of_a_gallery_without_figures_are_labelled(tmp_path: Path, place: str) -> None:
    """A slide is a picture with its number, its text and its credit."""
    slides = "".join(
        f"<div class=s1><div><img src={n}.jpg></div><span>{n} / 4</span><p>{text}</p></div>"
        for n, text in enumerate(SLIDES, 1)
    )
    article = _article(tmp_path, place.format(gallery=f"<div>{slides}</div>", story=STORY))
    assert _texts(article, BlockKind.CAPTION) == SLIDES
    assert len(_texts(article, BlockKind.PARAGRAPH)) == 5


@pytest.mark.parametrize(
    "body",
    [
        # an article whose entries have a picture each
        "<p>These are the four ferries that the council of Varnby wants to keep.</p>"
        + "".join(f"<div><img src=a.jpg><p>{text}</p></div>" for text in SLIDES),
        # pictures inside paragraphs
        STORY.replace("<p>", "<p><img src=a.jpg>"),
        # a picture beside the whole text
        f"<table><tr><td><img src=a.jpg></td><td>{STORY}</td></tr></table>",
        # a notice of a paragraph, with its picture
        f"<div><img src=a.jpg><p>{SLIDES[0]}</p></div>",
        # a page that centres everything
        STORY.replace("<p>", "<p align=center>").replace(
            "</p>", "</p><p align=center><img src=a.jpg></p>"
        ),
    ],
)
def test_text_beside_pictures_is_running_text(tmp_path: Path, body: str) -> None:
    """Text that is most of the page, or set like the rest of it, is not a caption."""
    article = _article(tmp_path, body)
    assert not _texts(article, BlockKind.CAPTION)
    assert len(_texts(article, BlockKind.PARAGRAPH)) == body.count("<p") - body.count(
        "><img src=a.jpg></p>"
    )


def test_a_figure_around_text_keeps_its_caption_apart(tmp_path: Path) -> None:
    """The text in it is the article's; below a quotation, the caption says who said it."""
    article = _article(
        tmp_path,
        f"<figure><img src=a.jpg><div>{STORY}</div><figcaption>{CAPTION}</figcaption></figure>"
        f"<figure><blockquote>{SLIDES[1]} {SLIDES[2]}</blockquote>"
        "<figcaption>Nora Blix, the mayor of Varnby</figcaption></figure>" + STORY.upper(),
    )
    assert _texts(article, BlockKind.CAPTION) == [CAPTION]
    assert "Nora Blix, the mayor of Varnby" in article.text


LEAD = "<p>Our photographer walked the harbour of Varnby on Monday, a week after the storm.</p>"

TOLD = [
    "The baker lost both of his ovens to the water, and has borrowed one from his sister in Korva.",
    "Nora Blix hands out tea on the quay. She had closed the town hall at noon, before the wind.",
    "Six boats were thrown over the wall of the harbour. Nobody was on board when the rope tore.",
    "A crane lifts the old ferry from the mud of the creek, where it had lain since Friday night.",
]


@pytest.mark.parametrize(
    "slide",
    [
        "<div class=ngg-item><span>{n} / 4</span><a href=/{n}.jpg><img src={n}.jpg></a>"
        "<p class=cap><span>{told}</span> <span>Picture: Erik Lund</span></p></div>",
        "<div class=slide>{picture}<p class=bildtext>{told}</p></div>",
        "<figure><h2>{n}. The crane</h2><img src={n}.jpg><figcaption>{told}</figcaption></figure>",
    ],
)
def test_slides_that_tell_the_story_are_its_text(tmp_path: Path, slide: str) -> None:
    """Their pictures may be linked, loaded later, or below headings of their own."""
    slides = "".join(
        slide.format(n=n, told=told, picture="" if n > 1 else "<img src=1.jpg>")
        for n, told in enumerate(TOLD, 1)
    )
    told = _texts(_article(tmp_path, f"{LEAD}<div class=ngg-gallery>{slides}</div>"), PARAGRAPH)
    assert told[-1] == TOLD[-1]
    assert [text for text in told if text in TOLD] == TOLD


def test_a_short_sentence_of_a_slide_is_not_its_credit(tmp_path: Path) -> None:
    """A label below the text of a slide is."""
    end = "<p>She waved.</p><p>Erik Lund</p>"
    slides = "".join(f"<div class=s><img src=a.jpg><p>{told}</p>{end}</div>" for told in TOLD)
    text = _article(tmp_path, f"{LEAD}<div>{slides}</div>").text
    assert text.count("She waved.") == len(TOLD)
    assert "Erik Lund" not in text


def test_a_drop_cap_belongs_to_its_word(tmp_path: Path) -> None:
    """Pages hide the letter from screen readers."""
    cap = "<span class=d><span aria-hidden=true>T</span></span>"
    article = _article(tmp_path, STORY.replace("<p>T", f"<p>{cap}", 1))
    assert _texts(article, BlockKind.PARAGRAPH)[0].startswith("The council of Varnby")
