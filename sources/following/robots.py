"""robots.txt: the pages that a host lets programs read, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "OnRecord"
# Directives that have a value after a colon, as a program's name has its directives.
_WITH_VALUE = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host's robots.txt for this program."""

    parser: RobotFileParser

    def allow(self, address: str) -> bool:
        """Return True if the address may be read; robots.txt itself always may."""
        return urlsplit(address).path == "/robots.txt" or self.parser.can_fetch(AGENT, address)

    @property
    def delay(self) -> float:
        """The requested seconds between two requests, or 0."""
        asked = float(self.parser.crawl_delay(AGENT) or 0)
        rate = self.parser.request_rate(AGENT)
        return max(asked, rate.seconds / rate.requests if rate and rate.requests else 0.0)


def rules_of(address: str, status: int, data: bytes) -> Rules:
    """Return the rules for a response. If there is no file, everything is allowed.

    A host that forbids robots.txt itself (401, 403) forbids everything.
    """
    parser = RobotFileParser(address)
    if status in (401, 403):
        parser.parse(["User-agent: *", "Disallow: /"])
    else:
        text = data.decode("utf-8", "replace") if status == 200 else ""
        parser.parse(text.lstrip("\ufeff").splitlines())
    return Rules(parser)


def directives(header: str) -> str:
    """Return the directives of X-Robots-Tag headers that are for this program or for all.

    `header` has one header a line. Directives after a program's name are for that program.
    """
    found = []
    for line in header.split("\n"):
        agent = ""
        for part in line.split(","):
            name, colon, rest = part.partition(":")
            named = name.strip().lower()
            if colon and named not in _WITH_VALUE:
                agent, part = named, rest
            if agent in ("", "*", AGENT.lower()):
                found.append(part.strip().lower())
    return ", ".join(found)
