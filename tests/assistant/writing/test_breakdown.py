from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.writing.key_masking import Keys
from assistant.writing.model_stream import reason

ADDRESS = "http://127.0.0.1:8080/v1"
KEY = "hunter22-0123456789"


class ProviderError(Exception):
    """An error as providers raise it, with what it carries."""

    def __init__(self, said: str, **carried: Any) -> None:
        super().__init__(said)
        self.__dict__ |= carried


class APIConnectionError(ProviderError):
    """Raised by a client that could not reach its server."""


class ConnectError(Exception):
    """What that was raised from."""


def unreadable() -> Exception:
    """Return the error of a reply that is no JSON."""
    try:
        json.loads("<html>")
    except ValueError as error:
        return error
    raise AssertionError


def told(error: Exception, address: str = ADDRESS) -> str:
    """Return the reason that a reader is given."""
    return reason(error, address, Keys((KEY,)))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            TimeoutError("timed out"),
            "did not answer in time; to allow more time, set ONRECORD_MODEL_SECONDS",
        ),
        (APIConnectionError("Connection error."), f"nothing answers at {ADDRESS}"),
        (ConnectionRefusedError(111, "refused"), f"nothing answers at {ADDRESS}"),
        (ConnectionResetError("gone"), "was lost; ask again"),
        (ValueError("No generation chunks were returned"), f"the reply from {ADDRESS} is not"),
        (AttributeError("'str' object has no attribute 'choices'"), "usually ends in /v1"),
        (TypeError("NoneType is not iterable"), "is not that of a chat model"),
        (unreadable(), "is not that of a chat model"),
        (RuntimeError("overloaded"), "it failed: “overloaded”"),
        (RuntimeError(), "without giving a reason; ask again"),
    ],
)
def test_an_error_becomes_a_sentence_for_people(error: Exception, said: str) -> None:
    """With what to do next, and without the name of its class."""
    assert said in told(error)
    assert not any(name in told(error) for name in ("Error", "object has", "chunks", "NoneType"))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "rejected the key (401); set a valid key with ONRECORD_MODEL_KEY"),
        (404, "does not know this model or address (404: “no such model”); check ONRECORD_MODEL"),
        (429, "accepts no more requests now (429: “no such model”); ask again later"),
        (503, "its server failed (503: “no such model”); ask again later"),
        (400, "its server refused the question (400: “no such model”)"),
    ],
)
def test_what_a_server_answers_is_told_by_its_status(status: int, said: str) -> None:
    """The provider's own words are given where they help, never the values around them."""
    body = {"error": {"message": "no such model", "code": 7}}
    assert said in told(
        ProviderError(f"Error code: {status} - {body}", status_code=status, body=body)
    )


def test_what_a_connection_failed_of_is_looked_for_behind_the_error() -> None:
    """Clients raise their own error from that of the network."""
    error = ProviderError("Something.")
    error.__cause__ = ConnectError("all attempts failed")
    assert "nothing answers at" in told(error)
    assert "check that this machine is online" in told(error, address="")


def test_keys_are_kept_out() -> None:
    """Providers repeat the key that they refuse."""
    assert told(RuntimeError(f"bad {KEY} and sk-abcdefgh1234")) == "it failed: “bad *** and ***”"
