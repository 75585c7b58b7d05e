from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.pasted_text import Pasted
from assistant.quotes.verdict import Check, Verdict
from index.archive import Archive
from index.embedding.embedder import Embedder
from sources.article import Article
from sources.language.words import notated, tokens
from sources.quotations.finding import quotations

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
SHARED = ROOT.parent / "shared" / "articles"
FEWEST_WORDS = 8
FOUND = frozenset({Verdict.EXACT, Verdict.PARTIAL, Verdict.UNQUOTED, Verdict.UNCONFIRMED})
MARKS = ('"{}"', "“{}”", "‘{}’", "«{}»", "「{}」", "{}", "…{}…")
SPACES = (" ", "  ", "\n", "\t", "\u00a0", " \n ")


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory,
    embedder: Embedder,
    samples_at: Callable[[Path], Path],
) -> Iterator[Archive]:
    """Return an archive of the samples, and of the shared articles where they are."""
    archive = Archive.open(samples_at(tmp_path_factory.mktemp("quotes") / "archive"), embedder)
    if SHARED.is_dir():
        archive.add([SHARED])
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def desk(archive: Archive, embedder: Embedder) -> QuoteDesk:
    """Return a quote desk over it."""
    return QuoteDesk(archive, embedder)


@pytest.fixture(scope="module")
def articles(archive: Archive) -> list[Article]:
    """Return the articles."""
    return [archive.article(entry.article_id) for entry in archive.entries()]


@settings(max_examples=150)
@given(st.data())
def test_words_of_an_article_are_found_at_their_place(
    desk: QuoteDesk, articles: list[Article], data: st.DataObject
) -> None:
    """Eight words or more, spaced and quoted anyhow, are found where they stand.

    Of a quotation with its attribution it is the quoted words that are looked for. Words that reach
    from one quotation into another may be called spliced.
    """
    article = data.draw(st.sampled_from(articles))
    words = notated(article.text)
    start = data.draw(st.integers(0, len(words) - FEWEST_WORDS))
    end = data.draw(st.integers(start + FEWEST_WORDS, min(len(words), start + 60)))
    text = article.text[words[start].start : words[end - 1].end]
    typed = re.sub(r"\s+", lambda _: data.draw(st.sampled_from(SPACES)), text)
    typed = data.draw(st.sampled_from(MARKS)).format(typed)
    check = desk.check(typed)
    pasted = Pasted.of(typed)
    if check.verdict is Verdict.TOO_SHORT:
        assert len({w.folded for w in words[start:end]}) < FEWEST_WORDS or check.places
    else:
        upto = words[end - 1].end
        touched = [q for q in quotations(article) if q.start < upto and words[start].start < q.end]
        joined = {Verdict.SPLICED} if len(touched) > 1 else set()
        assert check.verdict in FOUND | joined | ({Verdict.MISATTRIBUTED} if pasted else set())
    for place in (*check.places, *check.carriers):
        assert pasted or are_same_words(place.citation.words, text)
    here = [p.citation.span for p in (*check.places, *check.carriers)]
    assert article.id in {span.article_id for span in here}
    assert_whole(check, articles)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("the competition. But softness", '"One'),
        ("kilometres an hour. Rustam", "rolling stock department"),
        ("kilos of tomatoes", "in a year"),
        ("left a parcel service", "School No."),
    ],
)
def test_words_of_a_sample_are_found_wherever_they_are_cut(
    desk: QuoteDesk, articles: list[Article], first: str, last: str
) -> None:
    """A number at either end is the same number, although the words beside it are missing."""
    text = next(a.text for a in articles if first in a.text)
    start = text.index(first)
    cut = text[start : text.index(last, start) + len(last)]
    for marks in MARKS:
        check = desk.check(marks.format(cut))
        assert check.verdict in FOUND
        assert are_same_words(check.places[0].citation.words, cut)


def test_a_cut_through_several_quotations_is_found_as_it_stands(
    desk: QuoteDesk, articles: list[Article]
) -> None:
    """What the record has word for word is not called altered for the marks inside of it."""
    text = next(a.text for a in articles if "dates and dynasties were the easy part" in a.text)
    cut = text[text.index("dates and dynasties") : text.index(" group that stays one night")]
    assert cut.endswith("guests. “A")
    for marks in MARKS:
        assert desk.check(marks.format(cut)).verdict in FOUND


@settings(max_examples=200)
@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_no_input_raises(
    desk: QuoteDesk, articles: list[Article], words: str, speaker: str | None
) -> None:
    """Whatever is typed gets a verdict."""
    assert_whole(desk.check(words, speaker), articles)


@settings(max_examples=150)
@given(st.data())
def test_no_mixture_of_the_record_raises(
    desk: QuoteDesk, articles: list[Article], data: st.DataObject
) -> None:
    """Bits of articles, marks and other words, joined anyhow, get a verdict that adds up."""
    bits: list[str] = []
    for _ in range(data.draw(st.integers(1, 5))):
        text = data.draw(st.sampled_from(articles)).text
        start = data.draw(st.integers(0, len(text) - 1))
        bits.append(text[start : start + data.draw(st.integers(1, 120))])
        bits.append(
            data.draw(st.sampled_from(["", " … ", " [the ministry] ", " not ", "“", " 7 "]))
        )
    assert_whole(desk.check("".join(bits)), articles)


def are_same_words(one: str, other: str) -> bool:
    """Return True if two texts have the same words, as written or in another notation."""
    return any(
        [word.folded for word in read(one)] == [word.folded for word in read(other)]
        for read in (tokens, notated)
    )


def assert_whole(check: Check, articles: list[Article]) -> None:
    """Fail unless the pieces are the claim and every span holds the words it is said to."""
    assert "".join(piece.claimed for piece in check.pieces) == check.words
    texts = {article.id: article for article in articles}
    for piece in check.pieces:
        if piece.span is not None:
            assert texts[piece.span.article_id].words(piece.span) == piece.recorded
    for citation in check.citations:
        assert texts[citation.span.article_id].words(citation.span) == citation.words
        assert citation.context.contains(citation.span)
