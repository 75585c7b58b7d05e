"""Receipts: what was checked, what the archive had, and what is needed to repeat the check."""

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
from assistant.facts.fact_finding import FactCheck
from assistant.quotes.draft import Draft
from assistant.quotes.verdict import Check
from assistant.receipts.signing import PrivateKey, Signature
from index.state import ArchiveState

FORMAT = "onrecord-receipt/1"
LARGEST = 32_000_000
"""The maximum size of a receipt, in bytes."""
MOST_CHECKS = 1_000
_SIGNATURE = "signature"
_MADE_HERE = "Make one with `onrecord check --receipt FILE.json`."
# Citations of answers have these fields, which format 1 does not.
_NO_TIMES: Any = {"citation": {"times", "short_answer"}}
# Fields added to format 1 later, with their empty values. Empty ones are left out, so that a
# receipt without them is written as it was before.
_ADDED: Any = {
    "at": None,
    "dated": "",
    "kind": "",
    "dispute": None,
    "sure": None,
    "speaker_unsure": "",
    "reader": "",
    "facts": None,
    "remark": "",
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
    """Checks against one state of an archive, with the draft that they come from, if any.

    `reader` is the name of the model that judged the facts, with the digest of its weights and its
    numeric precision, or "" if none was used. `facts` are the draft's facts, if they were checked.
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
        """Make a receipt for checks made just now, or at the given time.

        `facts` come with the name of the reader that judged them.
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
        """The SHA-256 of the receipt's content, which reveals later changes."""
        return digest_of(_content(self))


@dataclass(frozen=True, slots=True)
class ReadReceipt:
    """A receipt read from a file; `intact` is True if it is as it was written.

    `signature` is the signature in the file. `signed` are the bytes that it must match, or None if
    the file is not byte for byte what this program writes for a signed receipt.
    """

    receipt: Receipt
    intact: bool
    signature: Signature | None = None
    signed: bytes | None = None


def receipt_record(receipt: Receipt, key: PrivateKey | None = None) -> dict[str, Any]:
    """Return a receipt as plain values, with its digest and, given a key, its signature."""
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
    """Return a receipt as one JSON document, signed if a key is given."""
    return _document(receipt_record(receipt, key))


def read_receipt(data: bytes) -> ReadReceipt:
    """Read the output of `receipt_json`; raise ReceiptUnreadable for anything else."""
    if len(data) > LARGEST:
        raise ReceiptUnreadable(
            f"it has {len(data):,} bytes, but a receipt has at most {LARGEST:,}"
        )
    found = _parsed(data)
    signature, signed = _signature(found, data)
    found.pop(_SIGNATURE, None)
    stated = found.pop("digest", None)
    receipt = _validated(found)
    # The second comparison detects changes even if the digest was recomputed.
    intact = stated == digest_of(found) and found == _content(receipt)
    return ReadReceipt(receipt, intact, signature, signed)


def _signature(found: dict[str, Any], data: bytes) -> tuple[Signature | None, bytes | None]:
    """Return the signature of a document, and the bytes that it must match."""
    if _SIGNATURE not in found:
        return None, None
    written = found[_SIGNATURE]
    if not isinstance(written, dict) or list(map(type, written.values())) != [str, str]:
        return Signature("", ""), None
    signature = Signature(str(written.get("key")), str(written.get("value")))
    # Spaces, escapes or repeated keys would not be reproduced byte for byte.
    if not _is_document(found, data) or list(found)[-1] != _SIGNATURE:
        return signature, None
    return signature, _document({**found, _SIGNATURE: {"key": signature.key}}).encode()


def _is_document(found: dict[str, Any], data: bytes) -> bool:
    try:
        return _document(found).encode() == data
    except UnicodeEncodeError:  # a lone surrogate, written as an escape
        return False


def _document(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _parsed(data: bytes) -> dict[str, Any]:
    if data.startswith(b"# Receipt of "):
        raise ReceiptUnreadable(
            "it is a Markdown receipt, which is only for reading; give the JSON receipt"
        )
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReceiptUnreadable(
            f"it is not a text file, so it cannot be a receipt. {_MADE_HERE}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReceiptUnreadable(f"it is not JSON ({error}). {_MADE_HERE}") from error
    if not isinstance(found, dict) or "format" not in found:
        raise ReceiptUnreadable(f"it is JSON, but not a receipt. {_MADE_HERE}")
    if found["format"] != FORMAT:
        raise ReceiptUnreadable(
            f"its format is {str(found['format'])[:60]!r}, but this program reads {FORMAT!r}. Use "
            "the program that made it."
        )
    return found


def _validated(found: dict[str, Any]) -> Receipt:
    fields = {name: value for name, value in found.items() if name != "format"}
    try:
        # Validate as JSON, because only then are dates and lists accepted in their JSON form.
        receipt = _adapter().validate_json(json.dumps(fields), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))[:120] or "the top level"
        raise ReceiptUnreadable(f"it is damaged at {where}: {first['msg'][:200]}") from error
    except (ValueError, RecursionError) as error:
        raise ReceiptUnreadable(f"it is damaged ({error})") from error
    if len(receipt.checks) > MOST_CHECKS:
        raise ReceiptUnreadable(f"it has {len(receipt.checks):,} checks, more than {MOST_CHECKS:,}")
    return receipt


def _content(receipt: Receipt) -> dict[str, Any]:
    """Return the fields of a receipt except the digest, in a fixed order."""
    fields = _without_added(_adapter().dump_python(receipt, mode="json", exclude=_LEFT_OUT))
    for written, check in zip(fields["checks"], receipt.checks, strict=True):
        # Derived fields, for readers without this program.
        written["differences"] = _plain(check.differences)
        written["first"] = _plain(check.first, exclude=_NO_TIMES)
    return {"format": FORMAT, **fields}


def digest_of(content: object) -> str:
    """Return the SHA-256 digest of a value as JSON."""
    # Independent of spaces, line ends and key order, which editors and programs change.
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


@cache
def _adapter() -> TypeAdapter[Receipt]:
    return TypeAdapter(Receipt)


def _plain(value: object, exclude: Any = None) -> Any:
    return _without_added(_any().dump_python(value, mode="json", exclude=exclude))


def _without_added(value: Any) -> Any:
    """Remove fields that were added later and are empty."""
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
