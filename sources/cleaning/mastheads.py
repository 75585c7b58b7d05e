"""Mastheads: the outlet's name in a headline or in place of an author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from sources.language.phrases import folded

_BEHIND = re.compile(r"\s+[-–—|·:«<•/]+\s+|\s*[|»]\s*")
_BEFORE = re.compile(r"\s*[|»:]\s+|\s+[-–—]\s+")
# Words of a masthead beside the outlet's name: "The Courier", "Courier Online", "courier.example".
_AROUND = re.compile(r"^the\b|\b(?:online|news|website|\.?com|newspaper)$", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:staff|newsroom|news ?desk|desk|editors?|editorial(?: board)?|redaktion|redacción"
    r"|web ?team|reporters?|writers?|team|correspondents?)\b",
    re.IGNORECASE,
)


def without_outlet(
    title: str | None, outlet: str | None, url: str | None, shown: Iterable[str] = ()
) -> str | None:
    """Return the title without the outlet before or after it.

    If no outlet is known, the ending that the page's own heading (`shown`) lacks is its name.
    """
    if not title:
        return title
    names = _names(outlet, url)
    headings = {folded(heading) for heading in shown} - {""}
    for sep in reversed([*_BEHIND.finditer(title)]):
        head, tail = title[: sep.start()].strip(), title[sep.end() :]
        if head and (_key(tail) in names or folded(head) in headings):
            return head
    if (sep_before := _BEFORE.search(title)) and (rest := title[sep_before.end() :].strip()):
        start = title[: sep_before.start()]
        # "Reuters: the last agency" may be a headline. The page's own heading decides.
        bars = sep_before[0].strip() in ("|", "»")
        if folded(rest) in headings or (bars and _key(start) in names):
            return rest
    return title


def without_outlets(
    authors: tuple[str, ...], outlet: str | None, url: str | None
) -> tuple[str, ...]:
    """Return the authors without the outlet, its staff, and URLs."""
    names = _names(outlet, url)
    return tuple(
        author
        for author in authors
        if "://" not in author
        and _key(author) not in names
        and not (names and _key(_STAFF.sub("", author)) in names | {""})
    )


def _names(outlet: str | None, url: str | None) -> set[str]:
    """Return the forms of the outlet's name, and the name in the page's address."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = [label for label in host.split(".")[:-1] if label not in ("www", "m", "co", "com")]
    found = {_key(outlet or ""), *({folded(labels[-1])} if labels else ())}
    return {name for name in found if len(name) > 2}


def _key(name: str) -> str:
    return folded(_AROUND.sub("", _AROUND.sub("", name.strip()).strip()).strip()) or folded(name)
