"""An endpoint: a function of this program that other programs call, by name or in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from pydantic import ConfigDict, ValidationError, validate_call

from ui.misfit import misfit

Work = Callable[[], dict[str, Any]]


class Endpoint:
    """A function whose arguments are checked before its work is queued.

    The `action` takes what its parameters declare and returns the work that is left to do. It
    raises ValueError with a sentence if its arguments are unusable, and ArchiveError if the
    archive is.
    """

    def __init__(self, name: str, action: Callable[..., Work]) -> None:
        self.name, self.action = name, action
        self.parameters = tuple(signature(action).parameters)
        self._fitting = validate_call(config=ConfigDict(strict=True))(action)

    def work(self, arguments: Mapping[str, Any]) -> Work:
        """Return the work for these arguments; raise as the action does."""
        try:
            return self._fitting(**arguments)
        except ValidationError as error:
            raise ValueError(" ".join(map(misfit, error.errors()))) from error
