from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.facts.draft_facts import check_facts
from assistant.quotes.draft import Draft, check_draft
from assistant.receipts.draft_verification import DraftFile, compare_draft
from assistant.receipts.receipt import Receipt
from sources.article import Page
from sources.quotations.quotation import Quotation, QuotationKind
from tests.assistant.fakes import SAID, STATE, FakeDesk, FakeFacts, absent, an_article, exact

TEXT = f"""Council keeps fares

The council met on Monday in the old hall. “{SAID}” Dana Orlova said.

The hall has 36 seats. "There is no money for a second bridge," Timur Aliev, the mayor, said.
"""
FILE = DraftFile(Page("desk/story.txt", TEXT), "a" * 64)


def a_receipt(file: DraftFile = FILE) -> Receipt:
    """Check a draft, with its facts."""
    desk = FakeDesk(otherwise=absent(an_article())).lay(exact(an_article()))
    draft, checks = check_draft(file.page, desk)
    told = check_facts(file.page, FakeFacts())
    return Receipt.of(checks, STATE, replace(draft, file_hash=file.file_hash), facts=told)


def found(receipt: Receipt, file: DraftFile = FILE) -> list[tuple[int, bool, str]]:
    """Return what differs between a receipt and a draft."""
    return [(one.check, one.breaks, one.text) for one in compare_draft(receipt, file)]


def test_a_receipt_fits_its_own_draft() -> None:
    """Nothing is found; lines and the file's digest are part of it."""
    receipt = a_receipt()
    assert receipt.draft is not None
    assert receipt.draft.lines == (3, 5)
    assert found(receipt) == []


def test_a_check_that_was_taken_out_is_found() -> None:
    """Also where the receipt's own list of quotations was made to fit."""
    receipt = a_receipt()
    assert receipt.draft is not None
    shorter = replace(
        receipt,
        checks=receipt.checks[1:],
        draft=replace(receipt.draft, quotations=receipt.draft.quotations[1:], lines=(5,)),
    )
    assert "The draft has 2 quotations, but the receipt has 1 check." in [
        t for *_, t in found(shorter)
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda check: replace(check, speaker="Timur Aliev"),
            "attributes the words to Dana Orlova",
        ),
        (lambda check: replace(check, speaker=None), "the receipt attributes them to nobody"),
        (
            lambda check: replace(check, words="We will not."),
            "where the receipt has “We will not.”",
        ),
    ],
)
def test_a_changed_speaker_or_word_is_found(change, told: str) -> None:
    """Both are compared with the draft."""
    receipt = a_receipt()
    (one,) = found(replace(receipt, checks=(change(receipt.checks[0]), receipt.checks[1])))
    assert one[:2] == (1, True)
    assert told in one[2]


@pytest.mark.parametrize(("stated", "breaks"), [("role, resolved to a name", True), ("", False)])
def test_another_reason_why_a_speaker_is_unsure_is_found(stated: str, breaks: bool) -> None:
    """Older receipts state none; they still hold."""
    told = TEXT.replace("Dana Orlova said", "she said").replace(
        "The council met", "Dana Orlova, Ann Lee and Mary Hall met"
    )
    file = DraftFile(Page("desk/story.txt", told), FILE.file_hash)
    receipt = a_receipt(file)
    assert receipt.checks[0].speaker_unsure == "pronoun"
    assert found(receipt, file) == []
    changed = replace(receipt.checks[0], speaker_unsure=stated)
    ((number, broken, text),) = found(replace(receipt, checks=(changed, receipt.checks[1])), file)
    assert (number, broken) == (1, breaks)
    assert text.endswith("but the draft says “pronoun”.")


def test_another_name_text_or_file_is_found() -> None:
    """A file that differs only outside of its text is noted."""
    receipt = a_receipt()
    renamed = DraftFile(Page("desk/other.txt", TEXT), FILE.file_hash)
    assert "the draft is “other.txt”" in found(receipt, renamed)[0][2]
    edited = DraftFile(Page("desk/story.txt", TEXT.replace("36", "42")), "b" * 64)
    assert found(receipt, edited) == [
        (0, True, "The draft does not have the text that was checked.")
    ]
    touched = DraftFile(Page("desk/story.txt", TEXT + "\n"), "b" * 64)
    assert found(receipt, touched) == [
        (0, False, "The draft's file has changed, but its text has not.")
    ]


def test_a_fact_that_was_taken_out_is_found() -> None:
    """The sentences are those of the draft, with their lines."""
    receipt = a_receipt()
    assert receipt.facts is not None
    fewer = replace(receipt.facts, findings=receipt.facts.findings[1:])
    assert "not those of the draft" in found(replace(receipt, facts=fewer))[0][2]


def test_a_receipt_of_an_earlier_version_is_compared_without_lines() -> None:
    """What it does not hold cannot differ."""
    receipt = a_receipt()
    assert receipt.draft is not None
    assert found(replace(receipt, draft=replace(receipt.draft, lines=(), file_hash=""))) == []


def test_a_single_quotation_has_no_draft() -> None:
    """That is said instead of anything about the draft."""
    (one,) = found(Receipt.of([exact(an_article())], STATE))
    assert "not for a draft" in one[2]
    assert Draft("a", "b", (Quotation(QuotationKind.DIRECT, 0, 1),), 0).lines == ()
