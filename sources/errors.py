"""Exceptions raised when a source file, an address or an alias file cannot be used.

SourceError
├── Unreadable      a file or record cannot be read; `reading.read` turns it into a Refusal
│   ├── Undecodable its bytes are not in the encoding that it declares, or not in UTF-8
│   └── Damaged     its compressed data is damaged or cut short; earlier records were read
├── NothingLeft     a page has no text left after cleaning
├── NotFetched      an address was not fetched
│   └── BudgetSpent this run has used up its download budget
└── BadAlias        a line of an alias file cannot be used
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

# Exceptions that parsers of hostile files raise besides their own: pypdf and trafilatura follow
# structures that the file dictates, and fail on them with Python's built-in errors.
PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # includes RecursionError and NotImplementedError
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class Refusal:
    """A file or record that was refused, with the reason and the next step."""

    origin: str
    reason: str
    next_step: str


class SourceError(Exception):
    """Base class of every exception raised in `sources`."""


class Unreadable(SourceError):
    """A file or record cannot be read.

    The exception carries the reason and the next step.
    """

    def __init__(self, reason: str, next_step: str) -> None:
        super().__init__(f"{reason}; {next_step}")
        self.reason = reason
        self.next_step = next_step

    def refusal(self, origin: str) -> Refusal:
        """Return the refusal of the file or record at `origin`."""
        return Refusal(origin, self.reason, self.next_step)


class Undecodable(Unreadable):
    """The bytes are not in the declared encoding, or not in UTF-8 if none is declared."""


class Damaged(Unreadable):
    """The compressed data of a file is damaged or cut short.

    `is_intact` is True if everything that was unpacked before is intact. Otherwise its bytes from
    `start` on may be altered.
    """

    def __init__(
        self, reason: str, next_step: str, *, start: int = 0, is_intact: bool = False
    ) -> None:
        super().__init__(reason, next_step)
        self.start = start
        self.is_intact = is_intact

    def after(self, articles: int) -> Unreadable:
        """Return the exception with the number of articles that were read before the damage."""
        if not articles:
            read = "nothing was read from it"
        elif self.is_intact:
            read = f"articles read from before that: {articles:,}"
        else:
            read = f"articles read from before that: {articles:,}, whose words may be altered"
        return Unreadable(f"{self.reason}; {read}", self.next_step)


class NothingLeft(SourceError):
    """A page has no text left after cleaning."""


class NotFetched(SourceError):
    """An address was not fetched.

    `lasting` is True if retrying is pointless. `gone` is True if the host says that the page no
    longer exists. `host` is True if the problem affects the whole host rather than one page. `wait`
    is the number of seconds the host asks clients to wait.
    """

    def __init__(
        self,
        reason: str,
        *,
        lasting: bool = False,
        gone: bool = False,
        host: bool = False,
        wait: float = 0.0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting or gone
        self.gone = gone
        self.host = host
        self.wait = wait


class BudgetSpent(NotFetched):
    """The run has used up its download budget, and the next run continues."""

    def __init__(self, most: int) -> None:
        super().__init__(f"this run has used its download budget of {most:,} bytes")


class BadAlias(SourceError):
    """A line of an alias file cannot be used.

    The exception carries the reason and the next step.
    """

    def __init__(self, origin: str, line: int, reason: str, next_step: str) -> None:
        super().__init__(f"{origin}, line {line}: {reason}; {next_step}")
        self.origin = origin
        self.line = line
        self.reason = reason
        self.next_step = next_step
