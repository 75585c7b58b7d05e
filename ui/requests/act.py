"""An act: one thing that can be asked of an archive, with its request and its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ui.errors import RequestUnusable
from ui.requests.misfit import misfit

Record = dict[str, Any]  # what JSON can hold


class Request(BaseModel):
    """A request: frozen, checked strictly, and without a field that nobody would read."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


AnyRequest = TypeVar("AnyRequest", bound=Request)


def requested(kind: type[AnyRequest], arguments: Mapping[str, object]) -> AnyRequest:
    """Return the request that arguments make; raise RequestUnusable with what is wrong."""
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        raise RequestUnusable(" ".join(map(misfit, error.errors()))) from error


@dataclass(frozen=True, slots=True)
class Act(Generic[AnyRequest]):
    """What programs can call: the request that it takes, and the record that it returns.

    `ready` raises as `record` would for a request that cannot be answered, and does no work.
    """

    name: str
    takes: type[AnyRequest]
    ready: Callable[[AnyRequest], object]
    record: Callable[[AnyRequest], Record]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what the request takes, in the order in which HTTP takes them."""
        return tuple(self.takes.model_fields)

    @property
    def description(self) -> str:
        """What the request is for, as programs and their chat models are told."""
        return (self.takes.__doc__ or "").strip()

    @property
    def signature(self) -> Signature:
        """The request as the signature of a function, for libraries that read one."""
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD,
                    default=Parameter.empty if field.is_required() else field.default,
                    annotation=Annotated[
                        (field.annotation, *field.metadata, Field(description=field.description))
                    ],
                )
                for name, field in self.takes.model_fields.items()
            ],
            return_annotation=Record,
        )

    def require(self, arguments: Mapping[str, object]) -> None:
        """Raise RequestUnusable, ModelUnusable or ArchiveError for arguments of no use."""
        self.ready(requested(self.takes, arguments))

    def call(self, arguments: Mapping[str, object]) -> Record:
        """Return the record for arguments; raise as `require` does."""
        return self.record(requested(self.takes, arguments))
