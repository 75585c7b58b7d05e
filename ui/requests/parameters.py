"""Parameters that several requests share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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
