"""Names: could two be one person's, and which people does an article name?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sources.aliases import NO_ALIASES, Aliases, key

__all__ = ["NO_ALIASES", "Aliases", "People", "same_person"]


def same_person(one: str, other: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Say whether two names could be one person's, judged by the names alone."""
    return any(
        _alike(a, b)
        for a in (one, *aliases.spellings(one))
        for b in (other, *aliases.spellings(other))
    )


@dataclass(frozen=True, slots=True)
class People:
    """The people whom an article names."""

    names: tuple[str, ...]
    aliases: Aliases = NO_ALIASES

    @classmethod
    def of(cls, names: Iterable[str], aliases: Aliases = NO_ALIASES) -> People:
        """Take the names that an article holds, in their order."""
        return cls(tuple(dict.fromkeys(names)), aliases)

    def fullest(self, name: str) -> str | None:
        """Return the fullest spelling of whom a name stands for; None for no one or two people."""
        fitting = self.fitting(name)
        return fitting[0] if len(fitting) == 1 else None

    def fitting(self, name: str) -> tuple[str, ...]:
        """Return the fullest spelling of each person whom a name could stand for."""
        alike = [known for known in self.names if same_person(known, name, self.aliases)]
        longest = max(alike, key=len, default=None)
        return tuple(
            known
            for known in alike
            if known == longest or (longest and not same_person(known, longest, self.aliases))
        )


def _alike(one: str, other: str) -> bool:
    first, second = sorted((key(one), key(other)), key=len)
    return bool(first) and (second.startswith(first) or second.endswith(first))
