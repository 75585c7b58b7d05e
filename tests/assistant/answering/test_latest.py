from __future__ import annotations

from datetime import date

import pytest
from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.chain import Setup, build_chain
from assistant.question import Question
from index.embedding.embedder import Embedder
from index.scope import Filters
from tests.assistant.conftest import Fill
from tests.assistant.times.test_windowing import TODAY

Chain = Runnable[Question, Answer]


def article(day: int, text: str) -> dict[str, str]:
    """Make an article of a day in June 2024."""
    return {
        "title": f"Headline {day}",
        "outlet": "Port Gazette",
        "published": f"2024-06-{day:02}",
        "text": f"{text}\n\nMore was said.",
    }


@pytest.fixture(scope="module")
def chain(fill: Fill, embedder: Embedder) -> Chain:
    """Ask articles of six days of June, in July."""
    texts = ("The pier opened. It rained.", "A ferry sank.", "Fares rose.", "A school closed.")
    days = [article(day, text) for day, text in zip((3, 28, 12, 20), texts, strict=True)]
    same = article(21, "A school closed.")
    return build_chain(
        fill(*days, same, article(1, "Nets tore.")), embedder, Setup(today=lambda: TODAY)
    )


@pytest.mark.parametrize(
    "question",
    [
        *("What happened last month?", "What was in the news in June 2024?"),
        *("지난달 무슨 일이 있었나?", "What else has been reported since June 2024?"),
    ],
)
def test_a_time_and_nothing_else_is_answered_with_the_newest(chain: Chain, question: str) -> None:
    """Their opening sentences, the newest first, what is told twice once."""
    *_, answer = chain.stream(Question(question))
    assert [claim.text for claim in answer.claims] == [
        *("A ferry sank.", "A school closed.", "Fares rose.", "The pier opened.")
    ]
    assert [citation.number for citation in answer.citations] == [1, 2, 3, 4]
    assert answer.window is not None
    assert answer.remarks[-1].startswith("The question names only a time. These are")


def test_so_is_a_time_that_the_user_set(chain: Chain) -> None:
    """Beside a question that is about nothing."""
    answer = chain.invoke(Question("What happened?", Filters(until=date(2024, 6, 3))))
    assert [claim.text for claim in answer.claims] == ["The pier opened.", "Nets tore."]
    assert chain.invoke(Question("What happened?")).claims == ()


def test_where_nothing_is_from_then_that_is_said(chain: Chain) -> None:
    """It is another thing than an answer that was not found."""
    answer = chain.invoke(Question("What happened in May 2021?"))
    assert not answer.found
    assert answer.remarks == (
        "The question names only a time, and the archive has no articles from then.",
    )


@pytest.mark.parametrize(
    "question",
    [
        *("What did she say last month?", "Who was it last month?", "When was that last month?"),
        *("What happened to the balloon last month?", "What was decided last month?"),
    ],
)
def test_a_question_that_is_about_something_is_looked_for(chain: Chain, question: str) -> None:
    """Also where nobody knows about what."""
    remarks = chain.invoke(Question(question)).remarks
    assert not any("names only a time" in remark for remark in remarks)
