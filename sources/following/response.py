"""The answer of a host to a request, and what its status means."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from sources.errors import NotFetched

_GONE = frozenset({404, 410})
_LATER = frozenset({408, 425, 429})
_OVERLOADED = frozenset({429, 503})
_REPEATED = frozenset({"x-robots-tag"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the headers by their names in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def is_temporary(self) -> bool:
        """True for an error that may be over later."""
        return self.status >= 500 or self.status in _LATER

    @property
    def is_overload(self) -> bool:
        """True if the host has no capacity, or had too many requests."""
        return self.status in _OVERLOADED

    @property
    def wait(self) -> float:
        """The seconds that the host asks to wait after a temporary error, or 0."""
        return _seconds(self.headers.get("retry-after", "")) if self.is_temporary else 0.0

    def failure(self, *, host: bool) -> NotFetched:
        """Return the exception for a status; `host` is True if the host refuses other pages too."""
        wait = self.wait
        reason = f"the host returned status {self.status}"
        if self.status in _GONE:
            return NotFetched(reason, gone=True)
        if self.is_temporary:
            if wait:
                reason = f"{reason} and asked to wait {wait:,.0f} seconds"
            return NotFetched(reason, host=self.is_overload and host, wait=wait)
        if self.status == 401:
            reason = (
                f"{reason}: it requires a login, or did not accept the one given by --credentials"
            )
        return NotFetched(reason, lasting=True)


def headers_of(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names in lower case; the values of a repeated one are joined.

    Of those that may occur once only, the last one counts.
    """
    headers: dict[str, str] = {}
    for name, value in given:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        before = headers.get(key, "") if key in _REPEATED else ""
        headers[key] = f"{before}\n{text}" if before else text
    return headers


def _seconds(retry_after: str) -> float:
    """Return the seconds in a Retry-After header, or 0 if it has none."""
    if retry_after.strip().isdecimal():
        return float(retry_after[:9])
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0
