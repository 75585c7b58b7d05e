"""Acts: operations on an archive that programs can call, each with its request and its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ui.errors import RequestUnusable


def misfit(error: ErrorDetails) -> str:
    """Return a sentence about one invalid argument."""
    where = " item ".join(map(str, error["loc"]))
    if error["type"] == "missing":
        return f"`{where}` is missing: give it."
    expected = error["msg"].removeprefix("Input should be ").partition(",")[0]
    return f"`{where}` is {str(error['input'])[:80]!r}, and has to be {expected}."


Record = dict[str, Any]  # anything that JSON can hold


class Request(BaseModel):
    """A request. It is frozen, validated strictly and rejects unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


AnyRequest = TypeVar("AnyRequest", bound=Request)


def requested(kind: type[AnyRequest], arguments: Mapping[str, object]) -> AnyRequest:
    """Return the request that the arguments make; raise RequestUnusable if they are not valid."""
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        raise RequestUnusable(" ".join(map(misfit, error.errors()))) from error


@dataclass(frozen=True, slots=True)
class Act:
    """An operation that programs can call: the request it takes and the record it returns.

    `call` raises RequestUnusable, ModelUnusable or ArchiveError. `require` raises the same errors
    for arguments that cannot be answered, but does no work.
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
        """Make an act from functions that take a request."""
        return cls(
            name,
            takes,
            lambda given: ready(requested(takes, given)),
            lambda given: record(requested(takes, given)),
        )

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the request's parameters, in the order of the HTTP interface."""
        return tuple(self.takes.model_fields)

    @property
    def description(self) -> str:
        """The description of the request that is shown to programs and their chat models."""
        return cleandoc(self.takes.__doc__ or "")

    @property
    def signature(self) -> Signature:
        """The request as a function signature, for libraries that inspect one."""
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


Outlets = Annotated[
    list[str] | None,
    Field(
        description="Only articles of these outlets; a name can be cut off, or miss its “The”, "
        "where it stays clear which is meant."
    ),
]
Since = Annotated[
    str, Field(description="Only articles from this year, month or day on: 2024, 2024-06.")
]
Until = Annotated[str, Field(description="Only articles up to this year, month or day.")]
Languages = Annotated[
    list[str] | None, Field(description="Only articles in these languages, by code: en, ko.")
]
