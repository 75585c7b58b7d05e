"""Acts: the operations that programs can call, each with its request and its record."""

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
        return f"`{where}` is missing. Add it."
    expected = error["msg"].removeprefix("Input should be ").partition(",")[0]
    return f"`{where}` is {str(error['input'])[:80]!r}, but must be {expected}."


Record = dict[str, Any]  # anything that JSON can hold


class Request(BaseModel):
    """A request, validated without converting types. Unknown fields are rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


AnyRequest = TypeVar("AnyRequest", bound=Request)


def requested(kind: type[AnyRequest], arguments: Mapping[str, object]) -> AnyRequest:
    """Return a request with these arguments; raise RequestUnusable if they are not valid."""
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        raise RequestUnusable(" ".join(map(misfit, error.errors()))) from error


@dataclass(frozen=True, slots=True)
class Act:
    """An operation that programs can call: the request it takes and the record it returns.

    `call` raises RequestUnusable, ModelUnusable or ArchiveError. `require` raises the same errors
    for invalid arguments, without doing the work.
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
        """Return an act whose functions take a request instead of its arguments."""
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
        """The description of the request, which programs show to their chat models."""
        return cleandoc(self.takes.__doc__ or "")

    @property
    def signature(self) -> Signature:
        """The signature of a function that takes the parameters, for libraries that inspect it."""
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
        description="Only articles from these outlets. A name may be shortened, or lack its “The”, "
        "if it is still unambiguous."
    ),
]
Since = Annotated[
    str, Field(description="Only articles since this year, month or day: 2024, 2024-06.")
]
Until = Annotated[str, Field(description="Only articles until this year, month or day.")]
Languages = Annotated[
    list[str] | None, Field(description="Only articles in these languages, by code: en, ko.")
]
