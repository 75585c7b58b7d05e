"""Which state an archive was in: what a statement about it must name to be checked later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """The number of visible changes so far, and what else decides what can be found.

    `quotation_rules` is the oldest version of the rules by which stored quotations were found.
    """

    revision: int
    articles: int
    model_id: str
    schema: int
    quotation_rules: int
