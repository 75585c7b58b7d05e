"""Receipts whose values were changed one by one, each with a digest that fits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from assistant.errors import ReceiptUnreadable
from assistant.quotes.desk import QuoteDesk
from assistant.quotes.draft import Desk
from assistant.quotes.verdict import Check, Note, NoteKind, Verdict
from assistant.receipts.receipt import Receipt, read_receipt, receipt_json, receipt_record
from assistant.receipts.receipt_finding import FindingKind
from assistant.receipts.receipt_verification import Verification, verify
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from tests.assistant.fakes import NO_FILTERS, FakeFacts
from tests.assistant.quotes.test_desk import FERRY, KOREAN, ROAD, WIRE
from tests.views import once

# What nothing in the archive tells: when it was made, by what, of which earlier state, and which of
# several passages came nearest.
_UNTOLD = ("made", "program", "archive.", ".number")
_NEAREST = ".nearest."
# These are made anew from the others; with another speaker it is a receipt of another question.
_IMPLIED = (".differences.", ".first.", ".speaker.")


@pytest.fixture(scope="module")
def archive(fill: Callable[..., Archive]) -> Archive:
    """Return an archive of a few articles."""
    return fill(ROAD, WIRE, FERRY, KOREAN)


@dataclass
class Remembering:
    """A desk that makes each check once: hundreds of receipts ask for the same."""

    desk: QuoteDesk
    known: dict[tuple[str, str | None, Filters], Check] = field(default_factory=dict)
    judged: dict[tuple[str, str | None, Filters], Check] = field(default_factory=dict)

    def check(self, words: str, speaker: str | None = None, filters: Filters = NO_FILTERS) -> Check:
        """Hold words against the archive, or tell what came of it before."""
        asked = words, speaker, filters
        if asked not in self.known:
            self.known[asked] = self.desk.check(*asked)
        return self.known[asked]

    def judge(self, words: str, speaker: str | None = None, filters: Filters = NO_FILTERS) -> Check:
        """Hold a quotation against the archive, or tell what came of it before."""
        asked = words, speaker, filters
        if asked not in self.judged:
            self.judged[asked] = self.desk.judge(*asked)
        return self.judged[asked]


@pytest.fixture(scope="module")
def desk(archive: Archive, embedder: Embedder) -> Remembering:
    """Return a desk that holds words against them."""
    return Remembering(QuoteDesk(archive, embedder))


def made(archive: Archive, desk: Desk) -> Receipt:
    """Make a receipt with a check of each kind of verdict."""
    asked = [
        ("We built 12 kilometres of road in two winters, and we will not stop there", "Varga"),
        ("the islands could have a bridge by 2027", "Ilsa Varga"),
        ("We built 21 kilometres of road in two winters", "Tom Ode"),
        ("We built 12 kilometres of road. Nobody has asked the people of the islands.", None),
        ("“Nobody has asked the people of the islands,” Ilsa Varga said.", None),
        ("We built 12 kilometres … and [the ministry] will not stop there", "Varga"),
        ("Bananas from Ecuador taste better when the orchestra plays Mahler", None),
    ]
    return Receipt.of([desk.check(*one) for one in asked], once(archive).state())


def verified(receipt: Receipt, archive: Archive, desk: Desk) -> Verification:
    """Write a receipt with a digest that fits, read it, and verify it."""
    read = read_receipt(receipt_json(receipt).encode())
    assert read.intact
    with archive.view() as view:
        return verify(read, view, desk, FakeFacts())


def places_of(value: Any, path: str = "") -> Iterator[str]:
    """Yield where each single value of a JSON document stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, child in inner:
        if isinstance(child, dict | list):
            yield from places_of(child, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and len(value) == len("2024-06-03") and value.startswith("20"):
        return "2019-01-01"
    return f"{value or ''}x"


def forged(record: dict[str, Any], path: str) -> Receipt:
    """Change one value; everything that follows from it is made to fit."""
    content = deepcopy(record)
    *outer, last = path.split(".")
    at: Any = content
    for name in outer:
        at = at[int(name) if isinstance(at, list) else name]
    key = int(last) if isinstance(at, list) else last
    at[key] = other(at[key])
    return read_receipt(json.dumps(content).encode()).receipt


def test_no_value_of_a_check_can_be_forged(archive: Archive, desk: Desk) -> None:
    """Whatever the archive tells is compared with it, whether or not the digest fits."""
    receipt = made(archive, desk)
    assert verified(receipt, archive, desk).findings == ()
    record = receipt_record(receipt)
    kept = {"format": record["format"], **{k: record[k] for k in ("made", "program", "archive")}}
    undetected, tried = [], 0
    for number in range(len(receipt.checks)):
        alone = {**kept, "checks": [record["checks"][number]], "draft": None}
        for path in places_of(alone):
            if path.startswith(_UNTOLD) or (_NEAREST in path and path.endswith(_UNTOLD)):
                continue
            if any(part in f"{path}." for part in _IMPLIED):
                continue
            tried += 1
            try:
                found = verified(forged(alone, path), archive, desk)
            except ReceiptUnreadable:
                continue
            if found.holds:
                undetected.append(f"{number}: {path}")
    assert tried > 300
    assert undetected == []


def test_a_note_that_was_put_in_or_taken_out_is_found(archive: Archive, desk: Desk) -> None:
    """Notes come out of the same check again, but for the one on what was pasted around it."""
    receipt = made(archive, desk)
    for change in (lambda notes: notes[1:], lambda notes: (*notes, Note(NoteKind.CUT, "Free"))):
        check = receipt.checks[1]
        assert check.verdict is Verdict.PARTIAL
        told = replace(check, notes=change(check.notes))
        found = verified(replace(receipt, checks=(told,)), archive, desk)
        assert [(one.kind, one.breaks) for one in found.findings] == [(FindingKind.NOTES, True)]


def test_a_state_that_is_yet_to_come_is_found(archive: Archive, desk: Desk) -> None:
    """Neither a revision that was not yet nor another number of articles can be claimed."""
    receipt = made(archive, desk)
    state = receipt.archive
    later = replace(state, revision=state.revision + 1)
    fuller = replace(state, articles=state.articles + 1)
    for claimed in (later, fuller):
        found = verified(replace(receipt, archive=claimed), archive, desk)
        assert not found.holds
        assert FindingKind.SEARCHED in {one.kind for one in found.findings}


def test_an_older_state_is_only_told(archive: Archive, desk: Desk) -> None:
    """What was searched then cannot be counted again, and everything else is compared still."""
    receipt = made(archive, desk)
    older = replace(receipt.archive, revision=receipt.archive.revision - 1)
    found = verified(replace(receipt, archive=older), archive, desk)
    assert [(one.kind, one.breaks) for one in found.findings] == [(FindingKind.SEARCHED, False)]
    assert found.holds
