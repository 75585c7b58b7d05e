"""Manners: delays and limits for requests to hosts, and the download budget of a run."""

from __future__ import annotations

from dataclasses import dataclass

from sources.errors import BudgetSpent

MEGABYTE = 1_000_000
HOUR = 3_600.0
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Manners:
    """Delays in seconds, and limits in bytes.

    `delay` is the time between two requests to one host. `seconds` is the time limit for a page. A
    failed page is tried again after `again`, then after four times as long each time, up to `tries`
    times. A page that was read is checked again after `revisit`, then after twice as long each time
    while it does not change.
    """

    delay: float = 1.0
    seconds: float = 30.0
    page_bytes: int = 8 * MEGABYTE
    run_bytes: int = 500 * MEGABYTE
    tries: int = 5
    again: float = 60.0
    revisit: float = 6 * HOUR
    longest: float = 30 * 24 * HOUR

    def pause_after(self, tries: int) -> float:
        """Return the seconds to wait after this many failures."""
        return float(min(self.again * 4 ** max(tries - 1, 0), self.longest))

    def waiting(self, asked: float, usual: float) -> float:
        """Return the seconds to wait if a host asks for a delay, within a limit."""
        return min(max(asked, usual), self.longest)

    def pause_unchanged(self, before: float) -> float:
        """Return the seconds to wait before a page is checked again."""
        return min(max(2 * before, self.revisit), self.longest)


class Refusals:
    """The pages in a row that each host refused because it had too many requests or no capacity."""

    def __init__(self) -> None:
        self._in_a_row: dict[str, int] = {}

    def record(self, host: str, *, refused: bool) -> None:
        """Record whether a host refused a page."""
        self._in_a_row[host] = self._in_a_row.get(host, 0) + 1 if refused else 0

    def are_general(self, host: str) -> bool:
        """Return True if a host refused several pages in a row, so that it will refuse others."""
        return self._in_a_row.get(host, 0) >= _SEVERAL


class Budget:
    """The download budget of a run, in bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = most

    @property
    def is_spent(self) -> bool:
        """Return True if no bytes are left."""
        return self.left <= 0

    def take(self, size: int) -> None:
        """Spend bytes; raise BudgetSpent if not enough are left."""
        self.left -= size
        self.require()

    def require(self) -> None:
        """Raise BudgetSpent if no bytes are left."""
        if self.is_spent:
            raise BudgetSpent(self.most)

    def renew(self) -> None:
        """Restore the initial number of bytes."""
        self.left = self.most
