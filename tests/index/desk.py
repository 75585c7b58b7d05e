"""A desk: an archive that follows a site, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from index.archive import Archive
from index.following import Follower, Round
from sources.article import Article
from sources.following.fetching import Fetcher
from sources.following.manners import Budget, Manners
from sources.following.queue import Queue
from sources.following.source import Kind, Source, State, Terms
from sources.following.spool import Spool
from sources.following.visitor import Visitor
from tests.websites import Website

TITLE = "Talgar builds a bridge of steel over its river"
FIRST = (
    "The council of Talgar voted on Monday to build a bridge over the river near the old mill, "
    "Mayor Dana Orlova said."
)
SECOND = (
    "The work will begin in spring and cost 4 million tenge, according to the budget of the town "
    "that was published on Friday."
)
OTHER = (
    "The council of Talgar gave the bridge up on Tuesday after a long night of talks, Mayor Dana "
    "Orlova said to reporters in the town hall."
)
OF_ITS_FEED = "The council of Talgar voted on Monday. A bridge will be built."


# Every page that was read is due again at once.
MANNERS = Manners(delay=0.0, tries=2, again=0.0, revisit=0.0, longest=0.0)


@dataclass
class Desk:
    """An archive that follows a site."""

    site: Website
    archive: Archive
    queue: Queue
    secrets: dict[str, str]
    manners: Manners = MANNERS

    def follow(self, path: str, **terms: str) -> Source:
        """Follow an address of the site."""
        set_ = Terms(allowed=(self.site.host,), **terms)
        source = Source(self.site.url(path), Kind.UNKNOWN, set_)
        self.queue.follow(source)
        return source

    @property
    def visitor(self) -> Visitor:
        """What fetches pages."""
        fetcher = Fetcher(self.manners, self.queue, Budget(self.manners.run_bytes))
        return Visitor(self.queue, Spool(self.archive.folder), fetcher, self.secrets.__getitem__)

    def read(self) -> Round:
        """Read everything that is due until now, every page once."""
        self.queue.all_due()
        seen: set[str] = set()

        def enough() -> bool:
            item = self.queue.next_item()
            if item is None or self.queue.due():  # sources are still being read
                return False
            again = item.key in seen and item.state is not State.WAITING
            seen.add(item.key)
            return again

        return Follower(self.archive, self.queue, self.visitor, 0.0).once(enough)

    @property
    def articles(self) -> list[Article]:
        """The visible articles, by their addresses."""
        found = [self.archive.article(entry.article_id) for entry in self.archive.entries()]
        return sorted(found, key=lambda article: article.metadata.url or "")
