"""Reports on added and removed articles."""

from __future__ import annotations

from dataclasses import dataclass

from index.intake.draft import PurgedRecord, UnpublishedRecord
from sources.errors import Refusal


@dataclass(frozen=True, slots=True)
class AddReport:
    """Articles that were added, changed, unchanged, removed or refused.

    `gone` lists the origins of the removed ones. `purged` and `unpublished` are those left out
    because they were purged or are not published. Each warning states something that could not be
    done afterwards, and the next step.
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
    """The number of removed articles, and what could not be done afterwards."""

    removed: int
    warnings: tuple[str, ...] = ()
