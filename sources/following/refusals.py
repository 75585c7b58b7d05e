"""Refusals of pages and of entries of feeds, each with the next step."""

from __future__ import annotations

from collections.abc import Iterator

from sources.errors import Refusal
from sources.following.listing import Listing
from sources.following.source import Item

KEPT = "the stored version is kept, and the page is read again later"
_CUT_OFF = "the feed is cut off; its complete entries were read"
_ADD_FEED = "save the feed and run `onrecord add` to add their text"
MOST_NAMED = 20


def kept(item: Item, reason: str) -> Refusal:
    """Return the refusal of a page whose stored version is kept."""
    return Refusal(item.address, reason, KEPT)


def replaced(item: Item, reason: str) -> Refusal:
    """Return the refusal of a page in whose place the text in its feed is stored."""
    return Refusal(item.address, reason, "the text in its feed is used instead")


def given_up(item: Item, reason: str) -> Refusal:
    """Return the refusal of a page that was given up."""
    return Refusal(item.address, reason, "it is tried again when its source reports a change")


def refusals_of(address: str, listing: Listing) -> Iterator[Refusal]:
    """Yield the refusals of the entries of a feed that were left out."""
    if listing.is_cut_off:
        yield Refusal(address, _CUT_OFF, "the rest is read when the feed is whole")
    for each in listing.left_out[:MOST_NAMED]:
        title = f"“{each.title}”" if each.title else "an entry without a title"
        yield Refusal(f"{address} ({title})", f"it is left out: {each.reason}", _ADD_FEED)
    if (more := len(listing.left_out) - MOST_NAMED) > 0:
        yield Refusal(address, f"further entries are left out: {more:,}", _ADD_FEED)
