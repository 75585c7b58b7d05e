"""Errors of chat models as messages for people, with the next step.

Each provider raises its own exceptions, which have no common base class. They are distinguished by
their attributes and by the words in their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from assistant.writing.key_masking import Keys

_LONGEST = 200
_BROKEN = ("Reset", "Protocol", "ReadError", "BrokenPipe", "Aborted", "IncompleteRead")
_UNREACHED = ("Connect", "Unreachable", "DNS", "gaierror", "OSError")
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)


def reason(error: Exception, address: str, keys: Keys) -> str:
    """Return why a model did not answer, as part of a sentence; `address` is its server."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _refused(status, _said(error, keys))
    names = " ".join(type(each).__name__ for each in _behind(error))
    if "Timeout" in names:
        return "it did not answer in time; ONRECORD_MODEL_SECONDS gives it longer"
    if any(name in names for name in _BROKEN):
        return "the connection to it broke off; ask again"
    if isinstance(error, OSError) or any(name in names for name in _UNREACHED):
        if not address:
            return "its provider cannot be reached; see whether this machine is online"
        return (
            f"nothing answers at {address}; see whether its server runs there, and whether this "
            "machine is online"
        )
    if isinstance(error, _UNREADABLE):
        where = f" at {address}" if address else ""
        return (
            f"what came back{where} is not what a chat model sends; see whether the address is "
            "that of its API, which mostly ends in /v1"
        )
    said = _said(error, keys)
    return f"it failed: “{said}”" if said else "it failed and did not say why; ask again"


def _refused(status: int, said: str) -> str:
    told = f": “{said}”" if said else ""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return (
            f"its provider does not accept the key ({status}); set the right one with "
            "ONRECORD_MODEL_KEY or in the provider’s own variable"
        )
    if status == HTTPStatus.NOT_FOUND:
        return (
            f"its server knows no such model or address ({status}{told}); check ONRECORD_MODEL "
            "and ONRECORD_MODEL_URL"
        )
    if status in (HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.TOO_MANY_REQUESTS):
        return f"its provider takes no more questions now ({status}{told}); ask again later"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"its server failed ({status}{told}); ask again later"
    return f"its server refused the question ({status}{told})"


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and the errors it was raised from."""
    seen: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in seen:
        seen.append(at)
        yield at
        at = at.__cause__ or at.__context__


def _said(error: Exception, keys: Keys) -> str:
    """Return the provider's message without the values meant for programs."""
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        said = inner.get("message") if isinstance(inner, dict) else inner
    else:
        said = str(error)
    return keys.in_message(str(said or "")).strip().partition("\n")[0][:_LONGEST].rstrip(". ")
