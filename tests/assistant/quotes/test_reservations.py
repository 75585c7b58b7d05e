from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.statement import headline, next_step, symbol
from assistant.quotes.verdict import Check, NoteKind, Standing, Verdict, standing
from assistant.receipts.receipt import ReadReceipt, Receipt
from assistant.receipts.receipt_verification import verify
from index.admission import Admission
from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.assistant.fakes import FakeFacts

COURT = "I will fight this in every court"
DRAFT = {
    "title": "Judge under inquiry",
    "published": "2026-05-02",
    "status": "draft",
    "text": f"Judge Olaf Brenner is under inquiry.\n\n“{COURT},” said Brenner on Friday.",
}
PUBLISHED = {
    "title": "Brenner will fight",
    "published": "2026-05-04",
    "text": f"The judge spoke on Sunday. “{COURT},” said Olaf Brenner.",
}


@pytest.fixture
def empty(tmp_path: Path, embedder: Embedder) -> Iterator[Archive]:
    """Return an archive without articles."""
    with closing(Archive.create_or_open(tmp_path / "archive", embedder)) as archive:
        yield archive


def checked(
    archive: Archive, embedder: Embedder, words: str = COURT, speaker: str = "Olaf Brenner"
) -> Check:
    """Check words against an archive."""
    return QuoteDesk(archive, embedder).check(words, speaker)


def filled(archive: Archive, folder: Path, *records: dict[str, Any]) -> Archive:
    """Return the archive with these records, unpublished ones included."""
    path = folder / "export.json"
    path.write_text(json.dumps([{"id": one["title"], **one} for one in records]))
    archive.add([path], admission=Admission(unpublished=DRAFT in records))
    return archive


def test_words_only_in_a_draft_are_not_to_be_printed(
    empty: Archive, embedder: Embedder, tmp_path: Path
) -> None:
    """A person must decide, and the advice states the mark of the only source."""
    check = checked(filled(empty, tmp_path, DRAFT), embedder)
    assert (check.verdict, standing(check)) == (Verdict.EXACT, Standing.UNDECIDED)
    assert "can be printed" not in next_step(check)
    assert "not published: draft" in next_step(check)
    assert headline(check) == "Exact, with an unpublished or incomplete source"
    assert symbol(check) == "?"
    assert [n.kind for n in check.notes] == [NoteKind.WITHHELD]


def test_a_published_source_with_the_words_keeps_the_verdict(
    empty: Archive, embedder: Embedder, tmp_path: Path
) -> None:
    """It is the first place, although the draft is older."""
    check = checked(filled(empty, tmp_path, DRAFT, PUBLISHED), embedder)
    assert standing(check) is Standing.HOLDS
    assert check.places[0].citation.headline == "Brenner will fight"
    assert "not published" in check.carriers[0].citation.headline
    assert next_step(check) == "The words can be printed as a quotation."


def test_the_words_of_a_part_ask_for_the_whole_article(
    empty: Archive, embedder: Embedder, tmp_path: Path
) -> None:
    """The rest of the article may qualify or correct them."""
    page = tmp_path / "teaser.html"
    page.write_text(
        "<html><head><title>Brenner will fight</title></head><body><article>"
        f"<h1>Brenner will fight</h1><p>“{COURT},” said Olaf Brenner, the judge, on Sunday.</p>"
        "<div class=paywall><p>Subscribe to read the rest of this story.</p></div>"
        "</article></body></html>"
    )
    empty.add([page])
    check = checked(empty, embedder)
    assert standing(check) is Standing.UNDECIDED
    assert "only a part" in next_step(check)


@pytest.mark.parametrize(
    ("words", "speaker", "verdict"),
    [
        ("I will fight that in every court", "Olaf Brenner", Verdict.ALTERED),
        (COURT, "Ana Prieto", Verdict.MISATTRIBUTED),
    ],
)
def test_no_advice_is_to_print_from_a_draft(
    empty: Archive,
    embedder: Embedder,
    tmp_path: Path,
    words: str,
    speaker: str,
    verdict: Verdict,
) -> None:
    """“Use the archive's words” means a draft's words as well."""
    check = checked(filled(empty, tmp_path, DRAFT), embedder, words, speaker)
    assert check.verdict is verdict
    assert standing(check) is Standing.DIFFERS
    assert "Do not print the words from this source alone" in next_step(check)


def test_a_withdrawal_changes_the_verdict_of_a_desk_in_use_and_breaks_receipts(
    empty: Archive, embedder: Embedder, tmp_path: Path
) -> None:
    """The text stays the same, so a desk must not keep the article as it was."""
    desk = QuoteDesk(filled(empty, tmp_path, PUBLISHED), embedder)
    then = desk.check(COURT, "Olaf Brenner")
    assert standing(then) is Standing.HOLDS
    with empty.view() as view:
        receipt = ReadReceipt(Receipt.of([then], view.state()), intact=True)
    filled(empty, tmp_path, {**PUBLISHED, "status": "draft"})
    now = desk.check(COURT, "Olaf Brenner")
    assert standing(now) is Standing.UNDECIDED
    assert "withdrawn by its source" in next_step(now)
    with empty.view() as view:
        assert not verify(receipt, view, desk, FakeFacts()).holds
