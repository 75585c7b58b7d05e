"""The directives for programs in X-Robots-Tag headers and in a page's robots <meta> element.

See https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

from __future__ import annotations

AGENT = "OnRecord"
# Directives that have a value after a colon, as a program's name has its directives.
_WITH_VALUE = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)


def directives(stated: str) -> str:
    """Return the names of the directives that are for this program or for all.

    `stated` has one header a line. Directives after a program's name are for that program, and
    "none" stands for "noindex, nofollow".
    """
    found: list[str] = []
    for header in stated.lower().split("\n"):
        agent = ""
        for part in header.split(","):
            name, colon, rest = (piece.strip() for piece in part.partition(":"))
            if colon and name not in _WITH_VALUE:
                agent, name = name, rest
            if agent in ("", "*", AGENT.lower()):
                found.append("noindex, nofollow" if name == "none" else name)
    return ", ".join(filter(None, found))
