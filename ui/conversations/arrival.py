"""Arrivals: what the address of the page asks for, so that a question can be linked to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_FILTERS = 20


@dataclass(frozen=True, slots=True)
class Arrival:
    """What to ask or to check at once, and the filter fields as a visitor would fill them.

    A field holds what the address says, whatever that is: it is read as if it had been typed.
    """

    question: str = ""
    words: str = ""
    speaker: str = ""
    outlets: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, fields: Iterable[tuple[str, str]]) -> Arrival:
        """Read the fields of an address; those that mean nothing here are passed over."""
        named: dict[str, list[str]] = {}
        for name, value in fields:
            named.setdefault(name, []).append(value)

        def first(name: str) -> str:
            return named.get(name, [""])[0]

        return cls(
            first("ask"),
            first("check"),
            first("speaker"),
            tuple(named.get("outlet", ())[:MOST_FILTERS]),
            first("since"),
            first("until"),
            tuple(named.get("language", ())[:MOST_FILTERS]),
        )

    @property
    def filters(self) -> tuple[list[str], str, str, list[str]]:
        """The filter fields in the order of the page."""
        return list(self.outlets), self.since, self.until, list(self.languages)
