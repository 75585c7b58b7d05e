from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Citation, Claim
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.question import Question
from tests.ui.fakes import SENTENCE, FakeArchive, a_citation, an_abstention, an_answer, an_article
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.kept_conversation import KeepsakeUnreadable, keepsake_text, read_keepsake
from ui.conversations.restoring import GONE, PURGED, UNJUDGED, UNREAD, Restorer


@dataclass
class FakeJudge:
    """Finds every sentence partly supported, and records what it was shown."""

    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Judge."""
        self.asked.append((sentence, tuple(citation.words for citation in citations)))
        return Entry(Support.SUPPORTED)


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Hold one article."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    return made


@pytest.fixture
def cited(archive: FakeArchive) -> Citation:
    """Cite the article."""
    (article,) = archive.articles.values()
    return a_citation(article)


def a_turn(answer: object, number: int = 1) -> Turn:
    """Make a turn that is complete."""
    return Turn(number, Question("What?"), answer, stage=Stage.COMPLETE)  # type: ignore[arg-type]


def brought_back(turn: Turn, restorer: Restorer) -> Turn:
    """Keep a turn in a browser and bring it back."""
    text = keepsake_text(Conversation((turn,)))
    (restored,) = restorer.restored(read_keepsake(text)).turns
    return restored


def test_an_answer_comes_back_as_it_was(archive: FakeArchive, cited: Citation) -> None:
    """Words, paragraph, headline, outlet and date are read from the record again."""
    for answer in (
        an_answer(cited, question="What?"),
        replace(an_abstention(cited), question="What?"),
    ):
        turn = a_turn(answer)
        assert brought_back(turn, Restorer(archive)) == turn


def test_a_citation_that_no_longer_resolves_is_shown_as_broken(
    archive: FakeArchive, cited: Citation
) -> None:
    """Nothing is hidden: the sentence stays, without words, and its citation is marked."""
    archive.versions.clear()
    turn = brought_back(a_turn(an_answer(cited)), Restorer(archive))
    assert turn.answer is not None
    (claim,) = turn.answer.claims
    assert claim.text == UNREAD
    assert claim.citations[0].headline == GONE
    assert turn.broken == {1}


def test_a_citation_of_a_purged_article_says_so(archive: FakeArchive, cited: Citation) -> None:
    """The sentence stays without words, and its source was removed by the archive."""
    (article,) = archive.articles.values()
    archive.purge(article, date(2026, 3, 1))
    turn = brought_back(a_turn(an_answer(cited)), Restorer(archive))
    assert turn.answer is not None
    (claim,) = turn.answer.claims
    assert (claim.text, claim.citations[0].headline) == (UNREAD, PURGED)
    assert turn.broken == {1}


def test_a_place_outside_of_the_article_is_broken(archive: FakeArchive, cited: Citation) -> None:
    """A changed number cannot bring up words that are not there, nor an error."""
    kept = json.loads(keepsake_text(Conversation((a_turn(an_answer(cited)),))))
    for words in ([0, 99_999], [50, 10], [7, 7]):
        kept["turns"][0]["answer"]["citations"][0]["words"] = words
        conversation = Restorer(archive).restored(read_keepsake(json.dumps(kept)))
        assert conversation.turns[0].broken == {1}


def test_what_a_model_wrote_is_judged_again(archive: FakeArchive, cited: Citation) -> None:
    """A verdict is never taken from the browser; a citation of nothing stays noted."""
    nothing = Doubt(DoubtKind.NOWHERE, "[9.9]")
    claims = (
        Claim("It cost 270 billion.", (cited,), entry=Entry(Support.UNSUPPORTED)),
        Claim("It cost less.", (cited,), entry=Entry(Support.PARTLY, (nothing,))),
        Claim("It flies.", (), entry=Entry(Support.UNSUPPORTED), offered=cited),
    )
    judge = FakeJudge()
    answer = replace(an_answer(cited), claims=claims, writer="a model")
    turn = brought_back(a_turn(answer), Restorer(archive, judge))
    assert turn.answer is not None
    first, second, third = turn.answer.claims
    assert first.entry == Entry(Support.SUPPORTED)
    assert second.entry == Entry(Support.PARTLY, (nothing,))
    assert third.offered == cited
    assert judge.asked[0] == ("It cost 270 billion.", (SENTENCE,))


def test_quotations_behind_what_a_model_wrote_come_back(
    archive: FakeArchive, cited: Citation
) -> None:
    """In the words of the record, and not as what is still being written."""
    judged = Claim("It flies.", (), entry=Entry(Support.UNSUPPORTED), offered=cited)
    growing = Claim("It al", ())
    quoted = an_answer(cited).claims
    answer = replace(an_answer(), claims=(judged, *quoted, growing), writer="a model")
    turn = brought_back(a_turn(answer), Restorer(archive, FakeJudge()))
    assert turn.answer is not None
    assert turn.answer.claims[1:] == quoted
    assert turn.answer.claims[0].text == "It flies."


def test_without_a_judge_a_written_answer_has_to_be_asked_for_again(
    archive: FakeArchive, cited: Citation
) -> None:
    """A sentence of a model is not shown without a verdict."""
    claim = Claim("It cost 270 billion.", (cited,), entry=Entry(Support.SUPPORTED))
    answer = replace(an_answer(cited), claims=(claim,), writer="a model")
    turn = brought_back(a_turn(answer), Restorer(archive))
    assert (turn.answer, turn.stage, turn.trouble) == (None, Stage.FAILED, UNJUDGED)


def test_parts_that_do_not_fit_together_are_refused(archive: FakeArchive, cited: Citation) -> None:
    """A sentence cites only sources that are there, and turns stand in their order."""
    text = keepsake_text(
        Conversation((a_turn(an_answer(cited)), a_turn(an_answer(cited), number=2)))
    )
    unknown, twice = json.loads(text), json.loads(text)
    unknown["turns"][0]["answer"]["claims"][0]["cited"] = [5]
    twice["turns"][1]["number"] = 1
    for changed in (unknown, twice):
        with pytest.raises(KeepsakeUnreadable, match="was discarded"):
            Restorer(archive).restored(read_keepsake(json.dumps(changed)))
