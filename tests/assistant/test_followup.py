from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from math import sqrt
from types import SimpleNamespace

import pytest

from assistant.followup import FollowUps, own_words
from assistant.question import Exchange, Question, content_terms
from assistant.reading.reader import MissingWord
from index.scope import Filters

BRIDGE = "harbour bridge opened cost million repair year Varga minister"
FERRY = "ferry Gull Island stopped running carried people"
LIBRARY = "도서관 문을 열었다 건설 비용 80억"
OPENED = Exchange("When did the harbour bridge open?")
YEAR = Filters(outlets=("Port Gazette",))


@dataclass
class FakeSearch:
    """Scores an article by how many of its words and of a wording's are the same."""

    articles: Sequence[str] = (BRIDGE, FERRY, LIBRARY)
    asked: list[tuple[str, Filters]] = field(default_factory=list)
    archive = SimpleNamespace(
        view=lambda: nullcontext(
            SimpleNamespace(
                frequencies=lambda terms: dict.fromkeys(terms, 1),
                scope=lambda: SimpleNamespace(passages=9),
            )
        )
    )

    def passages(self, wording: str, limit: int, filters: Filters) -> list[SimpleNamespace]:
        """Return the best."""
        self.asked.append((wording, filters))
        scores = [_alike(set(content_terms(wording)), each) for each in self.articles]
        return [SimpleNamespace(score=max(scores))] if limit and any(scores) else []


def _alike(wording: set[str], article: str) -> float:
    terms = set(content_terms(article))
    return len(wording & terms) / sqrt(len(wording) * len(terms)) if wording else 0.0


@dataclass
class FakeReader:
    """Finds these words of a conversation missing, and no others."""

    words: Sequence[str] = ()
    turns: list[str] = field(default_factory=list)

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Return each word of the turns."""
        del question
        self.turns += history
        return [
            MissingWord(m[0], turn, *m.span(), 0.9 if m[0] in self.words else 0.25)
            for turn, text in enumerate(history)
            for m in re.finditer(r"\w+", text)
        ]


def meant(text: str, *history: Exchange, missing: Sequence[str] = ()) -> str:
    """Return what a question is looked for as; "" where it is left as it was typed."""
    return (
        FollowUps(FakeSearch(), FakeReader(missing)).rewrite(Question(text, history=history)).text
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How much did it cost?", "How much did it cost (harbour bridge open)?"),
        ("And the repair?", "And the repair (harbour bridge open)?"),
        ("tell me more about it", "tell me more about it (harbour bridge open)"),
        ("What did the bridge cost in that year, was it paid for?", ""),
        ("Who won the football cup final last year?", ""),
        ("How many people did the ferry to Gull Island carry?", ""),
    ],
)
def test_words_of_the_last_question_are_added_where_they_belong(text: str, expected: str) -> None:
    """Behind the typed words; a question about something else stays as it was typed."""
    assert meant(text, OPENED) == expected


def test_a_question_that_names_enough_stays_as_it_was_typed() -> None:
    """Whatever it points at."""
    text = "Why did minister Varga say the repair would cost a million?"
    assert meant(text, OPENED) == ""


def test_the_words_that_the_reader_misses_are_tried() -> None:
    """They may come from any turn; where they fit best, they alone are added."""
    before = Exchange("Who spoke?", "Varga opened the bridge with nobody else around her.")
    last = Exchange("Was it raining when everybody went home?")
    assert meant("How much was it?", before, last, missing=["Varga", "bridge"]) == (
        "How much was it (Varga bridge)?"
    )
    assert meant("How much was it?", before, last) != "How much was it (Varga bridge)?"


def test_a_part_of_a_word_stands_for_the_word() -> None:
    """The reader takes "Hye-sung" for two words."""
    before = Exchange(
        "Who spoke?", "Then Varga-Lee opened the bridge while it rained on everybody."
    )
    last = Exchange("Was it raining when everybody went home?")
    assert meant("How much was it?", before, last, missing=["Lee", "bridge"]) == (
        "How much was it (Varga-Lee bridge)?"
    )


def test_what_was_cited_gives_its_names() -> None:
    """The last question may not name whom it is about."""
    who = Exchange("Who came?", "On Monday the minister, Varga, came late.")
    search = FakeSearch(("minister Varga Monday earns",))
    rewriting = FollowUps(search, FakeReader()).rewrite(
        Question("What does she earn?", history=(who,))
    )
    assert rewriting.text == "What does she earn (Monday Varga)?"


def test_a_conversation_is_followed_over_two_questions() -> None:
    """The last one may lean on the one before it without being made to stand alone."""
    assert meant("Why was that?", OPENED, Exchange("How many were there?")) == (
        "Why was that (harbour bridge open)?"
    )


def test_what_an_earlier_follow_up_was_looked_for_as_is_known() -> None:
    """Its words go on with the conversation."""
    last = Exchange("Who opened it?", standalone="Who opened it (harbour bridge)?")
    assert meant("What did it cost?", last) == "What did it cost (opened harbour bridge)?"


def test_korean_follow_ups_get_the_words_of_the_last_question() -> None:
    """The reader, which knows no Korean, is neither asked about them nor shown Korean turns."""
    reader = FakeReader()
    last = Exchange("도서관은 언제 문을 열었나?", "80억 원이 들었다.")
    follow_ups = FollowUps(FakeSearch(), reader)
    rewriting = follow_ups.rewrite(Question("그 비용은?", history=(last,)))
    assert rewriting.text == "그 비용은 (도서관은 문을 열었나)?"
    assert reader.turns == []
    follow_ups.rewrite(Question("How much did it cost?", history=(OPENED, last)))
    assert reader.turns == [OPENED.question]


def test_a_text_that_is_no_follow_up_is_not_looked_for() -> None:
    """Nor is a question without a conversation."""
    search = FakeSearch()
    follow_ups = FollowUps(search, FakeReader())
    assert follow_ups.rewrite(Question("How much did it cost?")).text == ""
    assert follow_ups.rewrite(Question("Why? " * 100, history=(OPENED,))).text == ""
    assert search.asked == []


def test_only_what_the_filters_leave_is_searched() -> None:
    """Each wording once, beside the typed one."""
    search = FakeSearch()
    FollowUps(search, FakeReader()).rewrite(Question("And its cost?", YEAR, (OPENED,)))
    assert search.asked == [("And its cost (harbour bridge open)?", YEAR), ("And its cost?", YEAR)]


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("And its cost?", "What did Varga say yesterday?", "And its cost (Varga)?"),
        ("그 비용은?", "도서관은 지난달 문을 열었나?", "그 비용은 (도서관은 문을 열었나)?"),
    ],
)
def test_the_time_of_the_last_question_is_not_asked_for_again(
    text: str, before: str, expected: str
) -> None:
    """It would hide all articles of other days."""
    assert meant(text, Exchange(before)) == expected


def test_a_wording_has_each_word_once_and_only_some() -> None:
    """Words that the question has already are not among them."""
    names = " ".join(f"Bridge{number}" for number in range(30))
    long = Exchange(f"What of the bridge, bridges, a bridge and {names}?")
    text = meant("What did that bridge cost?", long, missing=names.split())
    assert 0 < len(text.partition("(")[2].split()) <= 10
    assert meant("What of that bridge?", Exchange("What of the bridges?")) == ""


@pytest.mark.parametrize(
    ("wording", "own"),
    [
        ("How much did it cost (harbour bridge)?", "How much did it cost?"),
        ("tell me about the bill (harbour bridge)", "tell me about the bill"),
        ("Why (harbour bridge)?", "Why (harbour bridge)?"),
        ("When did the EDCF (a fund) lend it?", "When did the EDCF (a fund) lend it?"),
    ],
)
def test_articles_are_read_with_the_questions_own_words(wording: str, own: str) -> None:
    """Unless it has none that say anything."""
    assert own_words(wording) == own
