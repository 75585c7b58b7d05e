from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from assistant.errors import KeyUnusable
from assistant.receipts.receipt import Receipt, read_receipt, receipt_json
from assistant.receipts.receipt_finding import FindingKind
from assistant.receipts.signature_verification import compare_signature
from assistant.receipts.signing import PrivateKey, PublicKey
from tests.assistant.fakes import STATE, an_article, exact

KEY = PrivateKey.generate()
NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
SIGNED = receipt_json(Receipt.of([exact(an_article())], STATE, made=NOON), KEY).encode()


def broken(data: bytes, key: PublicKey | None = KEY.public) -> list[str]:
    """Return what breaks the signature of a receipt; the reason where it cannot be read."""
    try:
        read = read_receipt(data)
    except ValueError as error:
        return [str(error)]
    found = [*compare_signature(read, key)]
    assert all(one.kind is FindingKind.SIGNATURE for one in found)
    return [one.text for one in found if one.breaks]


def test_a_signed_receipt_is_read_and_verified() -> None:
    """It is intact, and signed by the key that the public one belongs to."""
    assert read_receipt(SIGNED).intact
    assert broken(SIGNED) == []
    assert broken(SIGNED, None) == []


@pytest.mark.parametrize("mask", [1, 32])
def test_tampering_with_any_byte_is_noticed(mask: int) -> None:
    """Each single byte of the file counts: words, spaces, digest, key and signature."""
    places = [*range(0, len(SIGNED), 37), *range(len(SIGNED) - 260, len(SIGNED))]
    unnoticed = [
        place
        for place in places
        if not broken(SIGNED[:place] + bytes([SIGNED[place] ^ mask]) + SIGNED[place + 1 :])
    ]
    assert unnoticed == []


def test_whatever_says_the_same_in_other_bytes_is_noticed() -> None:
    """Spaces, escapes, the order of keys, a byte order mark and repeated keys."""
    record = json.loads(SIGNED)
    others = [
        json.dumps(record).encode(),
        json.dumps(record, indent=2).encode() + b"\n",
        json.dumps(dict(reversed(record.items())), ensure_ascii=False, indent=2).encode() + b"\n",
        b"\xef\xbb\xbf" + SIGNED,
        SIGNED + b"\n",
        SIGNED.replace(b'{\n  "format"', b'{\n  "format": "x",\n  "format"', 1),
        SIGNED.replace(
            record["signature"]["value"].encode(), record["signature"]["value"].upper().encode()
        ),
    ]
    for other in others:
        assert other != SIGNED
        assert broken(other)


def test_another_key_is_told_from_the_desks_own() -> None:
    """Whoever signs anew with a key of their own is found out by the public key."""
    other = PrivateKey.generate()
    again = receipt_json(read_receipt(SIGNED).receipt, other).encode()
    assert broken(again, None) == []
    assert broken(again) == ["The receipt is signed with another key."]


def test_a_receipt_without_a_signature_is_not_taken_for_signed() -> None:
    """Taking the signature out leaves a receipt that is intact, and not signed."""
    bare = receipt_json(read_receipt(SIGNED).receipt).encode()
    assert read_receipt(bare).intact
    assert broken(bare) == ["The receipt is not signed."]
    assert broken(bare, None) == []


def test_keys_are_read_from_what_was_written() -> None:
    """Both PEM files hold the key, and neither stands for the other."""
    assert PrivateKey.read(KEY.private_pem).public == KEY.public == PublicKey.read(KEY.public_pem)
    for read, data in ((PrivateKey.read, KEY.public_pem), (PublicKey.read, KEY.private_pem)):
        with pytest.raises(KeyUnusable, match="it is not a"):
            read(data)
    with pytest.raises(KeyUnusable, match="public key in PEM"):
        PublicKey.read(b"\x00")
