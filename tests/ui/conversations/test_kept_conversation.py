from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Claim
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.question import Question
from assistant.times.window import Window
from index.scope import Filters
from tests.ui.fakes import PARAGRAPH, a_citation, an_abstention, an_answer, an_article
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.kept_conversation import (
    MOST_CHARACTERS,
    MOST_TURNS,
    TOO_LARGE,
    KeepsakeUnreadable,
    keepsake_text,
    read_keepsake,
)

FILTERS = Filters(("Steppe Courier",), date(2024, 1, 1), None, ("en",))
ASKED = Question("And him?", FILTERS, standalone="What of Kim?", windowed=False, writer="a model")


def a_conversation() -> Conversation:
    """Make a conversation with a quotation, an abstention and a written answer."""
    citation = a_citation(an_article())
    invented = Doubt(DoubtKind.NOWHERE, "[9.9]")
    written = replace(
        an_answer(citation),
        claims=(
            Claim("It cost a lot.", (citation,), entry=Entry(Support.PARTLY, (invented,))),
            Claim("It will be", ()),
        ),
        writer="a model",
        window=Window("last year", date(2023, 1, 1), date(2023, 12, 31), "What?"),
        remarks=("It was slow.",),
    )
    return Conversation(
        (
            Turn(3, Question("What did it cost?"), an_answer(citation), stage=Stage.COMPLETE),
            Turn(4, ASKED, an_abstention(citation), stage=Stage.COMPLETE),
            Turn(5, ASKED, written, stage=Stage.STREAMING),
            Turn(6, ASKED, stage=Stage.FAILED, trouble="The disk is gone."),
        )
    )


def test_no_word_of_an_article_is_kept() -> None:
    """Neither the cited words nor their paragraph nor the headline are in what a browser keeps."""
    text = keepsake_text(a_conversation())
    article = an_article()
    for sentence in (*PARAGRAPH.split(". "), article.headline):
        assert sentence not in text
    assert "What did it cost?" in text


def test_what_was_asked_and_how_is_kept() -> None:
    """Question, filters, rewriting, window and model come back as they were."""
    kept = read_keepsake(keepsake_text(a_conversation()))
    second, third = kept.turns[1:3]
    assert (second.text, second.filters, second.windowed) == ("And him?", FILTERS, False)
    assert (second.standalone, second.writer) == ("What of Kim?", "a model")
    assert third.answer is not None
    assert third.answer.window is not None
    assert third.answer.window.phrase == "last year"
    assert kept.turns[3].trouble == "The disk is gone."


def test_a_sentence_that_was_still_being_written_is_not_kept() -> None:
    """Of a written answer stay the sentences, without the verdicts, and citations of nothing."""
    kept = read_keepsake(keepsake_text(a_conversation())).turns[2]
    assert kept.stage is Stage.STOPPED
    assert kept.answer is not None
    (claim,) = kept.answer.claims
    assert (claim.written, claim.nowhere) == ("It cost a lot.", ("9.9",))
    assert "partly" not in keepsake_text(a_conversation())


def test_only_the_latest_turns_are_kept_and_only_so_many_characters() -> None:
    """A long conversation loses its beginning in the browser, not its end."""
    answer = an_answer(*(a_citation(an_article(), number=n) for n in range(1, 150)))
    turns = tuple(
        Turn(n, Question(f"Question {n}?"), answer, stage=Stage.COMPLETE) for n in range(1, 40)
    )
    text = keepsake_text(Conversation(turns))
    kept = read_keepsake(text).turns
    assert 1 < len(kept) < MOST_TURNS
    assert len(text) <= MOST_CHARACTERS
    assert kept[-1].text == "Question 39?"
    short = tuple(Turn(n, Question("?"), stage=Stage.STOPPED) for n in range(1, 40))
    assert len(read_keepsake(keepsake_text(Conversation(short))).turns) == MOST_TURNS == 20


def test_a_keepsake_has_at_most_200_000_characters() -> None:
    """One of that size is read, and one that is a character longer is not."""
    kept = keepsake_text(a_conversation())
    full = kept + " " * (200_000 - len(kept))
    assert read_keepsake(full) == read_keepsake(kept)
    with pytest.raises(KeepsakeUnreadable):
        read_keepsake(f"{full} ")


def test_as_many_turns_are_kept_as_fit() -> None:
    """Of turns that take much room, one more would be too many."""
    answer = an_answer(*(a_citation(an_article(), number=n) for n in range(1, 150)))
    turns = [Turn(n, Question("What?"), answer, stage=Stage.COMPLETE) for n in range(1, 20)]
    text = keepsake_text(Conversation(tuple(turns)))
    kept = len(read_keepsake(text).turns)
    assert len(text) <= 200_000 < len(text) / kept * (kept + 1)


def test_an_answer_beyond_measure_does_not_stop_the_conversation() -> None:
    """Its question is kept, with the word that the answer was not."""
    long = Claim("word " * 1_000, (), entry=Entry(Support.UNSUPPORTED))
    answer = replace(an_answer(), claims=(long,), writer="a model")
    kept = read_keepsake(keepsake_text(Conversation((Turn(1, ASKED, answer),))))
    assert kept.turns[0].answer is None
    assert kept.turns[0].trouble == TOO_LARGE


def test_a_question_that_is_no_text_is_not_kept() -> None:
    """Half a letter in a question keeps neither it nor the others from being answered."""
    turns = (Turn(1, ASKED, stage=Stage.STOPPED), Turn(2, Question("\ud83d"), stage=Stage.STOPPED))
    assert [turn.number for turn in read_keepsake(keepsake_text(Conversation(turns))).turns] == [1]


def test_nothing_is_kept_of_nothing() -> None:
    """An empty conversation clears what was kept."""
    assert keepsake_text(Conversation()) == ""


def changed(**fields: Any) -> str:
    """Write a keepsake whose first turn has other fields."""
    kept = json.loads(keepsake_text(a_conversation()))
    kept["turns"][0] |= fields
    return json.dumps(kept)


def cited(**fields: Any) -> str:
    """Write a keepsake whose first citation has other fields."""
    kept = json.loads(keepsake_text(a_conversation()))
    kept["turns"][0]["answer"]["citations"][0] |= fields
    return json.dumps(kept)


@pytest.mark.parametrize(
    "hostile",
    [
        "[]",
        "nonsense",
        '{"format": "onrecord-conversation/2", "turns": []}',
        "[" * 100_000,
        '"\\ud800"',
        " " * (MOST_CHARACTERS + 1),
        changed(text=7),
        changed(text="x" * 5_000),
        changed(number="1"),
        changed(number=-1),
        changed(number=10**400),
        changed(stage="won"),
        changed(more=1),
        changed(filters={"since": "someday"}),
        changed(answer={"claims": []}),
        cited(words=[5]),
        cited(words=[-1, 5]),
        cited(words=[9, 5.5]),
        cited(article="../../etc/passwd"),
        cited(version="%"),
        cited(headline="Forged"),
    ],
)
def test_what_is_no_keepsake_is_refused(hostile: str) -> None:
    """Whatever another program left in the browser is dropped with a sentence, not an error."""
    with pytest.raises(KeepsakeUnreadable, match="was discarded"):
        read_keepsake(hostile)


def turn(**fields: Any) -> str:
    """Write a keepsake whose written answer has other fields."""
    kept = json.loads(keepsake_text(a_conversation()))
    kept["turns"][2]["answer"] |= fields
    return json.dumps(kept)


def claim(**fields: Any) -> str:
    """Write a keepsake whose written sentence has other fields."""
    kept = json.loads(keepsake_text(a_conversation()))
    kept["turns"][2]["answer"]["claims"][0] |= fields
    return json.dumps(kept)


CITATION = json.loads(keepsake_text(a_conversation()))["turns"][0]["answer"]["citations"][0]


@pytest.mark.parametrize(
    ("most", "write"),
    [
        (1_000_000_000, lambda size: changed(number=size)),
        (4_000, lambda size: changed(text="x" * size)),
        (1_000, lambda size: turn(remarks=["x"] * size)),
        (200, lambda size: turn(claims=[{"cited": []}] * size)),
        (200, lambda size: turn(citations=[CITATION] * size)),
        (50, lambda size: turn(nearest=[CITATION] * size)),
        (100, lambda size: claim(cited=[1] * size)),
        (100, lambda size: claim(nowhere=["1.1"] * size)),
    ],
)
def test_each_part_has_a_largest_size(most: int, write: Callable[[int], str]) -> None:
    """One of that size is read, and one that is larger by one is not."""
    assert read_keepsake(write(most))
    with pytest.raises(KeepsakeUnreadable):
        read_keepsake(write(most + 1))


def test_nothing_counts_from_below_zero() -> None:
    """Zero is a number of a turn."""
    assert read_keepsake(changed(number=0)).turns[0].number == 0


@given(st.text())
def test_any_text_is_a_keepsake_or_refused(text: str) -> None:
    """Nothing else can come out of reading."""
    with pytest.raises(KeepsakeUnreadable):
        read_keepsake(text)
