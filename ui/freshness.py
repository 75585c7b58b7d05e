"""When the followed sources were last read, and the notice if that was long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.wording import day
from index.following_queue import followed_sources
from sources.following.source import Source, last_reading
from ui.length_of_time import said


@dataclass(frozen=True, slots=True)
class Freshness:
    """An archive's sources, the date of its newest article, and the current time in UTC."""

    sources: tuple[Source, ...]
    newest_article: date | None
    now: datetime

    @classmethod
    def of(cls, archive: Path, newest_article: date | None) -> Freshness:
        """Return the current freshness of an archive; raise ArchiveDamaged if it is unknown."""
        return cls(followed_sources(archive), newest_article, datetime.now(UTC))

    @property
    def newest_reading(self) -> datetime | None:
        """When a source was last read, or None if none ever was."""
        return last_reading(self.sources)

    def is_older_than(self, seconds: float) -> bool:
        """Return True unless a source was read in the last `seconds` seconds."""
        read = self.newest_reading
        return read is None or (self.now - read).total_seconds() > seconds

    @property
    def reading(self) -> str:
        """When a source was last read, in words."""
        read = self.newest_reading
        return f"{self._ago(read)} ago ({read:%Y-%m-%d %H:%M} UTC)" if read else "never"

    def stale(self, hours: float) -> str:
        """Return a notice if no source was read in the last `hours` hours, or ''.

        There is no notice before the first reading, because the sources were just added.
        """
        read = self.newest_reading
        if read is None or not hours or not self.is_older_than(3_600 * hours):
            return ""
        newest = (
            f" The newest article is from {day(self.newest_article)}."
            if self.newest_article
            else ""
        )
        return (
            f"The followed sources were last read on {read:%Y-%m-%d at %H:%M} UTC, so newer "
            f"articles may be missing.{newest}"
        )

    def _ago(self, moment: datetime) -> str:
        return said((self.now - moment).total_seconds())

    def lines(self) -> list[str]:
        """Return a line for each source: when it was last read, and any error."""
        return [
            f"{source.address}: "
            + (f"read {self._ago(source.read)} ago" if source.read else "never read")
            + (f"; {source.trouble}" if source.trouble else "")
            for source in self.sources
        ]
