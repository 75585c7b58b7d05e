"""What is left out when files are added, unless somebody asks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Admission:
    """Which articles are let in that are left out otherwise: purged and unpublished ones."""

    purged: bool = False
    unpublished: bool = False


AS_USUAL = Admission()
