"""Aliases: alternative names of people and organisations, read from a text file.

Aliases cover names that no rule can match. Each line lists the spellings of one person or
organisation, separated by equals signs:

    # who is who
    Kim Jong Un = 김정은 = Chairman Kim
    Bank of Korea = BOK = 한국은행

A `#` at the start of a line or after a space begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from sources.cleaning.characters import unaccented
from sources.errors import BadAlias, Unreadable
from sources.files import content

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\A\s*(?:the|an|a)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\s*$", re.IGNORECASE)

_LONGEST = 400
# About a hundred thousand lines of names.
MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of spellings, each for one person or organisation."""

    groups: tuple[tuple[str, ...], ...] = ()
    _by_key: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, compare=False
    )

    @classmethod
    def parse(cls, text: str, origin: str) -> Aliases:
        """Parse the groups in a text.

        Raise BadAlias if a line is wrong. `origin` identifies the text in that error.
        """
        groups: list[tuple[str, ...]] = []
        lines: dict[str, int] = {}
        by_key: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            stated = _COMMENT.sub("", line).strip()
            if not stated:
                continue
            group = _group(stated, origin, number)
            for spelling in group:
                taken = lines.setdefault(key(spelling), number)
                if taken != number:
                    raise BadAlias(
                        origin,
                        number,
                        f"{spelling!r} is already in line {taken}",
                        "a spelling can belong to only one person: join the two lines, or "
                        "remove it from one of them",
                    )
                by_key[key(spelling)] = len(groups)
            groups.append(group)
        return cls(tuple(groups), MappingProxyType(by_key))

    @classmethod
    def read(cls, path: Path) -> Aliases:
        """Read the groups in a UTF-8 file.

        Raise Unreadable if the file cannot be read, and BadAlias if a line is wrong.
        """
        try:
            text = content(path, MOST_BYTES, "split it, or remove some names").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            reason = f"{path} is not in UTF-8 (byte {error.start})"
            raise Unreadable(reason, "save it as UTF-8") from error
        except Unreadable as error:
            reason = f"The alias file {path} cannot be used: {error.reason}"
            raise Unreadable(reason, error.next_step) from error
        return cls.parse(text, str(path))

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return all spellings of the person or organisation, or () if the name is in no group.

        Case, accents, spaces, hyphens, a leading article and a possessive are ignored.
        """
        group = self._by_key.get(key(name)) if self.groups else None
        return () if group is None else self.groups[group]


NO_ALIASES = Aliases()


def key(spelling: str) -> str:
    """Return the comparison key of a spelling: its letters and digits, without case or accents."""
    # Normalising a long run of combining marks takes quadratic time.
    if len(spelling) > _LONGEST:
        return _NOT_LETTERS.sub("", spelling.casefold())
    return _key(spelling)


@lru_cache(maxsize=8192)
def _key(spelling: str) -> str:
    text = _POSSESSIVE.sub("", _ARTICLE.sub("", spelling))
    if text.isascii():
        return _NOT_LETTERS.sub("", text.casefold())
    return _NOT_LETTERS.sub("", unaccented(text).casefold())


def _group(stated: str, origin: str, number: int) -> tuple[str, ...]:
    group = tuple(dict.fromkeys(" ".join(part.split()) for part in stated.split("=")))
    empty = [spelling for spelling in group if not key(spelling)]
    if empty:
        raise BadAlias(
            origin,
            number,
            f"the spelling {empty[0]!r} in {stated!r} contains no letter",
            "write a name on both sides of every equals sign",
        )
    if len(group) < 2:
        raise BadAlias(
            origin,
            number,
            f"{stated!r} is only one spelling",
            "write at least two, as in 'Kim Jong Un = 김정은', or begin the line with # to skip it",
        )
    return group
