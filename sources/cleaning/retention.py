"""How much of a page's text its article keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sources.article import (
    MAIL_SIGNATURE,
    OTHER_STORY,
    QUOTED_MAIL,
    READERS_COMMENTS,
    TEXT_AROUND,
    Page,
)
from sources.cleaning.cleaner import Removal

_OF_OTHERS = (QUOTED_MAIL, MAIL_SIGNATURE, READERS_COMMENTS, OTHER_STORY)
# With a smaller share, part of the article itself was probably lost.
_LEAST_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Retention:
    """How many characters of a page's text an article keeps, and how many each rule removed.

    `whole` is the text that was read with everything that was left out: of a web page, its running
    text before anything was removed.
    """

    origin: str
    form: str
    kept: int
    whole: int
    removed: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, page: Page, removals: Iterable[Removal]) -> Retention:
        """Return what is kept of a page after these removals."""
        taken = len(page.text) + sum(len(turn.text) for turn in page.turns)
        whole = taken + sum(len(text) for _, text in page.left_out)
        removed: Counter[str] = Counter()
        for removal in removals:
            removed[removal.rule] += len(removal.text)
        kept = max(whole - removed.total(), 0)
        return cls(page.origin, page.form, kept, whole, tuple(removed.items()))

    @property
    def percent(self) -> int:
        """The share that is kept, in whole percent."""
        return 100 * self.kept // max(self.whole, 1)

    @property
    def outside(self) -> int:
        """The characters of running text that were not taken from the page."""
        return dict(self.removed).get(TEXT_AROUND, 0)

    @property
    def is_little(self) -> bool:
        """True if so little is kept that a person should compare the article with its page."""
        own = self.whole - sum(count for rule, count in self.removed if rule in _OF_OTHERS)
        return self.kept < _LEAST_KEPT * own

    @property
    def summary(self) -> str:
        """The kept characters and their share."""
        return f"{self.kept:,} of {self.whole:,} characters kept ({self.percent}%)"

    @property
    def line(self) -> str:
        """One line with the file, the text kept and removed by each rule, and the format."""
        removed = ", ".join(f"{rule} {characters:,}" for rule, characters in self.removed)
        return f"{self.origin}: {self.summary}, removed: {removed or 'nothing'}; {self.form}"
