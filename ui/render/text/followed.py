"""The followed sources and their progress, for a terminal and as JSON."""

from __future__ import annotations

from sources.following.source import Kind, State
from ui.followed_sources import Progress, outcome
from ui.render.text.terminal import safe, say

_MOST_LISTED = 10


def say_progress(each: Progress) -> None:
    """Print a source, its progress, and the pages that were not read well."""
    say(safe(f"{each.source.address} ({each.source.kind})"))
    say(f"{each.last_read}; {each.summary}", indent=2)
    if each.problem:
        say(safe(f"problem: {each.problem}"), indent=2)
    if each.source.kind is Kind.PAGE:
        return
    for item in each.troubled[:_MOST_LISTED]:
        say(safe(f"{item.address}: {item.trouble}; {outcome(item)}"), indent=2)
    if len(each.troubled) > _MOST_LISTED:
        more = len(each.troubled) - _MOST_LISTED
        say(f"… and {more:,} more; `onrecord follow --list --json` lists all of them", indent=2)


def progress_record(each: Progress) -> dict[str, object]:
    """Return a source and its progress for JSON."""
    source, terms = each.source, each.source.terms
    return {
        "address": source.address,
        "kind": source.kind,
        "outlet": terms.outlet or None,
        "language": terms.language or None,
        "credentials": terms.credentials or None,
        "allowed": terms.allowed,
        "every_seconds": terms.every,
        "read_at": source.read.isoformat() if source.read else None,
        "trouble": each.problem or None,
        "pages": {str(state): number for state, number in each.counts.items()},
        "given_up": [{"address": item.address, "reason": item.trouble} for item in each.given_up],
        "not_read": [
            {"address": item.address, "reason": item.trouble, "outcome": outcome(item)}
            for item in each.troubled
            if item.state is not State.GIVEN_UP
        ],
    }
