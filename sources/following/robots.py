"""robots.txt: the pages that a host lets programs read, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from sources.formats.robots_directives import AGENT

_NOTHING = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host's robots.txt for this program, as RFC 9309 defines them."""

    parser: Protego

    def allow(self, address: str) -> bool:
        """Return True if the address may be read; robots.txt itself always may."""
        return urlsplit(address).path == "/robots.txt" or self.parser.can_fetch(address, AGENT)

    @property
    def delay(self) -> float:
        """The requested seconds between two requests, or 0."""
        rate = self.parser.request_rate(AGENT)
        return max(
            self.parser.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0
        )


def rules_of(status: int, data: bytes) -> Rules:
    """Return the rules for a response. If there is no file, everything is allowed.

    A host that forbids robots.txt itself (401, 403) forbids everything.
    """
    if status in (401, 403):
        return Rules(Protego.parse(_NOTHING))
    text = data.decode("utf-8-sig", "replace") if status == 200 else ""
    return Rules(Protego.parse(text))
