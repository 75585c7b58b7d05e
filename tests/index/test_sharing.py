from __future__ import annotations

import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.scope import Filters
from sources.article import Article
from tests.index.fakes import FakeEmbedder
from tests.views import once

REMARKS = (
    "We will not accept the offer of the company, the minister said on Tuesday.",
    "The company will accept that we offer it a new contract, the minister said.",
    "한국 정부는 이번 합의를 받아들이지 않을 것이라고 장관이 화요일에 말했다.",
)
_DICTIONARY = (
    "harbour ministry budget winter railway agreement students concert mayor vote the of and in "
    "to a that was for on said with by from at court river bridge school hospital report will not"
).split()


def prose(seed: int, paragraphs: int = 12) -> str:
    """Return an article of common words in an order of its own, with headings in it."""
    rng = random.Random(seed)  # noqa: S311 - nothing to do with secrets
    blocks = [f"# Headline number {seed}"]
    for number in range(paragraphs):
        if number % 4 == 2:
            blocks.append("## " + " ".join(rng.choices(_DICTIONARY, k=9)).capitalize())
        sentence = [" ".join(rng.choices(_DICTIONARY, k=14)).capitalize() + "." for _ in range(5)]
        blocks.append(" ".join(sentence))
    return "\n\n".join(blocks) + "\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Return an archive of articles that differ in little but the order of their words."""
    news = tmp_path_factory.mktemp("news")
    for number, remark in enumerate(REMARKS):
        (news / f"remark{number}.txt").write_text(f"Headline {number}\n\n{remark}\n", "utf-8")
    for seed in range(40):
        front = f"---\ndate: 2024-01-{seed % 28 + 1:02d}\noutlet: Herald {seed % 2}\n---\n"
        (news / f"prose{seed}.md").write_text(front + prose(seed), encoding="utf-8")
    archive = Archive.create_or_open(tmp_path_factory.mktemp("archive"), FakeEmbedder())
    assert archive.add([news]).refused == ()
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def articles(archive: Archive) -> list[Article]:
    """Return all articles."""
    return [archive.article(entry.article_id) for entry in archive.entries()]


def names(
    archive: Archive, text: str, filters: Filters | None = None, limit: int = 30
) -> list[str]:
    """Return the names of the articles that share words in a row with a text, best first."""
    matches = once(archive).sharing(text, limit, filters or Filters())
    ids = dict.fromkeys(match.passage.span.article_id for match in matches)
    return [archive.article(article_id).name for article_id in ids]


def test_order_counts_more_than_words(archive: Archive) -> None:
    """Of two articles with the same words, the one that has them in this order comes first."""
    assert names(archive, "will not accept the offer")[:1] == ["remark0.txt"]
    assert names(archive, "accept that we offer")[:1] == ["remark1.txt"]


@pytest.mark.parametrize(
    "text", ["합의를 받아들이지 않을 것이라고", "이번합의를 받아들이지않을", "받아들이지"]
)
def test_korean_is_found_however_it_is_spaced(archive: Archive, text: str) -> None:
    """Pairs of characters find what other spaces have put into other words."""
    assert names(archive, text)[:1] == ["remark2.txt"]


def test_a_single_word_is_looked_for_too(archive: Archive) -> None:
    """A text of one word finds the passages that hold its word."""
    assert set(names(archive, "Tuesday")) == {"remark0.txt"}
    assert names(archive, " …? ") == names(archive, "") == []
    assert once(archive).sharing("the minister said", 0) == ()


@given(st.data())
def test_any_eight_words_are_found(
    archive: Archive, articles: list[Article], data: st.DataObject
) -> None:
    """Words in a row from anywhere in an article, differently set, lead to it before all others.

    Also across paragraphs, headings and the passages that an article was cut into.
    """
    article = data.draw(st.sampled_from([a for a in articles if a.name.startswith("prose")]))
    words = article.text.split()
    length = data.draw(st.integers(8, 40))
    start = data.draw(st.integers(0, len(words) - length))
    gaps = st.sampled_from([" ", "  ", "\n", " — ", "” “", "-"])
    text = "".join(word + data.draw(gaps) for word in words[start : start + length])
    assert names(archive, data.draw(st.sampled_from([text, text.upper(), text.lower()])))[0] == (
        article.name
    )


def test_headings_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Words in a row of a heading above another one, and of one behind all text, are found."""
    page = (
        "# Talks\n\nBoth met.\n\n## Trains for two cities\n\n## The cost of it\n\nIt is high.\n\n"
    )
    (tmp_path / "talks.md").write_text(f"{page}## What comes after that\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("Other\n\nCities for trains, two.\n", encoding="utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([tmp_path / "talks.md", tmp_path / "other.txt"])
    for text in ("trains for two cities", "the cost of it", "what comes after", "after that"):
        assert names(archive, text)[0] == "talks.md"
    archive.close()


def test_of_a_long_text_an_even_sample_is_looked_for(tmp_path: Path) -> None:
    """The end of ten thousand pasted words is found like their beginning."""
    texts = {
        name: f"About{name}\n\n" + " ".join(f"{name}{i}" for i in range(5_000)) + "\n"
        for name in ("first", "last", "other")
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([tmp_path / f"{name}.txt" for name in texts])
    matches = once(archive).sharing(texts["first"] + texts["last"], 1_000)
    articles = Counter(archive.article(m.passage.span.article_id).name for m in matches)
    assert articles.keys() == {"first.txt", "last.txt"}
    assert min(articles.values()) > 0.8 * max(articles.values())
    archive.close()


def test_filters_hold(archive: Archive, articles: list[Article]) -> None:
    """An article that a filter leaves out is not found, however many words in a row it shares."""
    article = next(a for a in articles if a.name == "prose5.md")
    text = article.text[200:400]
    assert names(archive, text)[0] == "prose5.md"
    assert "prose5.md" not in names(archive, text, Filters(outlets=("Herald 0",)))
    assert names(archive, text, Filters(since=date(2024, 1, 6), until=date(2024, 1, 6))) == [
        "prose5.md",
        "prose33.md",
    ]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("“It’s a ‘win-win’,” he said.", "'It's a \"win win\"' he said"),
        ("The ﬁrst Ｇ２０ summit ended.", "the first G20 Summit"),
        ("She met him in Erdoğan’s café.", "ERDOGAN'S CAFE"),
        ("It was the 20\u00adth of March.", "20th of March"),
        ("윤석열 대통령이 말했다.", unicodedata.normalize("NFD", "윤석열 대통령이")),
        ("They want a\u00a0new—railway now.", "a new - railway"),
    ],
)
def test_how_words_are_set_makes_no_difference(tmp_path: Path, stored: str, asked: str) -> None:
    """Quotation marks, dashes, ligatures, widths, accents, case and Unicode forms are folded."""
    news = tmp_path / "news"
    news.mkdir()
    turned = " ".join(reversed(stored.split()))
    for name, text in (("as said", stored), ("turned round", turned), ("other", "Nothing else.")):
        (news / f"{name}.txt").write_text(f"About something\n\n{text}\n", encoding="utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([news])
    assert names(archive, asked)[0] == "as said.txt"
    assert "other.txt" not in names(archive, asked)
    archive.close()


@given(st.text())
def test_no_text_is_refused(archive: Archive, text: str) -> None:
    """Whatever is pasted, the answer is a list of passages."""
    assert isinstance(once(archive).sharing(text, 5), tuple)


def test_removed_articles_are_not_found(tmp_path: Path) -> None:
    """What is no longer visible is no longer found, and does not crowd out what is."""
    news = tmp_path / "news"
    news.mkdir()
    for number in range(6):
        (news / f"{number}.txt").write_text(f"Headline {number}\n\n{REMARKS[0]}\n", "utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", FakeEmbedder())
    archive.add([news])
    gone = [entry.article_id for entry in archive.entries()][:4]
    archive.remove(gone)
    found = {m.passage.span.article_id for m in once(archive).sharing(REMARKS[0], 10)}
    assert len(found) == 2
    assert not found & set(gone)
    archive.close()
