"""Block quotations of stored articles are quotations if the article says whose words they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.article import BlockKind
from sources.cleaning.cleaner import clean
from sources.quotations.finding import quotations
from sources.quotations.grounds import Grounds, grounds
from tests.sources.formats.transcripts import page_of

WORDS = "We will never sell the harbour bridge to anybody, and nobody has made us an offer for it."
MORE = "It belongs to the people of Kelmar, as it has for ninety years."
ABOVE = "The council met for four hours on Tuesday, and the harbour bridge was its only subject."
BELOW = "The opposition had asked for a vote on the sale of the bridge before the end of the year."


def said(folder: Path, name: str, content: str) -> list[tuple[str, str | None]]:
    """Return the long direct quotations of a file's article, with the names of their speakers."""
    article = clean(page_of(folder, name, content))
    return [
        (article.text[one.start : one.end], one.speaker.name if one.speaker else None)
        for one in quotations(article)
        if one.end - one.start > 30
    ]


def _html(*paragraphs: str) -> str:
    body = "".join(one if one[0] == "<" else f"<p>{one}</p>" for one in paragraphs)
    return f"<title>Bridge is not for sale</title><body><article>{body}</article></body>"


def _markdown(*paragraphs: str) -> str:
    return "\n\n".join(("# Bridge is not for sale", *paragraphs))


@pytest.mark.parametrize(
    "introduction",
    [
        "Mayor Erik Lund wrote to the council:",
        "The council was surprised. Erik Lund, the mayor of Kelmar, said:",
        "In a letter, Erik Lund, the mayor of Kelmar, wrote:",
    ],
)
def test_the_words_below_an_introduction_are_those_of_its_speaker(
    tmp_path: Path, introduction: str
) -> None:
    """Also over several paragraphs, in HTML and in Markdown."""
    both = [(WORDS, "Erik Lund"), (MORE, "Erik Lund")]
    quote = f"<blockquote><p>{WORDS}</p><p>{MORE}</p></blockquote>"
    assert said(tmp_path, "a.html", _html(ABOVE, introduction, quote, BELOW)) == both
    quote = f"> {WORDS}\n>\n> {MORE}"
    assert said(tmp_path, "a.md", _markdown(ABOVE, introduction, quote, BELOW)) == both


@pytest.mark.parametrize("signature", ["<footer>— Erik Lund, mayor</footer>", "— Erik Lund"])
def test_a_signature_inside_gives_the_words_to_a_speaker(tmp_path: Path, signature: str) -> None:
    """It is not a part of the words."""
    quote = f"<blockquote><p>{WORDS}</p>{signature}</blockquote>"
    if not signature.startswith("<"):
        quote = f"<blockquote><p>{WORDS} {signature}</p></blockquote>"
    assert said(tmp_path, "a.html", _html(ABOVE, quote, BELOW)) == [(WORDS, "Erik Lund")]


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote><p>{WORDS}</p><cite>Tom Pascoe, fishmonger</cite></blockquote>",
        f"<blockquote><p>{WORDS}</p><p><cite>Tom Pascoe, 71</cite></p></blockquote>",
        f"<blockquote><p>{WORDS}</p><footer><cite>Tom Pascoe</cite></footer></blockquote>",
        f"<blockquote><p>{WORDS}</p><p>{MORE}</p><footer>Tom Pascoe</footer></blockquote>",
        f"<figure><blockquote><p>{WORDS}</p></blockquote><figcaption>Tom Pascoe, fishmonger"
        "</figcaption></figure>",
    ],
)
@pytest.mark.parametrize("form", ["a.html", "a.json"])
def test_the_element_below_a_block_quotation_signs_it(
    tmp_path: Path, form: str, quote: str
) -> None:
    """Without a dash, and whoever spoke before."""
    before = f"“{BELOW}” said Morwenna Hale, the leader of the council."
    content = _html(before, quote, ABOVE)
    if form == "a.json":
        content = json.dumps({"title": "Bridge is not for sale", "html": content})
    names = dict(said(tmp_path, form, content))
    assert (names[WORDS], names[BELOW]) == ("Tom Pascoe", "Morwenna Hale")
    assert names.get(MORE, "Tom Pascoe") == "Tom Pascoe"
    article = clean(page_of(tmp_path, form, content))
    signed = [b for b in article.blocks if b.kind is BlockKind.SIGNATURE]
    assert [article.text[b.start : b.end][:10] for b in signed] == ["Tom Pascoe"]


def test_a_page_of_signed_voices_is_read(tmp_path: Path) -> None:
    """Also where all of its text is in block quotations."""
    voices = [(WORDS, "Anna Holm, 71"), (BELOW, "Jo Pitt, pupil")]
    quotes = [f"<blockquote><p>{w}</p><footer>{by}</footer></blockquote>" for w, by in voices]
    assert said(tmp_path, "a.html", _html(*quotes)) == [(WORDS, "Anna Holm"), (BELOW, "Jo Pitt")]


def test_a_signature_element_is_certain(tmp_path: Path) -> None:
    """A full name directly below the words needs no caution."""
    quote = f"<blockquote><p>{WORDS}</p><cite>Tom Pascoe, fishmonger</cite></blockquote>"
    article = clean(page_of(tmp_path, "a.html", _html(ABOVE, quote, BELOW)))
    (one,) = quotations(article)
    assert one.speaker is not None
    assert grounds(article.text, one, one.speaker) is Grounds.FULL_NAME


def test_the_title_of_a_work_is_no_signature(tmp_path: Path) -> None:
    """Also at the end of a sentence in a block quotation."""
    quote = f"<blockquote><p>{WORDS} I read it in <cite>The Kelmar Post</cite></p></blockquote>"
    article = clean(page_of(tmp_path, "a.html", _html(ABOVE, quote, BELOW)))
    assert all(block.kind is not BlockKind.SIGNATURE for block in article.blocks)


def test_marks_inside_are_nested(tmp_path: Path) -> None:
    """Unless they enclose all of the words, and then they count."""
    introduction = "Mayor Erik Lund wrote to the council:"
    nested = WORDS.replace("an offer for it", "“an offer that we could not refuse at all”")
    content = _html(ABOVE, introduction, f"<blockquote><p>{nested}</p></blockquote>", BELOW)
    assert said(tmp_path, "a.html", content) == [(nested, "Erik Lund")]
    content = _html(ABOVE, introduction, f"<blockquote><p>“{WORDS}”</p></blockquote>", BELOW)
    assert said(tmp_path, "a.html", content) == [(WORDS, "Erik Lund")]


@pytest.mark.parametrize(
    "above", [ABOVE, "Mayor Erik Lund met the council.", "Read the rules of the city here:"]
)
def test_words_without_an_introduction_are_nobodys(tmp_path: Path, above: str) -> None:
    """Pull quotes and fact boxes are set apart too."""
    content = _html(ABOVE, above, f"<blockquote><p>{WORDS}</p></blockquote>", BELOW)
    assert said(tmp_path, "a.html", content) == []


def test_an_article_that_is_indented_as_a_whole_is_no_quotation(tmp_path: Path) -> None:
    """Old pages indent with block quotations."""
    paragraphs = (f"<p>{one}</p>" for one in (ABOVE, "Mayor Erik Lund wrote:", WORDS, BELOW))
    content = _html(f"<blockquote>{''.join(paragraphs)}</blockquote>")
    assert said(tmp_path, "a.html", content) == []
