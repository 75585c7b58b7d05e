"""Reports on added and removed articles."""

from __future__ import annotations

from dataclasses import dataclass

from index.intake.event import KeptRecord, PurgedRecord, ShortenedRecord, UnpublishedRecord
from sources.cleaning.retention import Retention
from sources.errors import Refusal


@dataclass(frozen=True, slots=True)
class AddReport:
    """Articles that were added, changed, unchanged, removed or refused.

    `gone` lists the origins of the removed ones. `purged` and `unpublished` are those left out
    because they were purged or are not published. `withdrawn` are those whose stored version was
    marked because their source no longer publishes them. They count as changed. `little_kept` lists
    the articles that keep less than half of their page's text, and `fuller` those whose stored
    version was kept because it has more of the article. `shortened` lists those whose new version
    was stored although the one before has more. `parts` lists the files of new versions that are
    only a part of an article, with their number of characters. Each warning states something that
    could not be done afterwards, and the next step.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    refused: tuple[Refusal, ...] = ()
    purged: tuple[PurgedRecord, ...] = ()
    unpublished: tuple[UnpublishedRecord, ...] = ()
    withdrawn: tuple[UnpublishedRecord, ...] = ()
    little_kept: tuple[Retention, ...] = ()
    fuller: tuple[KeptRecord, ...] = ()
    shortened: tuple[ShortenedRecord, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """The number of removed articles, and warnings about later steps that failed."""

    removed: int
    warnings: tuple[str, ...] = ()
