from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.question import Question
from index.errors import ArchiveDamaged
from index.scope import Filters
from sources.article import Article
from tests.ui.fakes import (
    SENTENCE,
    FakeArchive,
    FakeChain,
    a_citation,
    a_newsroom,
    an_abstention,
    an_answer,
    an_article,
)
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.converse import UNEXPECTED, Checker, converse, holds
from ui.requests.ask import MOST_TURNS


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Make an archive with one article."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    return made


@pytest.fixture
def article(archive: FakeArchive) -> Article:
    """Return the article in the archive."""
    return next(iter(archive.articles.values()))


def asked(
    chain: FakeChain, archive: FakeArchive, before: Conversation | None = None
) -> list[Conversation]:
    """Ask one question and collect all that is shown."""
    begun = before or Conversation()
    return list(converse(a_newsroom(archive, chain), begun, Question(" What did it cost? ")))


def last(conversations: list[Conversation]) -> Turn:
    """Return the turn that is shown in the end."""
    turn = conversations[-1].last
    assert turn is not None
    return turn


def test_the_conversation_grows_with_every_snapshot(archive: FakeArchive, article: Article) -> None:
    """The question shows at once, then each snapshot, then the end."""
    first, second = a_citation(article), a_citation(article, "Workers at the last bridge.", 2)
    chain = FakeChain([an_answer(first), an_answer(first, second)])
    turns = [c.last for c in asked(chain, archive)]
    shown = [(t.stage, len(t.answer.claims) if t.answer else 0) for t in turns if t]
    assert shown == [
        (Stage.SEARCHING, 0),
        (Stage.STREAMING, 1),
        (Stage.STREAMING, 2),
        (Stage.COMPLETE, 2),
    ]


def test_a_stopped_answer_ends_with_what_it_had(archive: FakeArchive, article: Article) -> None:
    """The piece that was on its way is kept, and nothing comes behind the stop."""
    chain = FakeChain([an_answer(a_citation(article)), an_answer(a_citation(article))])
    stops = iter([False, True])
    grown = converse(
        a_newsroom(archive, chain),
        Conversation(),
        Question("What did it cost?"),
        lambda: next(stops),
    )
    turns = [state.last for state in grown if state]
    assert [turn.stage for turn in turns if turn] == [
        Stage.SEARCHING,
        Stage.STREAMING,
        Stage.STOPPED,
    ]


def test_the_question_reaches_the_chain_with_its_filters(archive: FakeArchive) -> None:
    """Surrounding space goes, the filters come along."""
    chain, filters = FakeChain([an_abstention()]), Filters(since=date(2024, 1, 1))
    list(converse(a_newsroom(archive, chain), Conversation(), Question("  Who won? ", filters)))
    assert chain.asked == [Question("Who won?", filters)]


def test_a_citation_that_the_stored_article_does_not_hold_is_broken(
    archive: FakeArchive, article: Article
) -> None:
    """Changed words, changed context and unknown versions are told from exact ones."""
    exact = a_citation(article)
    longer = replace(exact.span, end=len(article.text) + 5)
    assert holds(archive, exact)
    assert not holds(archive, replace(exact, words="The new line cost 271 billion won."))
    assert not holds(archive, replace(exact, context_words="Other."))
    assert not holds(archive, replace(exact, span=replace(exact.span, content_hash="0" * 64)))
    assert not holds(archive, replace(exact, context=longer))


def test_broken_citations_are_named_in_the_turn(archive: FakeArchive, article: Article) -> None:
    """The turn carries the numbers of what failed, so that the page can show it."""
    good = a_citation(article)
    bad = replace(a_citation(article, number=2), words="Nobody wrote this.")
    assert last(asked(FakeChain([an_answer(good, bad)]), archive)).broken == {2}


def test_each_citation_is_read_from_the_archive_once(article: Article, tmp_path: Path) -> None:
    """A growing answer does not check its first citation again and again."""

    class Counting(FakeArchive):
        looked_up = 0

        def version(self, content_hash: str, article_id: str | None = None) -> Article:
            """Count."""
            self.looked_up += 1
            return super().version(content_hash, article_id)

    archive = Counting(tmp_path)
    archive.hold(article)
    check = Checker(archive)
    for _ in range(3):
        check.broken(an_answer(a_citation(article)))
    assert archive.looked_up == 1


def test_trouble_with_the_archive_is_told_as_it_is(archive: FakeArchive) -> None:
    """An error of ours already says what to do; it is shown and logged."""
    chain = FakeChain(trouble=ArchiveDamaged("It is damaged. Run `onrecord rebuild`."))
    turn = last(asked(chain, archive))
    assert (turn.stage, turn.trouble) == (Stage.FAILED, "It is damaged. Run `onrecord rebuild`.")


def test_unexpected_trouble_is_logged_and_not_shown(
    archive: FakeArchive, caplog: pytest.LogCaptureFixture
) -> None:
    """A visitor gets one sentence with the next step, the log gets the reason."""
    with caplog.at_level(logging.ERROR):
        turn = last(asked(FakeChain(trouble=ZeroDivisionError("secret detail")), archive))
    assert (turn.stage, turn.trouble) == (Stage.FAILED, UNEXPECTED)
    assert "secret detail" in caplog.text


def test_a_long_conversation_forgets_its_beginning(archive: FakeArchive) -> None:
    """What a server keeps for a visitor has a limit, and numbers are never used twice."""
    conversation = Conversation()
    for _ in range(MOST_TURNS + 5):
        conversation = asked(FakeChain([an_abstention()]), archive, conversation)[-1]
    assert len(conversation.turns) == MOST_TURNS
    assert [t.number for t in conversation.turns][-1] == MOST_TURNS + 5


def test_stopping_marks_only_an_unfinished_answer(archive: FakeArchive) -> None:
    """A complete answer stays complete when Stop comes too late."""
    states = asked(FakeChain([an_abstention()]), archive)
    stages = [state.stopped().turns[-1].stage for state in states]
    assert stages == [Stage.STOPPED, Stage.STOPPED, Stage.COMPLETE]
    assert Conversation().stopped() == Conversation()


def test_a_question_goes_to_the_chain_with_the_conversation_before_it(
    archive: FakeArchive, article: Article
) -> None:
    """Questions and answers; of a turn without an answer the question alone."""
    chain = FakeChain([an_answer(a_citation(article))])
    first = asked(chain, archive)[-1]
    assert chain.asked[-1].history == ()
    failed = asked(FakeChain(trouble=ArchiveDamaged("gone")), archive, first)[-1]
    asked(chain, archive, failed)
    answered, unanswered = chain.asked[-1].history
    assert (answered.question, answered.answer) == ("What did the line cost?", SENTENCE)
    assert (unanswered.question, unanswered.answer) == ("What did it cost?", "")


def test_what_is_to_be_looked_for_can_be_said(archive: FakeArchive) -> None:
    """A visitor's own wording goes to the chain as it is."""
    chain = FakeChain([an_abstention()])
    question = Question("What did it cost?", standalone="What did the line cost?")
    list(converse(a_newsroom(archive, chain), Conversation(), question))
    assert chain.asked[-1].standalone == "What did the line cost?"
