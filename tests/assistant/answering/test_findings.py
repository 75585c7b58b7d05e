from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.confidence import shipped_judge
from assistant.answering.findings import Finder, Finding
from assistant.question import Kind
from assistant.quotes.desk import QuoteDesk
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.search import Search
from index.view import View
from tests.assistant.articles import article, evidence, sentence
from tests.timing import shortest


def find(view: View, embedder: Embedder, question: str) -> tuple[Finding, ...]:
    """Search and look through what was found."""
    matches = Search(view, embedder).passages(question)
    finder = Finder(view, embedder, shipped_judge())
    return finder.find(question, matches, view.scope().passages)


def test_sentences_are_ranked_by_their_score(view: View, embedder: Embedder) -> None:
    """The best evidence comes first, and each sentence once."""
    (finding,) = find(view, embedder, "When did the ferry to Gull Island stop?")
    scores = [evidence.score for evidence in finding.ranked]
    assert scores == sorted(scores, reverse=True)
    assert len({evidence.sentence.span for evidence in finding.ranked}) == len(finding.ranked)
    assert finding.ranked[0].sentence.text.startswith("The ferry to Gull Island stopped")


def test_each_part_of_a_question_is_looked_for(view: View, embedder: Embedder) -> None:
    """A part that is not answered does not hide one that is."""
    cost, cup = find(view, embedder, "How much did the harbour bridge cost, and who won the cup?")
    assert (cost.part.kind, cup.part.kind) == (Kind.HOW_MUCH, Kind.WHO)
    assert cost.answers
    assert not cup.answers


def test_what_it_is_is_told_by_the_rest_of_the_question(view: View, embedder: Embedder) -> None:
    """A part that says "it" is about what the other part names, and asks what its own words ask."""
    _, built = find(view, embedder, "who wanted the harbour bridge and how much did it cost")
    assert "40 million" in built.answers[0].sentence.text
    _, cup = find(view, embedder, "Who won the World Cup, and how much did it cost?")
    assert not cup.answers
    _, gone = find(view, embedder, "How much did the harbour bridge cost, and who demolished it?")
    assert not gone.answers


def test_a_slip_of_the_pen_is_read_by_what_was_found(view: View, embedder: Embedder) -> None:
    """The words of the articles that were found tell what was meant."""
    (finding,) = find(view, embedder, "how much did the habour brigde cost")
    assert finding.part.text == "how much did the harbour bridge cost"
    assert "40 million" in finding.answers[0].sentence.text


def test_the_sentences_of_an_article_can_share_its_rank(view: View, embedder: Embedder) -> None:
    """So that no passage of it counts less than another; else each has that of its passage."""
    question = "What did the audit of the harbour bridge take?"
    matches = Search(view, embedder).passages(question)
    finder = Finder(view, embedder, shipped_judge())
    (finding,) = finder.find(question, matches, 9, by_article=True)
    ranks = {(e.sentence.span.article_id, e.sentence.rank) for e in finding.ranked}
    articles = list(dict.fromkeys(match.passage.span.article_id for match in matches))
    assert ranks <= set(zip(articles, range(len(articles)), strict=True))
    (finding,) = finder.find(question, matches, 9)
    places = {match.passage.span: rank for rank, match in enumerate(matches)}
    assert {e.sentence.rank for e in finding.ranked} <= set(places.values())


def test_a_headline_answers_only_where_no_paragraph_does() -> None:
    """It says in short what the article says with its words around it."""
    one = article("The new bridge cost 40 million.", headline="Bridge costs 40 million")
    headline, told = (evidence(sentence(one, start)) for start in ("Bridge", "The new"))
    assert Finding(told.part, (headline, told)).answers == (told,)
    unsure = replace(told, refusal="it is too unlikely")
    assert Finding(told.part, (headline, unsure)).answers == (headline,)
    assert Finding(told.part, (unsure,)).answers == ()


def test_no_passages_give_findings_without_sentences(view: View, embedder: Embedder) -> None:
    """There is one for each part all the same."""
    found = Finder(view, embedder, shipped_judge()).find("Who won, and when did it rain?", (), 0)
    assert [finding.ranked for finding in found] == [(), ()]
    assert all(finding.answers == () for finding in found)


def test_a_question_about_another_place_is_not_answered(view: View, embedder: Embedder) -> None:
    """It can be said why."""
    (finding,) = find(view, embedder, "How much did the harbour bridge in Samarkand cost?")
    assert finding.answers == ()
    assert finding.ranked[0].refusal == "its article does not mention samarkand"


@pytest.mark.parametrize("filler", ["x", "7", "X", "_", "가", "a-", "a\n", '"a" '])
def test_no_article_makes_a_question_endless(
    tmp_path: Path, embedder: Embedder, filler: str
) -> None:
    """Neither one endless word nor thousands of paragraphs cost more than their length."""

    def asked(size: int) -> Callable[[], object]:
        folder = tmp_path / str(size)
        folder.mkdir()
        text = f"The camel race in Nukus was filmed: {filler * (size // len(filler))}\n"
        (folder / "race.txt").write_text(text)
        archive = Archive.create_or_open(tmp_path / f"archive-{size}", embedder)
        archive.add([folder])
        desk = QuoteDesk(archive, embedder)

        def work() -> None:
            with archive.view() as view:
                find(view, embedder, "Who filmed the camel race in Nukus?")
            desk.check("The camel race in Nukus was filmed")

        return work

    small, large = (shortest(asked(size), 2) for size in (8_000, 64_000))
    # Eight is linear and 64 quadratic; the floor keeps a timer's noise out.
    assert large <= 28 * max(small, 0.01)
