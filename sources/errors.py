"""What can go wrong between a file and an article, or in a file of aliases.

SourceError
├── Unreadable      a file or a record cannot be taken; `reading.read` turns it into a Refusal
├── NothingLeft     a page has no text once it is cleaned
├── NotFetched      an address was not read
│   └── BudgetSpent no more bytes may be fetched in this run
└── BadAlias        a line of a file of aliases cannot be used
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

# What parsers of hostile files let through besides their own errors: pypdf and trafilatura walk
# structures that the file dictates, and stumble over them as Python does.
PARSER_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # RecursionError and NotImplementedError are of this kind
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True)
class Refusal:
    """A file or a record that was not taken: which one, why, and what to do about it."""

    origin: str
    reason: str
    next_step: str


class SourceError(Exception):
    """Base of everything that this room raises."""


class Unreadable(SourceError):
    """A file or a record that cannot be taken, why, and what to do about it."""

    def __init__(self, reason: str, next_step: str) -> None:
        super().__init__(f"{reason}; {next_step}")
        self.reason = reason
        self.next_step = next_step

    def refusal(self, origin: str) -> Refusal:
        """Say of what was to be read that it was not taken."""
        return Refusal(origin, self.reason, self.next_step)


class NothingLeft(SourceError):
    """A page that has no text once it is cleaned."""


class NotFetched(SourceError):
    """An address that was not read, and why.

    `lasting` is True where another try is pointless, `gone` where its host says that nothing is
    there any more, and `host` where the whole host is in trouble and not one page. `wait` is how
    many seconds the host asks to wait.
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
    """The run has fetched as many bytes as it may; the next one goes on."""

    def __init__(self, most: int) -> None:
        super().__init__(f"this run has fetched the {most:,} bytes that it may")


class BadAlias(SourceError):
    """A line of a file of aliases that cannot be used, why, and what to do about it."""

    def __init__(self, origin: str, line: int, reason: str, next_step: str) -> None:
        super().__init__(f"{origin}, line {line}: {reason}; {next_step}")
        self.origin = origin
        self.line = line
        self.reason = reason
        self.next_step = next_step
