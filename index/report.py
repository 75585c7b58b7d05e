"""What adding or removing articles did, or would do."""

from __future__ import annotations

from dataclasses import dataclass

from index.intake.draft import PurgedRecord, UnpublishedRecord
from sources.errors import Refusal


@dataclass(frozen=True, slots=True)
class AddReport:
    """Articles that were added, changed, found unchanged and removed, and what was refused.

    `gone` names the origins of the removed ones. `purged` and `unpublished` are those that were
    left out because they were purged or are not published. Each warning is something that could not
    be done afterwards, with the next step.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    refused: tuple[Refusal, ...] = ()
    purged: tuple[PurgedRecord, ...] = ()
    unpublished: tuple[UnpublishedRecord, ...] = ()
    gone: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """How many articles were removed, and what could not be done afterwards."""

    removed: int
    warnings: tuple[str, ...] = ()
