from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.chain import Setup, build_chain
from assistant.question import Exchange, Question
from assistant.times.window import Window, window_of
from assistant.times.windowing import windowed
from assistant.wording import times
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from tests.assistant.conftest import Fill
from tests.testsets.windows import TODAY, cases

FERRY = "When did the ferry to Gull Island stop?"
COST = "How much was the harbour bridge reported to cost in June 2024?"
# Shares of windows that are found with their days, and of other questions that are left alone.
FLOORS = {"development": (1.0, 1.0), "held out": (1.0, 1.0)}


def nobody(event: str) -> None:
    """Know the day of no event."""
    del event


@pytest.fixture(scope="module")
def chain(archive: Archive, embedder: Embedder) -> Runnable[Question, Answer]:
    """Return the chain that is asked on a day of July 2024."""
    return build_chain(archive, embedder, Setup(today=lambda: TODAY))


@pytest.mark.parametrize("half", FLOORS)
def test_questions_keep_to_their_floors(half: str) -> None:
    """Windows are found, and years that are asked about are no windows."""
    own = [case for case in cases() if case.held_out is (half == "held out")]
    named = [case.right for case in own if case.windowed]
    others = [case.right for case in own if not case.windowed]
    assert min(len(named), len(others)) >= 15
    found, left_alone = FLOORS[half]
    assert sum(named) / len(named) >= found
    assert sum(others) / len(others) >= left_alone


def test_two_times_in_one_question_are_compared_and_no_filter() -> None:
    """A filter would hide one of the two sides."""
    both = "What was reported in June 2023 and what was reported in June 2024?"
    assert window_of(both, TODAY, nobody) is None


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        (
            "What was reported about the new ferry in June 2024?",
            date(2024, 6, 1),
            date(2024, 6, 30),
        ),
        ("What has been written on the ferry in May?", date(2024, 5, 1), date(2024, 5, 31)),
        ("How many cars were ordered since March 2023?", date(2023, 3, 1), None),
        ("What was decided since 29 February?", date(2024, 2, 29), None),
        ("Who was fired since 29 February 2020?", date(2020, 2, 29), None),
        ("What was reported about trains before July 2024?", None, date(2024, 6, 30)),
        ("What was reported about trains after May 2024?", date(2024, 6, 1), None),
        ("What was reported in the last 800 days?", TODAY - timedelta(days=800), None),
        ("What was reported about trains before 2022?", None, None),
        ("What was reported about the summit in June 2024?", None, None),
        ("What was said about what happened in June 1988?", None, None),
        ("What was reported about trains in 2022?", None, None),
        ("What did he say about the ferry in June 2024?", None, None),
        ("How much will it cost since March 2024?", None, None),
        ("Who has been president since 2016?", None, None),
    ],
)
def test_a_month_that_tells_when_something_was_reported_is_a_window(
    question: str, since: date | None, until: date | None
) -> None:
    """One that may belong to the thing that is asked about is none."""
    window = window_of(question, TODAY, nobody)
    assert (window and window.since, window and window.until) == (since, until)


def test_a_day_that_there_is_not_is_told_and_no_filter() -> None:
    """Neither its month nor the day after is guessed."""
    question = Question("What was decided since 30 February 2024?", Filters(until=date(2024, 7, 1)))
    result = windowed(question, lambda: TODAY, nobody)
    assert (result.question, result.sought, result.window) == (question, question, None)
    assert result.remark == (
        "“since 30 February 2024” was ignored: there is no such day; ask with another date."
    )


def test_a_window_beside_a_date_that_is_set_narrows_it(chain: Runnable[Question, Answer]) -> None:
    """And both of its ends are told."""
    asked = Question("How many were hurt since March 2024?", Filters(until=date(2024, 6, 15)))
    answer = chain.invoke(asked)
    assert answer.scope.filters == Filters(since=date(2024, 3, 1), until=date(2024, 6, 15))
    assert answer.window is not None


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("올해 정부는 무엇을 발표했나?", date(2024, 1, 1)),
        ("2024년 6월 장관이 뭐라고 말했나?", date(2024, 6, 1)),
        ("올해 예산은 누가 발표했나?", None),
        ("올해 예산은 얼마로 발표됐나?", None),
        ("2024년 6월 열차 계약은 얼마였나?", None),
    ],
)
def test_a_korean_year_is_a_window_of_what_somebody_told(question: str, since: date | None) -> None:
    """Before a thing ("올해 예산") it may belong to the thing, and then it is no filter."""
    window = window_of(question, TODAY, nobody)
    assert (window and window.since) == since


def test_an_event_with_a_day_bounds_a_window() -> None:
    """Before it, up to the day before; after it, from its day on."""
    before = window_of("What did Kim say before the summit?", TODAY, lambda _: date(2024, 6, 14))
    after = window_of("What did Kim say after the summit?", TODAY, lambda _: date(2024, 6, 14))
    assert before == Window("before the summit", None, date(2024, 6, 13), before.question)
    assert after is not None
    assert (after.since, after.until) == (date(2024, 6, 14), None)


def test_the_day_of_an_event_is_asked_for_by_its_name() -> None:
    """Only then does looking for it cost anything."""
    asked: list[str] = []
    question = "What did Kim say before the lithium summit in Samarkand?"
    window = window_of(question, TODAY, asked.append)
    assert asked == ["the lithium summit in Samarkand"]
    assert window is not None
    assert not window.placed
    assert window_of("What did Kim say before lunch?", TODAY, asked.append) is None
    assert len(asked) == 1


def test_an_event_without_a_day_leaves_the_question_alone_and_is_told() -> None:
    """A guessed filter would hide what the record holds."""
    question = Question("What did Kim say before the summit?")
    result = windowed(question, lambda: TODAY, nobody)
    assert (result.question, result.sought, result.window) == (question, question, None)
    assert "“before the summit”" in result.remark


def test_what_has_no_day_in_common_with_the_filters_is_told() -> None:
    """What the user set stays as it is."""
    question = Question("What was decided last month?", Filters(until=date(2024, 5, 31)))
    result = windowed(question, lambda: TODAY, nobody)
    assert result.question == question
    assert result.window is None
    assert "until 31 May 2024" in result.remark


@pytest.mark.parametrize("day", [None, TODAY])
def test_without_a_day_or_against_the_wish_nothing_is_narrowed(day: date | None) -> None:
    """Whoever sets the day gets windows, unless the question says not to."""
    question = Question("What was decided last month?", windowed=day is None)
    result = windowed(question, (lambda: TODAY) if day else None, nobody)
    assert (result.question, result.sought) == (question, question)
    assert (result.window, result.remark) == (None, "")


def test_of_a_follow_up_both_wordings_lose_the_window() -> None:
    """Neither what was typed nor what it was made into is looked for with it."""
    question = Question("And what last month?", standalone="What did Kim decide last month?")
    result = windowed(question, lambda: TODAY, nobody)
    assert result.question.plain == "What did Kim decide last month?"
    assert result.sought.plain == "What did Kim decide?"
    assert result.sought.text == "And what ?"


def test_the_window_is_searched_by_and_told(chain: Runnable[Question, Answer]) -> None:
    """The effective filters are in the scope, and the answer keeps the question as typed."""
    answer = chain.invoke(Question(COST))
    assert answer.question == COST
    assert answer.window is not None
    assert answer.window.phrase == "in June 2024"
    assert answer.scope.filters == Filters(since=date(2024, 6, 1), until=date(2024, 6, 30))
    assert answer.scope.articles == 1
    streamed = list(chain.stream(Question(COST)))
    assert streamed[-1] == answer
    assert asyncio.run(chain.ainvoke(Question(COST))) == answer


def test_a_window_can_be_left_out(chain: Runnable[Question, Answer]) -> None:
    """Then all of the record is searched."""
    answer = chain.invoke(Question("What was reported in June 2021?", windowed=False))
    assert answer.window is None
    assert answer.scope.articles == 5
    assert chain.invoke(Question("What was reported in June 2021?")).scope.articles == 0


def test_a_window_narrows_a_follow_up_after_it_stands_alone(
    chain: Runnable[Question, Answer],
) -> None:
    """The step before may be the one that gives the question its time."""
    history = (Exchange(FERRY, "The ferry to Gull Island stopped running in May."),)
    answer = chain.invoke(Question("What was reported in June 2024 about it?", history=history))
    assert answer.window is not None
    assert answer.scope.filters.since == date(2024, 6, 1)


def test_an_event_is_dated_from_the_record(fill: Fill, embedder: Embedder) -> None:
    """The day may be counted from that of the article."""
    stated = {
        "title": "Summit nears",
        "outlet": "Port Gazette",
        "published": "2024-06-10",
        "text": "The lithium summit will be held in Samarkand on Friday, officials said on Monday.",
    }
    said = {
        "title": "Varga doubts",
        "outlet": "Port Gazette",
        "published": "2024-06-12",
        "text": "Ilsa Varga said that she expected little of the lithium summit.",
    }
    chain = build_chain(fill(stated, said), embedder, Setup(today=lambda: TODAY))
    answer = chain.invoke(Question("What did Ilsa Varga say before the lithium summit?"))
    assert answer.scope.filters == Filters(until=date(2024, 6, 13))
    assert answer.remarks == ()
    unknown = chain.invoke(Question("What did Ilsa Varga say before the water summit?"))
    assert unknown.scope.filters == Filters()
    assert len(unknown.remarks) == 1


def test_two_days_of_an_event_are_none(fill: Fill, embedder: Embedder) -> None:
    """Nobody can tell which of the two summits is meant."""
    texts = ("The summit was held on 3 May 2024.", "The summit will be held on 4 July 2024.")
    records = [
        {"title": f"Summit {n}", "outlet": "Port Gazette", "published": "2024-06-10", "text": text}
        for n, text in enumerate(texts)
    ]
    chain = build_chain(fill(*records), embedder, Setup(today=lambda: TODAY))
    answer = chain.invoke(Question("What was said before the summit?"))
    assert answer.scope.filters == Filters()
    assert "before the summit" in answer.remarks[0]


def test_cited_words_come_with_what_their_times_stand_for(
    chain: Runnable[Question, Answer],
) -> None:
    """In the answer and among the nearest passages; the words stay as they are."""
    answer = chain.invoke(Question(FERRY))
    (citation,) = answer.claims[0].citations
    assert "in May" in citation.words
    assert times(citation) == ("May = May 2024 (said in May 2024)",)
    assert list(chain.stream(Question(FERRY)))[-1] == answer
    missing = chain.invoke(Question("Who won the football cup on the ferry to Gull Island?"))
    assert any(nearest.times for nearest in missing.nearest)


def test_a_time_in_an_undated_article_is_said_to_be_unknown(
    chain: Runnable[Question, Answer],
) -> None:
    """The reader is told why there is no date beside the words."""
    answer = chain.invoke(Question("When does the painting of the harbour bridge begin?"))
    (citation,) = answer.claims[0].citations
    assert times(citation) == ("June (the article’s date is unknown)",)


def test_a_pasted_text_names_no_window() -> None:
    """The times in it are its own."""
    question = "What was reported in June 2024?"
    assert window_of(question, TODAY, nobody) is not None
    assert window_of(f"{question} {'The mayor spoke. ' * 40}", TODAY, nobody) is None
