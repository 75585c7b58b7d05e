from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReceiptUnreadable
from assistant.facts.draft_facts import FactSentence
from assistant.receipts.receipt import (
    FORMAT,
    LARGEST,
    ReadReceipt,
    Receipt,
    read_receipt,
    receipt_json,
    receipt_record,
)
from tests.assistant.fakes import (
    STATE,
    FakeFacts,
    absent,
    altered,
    an_article,
    disputed,
    exact,
    hostile,
    misattributed,
)

NOON = datetime(2024, 7, 1, 12, 0, 0, 123, tzinfo=UTC)
CARRIER = an_article("/archive/copy.txt", outlet="Tashkent Lantern")
CHECKS = [
    exact(an_article(), CARRIER),
    altered(an_article()),
    misattributed(an_article()),
    disputed(an_article()),
    absent(an_article()),
    exact(hostile(), speaker="\u202eD\x1b[2Jana"),
]


def receipt_of(*checks: Any) -> Receipt:
    """Make a receipt at noon."""
    return Receipt.of(checks, STATE, made=NOON)


def forged(content: dict[str, Any]) -> bytes:
    """Write content with a digest that fits it, as somebody who knows how would."""
    rest = {name: value for name, value in content.items() if name != "digest"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    digest = f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
    return json.dumps({**rest, "digest": digest}).encode()


@pytest.mark.parametrize("check", CHECKS, ids=[str(check.verdict) for check in CHECKS])
def test_a_receipt_comes_back_as_it_was_written(check: Any) -> None:
    """Whatever the verdict, reading returns the very same receipt, and it is intact."""
    receipt = receipt_of(check)
    written = receipt_json(receipt)
    read = read_receipt(written.encode())
    assert read.intact
    assert read.receipt == receipt
    assert '"times"' not in written


def test_a_receipt_without_a_dispute_reads_as_it_did() -> None:
    """Receipts that were made before articles could dispute words stay intact."""
    (plain,), (found,) = (
        receipt_record(receipt_of(check))["checks"]
        for check in (exact(an_article()), disputed(an_article()))
    )
    assert "dispute" not in plain
    assert found["dispute"]["words"] == "Buses run again."


def test_the_document_is_what_other_programs_were_promised() -> None:
    """Names and order of the parts of format 1 do not change; another format has another name."""
    written = receipt_record(receipt_of(CHECKS[0]))
    assert FORMAT == "onrecord-receipt/1"
    assert list(written) == ["format", "made", "program", "archive", "checks", "draft", "digest"]
    assert written["made"] == "2024-07-01T12:00:00Z"
    assert written["archive"] == {
        "revision": 7,
        "articles": 3,
        "model_id": "minilm",
        "schema": 2,
        "quotation_rules": 1,
    }
    (check,) = written["checks"]
    assert list(check) == [
        *("words", "speaker", "verdict", "pieces", "notes", "places", "carriers", "nearest"),
        *("scope", "differences", "first"),
    ]
    (place,) = check["places"]
    assert list(place) == ["citation", "quoted", "attribution", "before", "after"]
    assert list(place["attribution"]) == ["name", "mention", "kind", "resolved", "cue"]
    assert list(place["attribution"]["mention"]["span"]) == [
        *("article_id", "content_hash", "start", "end")
    ]
    assert list(place["citation"]) == [
        *("number", "span", "words", "context", "context_words"),
        *("headline", "outlet", "published", "url"),
    ]


def test_how_sure_an_attribution_is_is_written_and_read() -> None:
    """It is the last part of an attribution; a receipt from before it was stated stays intact."""
    (before,) = CHECKS[0].places
    assert before.attribution is not None
    sure = replace(before, attribution=replace(before.attribution, sure=False))
    for check, stated in ((CHECKS[0], []), (replace(CHECKS[0], places=(sure,)), [False])):
        receipt = receipt_of(check)
        written = receipt_record(receipt)["checks"][0]["places"][0]["attribution"]
        assert [value for name, value in written.items() if name == "sure"] == stated
        assert read_receipt(receipt_json(receipt).encode()) == ReadReceipt(receipt, intact=True)


def test_differences_and_first_appearance_are_written_out() -> None:
    """Who reads the JSON need not know how they are derived."""
    (check,) = receipt_record(receipt_of(altered(an_article())))["checks"]
    assert [(d["change"], d["recorded"], d["grave"]) for d in check["differences"]] == [
        ("negation", "not ", True)
    ]
    assert check["first"]["citation"]["published"] == "2024-06-14"


def test_the_time_is_that_of_greenwich() -> None:
    """Wherever it was made, a receipt states the time in UTC and to the second."""
    local = NOON.astimezone(timezone(timedelta(hours=9)))
    assert Receipt.of([], STATE, made=local).made == NOON.replace(microsecond=0)
    assert Receipt.of([], STATE).made.tzinfo is UTC


def test_spaces_and_the_order_of_keys_do_not_matter() -> None:
    """A program that writes the same JSON in another way does not damage a receipt."""
    written = json.loads(receipt_json(receipt_of(CHECKS[0])))
    shuffled = json.dumps(dict(reversed(written.items())))
    assert read_receipt(b"\xef\xbb\xbf" + shuffled.encode()).intact


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"verdict": "altered"', '"verdict": "exact"'),
        ("Steppe Courier", "Steppe Herald"),
        ('"speaker": "Dana Orlova"', '"speaker": null'),
        ('"revision": 7', '"revision": 8'),
        ("2024-07-01T12", "2024-07-02T12"),
        ('"change": "negation"', '"change": "hedge"'),
    ],
)
def test_a_changed_receipt_is_noticed(old: str, new: str) -> None:
    """No part of it can be edited without the digest telling."""
    written = receipt_json(receipt_of(altered(an_article())))
    assert old in written
    assert not read_receipt(written.replace(old, new).encode()).intact


def test_a_digest_made_anew_does_not_hide_what_contradicts_itself() -> None:
    """Differences that do not follow from the pieces, or more than the format has, are noticed."""
    written = receipt_record(receipt_of(altered(an_article())))
    assert read_receipt(forged(written)).intact
    written["checks"][0]["differences"] = []
    assert not read_receipt(forged(written)).intact
    more = receipt_record(receipt_of(CHECKS[0])) | {"approved": True}
    assert not read_receipt(forged(more)).intact


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not a text file"),
        (b"# Receipt of a quotation check", "it is a Markdown receipt, which is only for reading"),
        (b"Not yet", "onrecord check --receipt FILE.json"),
        (b"[1, 2]", "it is JSON, but not a receipt"),
        (b'{"claims": []}', "it is JSON, but not a receipt"),
        (b'{"format": "onrecord-receipt/2"}', "this program reads 'onrecord-receipt/1'"),
        (b'{"format": ["onrecord-receipt/1"]}', "its format is"),
        (b'{"format": "onrecord-receipt/1"}', "it is damaged at made: Field required"),
        (b"[" * 100_000, "it is not JSON"),
        (b'{"format": "onrecord-receipt/1", "made": %s' % (b"[" * 900 + b"]" * 900) + b"}", "dam"),
        (b'{"format": "onrecord-receipt/1", "made": "\\ud800"}', "it is damaged"),
        (b'{"format": "onrecord-receipt/1", "made": 1%s}' % (b"0" * 5000), "it is not JSON"),
        (b'{"format": "onrecord-receipt/1", "made": NaN}', "it is damaged"),
        (b" " * (LARGEST + 1), "a receipt has at most 32,000,000"),
    ],
    ids=range(15),
)
def test_what_is_no_receipt_is_refused_with_the_reason(data: bytes, told: str) -> None:
    """Empty, foreign, newer, nested, endless and huge files each get one clear sentence."""
    with pytest.raises(ReceiptUnreadable) as raised:
        read_receipt(data)
    assert told in str(raised.value)
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("checks", 0, "verdict"), "perfect"),
        (("checks", 0, "places", 0, "citation", "span", "start"), -1),
        (("checks", 0, "places", 0, "citation", "span", "start"), "12"),
        (("checks", 0, "scope", "filters", "since"), "someday"),
        (("checks",), {}),
        (("archive",), None),
        (("made",), 12),
    ],
)
def test_a_damaged_part_is_named(path: tuple[Any, ...], value: Any) -> None:
    """The error says where in the receipt the damage is."""
    written = json.loads(receipt_json(receipt_of(CHECKS[0])))
    inner = written
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ReceiptUnreadable, match=rf"it is damaged at {path[0]}"):
        read_receipt(json.dumps(written).encode())


def test_a_receipt_of_an_earlier_version_is_read_as_it_was_written() -> None:
    """It lacks what was added to the format since, and is intact all the same."""
    data = (Path(__file__).with_name("format1.json")).read_bytes()
    read = read_receipt(data)
    assert read.intact
    assert read.receipt.draft is not None
    assert read.receipt.draft.lines == ()
    assert read.receipt.facts is None
    record = json.loads(data)
    del record["checks"][0]["notes"]
    record["checks"][0]["speaker"] = "Timur Aliev"
    with pytest.raises(ReceiptUnreadable):
        read_receipt(forged(record))


def test_a_receipt_names_the_reader_of_its_facts() -> None:
    """The digest and the precision of the model are part of it, and so is each finding."""
    facts = FakeFacts().facts((FactSentence("It cost 36.", 3),))
    receipt = Receipt.of([], STATE, made=NOON, facts=("onrecord-reader@c167/bf16", facts))
    written = receipt_record(receipt)
    assert written["reader"] == "onrecord-reader@c167/bf16"
    (finding,) = written["facts"]["findings"]
    assert (finding["words"], finding["line"]) == ("It cost 36.", 3)
    read = read_receipt(receipt_json(receipt).encode())
    assert read.intact
    assert read.receipt == receipt


def test_a_receipt_of_endless_checks_is_refused() -> None:
    """Verifying makes every check again, so their number has a limit."""
    with pytest.raises(ReceiptUnreadable, match="1,001 checks"):
        read_receipt(receipt_json(receipt_of(*[CHECKS[3]] * 1_001)).encode())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_no_bytes_make_reading_raise_anything_else(data: bytes) -> None:
    """Whatever is given as a receipt is read or refused."""
    for given_bytes in (data, b'{"format": "onrecord-receipt/1", "made": ' + data + b"}"):
        with pytest.raises(ReceiptUnreadable):
            read_receipt(given_bytes)
