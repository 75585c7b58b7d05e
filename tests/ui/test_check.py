from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.errors import DraftUnusable
from index.scope import Filters
from index.state import ArchiveState
from sources.article import Page
from tests.assistant.fakes import (
    SAID,
    STATE,
    FakeDesk,
    FakeFacts,
    FakeRecord,
    absent,
    an_article,
    exact,
)
from ui.errors import RequestUnusable
from ui.requests.check import CheckRequest, Desks, check
from ui.requests.quotation_input import quotation_at
from ui.uploads.draft_upload import given_draft


@dataclass
class FakeShelf(FakeRecord):
    """A record that also names its state, and says when it was asked for it."""

    asked: list[str] = field(default_factory=list)

    def state(self) -> ArchiveState:
        """Name the state."""
        self.asked.append("state")
        return STATE


def a_desk() -> FakeDesk:
    """Make a desk that knows one quotation."""
    return FakeDesk(otherwise=absent(an_article())).lay(exact(an_article()))


def test_words_and_speaker_reach_the_desk_without_what_cannot_be_seen() -> None:
    """Spaces around them and invisible characters are no part of a quotation or of a name."""
    desk = a_desk()
    receipt = check(
        CheckRequest(words=f" {SAID}\u200b\n", speaker=" Dana \ud800 Orlova "),
        FakeShelf(),
        Desks(desk, FakeFacts()),
    )
    assert desk.asked == [(SAID, "Dana Orlova", Filters())]
    assert receipt.archive == STATE
    assert receipt.checks[0].words == SAID


def test_no_speaker_is_none() -> None:
    """An empty field claims nobody."""
    desk = a_desk()
    check(CheckRequest(words=SAID, speaker="  "), FakeShelf(), Desks(desk, FakeFacts()))
    assert desk.asked[0][1] is None


@pytest.mark.parametrize(
    ("words", "speaker", "told"),
    [
        (" \n", "", "Type or paste"),
        ("x" * 10_001, "", "10,001 characters"),
        ("words", "x" * 201, "Shorten it to 200"),
    ],
)
def test_nothing_and_too_much_are_not_checked(words: str, speaker: str, told: str) -> None:
    """The visitor reads why, and the desk is not asked."""
    desk = a_desk()
    with pytest.raises(RequestUnusable, match=told):
        check(CheckRequest(words=words, speaker=speaker), FakeShelf(), Desks(desk, FakeFacts()))
    assert desk.asked == []


def test_a_draft_is_pasted_or_uploaded(tmp_path: Path) -> None:
    """One of the two; both or none are told."""
    file = tmp_path / "draft.txt"
    file.write_text(f"“{SAID}” Dana Orlova said.\n", encoding="utf-8")
    assert given_draft("A text.", None).file.page == Page("Pasted text", "A text.")
    for pasted, upload in (("A text.", str(file)), (" ", None)):
        with pytest.raises(RequestUnusable):
            given_draft(pasted, upload)
    assert SAID in given_draft(" ", str(file)).file.page.text


def test_an_uploaded_draft_is_removed_and_can_be_checked_again(tmp_path: Path) -> None:
    """Its file is gone once it was read; what was read stays with the visitor."""
    file = tmp_path / "upload" / "draft.txt"
    file.parent.mkdir()
    file.write_text(f"“{SAID}” Dana Orlova said.\n", encoding="utf-8")
    first = given_draft("", str(file))
    assert not file.parent.exists()
    assert given_draft("", str(file), first) == first
    with pytest.raises(RequestUnusable, match=r"draft\.txt is no longer on the server"):
        given_draft("", str(file))


def test_an_unreadable_draft_is_removed_too(tmp_path: Path) -> None:
    """Its refusal names it."""
    file = tmp_path / "draft.exe"
    file.write_bytes(b"MZ")
    with pytest.raises(DraftUnusable, match=r"draft\.exe"):
        given_draft("", str(file))
    assert not file.exists()


def test_a_draft_becomes_one_receipt() -> None:
    """Each quotation in it is a check."""
    text = f"“{SAID}” Dana Orlova said. “There is no money for a second bridge,” she added."
    receipt = check(CheckRequest(draft=text), FakeShelf(), Desks(a_desk(), FakeFacts()))
    assert receipt.draft is not None
    assert len(receipt.checks) == len(receipt.draft.quotations) == 2


def test_a_cited_quotation_is_found_with_its_speaker() -> None:
    """Of a cited sentence, the words between the marks are what is checked."""
    article = an_article()
    record = FakeShelf()
    record.hold(article)
    start = article.text.index("“")
    assert quotation_at(record, article.span(start, start + 20)) == (SAID, "Dana Orlova")


def test_cited_words_without_a_quotation_are_taken_as_they_are() -> None:
    """There is nobody who is said to have said them."""
    article = an_article()
    record = FakeShelf()
    record.hold(article)
    start = article.text.index("Buses")
    assert quotation_at(record, article.span(start, start + 16)) == ("Buses run again.", "")


def test_a_span_that_is_not_stored_fills_in_nothing() -> None:
    """A forged request learns nothing and breaks nothing."""
    article = an_article()
    record = FakeShelf()
    assert quotation_at(record, article.span(0, 5)) == ("", "")
    record.versions["short", article.id] = article
    record.hold(article)
    beyond = article.span(0, 5).__class__(article.id, "short", 0, 9_999)
    assert quotation_at(record, beyond) == ("", "")
