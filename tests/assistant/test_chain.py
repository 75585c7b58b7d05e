from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.answering.confidence import shipped_judge
from assistant.chain import STANDALONE, Setup, build_chain
from assistant.followup import Rewriting
from assistant.history import history_of
from assistant.question import LONGEST, REMEMBERED, Exchange, Question
from assistant.reading.reader import Passage, PassageReading
from assistant.reading.trained import shipped_reader
from assistant.retriever import span_of
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import WORDS_ONLY

Chain = Runnable[Question, Answer]
COST = Question("How much did the harbour bridge cost?")
FERRY = Question("When did the ferry to Gull Island stop?")
NOWHERE = Question("Who won the football cup?")


class Steps(BaseCallbackHandler):
    """Records the names of the steps that were begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.retrieved: Sequence[Document] = ()

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Record a step."""
        del serialized, inputs, run_id
        self.begun.append(str(kwargs.get("name")))

    def on_retriever_start(
        self, serialized: Any, query: str, *, run_id: UUID, **kwargs: Any
    ) -> None:
        """Record the run of a retriever."""
        del serialized, query, run_id
        self.begun.append(str(kwargs.get("name")))

    def on_retriever_end(self, documents: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Record what was retrieved."""
        del run_id, kwargs
        self.retrieved = documents


def test_an_answer_grows_by_a_claim_at_a_time(chain: Chain) -> None:
    """Each snapshot continues the one before, and the last is what invoke returns."""
    both = Question("How much did the harbour bridge cost, and when did the ferry stop?")
    grown = list(chain.stream(both))
    assert [len(answer.claims) for answer in grown] == list(range(1, len(grown) + 1))
    assert len(grown) > 1
    assert all(a.claims == grown[-1].claims[: len(a.claims)] for a in grown)
    assert grown[-1] == chain.invoke(both)


def test_an_abstention_streams_once(chain: Chain) -> None:
    """There is nothing to wait for."""
    (answer,) = chain.stream(NOWHERE)
    assert not answer.found


def test_every_way_to_ask_returns_the_same(chain: Chain) -> None:
    """Batch and the asynchronous forms agree with invoke."""
    expected = [chain.invoke(question) for question in (COST, FERRY, NOWHERE)]
    assert chain.batch([COST, FERRY, NOWHERE]) == expected

    async def ask() -> tuple[Answer, list[Answer], list[Answer]]:
        streamed = [answer async for answer in chain.astream(COST)]
        return await chain.ainvoke(COST), await chain.abatch([COST, FERRY, NOWHERE]), streamed

    one, several, streamed = asyncio.run(ask())
    assert one == expected[0]
    assert several == expected
    assert streamed == list(chain.stream(COST))


def test_a_tracer_sees_the_steps_by_name(chain: Chain) -> None:
    """Searching, looking through what was found and composing can be told apart."""
    steps = Steps()
    chain.invoke(COST, config={"callbacks": [steps]})
    assert {"passages", "scope", "findings"} <= set(steps.begun)


def test_a_tracer_sees_what_was_retrieved(chain: Chain) -> None:
    """The documents hold spans, facts about the articles, scores and the reader's probability."""
    steps = Steps()
    answer = chain.invoke(COST, config={"callbacks": [steps]})
    quoted = answer.claims[0].citations[0].span
    by_span = {span_of(document): document.metadata for document in steps.retrieved}
    known = next(
        known
        for span, known in by_span.items()
        if span.content_hash == quoted.content_hash and span.start <= quoted.start < span.end
    )
    assert known["outlet"] == answer.claims[0].citations[0].outlet
    assert known["published"] in ("2024-06-03", None)
    assert set(known["scores"]) == {"words", "passage", "headline"}
    assert 0.5 < known["probability"] <= 1
    assert known["probability"] == max(k["probability"] or 0 for k in by_span.values())


def test_what_is_not_read_has_no_probability(chain: Chain) -> None:
    """Korean questions are answered without the reader."""
    steps = Steps()
    chain.invoke(Question("도서관은 언제 문을 열었나?"), config={"callbacks": [steps]})
    assert steps.retrieved
    assert {document.metadata["probability"] for document in steps.retrieved} == {None}


def test_eight_people_ask_at_once(chain: Chain) -> None:
    """Everybody gets the answer to their own question."""
    asked = [COST, FERRY, NOWHERE] * 8
    expected = {question: chain.invoke(question) for question in (COST, FERRY, NOWHERE)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(chain.invoke, asked))
    assert answers == [expected[question] for question in asked]


def test_asking_leaves_no_files_open(chain: Chain, archive: Archive) -> None:
    """The connection of one question is used by the next one again."""

    def files_after(questions: int) -> int:
        for _ in range(questions):
            chain.invoke(FERRY)
        opened = [os.path.realpath(entry) for entry in Path("/proc/self/fd").iterdir()]
        return sum(path.startswith(str(archive.folder)) for path in opened)

    before = files_after(3)
    assert files_after(12) <= before + 2


def test_the_question_is_kept_as_it_was_typed(chain: Chain) -> None:
    """Only the search reads it without what cannot be seen."""
    asked = "  how much did the har\u200bbour bridge cost\x00 "
    answer = chain.invoke(Question(asked))
    assert answer.question == asked
    assert "40 million" in answer.claims[0].text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "?",
        "the of and",
        "\x00",
        "\ud800",
        "🚢🚢",
        "a" * 10_000,
        "who and " * 5_000,
        "what is " + "a" * 9_000 + "!b",
        "((((" * 2_000,
        '"' * 9_999,
        "what do " * 1_200,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_anything_may_be_typed(chain: Chain, text: str) -> None:
    """What is no question is not in the record."""
    assert not chain.invoke(Question(text)).found


def test_a_question_in_front_of_a_pasted_article_is_answered(chain: Chain) -> None:
    """What is beyond any question's length is not read."""
    pasted = f"{FERRY.text} " + "lorem ipsum " * LONGEST
    assert "May" in chain.invoke(Question(pasted)).claims[0].text


def test_filters_are_searched_by_and_told(chain: Chain) -> None:
    """An abstention says what was searched."""
    filters = Filters(outlets=("항구일보",))
    answer = chain.invoke(Question(COST.text, filters))
    assert not answer.found
    assert (answer.scope.filters, answer.scope.articles) == (filters, 1)


def test_an_empty_archive_answers_that_it_does_not_know(tmp_path: Path, embedder: Embedder) -> None:
    """No passages at all is no error."""
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.create()
    answer = build_chain(archive, embedder).invoke(COST)
    assert (answer.found, answer.nearest, answer.scope.articles) == (False, (), 0)
    archive.close()


def test_the_search_can_be_mixed_otherwise(archive: Archive, embedder: Embedder) -> None:
    """By words alone nothing comes near a question whose words no article has."""
    foreign = Question("Whither sail catamarans?")
    by_words = build_chain(archive, embedder, Setup(WORDS_ONLY))
    assert by_words.invoke(COST).found
    assert by_words.invoke(foreign).nearest == ()
    assert build_chain(archive, embedder).invoke(foreign).nearest


class Recording:
    """Rewrites nothing, and records what it was asked to."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def rewrite(self, question: Question) -> Rewriting:
        """Record."""
        self.asked.append(question)
        return Rewriting()


def test_a_follow_up_is_looked_for_as_what_it_means(chain: Chain) -> None:
    """The answer tells what was looked for, and keeps the words that were typed."""
    history = history_of(chain, ["When did the harbour bridge open?"])
    answer = chain.invoke(Question("How much did it cost?", history=history))
    assert answer.question == "How much did it cost?"
    assert answer.standalone == "How much did it cost (harbour bridge open)?"
    cited = {citation.span for citation in answer.citations}
    assert set() < cited <= {citation.span for citation in chain.invoke(COST).citations}


class Overheard:
    """The shipped reader, with the questions that it read passages for."""

    model_id = "overheard"

    def __init__(self) -> None:
        self.missing = shipped_reader().missing
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Read."""
        self.asked.append(question)
        return shipped_reader().read(question, passages)


def test_articles_are_read_with_the_own_words_of_a_follow_up(
    archive: Archive, embedder: Embedder
) -> None:
    """Words of the conversation only find them; what somebody said is to be looked for is read."""
    reader = Overheard()
    judge = replace(shipped_judge(), reader=reader)
    chain = build_chain(archive, embedder, Setup(judge=judge))
    before = (Exchange("When did the harbour bridge open?"),)
    assert "bridge" in chain.invoke(Question("How much did it cost?", history=before)).standalone
    corrected = "How much did the bridge cost?"
    chain.invoke(Question("How much did it cost?", history=before, standalone=corrected))
    assert reader.asked == ["How much did it cost?", corrected]


def test_what_somebody_said_is_to_be_looked_for_is_taken_as_it_is(
    archive: Archive, embedder: Embedder
) -> None:
    """Nothing is rewritten then, nor where there is no conversation."""
    rewriter = Recording()
    chain = build_chain(archive, embedder, Setup(rewriting=lambda *_: rewriter))
    before = (Exchange("When did the ferry to Gull Island stop?"),)
    corrected = Question("How much did it cost?", history=before, standalone=COST.text)
    assert chain.invoke(corrected).standalone == COST.text
    as_typed = Question(COST.text, history=before, standalone=COST.text)
    assert chain.invoke(as_typed).standalone == ""
    assert chain.invoke(COST).standalone == ""
    assert rewriter.asked == []
    chain.invoke(Question("How much did it cost?", history=before))
    assert [question.text for question in rewriter.asked] == ["How much did it cost?"]


def test_a_remark_of_the_rewriter_reaches_the_reader(archive: Archive, embedder: Embedder) -> None:
    """How the question came about may matter."""

    class Remarking:
        """Remarks on every question."""

        def rewrite(self, question: Question) -> Rewriting:
            """Leave it as it is."""
            del question
            return Rewriting(remark="It was not understood.")

    chain = build_chain(archive, embedder, Setup(rewriting=lambda *_: Remarking()))
    answer = chain.invoke(Question(COST.text, history=(Exchange(FERRY.text),)))
    assert answer.remarks == ("It was not understood.",)


def test_the_step_that_rewrites_has_a_name(chain: Chain) -> None:
    """Traces show it before the search."""
    steps = Steps()
    chain.invoke(COST, config={"callbacks": [steps]})
    assert steps.begun.index(STANDALONE) < steps.begun.index("passages")


def test_of_a_long_history_the_last_questions_are_asked(chain: Chain) -> None:
    """Each after the ones before it, with its answer."""
    history = history_of(chain, [COST.text] * 9 + ["Who won the football cup?"])
    assert len(history) == REMEMBERED
    assert "40 million" in history[0].answer
    assert history[-1].answer == ""
