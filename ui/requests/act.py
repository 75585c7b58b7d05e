"""An act: one thing that can be asked of an archive, with its request and its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

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
class Act:
    """What programs can call: the request that it takes, and the record that it returns.

    `call` raises RequestUnusable, ModelUnusable or ArchiveError. `require` raises the same for
    arguments that cannot be answered, and does no work.
    """

    name: str
    takes: type[Request]
    require: Callable[[Mapping[str, object]], object]
    call: Callable[[Mapping[str, object]], Record]

    @classmethod
    def of(
        cls,
        name: str,
        takes: type[AnyRequest],
        ready: Callable[[AnyRequest], object],
        record: Callable[[AnyRequest], Record],
    ) -> Act:
        """Make an act of functions that take a request."""
        return cls(
            name,
            takes,
            lambda given: ready(requested(takes, given)),
            lambda given: record(requested(takes, given)),
        )

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what the request takes, in the order in which HTTP takes them."""
        return tuple(self.takes.model_fields)

    @property
    def description(self) -> str:
        """What the request is for, as programs and their chat models are told."""
        return cleandoc(self.takes.__doc__ or "")

    @property
    def signature(self) -> Signature:
        """The request as the signature of a function, for libraries that read one."""
        parameters = [_parameter(name, field) for name, field in self.takes.model_fields.items()]
        return Signature(parameters, return_annotation=Record)


def _parameter(name: str, field: FieldInfo) -> Parameter:
    described = Field(description=field.description)
    return Parameter(
        name,
        Parameter.POSITIONAL_OR_KEYWORD,
        default=Parameter.empty if field.is_required() else field.default,
        annotation=Annotated[(field.annotation, *field.metadata, described)],
    )
