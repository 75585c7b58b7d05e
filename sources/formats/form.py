"""The protocol of file formats: how a format is recognised and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import BinaryIO

from sources.article import Page
from sources.errors import Refusal, Unreadable

Found = Iterator[Page | Refusal]
Reader = Callable[[BinaryIO, str], Found]
# The number of bytes that distinguish formats with the same ending.
HEAD_BYTES = 65_536


def _anything(_head: bytes) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Extra:
    """A dependency that is installed separately, and the name of the extra that installs it."""

    module: str
    name: str

    @property
    def install(self) -> str:
        """The command that installs it."""
        return f"pip install 'onrecord[{self.name}]'"

    @property
    def is_installed(self) -> bool:
        """True if the dependency can be imported."""
        return find_spec(self.module) is not None


@dataclass(frozen=True, slots=True)
class Form:
    """A file format.

    `read` takes a stream and the origin of the file. It yields pages and refusals one at a time,
    and raises Unreadable if it cannot continue. `recognises` takes the first bytes of a file and
    distinguishes formats with the same ending. `original` describes where a reader can open the
    original of an article.
    """

    name: str
    endings: tuple[str, ...]
    original: str
    read: Reader
    recognises: Callable[[bytes], bool] = _anything
    seeks: bool = False
    """True if the reader needs a seekable stream, as for a PDF or a zip."""
    streams: bool = False
    """True if records are read one at a time, and none that is cut off is returned."""
    columns: Callable[[BinaryIO, str, Mapping[str, str]], Found] | None = None
    """Read a table, given the column of each of our fields. None if the format has no columns."""
    extra: Extra | None = None

    def require(self) -> None:
        """Raise Unreadable if a dependency of this format is not installed."""
        if self.extra and not self.extra.is_installed:
            raise Unreadable(
                f"reading {self.name} needs {self.extra.module}, which is not installed",
                f"install it with {self.extra.install}",
            )
