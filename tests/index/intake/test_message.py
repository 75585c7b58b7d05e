from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.admission import Admission
from index.intake import message
from index.intake.event import (
    Draft,
    KeptRecord,
    PurgedRecord,
    SeenRecord,
    TakenFile,
    UnpublishedRecord,
)
from index.intake.layer import found_in
from index.intake.message import (
    Begun,
    Done,
    Failed,
    LetGo,
    Message,
    ReadFile,
    ReadVersions,
    Ready,
    Task,
)
from index.passage_cutting import passages
from sources.article import BlockKind, Metadata, Page, Turn
from sources.cleaning.cleaner import clean_and_list
from sources.cleaning.retention import Retention
from sources.errors import Refusal
from sources.reading import SourceFile, discover, read

SAMPLES = Path(__file__).parents[3] / "sources" / "samples"


TALK = Page("/a.srt", "", turns=(Turn("LEE: We will go.", 5, ((5, 751),)), Turn("And stay.", 0)))


def drafts() -> list[Draft]:
    """Return the sample articles, as they are read."""
    return [
        Draft(article, passages(article), found_in(article), "/a", "digest", False, retention=kept)
        for page in (*_samples(), TALK)
        for article, removed in [clean_and_list(page)]
        for kept in (Retention.of(page, removed), None)
    ]


def _samples() -> Iterator[Page]:
    for file in discover([SAMPLES]):
        if isinstance(file, SourceFile):
            yield from (page for page in read(file) if isinstance(page, Page))


def test_a_draft_arrives_as_it_was_sent() -> None:
    """Text, blocks, metadata, passages, quotations and times are the same on the other side."""
    sent = drafts()
    assert {len(draft.found) for draft in sent} == {2}
    assert any(draft.article.metadata.published for draft in sent)
    for draft in sent:
        line = message.message_line(draft)
        assert line.count(b"\n") == 1
        assert message.message_of(line) == draft


@pytest.mark.parametrize(
    "sent",
    [
        Ready(),
        Page(
            "/a.txt",
            "One\nTwo",
            Metadata(title="A"),
            (),
            (3, 4),
            {1: BlockKind.QUOTATION, 2: BlockKind.CAPTION},
            "paragraph",
            "web page",
            0.5,
        ),
        Page("/a.srt", "", turns=(Turn("LEE: We", 5, ((5, 751),)), Turn("(laughs)", None))),
        Begun("/a.jsonl#1"),
        SeenRecord("0123", "digest"),
        KeptRecord("0123", "digest", 7, "/a.html", "it is only a part"),
        PurgedRecord("/a.txt", "/a.txt", date(2024, 2, 29)),
        UnpublishedRecord("/a.json#2", "draft"),
        TakenFile("/a.txt", "/", "digest", remembered=False),
        Refusal("/a\ud800.txt\u2028", "it is\nodd", "rename it"),
        Failed("ArchiveDamaged", "The catalogue cannot be used."),
        Done(),
    ],
)
def test_a_message_arrives_as_it_was_sent(sent: Message) -> None:
    """Each is one line, whatever it holds."""
    line = message.message_line(sent)
    assert line.count(b"\n") == 1
    assert message.message_of(line) == sent


@pytest.mark.parametrize(
    "given",
    [
        ReadFile(TakenFile("/a.txt", "/", "digest"), Metadata(), None),
        ReadFile(
            TakenFile("/a.txt", "/", "digest"),
            Metadata("A\nheadline", published=date(2024, 2, 29), authors=("A", "B")),
            Path("/archive"),
            7,
            Admission(purged=True),
        ),
        ReadVersions((3, 1, 2), Path("/archive")),
        LetGo(),
    ],
)
def test_a_task_arrives_as_it_was_given(given: Task) -> None:
    """Each is one line, whatever it holds."""
    line = message.task_line(given)
    assert line.count(b"\n") == 1
    assert message.task_of(line) == given
