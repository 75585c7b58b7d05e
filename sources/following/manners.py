"""How a program behaves towards the hosts that it reads from."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Manners:
    """Delays in seconds, and limits in bytes.

    `delay` is between two requests to one host, `seconds` the most that a page may take. A failed
    page is tried again after `again`, each time four times later, `tries` times in all. A page that
    was read is looked at again after `revisit`, each time twice as late while it does not change.
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
        """Return how long to wait after so many failures."""
        return float(min(self.again * 4 ** max(tries - 1, 0), self.longest))

    def waiting(self, asked: float, usual: float) -> float:
        """Return how long to wait where a host asks to wait; no host is waited for forever."""
        return min(max(asked, usual), self.longest)

    def pause_unchanged(self, before: float) -> float:
        """Return how long to wait before a page is looked at again."""
        return min(max(2 * before, self.revisit), self.longest)
