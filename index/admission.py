"""Exceptions to what is left out when files are added."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether to admit purged and unpublished articles, which are otherwise left out."""

    purged: bool = False
    unpublished: bool = False


AS_USUAL = Admission()
