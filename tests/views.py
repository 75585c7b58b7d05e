"""Views in tests: single reads of an archive, and fakes that take any view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from index.view import Viewable


@dataclass(frozen=True)
class once:  # noqa: N801 - `once(archive).matching("bridge", 5)` reads as what it does
    """Read from a view that is opened for one call."""

    archive: Viewable

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a method of a view."""

        def read(*given: Any, **named: Any) -> Any:
            with self.archive.view() as view:
                return getattr(view, name)(*given, **named)

        return read


class OverAnything:
    """A fake that answers the same over every view."""

    def over(self, _view: object) -> Self:
        """Return itself."""
        return self


class ItsOwnView:
    """A fake archive that is read without a transaction."""

    @contextmanager
    def view(self) -> Iterator[Any]:
        """Give itself."""
        yield self
