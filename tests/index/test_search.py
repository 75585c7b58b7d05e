from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import VECTORS_ONLY, WORDS_ONLY, Mix, Search
from tests.index.fakes import FakeEmbedder
from tests.views import once

FILLER = (
    "The weather on the coast stayed as it had been all week, and nobody complained of it. " * 10
)


def record(title: str, text: str, **known: str) -> dict[str, str]:
    """Return an article as a line of JSON holds it."""
    return {"title": title, "text": text, **known}


RECORDS = (
    record(
        "Cherries reach the shops",
        "The first cherries were sold on Friday.",
        outlet="Orchard Post",
        published="2024-06-01",
        language="en",
    ),
    record(
        "Cherry harvest begins",
        "Growers picked cherries in the valley.",
        outlet="Valley Times",
        published="2024-07-01",
        language="en",
    ),
    record(
        "Cherries in the cellar",
        "Old cherries were found in a cellar.",
        outlet="Valley Times",
        language="en",
    ),
    record(
        "체리 수확 시작",
        "농부들이 계곡에서 체리를 수확했다.",
        outlet="과수신문",
        published="2024-06-15",
        language="ko",
    ),
    record(
        "A long walk",
        "\n\n".join(f"Cherries again, part {n}. {FILLER}" for n in range(6)),
        outlet="Orchard Post",
        published="2023-01-01",
        language="en",
    ),
    record(
        "Physicians and lawyers",
        "A doctor and an attorney met.",
        outlet="Orchard Post",
        published="2023-02-01",
        language="en",
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Archive]:
    """Make an archive of six articles."""
    folder = tmp_path_factory.mktemp("search")
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    archive = Archive.create_or_open(folder / "archive", embedder)
    assert archive.add([folder / "pages.jsonl"]).added == len(RECORDS)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def search(archive: Archive, embedder: Embedder) -> Search:
    """Return the search as it is shipped."""
    return Search(archive, embedder)


def headlines(search: Search, question: str, filters: Filters | None = None) -> list[str]:
    """Return the headlines of what is found, each once, best first."""
    found = search.passages(question, 20, filters or Filters())
    return list(dict.fromkeys(match.passage.headline for match in found))


MIXES = pytest.mark.parametrize("mix", [WORDS_ONLY, VECTORS_ONLY, Mix()], ids=str)


@MIXES
def test_an_outlet_narrows_both_sides(archive: Archive, embedder: Embedder, mix: Mix) -> None:
    """Words and vectors find nothing of other outlets."""
    filters = Filters(outlets=("Valley Times",))
    found = set(headlines(Search(archive, embedder, mix), "cherries", filters))
    assert found == {"Cherry harvest begins", "Cherries in the cellar"}


@MIXES
def test_dates_are_inclusive_and_leave_out_the_undated(
    archive: Archive, embedder: Embedder, mix: Mix
) -> None:
    """An article of unknown date is not known to fall into the range."""
    filters = Filters(since=date(2024, 6, 1), until=date(2024, 7, 1), languages=("en",))
    found = set(headlines(Search(archive, embedder, mix), "cherries", filters))
    assert found == {"Cherries reach the shops", "Cherry harvest begins"}


@MIXES
def test_a_language_narrows_both_sides(archive: Archive, embedder: Embedder, mix: Mix) -> None:
    """Only articles in that language are found."""
    found = headlines(Search(archive, embedder, mix), "체리 cherries", Filters(languages=("ko",)))
    assert found == ["체리 수확 시작"]


def test_filters_that_nothing_passes_find_nothing(search: Search) -> None:
    """An unknown outlet is no error."""
    assert search.passages("cherries", filters=Filters(outlets=("Nobody's News",))) == ()


def test_one_article_does_not_crowd_out_the_others(archive: Archive, embedder: Embedder) -> None:
    """At most so many passages of an article are returned as the mix says."""
    for most in (1, 2):
        found = Search(archive, embedder, Mix(passages_per_article=most)).passages("cherries", 20)
        of_article = [match.passage.headline for match in found]
        assert max(of_article.count(headline) for headline in of_article) == most


def test_a_search_returns_at_most_three_passages_of_an_article(
    archive: Archive, search: Search
) -> None:
    """More of them match; the others make room for other articles."""
    unlimited = Search(archive, search.embedder, replace(search.mix, passages_per_article=99))
    of_article = [match.passage.headline for match in unlimited.passages("cherries", 20)]
    assert of_article.count("A long walk") > 3
    shipped = [match.passage.headline for match in search.passages("cherries", 20)]
    assert shipped.count("A long walk") == 3


def test_articles_stand_where_their_best_passages_do(search: Search) -> None:
    """Each once, in the order of the passages, up to the limit."""
    passages = search.passages("cherries", 50)
    order = list(dict.fromkeys(match.passage.span.article_id for match in passages))
    found = [match.passage.span.article_id for match in search.articles("cherries", 4)]
    assert found == order[:4]
    assert len(search.articles("cherries", 50)) == len(RECORDS)


def test_a_book_does_not_hide_the_articles_behind_it(tmp_path: Path) -> None:
    """Passages are looked for until there are as many articles as are wanted."""
    embedder = FakeEmbedder()
    book = "\n\n".join(f"Cherries cherries, part {n}. {FILLER}" for n in range(150))
    others = [record(f"Walk {n}", f"Walk number {n} in the hills.") for n in range(3)]
    pages = tmp_path / "pages.jsonl"
    lines = map(json.dumps, (record("Cherries", book), *others))
    pages.write_text("\n".join(lines), encoding="utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([pages])
    search = Search(archive, embedder)
    headlines = [match.passage.headline for match in search.articles("cherries", 4)]
    assert (headlines[0], len(set(headlines))) == ("Cherries", 4)
    archive.close()


def test_matches_come_best_first_up_to_the_limit(search: Search) -> None:
    """Scores fall, and a smaller limit returns the beginning of a larger one."""
    found = search.passages("Who picked cherries in the valley?", 8)
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert search.passages("Who picked cherries in the valley?", 3) == found[:3]


def test_vectors_find_what_other_words_say(archive: Archive, embedder: Embedder) -> None:
    """Words alone find no synonym; vectors, and so the mix, do."""
    question = "physician lawyer encounter"
    only = Search(archive, embedder, Mix(headline=0.0))
    assert headlines(only, question)[0] == "Physicians and lawyers"
    assert headlines(Search(archive, embedder, VECTORS_ONLY), "medic")[0] == (
        "Physicians and lawyers"
    )
    assert headlines(Search(archive, embedder, WORDS_ONLY), "medic") == []


def test_words_alone_need_no_model(archive: Archive) -> None:
    """A search by words never embeds."""

    class Unusable:
        model_id = "none"
        dimensions = 384

        def embed_passages(self, texts: object) -> object:
            raise AssertionError(texts)

        embed_question = embed_passages

    found = Search(archive, Unusable(), WORDS_ONLY).passages("cellar")  # type: ignore[arg-type]
    assert found[0].passage.headline == "Cherries in the cellar"


def test_a_korean_question_finds_the_korean_article(search: Search) -> None:
    """Particles differ between question and article."""
    assert headlines(search, "체리는 어디에서 수확했나?")[0] == "체리 수확 시작"


@pytest.mark.parametrize("question", ["", "   ", "?!…", "🍒", "\x00", "\u200b\u200b", "\ud800"])
def test_a_question_without_any_word_finds_nothing(search: Search, question: str) -> None:
    """No passage is near to nothing."""
    assert search.passages(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "cellar AND (NOT",
        'body:"cellar',
        "cellar^1e9 ~ [a TO b} *:*",
        "cellar\\",
        "cel\u200blar",
        "cellar \ud800",
        "\x00cellar\x00",
        "'; DROP TABLE versions; -- cellar",
        "<script>cellar</script>",
    ],
)
def test_nothing_in_a_question_is_an_operator(search: Search, question: str) -> None:
    """Whatever else stands there, the word is found."""
    assert "Cherries in the cellar" in headlines(search, question)[:2]


@pytest.mark.parametrize(
    "question", ["cherries " * 2_000, "cellar " + "x" * 100_000, "체리" * 9_000]
)
def test_a_very_long_question_is_answered(search: Search, question: str) -> None:
    """A pasted article is a question like any other."""
    assert search.passages(question)


def test_an_empty_archive_finds_nothing(tmp_path: Path, embedder: Embedder) -> None:
    """Nothing is found, and nothing fails."""
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.create()
    assert Search(archive, embedder).passages("cherries") == ()
    archive.close()


@pytest.mark.usefixtures("through_chroma")
def test_an_archive_can_be_prepared_for_its_first_search(
    tmp_path: Path, embedder: Embedder
) -> None:
    """Preparing opens what is published, if anything is, and changes nothing of what is found."""
    (tmp_path / "one.txt").write_text("Ferries\n\nThe ferry sails at nine in the morning.")
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([tmp_path / "one.txt"])
    once(archive).prepare()
    before = once(archive).nearest(embedder.embed_question("ferry"), 5)
    archive.publish()
    once(archive).prepare()
    after = once(archive).nearest(embedder.embed_question("ferry"), 5)
    assert [match.passage for match in after] == [match.passage for match in before]
    archive.close()
