"""Read a question or a quotation from the page's address, so that it can be linked to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_FILTERS = 20


@dataclass(frozen=True, slots=True)
class Arrival:
    """A question to ask or a quotation to check when the page opens, with filters.

    The values are those in the address, unchanged. They are parsed like typed input.
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
        """Read the fields of an address and ignore unknown ones."""
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
        """The values of the filter fields, in the order of the page."""
        return list(self.outlets), self.since, self.until, list(self.languages)
