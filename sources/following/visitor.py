"""Visiting: fetch what is due, and put the results into the queue and the spool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sources.errors import BudgetSpent, NotFetched, Refusal
from sources.following.address import canonical, host_of, origin_of, stated_address
from sources.following.facts import facts_in_feed, facts_of, has_own_text
from sources.following.fetching import Fetched, Fetcher, Request
from sources.following.listed_page import headline_in_feed, require_listed
from sources.following.listing import Listing, listing_of
from sources.following.manners import Manners
from sources.following.page_files import PageFiles
from sources.following.queue import Queue
from sources.following.reach import Reach, Resolve, system_addresses
from sources.following.refusals import given_up, kept, refusals_of, replaced
from sources.following.sameness import headline_digests, headline_of
from sources.following.source import NEVER_READ, Item, Kind, Listed, Source, State, Validators
from sources.following.spool import OF_FEED, OWN_TEXT, Spool, ending_for

# The marker of a followed page that is gone; no digest equals it, so a page that is back is read.
_GONE = "gone"
_LISTS = (Kind.FEED, Kind.SITEMAP)
Credentials = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Visit sources and pages one after the other.

    `credentials` returns the Authorization header for an environment variable.
    """

    queue: Queue
    spool: Spool
    fetcher: Fetcher
    credentials: Credentials
    resolve: Resolve = system_addresses

    @property
    def manners(self) -> Manners:
        """The delays and limits for hosts."""
        return self.fetcher.manners

    def read(self, source: Source) -> tuple[Refusal, ...]:
        """Read the current listing of a source; raise BudgetSpent if the budget is used up.

        Return the refusals of the entries that are cut off or cannot be fetched.
        """
        try:
            fetched = self._fetched(source, source.address, source.validators)
            if fetched.data is None:
                self.queue.read(source, source.kind, source.validators, ())
                return ()
            listing = listing_of(fetched, self.manners.page_bytes)
            self._check_listing(source, listing, fetched.kind)
        except BudgetSpent:
            raise
        except NotFetched as error:
            if error.gone and source.kind is Kind.PAGE:
                self._page_gone(source, error.reason)
                return ()
            usual = min(self.manners.pause_after(source.tries + 1), source.terms.every)
            pause = self.manners.waiting(error.wait, usual)
            self.queue.source_failed(source, error.reason, pause, asked=error.wait > 0)
            self.queue.say(f"{source.address}: {error.reason}")
            return ()
        # The rest of a feed that was cut off must come with the next reading.
        known = NEVER_READ if listing.is_cut_off else fetched.validators
        waiting = self.queue.read(source, listing.kind, known, _pages(listing, source, fetched))
        self.queue.say(f"{source.address}: {listing.kind} read, {waiting} new or changed")
        refusals = tuple(refusals_of(source.address, listing))
        for each in refusals:
            self.queue.say(f"{each.origin}: {each.reason}")
        return refusals

    def _check_listing(self, source: Source, listing: Listing, kind: str) -> None:
        """Raise NotFetched if a list is now another kind of page or a feed has lost its entries."""
        if source.kind in _LISTS and listing.kind is Kind.PAGE:
            is_web = "html" in kind or not kind
            now = "a web page" if is_web else f"of the content type {kind[:60]!r}"
            raise NotFetched(f"it was a {source.kind} and is {now} now")
        if listing.kind is Kind.FEED and not listing.listed and self.queue.counts(source.address):
            raise NotFetched("it has no entries, although it had some before")

    def _page_gone(self, source: Source, reason: str) -> None:
        """Visit a followed page that is gone once more, which marks its article."""
        gone = Listed(source.address, _GONE)
        if self.queue.read(source, Kind.PAGE, NEVER_READ, (gone,)):
            self.queue.say(f"{source.address}: {reason}")

    def visit(self, item: Item, source: Source) -> Refusal | None:
        """Fetch a page into the spool; raise BudgetSpent as `read` does.

        Return the refusal if the page was given up, or None.
        """
        afresh = not item.digest or item.goal is State.GONE or item.trouble
        try:
            fetched = self._fetched_item(source, item, NEVER_READ if afresh else item.validators)
            if fetched.data is None:
                self._unchanged(item)
            else:
                self._take(item, source, fetched, fetched.data)
        except BudgetSpent:
            raise
        except NotFetched as error:
            return self._failed(item, source, error)
        return None

    def look(self, source: Source, item: Item) -> Fetched:
        """Return the current content of a page without storing it.

        Raise NotFetched if the page no longer is the article.
        """
        fetched = self._fetched_item(source, item, NEVER_READ if item.trouble else item.validators)
        if fetched.data is not None:
            ending_for(fetched.kind)
            require_listed(item, fetched, self._headline(item))
        return fetched

    def keep(self, item: Item, reason: str) -> Refusal:
        """Keep the stored version of a page whose reading failed, and read the page again later."""
        pause = self.manners.pause_unchanged(item.pause)
        stored = replace(item, state=State.TAKEN, goal=State.TAKEN, tries=0, pause=pause)
        self.queue.put(replace(stored, trouble=reason), pause)
        self.queue.say(f"{item.address}: the stored version is kept: {reason}")
        return kept(item, reason)

    def use_own_text(self, item: Item, source: Source, reason: str) -> Refusal:
        """Use the page's text from its feed; give up on the page if the feed has none."""
        if not has_own_text(item):
            self.queue.put(replace(item, state=State.GIVEN_UP, trouble=reason))
            self.queue.say(f"{item.address}: gave up: {reason}")
            return given_up(item, reason)
        before = self.spool.stated(Path(item.file)).get("url") if item.file else None
        stated = {**facts_of(source, str(before or item.address), None), "part": OF_FEED}
        key = Path(item.file).stem if item.file else item.key
        path = self.spool.write(key, OWN_TEXT, item.text.encode(), stated)
        own = replace(item, state=State.FETCHED, goal=State.TAKEN, digest="", file=str(path))
        self.queue.put(replace(own, trouble=reason))
        self.queue.say(f"{item.address}: the text in its feed is used: {reason}")
        return replaced(item, reason)

    def _fetched_item(self, source: Source, item: Item, known: Validators) -> Fetched:
        """Fetch a page; a host may report it as unchanged although its headers withdraw it now."""
        marked = self.spool.stated(Path(item.file)).get("unpublished") if item.file else None
        fetched = self._fetched(source, item.address, NEVER_READ if marked else known)
        if fetched.data is None and fetched.unpublished:
            return self._fetched(source, item.address, NEVER_READ)
        return fetched

    def _fetched(self, source: Source, address: str, known: Validators) -> Fetched:
        terms = source.terms
        reach = Reach(frozenset(terms.allowed), self.resolve)
        credentials = ""
        if terms.credentials and origin_of(address) == origin_of(source.address):
            if not address.startswith("https:") and host_of(address) not in terms.allowed:
                raise NotFetched("credentials are only sent over https", lasting=True)
            credentials = self.credentials(terms.credentials)
        return self.fetcher.fetch(Request(address, known, credentials, reach))

    def _take(self, item: Item, source: Source, fetched: Fetched, data: bytes) -> None:
        digest = fetched.digest
        found = replace(item, validators=fetched.validators)
        if digest == item.digest and item.goal is not State.GONE and not item.trouble:
            self._unchanged(found)
            return
        if source.kind is Kind.SITEMAP and not item.text:
            listing = listing_of(fetched, self.manners.page_bytes)
            if listing.kind is Kind.SITEMAP:
                self.queue.add(source, _pages(listing, source, fetched))
                taken = replace(found, state=State.TAKEN, digest=digest, pause=source.terms.every)
                self.queue.put(taken, source.terms.every)
                return
        ending = ending_for(fetched.kind)
        require_listed(item, fetched, self._headline(item))
        page = data if ending == ".html" else b""
        final = canonical(fetched.address)
        target = PageFiles(self.queue, self.spool).of(
            item, final, page, partial(self._lead, source)
        )
        self.queue.name(item, headline_digests(page))
        fresh = replace(found, goal=State.TAKEN, digest=digest, tries=0, trouble="")
        before = self.spool.file_of(target.key)
        if target.is_stored:
            pause = self.manners.revisit
            taken = replace(fresh, state=State.TAKEN, text="", file=str(before), pause=pause)
            self.queue.put(taken, pause)
            return
        stated = facts_of(source, target.address, self._otherwise(item))
        stated["unpublished"] = fetched.unpublished
        if before:
            self.spool.set_aside(before)
        path = self.spool.write(target.key, ending, data, stated)
        self.queue.put(replace(fresh, state=State.FETCHED, file=str(path)))

    def _lead(self, source: Source, item: Item) -> str | None:
        """Return the address that a stored page leads to now, or None if it is gone."""
        if item.state is State.GONE:
            return None
        try:
            fetched = self._fetched(source, item.address, NEVER_READ)
        except BudgetSpent:
            raise
        except NotFetched as error:
            return None if error.gone else item.address
        return stated_address(fetched.data or b"", canonical(fetched.address))

    def _otherwise(self, item: Item) -> object:
        """Return the feed's metadata of a page, which applies if the page itself states none."""
        if item.text:
            return facts_in_feed(item)
        return self.spool.stated(Path(item.file)).get("otherwise") if item.file else None

    def _headline(self, item: Item) -> str:
        """Return the headline that the feed or the stored version of a page has, or ''."""
        if headline := headline_in_feed(item):
            return headline
        stored = Path(item.file) if item.file else None
        if stored is None or not stored.is_file():
            return ""
        otherwise = self.spool.stated(stored).get("otherwise")
        title = otherwise.get("title") if isinstance(otherwise, dict) else None
        return str(title or headline_of(stored.read_bytes()))

    def _unchanged(self, item: Item) -> None:
        pause = self.manners.pause_unchanged(item.pause)
        self.queue.put(replace(item, state=State.TAKEN, tries=0, pause=pause, trouble=""), pause)

    def _failed(self, item: Item, source: Source, error: NotFetched) -> Refusal | None:
        if error.host:  # the host's other pages wait too, but not those of other hosts
            self.queue.hold(item.address, self.manners.waiting(error.wait, self.manners.again))
        stored = Path(item.file) if item.file and Path(item.file).exists() else None
        if item.state is State.GONE:
            pause = self.manners.pause_unchanged(item.pause)
            self.queue.put(replace(item, pause=pause), pause)
        elif error.gone and item.digest and self.queue.shares_file(item):
            # The article is still at its other address.
            pause = self.manners.pause_unchanged(item.pause)
            left = replace(item, state=State.GONE, digest="", file="", pause=pause, trouble="")
            self.queue.put(left, pause)
        elif error.gone and item.digest and stored:
            today = datetime.now(UTC).date().isoformat()
            self.spool.state(stored, {"gone": today} | self.spool.stated(stored))
            marked = replace(item, state=State.FETCHED, goal=State.GONE, trouble=error.reason)
            self.queue.put(marked)
            self.queue.say(f"{item.address}: marked as gone from its source: {error.reason}")
        elif not error.lasting and item.tries + 1 < self.manners.tries:
            pause = self.manners.waiting(error.wait, self.manners.pause_after(item.tries + 1))
            again = replace(item, tries=item.tries + 1, trouble=error.reason)
            self.queue.put(again, pause)
        elif item.digest and stored:
            return self.keep(item, error.reason)
        elif item.state is State.TAKEN and stored:
            pause = self.manners.pause_unchanged(item.pause)  # the feed's text is stored
            self.queue.put(replace(item, tries=0, pause=pause, trouble=error.reason), pause)
        else:
            return self.use_own_text(item, source, error.reason)
        return None


def _pages(listing: Listing, source: Source, fetched: Fetched) -> tuple[Listed, ...]:
    """Return the pages to fetch for a source. Nested sitemaps are fetched like pages."""
    if listing.kind is Kind.PAGE:
        return (Listed(source.address, fetched.digest),)
    return listing.listed + listing.sitemaps
