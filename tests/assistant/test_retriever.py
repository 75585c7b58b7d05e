from __future__ import annotations

import asyncio
import json

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.answering.confidence import shipped_judge
from assistant.answering.reading_search import ReadingSearch
from assistant.retriever import ArchiveRetriever, span_of
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import HYBRID, Search

QUESTIONS = ["When did the ferry stop?", "What did the bridge cost?"]


@pytest.fixture(scope="module")
def retriever(archive: Archive, embedder: Embedder) -> ArchiveRetriever:
    """Return a retriever over the five articles."""
    return ArchiveRetriever(search=Search(archive, embedder))


def ids(documents: list[Document]) -> list[str | None]:
    """Return the documents' ids."""
    return [document.id for document in documents]


def test_a_document_holds_exactly_the_words_of_its_span(
    retriever: ArchiveRetriever, archive: Archive
) -> None:
    """What a document says can be cited from the archive."""
    found = retriever.invoke("harbour bridge")
    assert found
    for document in found:
        known, span = document.metadata, span_of(document)
        article = archive.version(span.content_hash, span.article_id)
        assert document.page_content == article.words(span)
        about = article.metadata
        assert known["headline"] == article.headline
        assert (known["outlet"], known["language"]) == (about.outlet, about.language)
        assert known["published"] == (about.published and about.published.isoformat())


def test_a_document_says_how_it_was_found(archive: Archive, embedder: Embedder) -> None:
    """The score is made of three; a passage that was read has the reader's probability."""
    search, mix = Search(archive, embedder), HYBRID
    for document in ArchiveRetriever(search=search).invoke(QUESTIONS[1]):
        scores, score = document.metadata["scores"], document.metadata["score"]
        weighed = mix.words * scores["words"] + mix.passage * scores["passage"]
        assert score == pytest.approx(weighed + mix.headline * scores["headline"])
        assert document.metadata["probability"] is None
    reading = ArchiveRetriever(search=ReadingSearch(search, shipped_judge()))
    read = [document.metadata["probability"] for document in reading.invoke(QUESTIONS[1])]
    assert read[0] > 0.5
    assert [each for each in read if each is not None] == sorted(filter(None, read), reverse=True)


def test_documents_can_be_written_as_json(retriever: ArchiveRetriever) -> None:
    """Tracers send them to other machines."""
    for document in retriever.invoke("harbour bridge"):
        assert json.loads(json.dumps(document.metadata)) == document.metadata


def test_metadata_does_not_look_like_a_serialised_object(retriever: ArchiveRetriever) -> None:
    """LangChain takes a mapping with the key `lc` for one of its own objects."""
    assert all("lc" not in document.metadata for document in retriever.invoke("ferry"))


def test_every_way_to_ask_returns_the_same(retriever: ArchiveRetriever) -> None:
    """Batch, stream and the asynchronous forms agree with invoke."""
    expected = [ids(retriever.invoke(question)) for question in QUESTIONS]
    assert [ids(found) for found in retriever.batch(QUESTIONS)] == expected
    assert [ids(found) for found in retriever.stream(QUESTIONS[0])] == expected[:1]

    async def ask() -> list[list[str | None]]:
        one = await retriever.ainvoke(QUESTIONS[0])
        both = await retriever.abatch(QUESTIONS)
        return [ids(found) for found in (one, *both)]

    assert asyncio.run(ask()) == [expected[0], *expected]


def test_filters_and_limit_narrow_one_call(retriever: ArchiveRetriever) -> None:
    """The next call is as wide as before."""
    narrow = retriever.invoke("harbour", filters=Filters(outlets=("Port Gazette",)), limit=2)
    assert len(narrow) <= 2
    assert {document.metadata["headline"] for document in narrow} <= {
        "Harbour bridge opens",
        "Island ferry stops",
    }
    assert len(retriever.invoke("harbour")) > len(narrow)


def test_filters_can_be_bound_for_all_calls(archive: Archive, embedder: Embedder) -> None:
    """A retriever over a part of the archive is a retriever."""
    korean = ArchiveRetriever(
        search=Search(archive, embedder), filters=Filters(languages=("ko",)), limit=1
    )
    (document,) = korean.invoke("harbour bridge")
    assert document.metadata["headline"] == "도서관 새로 문 열어"


def test_a_limit_below_one_is_refused(archive: Archive, embedder: Embedder) -> None:
    """A retriever that returns nothing is a mistake."""
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        ArchiveRetriever(search=Search(archive, embedder), limit=0)


def test_it_is_a_link_of_any_chain(retriever: ArchiveRetriever) -> None:
    """The documents go on to the next step."""

    def joined(found: list[Document]) -> str:
        return "\n".join(document.page_content for document in found)

    assert "stopped running in May" in (retriever | RunnableLambda(joined)).invoke(
        "When did the ferry stop?"
    )


@pytest.mark.parametrize("question", ["", "\ud800", "?"])
def test_a_question_without_words_retrieves_nothing(
    retriever: ArchiveRetriever, question: str
) -> None:
    """It is no error either."""
    assert retriever.invoke(question) == []
