"""The state of an archive, recorded in statements so that they can be checked later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """The number of visible changes so far, and what else determines search results.

    `quotation_rules` is the oldest version of the rules that found the stored quotations.
    """

    revision: int
    articles: int
    model_id: str
    schema: int
    quotation_rules: int
