"""Receipts: what was checked, what the record said, and what it takes to check it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import ReceiptUnreadable
from assistant.facts.finding import FactCheck
from assistant.quotes.draft import Draft
from assistant.quotes.verdict import Check
from assistant.receipts.signing import PrivateKey, Signature
from index.state import ArchiveState

FORMAT = "onrecord-receipt/1"
LARGEST = 32_000_000
"""Bytes of a receipt that is read."""
MOST_CHECKS = 1_000
_SIGNATURE = "signature"
_MADE_HERE = "Make one with `onrecord check --receipt FILE.json`."
# What citations of answers have besides, and format 1 does not.
_NO_TIMES: Any = {"citation": {"times", "short_answer"}}
# What was added to format 1 since, with what it is where there is nothing to say: that is left out,
# so that other receipts are written as they were before.
_ADDED: Any = {
    "at": None,
    "dated": "",
    "dispute": None,
    "sure": None,
    "speaker_unsure": "",
    "reader": "",
    "facts": None,
    "lines": [],
    "unchecked": [],
    "unit": "line",
    "file_hash": "",
}
_LEFT_OUT: Any = {
    "checks": {
        "__all__": {
            "places": {"__all__": _NO_TIMES},
            "carriers": {"__all__": _NO_TIMES},
            "nearest": {"__all__": {"times"}},
        }
    },
    "facts": {"findings": {"__all__": {"evidence": {"__all__": {"times", "short_answer"}}}}},
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Checks, all made of one state of an archive; with the draft, where they are of one.

    `reader` names the model that was asked, with the digest of its weights and the precision it ran
    in; "" where none was. `facts` are those of the draft, where they were checked.
    """

    made: datetime
    program: str
    archive: ArchiveState
    checks: tuple[Check, ...]
    draft: Draft | None = None
    reader: str = ""
    facts: FactCheck | None = None

    @classmethod
    def of(
        cls,
        checks: Sequence[Check],
        state: ArchiveState,
        draft: Draft | None = None,
        made: datetime | None = None,
        facts: tuple[str, FactCheck] | None = None,
    ) -> Receipt:
        """Make the receipt of checks that were made just now, or at the given time.

        `facts` are given with the name of the reader that judged them.
        """
        now = made or datetime.now(UTC)
        return cls(
            made=now.astimezone(UTC).replace(microsecond=0),
            program=f"OnRecord {version('onrecord')}",
            archive=state,
            checks=tuple(checks),
            draft=draft,
            reader=facts[0] if facts else "",
            facts=facts[1] if facts else None,
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of all that the receipt says, so that a later change is noticed."""
        return digest_of(_content(self))


@dataclass(frozen=True, slots=True)
class ReadReceipt:
    """A receipt as it was read from a file; `intact` says that it is as it was written.

    `signature` is the one that the file holds, and `signed` the bytes that it has to fit: None
    where the file is not, byte for byte, as a signed receipt is written.
    """

    receipt: Receipt
    intact: bool
    signature: Signature | None = None
    signed: bytes | None = None


def receipt_record(receipt: Receipt, key: PrivateKey | None = None) -> dict[str, Any]:
    """Turn a receipt into plain values: the digest of the others, then the signature by a key."""
    content = _content(receipt)
    record = {**content, "digest": digest_of(content)}
    if key is None:
        return record
    named = {**record, _SIGNATURE: {"key": key.public.name}}
    return {
        **record,
        _SIGNATURE: {"key": key.public.name, "value": key.sign(_document(named).encode())},
    }


def receipt_json(receipt: Receipt, key: PrivateKey | None = None) -> str:
    """Write a receipt as one JSON document, signed where a key is given."""
    return _document(receipt_record(receipt, key))


def read_receipt(data: bytes) -> ReadReceipt:
    """Read what `receipt_json` wrote; ReceiptUnreadable for anything else."""
    if len(data) > LARGEST:
        raise ReceiptUnreadable(
            f"it has {len(data):,} bytes, more than the {LARGEST:,} of the largest receipt"
        )
    found = _parsed(data)
    signature, signed = _signature(found, data)
    found.pop(_SIGNATURE, None)
    stated = found.pop("digest", None)
    receipt = _validated(found)
    # The second comparison notices what a digest that was made anew would hide.
    intact = stated == digest_of(found) and found == _content(receipt)
    return ReadReceipt(receipt, intact, signature, signed)


def _signature(found: dict[str, Any], data: bytes) -> tuple[Signature | None, bytes | None]:
    """Return the signature of a document, and the bytes that it has to fit."""
    if _SIGNATURE not in found:
        return None, None
    written = found[_SIGNATURE]
    if not isinstance(written, dict) or list(map(type, written.values())) != [str, str]:
        return Signature("", ""), None
    signature = Signature(str(written.get("key")), str(written.get("value")))
    # What spaces, escapes or repeated keys hide does not come out as the same bytes again.
    if not _is_document(found, data) or list(found)[-1] != _SIGNATURE:
        return signature, None
    return signature, _document({**found, _SIGNATURE: {"key": signature.key}}).encode()


def _is_document(found: dict[str, Any], data: bytes) -> bool:
    try:
        return _document(found).encode() == data
    except UnicodeEncodeError:  # half a letter, written as its code
        return False


def _document(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _parsed(data: bytes) -> dict[str, Any]:
    if data.startswith(b"# Receipt of "):
        raise ReceiptUnreadable("in Markdown a receipt is for reading; give the JSON one")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReceiptUnreadable(f"it is no text, so it is no receipt. {_MADE_HERE}") from error
    except (ValueError, RecursionError) as error:
        raise ReceiptUnreadable(f"it is not JSON ({error}). {_MADE_HERE}") from error
    if not isinstance(found, dict) or "format" not in found:
        raise ReceiptUnreadable(f"it is JSON, but no receipt. {_MADE_HERE}")
    if found["format"] != FORMAT:
        raise ReceiptUnreadable(
            f"its format is {str(found['format'])[:60]!r}, and this program reads {FORMAT!r}. Use "
            "the program that made it."
        )
    return found


def _validated(found: dict[str, Any]) -> Receipt:
    fields = {name: value for name, value in found.items() if name != "format"}
    try:
        # As JSON once more: only then are dates and lists taken as what JSON writes for them.
        receipt = _adapter().validate_json(json.dumps(fields), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))[:120] or "the whole"
        raise ReceiptUnreadable(f"it is damaged at {where}: {first['msg'][:200]}") from error
    except (ValueError, RecursionError) as error:
        raise ReceiptUnreadable(f"it is damaged ({error})") from error
    if len(receipt.checks) > MOST_CHECKS:
        raise ReceiptUnreadable(f"it holds {len(receipt.checks):,} checks, over {MOST_CHECKS:,}")
    return receipt


def _content(receipt: Receipt) -> dict[str, Any]:
    """Return everything but the digest, always in the same order."""
    fields = _without_added(_adapter().dump_python(receipt, mode="json", exclude=_LEFT_OUT))
    for written, check in zip(fields["checks"], receipt.checks, strict=True):
        # What the fields themselves imply, for who reads it without this program.
        written["differences"] = _plain(check.differences)
        written["first"] = _plain(check.first, exclude=_NO_TIMES)
    return {"format": FORMAT, **fields}


def digest_of(content: object) -> str:
    """Return a digest of a value as JSON."""
    # Independent of spaces, line ends and the order of keys, which editors and programs change.
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


@cache
def _adapter() -> TypeAdapter[Receipt]:
    return TypeAdapter(Receipt)


def _plain(value: object, exclude: Any = None) -> Any:
    return _without_added(_any().dump_python(value, mode="json", exclude=exclude))


def _without_added(value: Any) -> Any:
    """Leave out the fields that were added later, where they say nothing."""
    if isinstance(value, list):
        return [_without_added(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without_added(one)
        for name, one in value.items()
        if name not in _ADDED or one != _ADDED[name]
    }


@cache
def _any() -> TypeAdapter[Any]:
    return TypeAdapter(Any)
