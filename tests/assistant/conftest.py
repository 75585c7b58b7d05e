"""A small archive that the tests of this room ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.view import View

Record = dict[str, str]
Fill = Callable[..., Archive]

BRIDGE = {
    "title": "Harbour bridge opens",
    "outlet": "Port Gazette",
    "published": "2024-06-03",
    "language": "en",
    "text": (
        "The new harbour bridge cost 40 million dollars, the port authority said on Monday.\n\n"
        'Transport minister Ilsa Varga opened it in the rain. She called it "a gift to the city".'
    ),
}
AUDIT = {
    "title": "Audit of the harbour bridge",
    "outlet": "Evening Ledger",
    "published": "2024-09-20",
    "language": "en",
    "text": (
        "Auditors put the price of the harbour bridge at 52 million dollars.\n\n"
        "The audit took two years."
    ),
}
PAINT = {
    "title": "Harbour bridge to be painted",
    "outlet": "Evening Ledger",
    "language": "en",
    "text": (
        "The new harbour bridge cost 40 million dollars, the authority said.\n\n"
        "Painting begins in June."
    ),
}
FERRY = {
    "title": "Island ferry stops",
    "outlet": "Port Gazette",
    "published": "2024-05-10",
    "language": "en",
    "text": "The ferry to Gull Island stopped running in May. It carried 300 people a day.",
}
KOREAN = {
    "title": "도서관 새로 문 열어",
    "outlet": "항구일보",
    "published": "2024-07-01",
    "language": "ko",
    "text": "시립 도서관이 지난달 문을 열었다. 도서관 건설에는 80억 원이 들었다.",
}
RECORDS = (BRIDGE, AUDIT, PAINT, FERRY, KOREAN)


@pytest.fixture(scope="session")
def fill(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Fill]:
    """Return what makes an archive of records with title, text, outlet, published, language."""
    made: list[Archive] = []

    def filled(*records: Record) -> Archive:
        folder = tmp_path_factory.mktemp("newsroom")
        pages = folder / "pages.jsonl"
        pages.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        archive = Archive.create_or_open(folder / "archive", embedder)
        assert archive.add([pages]).added == len(records)
        made.append(archive)
        return archive

    yield filled
    for archive in made:
        archive.close()


@pytest.fixture(scope="session")
def archive(fill: Fill) -> Archive:
    """Return an archive of five articles."""
    return fill(*RECORDS)


@pytest.fixture
def view(archive: Archive) -> Iterator[View]:
    """Return a view of the archive."""
    with archive.view() as view:
        yield view


@pytest.fixture(scope="session")
def chain(archive: Archive, embedder: Embedder) -> Runnable[Question, Answer]:
    """Return the chain that answers from the five articles."""
    return build_chain(archive, embedder)
