from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.chain import Setup
from assistant.evaluation.case import Case
from assistant.evaluation.respondent import ArchiveRespondent, asked
from assistant.evaluation.result import shown
from assistant.question import Question
from assistant.quotes.verdict import Verdict
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import WORDS_ONLY, Search
from tests.assistant.test_chain import Chain

COST = "How much did the harbour bridge cost?"


@pytest.fixture(scope="module")
def respondent(archive: Archive, embedder: Embedder) -> ArchiveRespondent:
    """Return what answers from the five articles."""
    return ArchiveRespondent.of(archive, embedder)


def test_an_answer_comes_with_what_it_cites_and_what_was_found(
    respondent: ArchiveRespondent, archive: Archive, chain: Chain
) -> None:
    """Citations are those of the answer, carriers of the same fact last."""
    outcome = respondent.respond(Case("q", COST))
    answer = chain.invoke(Question(COST))
    assert outcome.answered
    assert outcome.text == " ".join(claim.text for claim in answer.claims)
    assert {c.span for c in outcome.citations} == {c.span for c in answer.citations}
    carriers = [c.span for claim in answer.claims for c in claim.also]
    assert [c.span for c in outcome.citations][-len(carriers) :] == carriers
    assert outcome.seconds > 0
    for cited in outcome.citations:
        article = archive.version(cited.span.content_hash, cited.span.article_id)
        assert article.words(cited.span) == cited.words


def test_what_is_ranked_is_what_the_chain_itself_found(
    archive: Archive, embedder: Embedder, chain: Chain
) -> None:
    """Nothing is searched a second time, and asking at once does not mix questions up."""
    filters = Filters(outlets=("Evening Ledger",))
    search = Search(archive, embedder)
    answer, heard = asked(chain, search, Question(COST, filters))
    expected = search.passages(COST, filters=filters)
    assert heard.ranked == tuple(match.passage.span for match in expected)
    assert heard.ranked
    assert heard.tokens is None
    assert answer == chain.invoke(Question(COST, filters))


def test_ten_articles_are_ranked_however_many_passages_each_has(
    archive: Archive, respondent: ArchiveRespondent
) -> None:
    """Those of the passages that were read come first; the archive has five in all."""
    outcome = respondent.respond(Case("q", COST))
    read = tuple(dict.fromkeys(span.article_id for span in outcome.ranked))
    assert outcome.articles[: len(read)] == read
    assert len(outcome.articles) == min(10, archive.scope().articles)


def test_an_abstention_has_no_text(respondent: ArchiveRespondent) -> None:
    """What came nearest was ranked, but is neither cited nor answered."""
    outcome = respondent.respond(Case("q", "Who won the football cup?"))
    assert (outcome.answered, outcome.text, outcome.citations) == (False, "", ())


def test_the_sentences_that_were_weighed_are_kept(respondent: ArchiveRespondent) -> None:
    """Best first; those that are quoted were not refused, and of the others it says why."""
    answered = respondent.respond(Case("q", COST))
    scores = [each.score for each in answered.candidates]
    assert scores == sorted(scores, reverse=True)
    cited = {c.span for c in answered.citations}
    assert cited <= {each.span for each in answered.candidates if not each.refusal}
    declined = respondent.respond(Case("q", "Who won the football cup?"))
    assert declined.candidates
    assert all(each.refusal for each in declined.candidates[:3])
    assert declined.candidates[0].refusal in declined.why_declined


def test_the_earlier_questions_of_a_case_are_asked_first(respondent: ArchiveRespondent) -> None:
    """A follow-up finds what the whole question finds."""
    follow_up = Case("q", "How much did it cost?", history=("When did the harbour bridge open?",))
    alone = respondent.respond(Case("q", COST))
    followed = respondent.respond(follow_up)
    assert set() < {c.span for c in followed.citations} <= {c.span for c in alone.citations}
    assert set(followed.ranked) >= set(alone.ranked)


def test_a_case_is_asked_on_its_day(respondent: ArchiveRespondent, archive: Archive) -> None:
    """The week in question is the week up to that day; without one it narrows nothing."""
    case = Case("q", "What did the harbour bridge cost this week?")
    opened = next(e.article_id for e in archive.entries() if e.published == date(2024, 6, 3))
    assert len(respondent.respond(case).articles) > 1
    assert respondent.respond(replace(case, asked=date(2024, 6, 5))).articles == (opened,)
    assert respondent.respond(replace(case, asked=date(1999, 1, 5))).articles == ()


def test_search_can_be_mixed_otherwise(archive: Archive, embedder: Embedder) -> None:
    """By words alone nothing is found for a question in words that no article has."""
    foreign = Case("q", "Whither sail catamarans?")
    assert ArchiveRespondent.of(archive, embedder, Setup(WORDS_ONLY)).respond(foreign).ranked == ()
    assert ArchiveRespondent.of(archive, embedder).respond(foreign).ranked


def test_a_quotation_gets_its_verdict(respondent: ArchiveRespondent) -> None:
    """It is checked, with its speaker; nothing is said to have been ranked."""
    case = Case("k", words="a gift to the city of bridges", speaker="Ilsa Varga")
    outcome = respondent.respond(case)
    assert outcome.verdict is Verdict.ALTERED
    assert (outcome.answered, outcome.retrieved) == (True, False)
    assert outcome.citations[0].words


def test_what_is_shown_of_a_source_can_be_read_without_the_archive(
    respondent: ArchiveRespondent, archive: Archive
) -> None:
    """Words with what stands around them in their paragraph, and where they are from."""
    case = Case("q", COST)
    cited, gold = shown(archive, case, respondent.respond(case))
    assert gold == ()
    assert cited[0].headline
    article = archive.version(cited[0].span.content_hash, cited[0].span.article_id)
    assert f"{cited[0].before}{cited[0].words}{cited[0].after}" in article.text
