"""What trafilatura takes from a web page: its text, and the metadata that it recognises."""

from __future__ import annotations

from typing import Any

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from sources.article import Metadata
from sources.errors import PARSER_FAULTS, Unreadable
from sources.formats.metadata_fields import metadata_of

# A text with less than this share kept is only a piece of it.
_LEAST_KEPT = 0.5
# If more of the running text is kept, no other extraction can keep twice as much.
_ENOUGH_KEPT = 0.7


def extracted(tree: HtmlElement, *, compared: bool, running: int) -> Any | None:
    """Return trafilatura's document of the page, or None if it finds no article.

    It is run for precision. If that keeps less than half of what it keeps by default, the precise
    text is only a piece of the article, and the default one is used. The default is only tried if
    enough of the page's `running` characters are left for it.
    """
    precise = _document(tree, compared=compared, precise=True)
    if precise is not None and _size(precise) >= _ENOUGH_KEPT * running > 0:
        return precise
    usual = _document(tree, compared=compared, precise=False)
    if precise is None or (usual is not None and _size(precise) < _LEAST_KEPT * _size(usual)):
        return usual
    return precise


def _size(found: Any) -> int:
    return sum(map(len, found.body.itertext()))


def _document(tree: HtmlElement, *, compared: bool, precise: bool) -> Any | None:
    # Importing it takes 0.3 s, which a command that reads no web page should not pay.
    import trafilatura  # noqa: PLC0415

    try:
        found = trafilatura.bare_extraction(
            tree,
            fast=not compared,
            favor_precision=precise,
            include_comments=False,
            with_metadata=True,
            # Its date is ignored: it takes days from addresses and turns a copyright line's year
            # into 1 January. The narrow search only saves time.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (*PARSER_FAULTS, LxmlError) as error:
        raise Unreadable(
            f"the page cannot be parsed ({type(error).__name__})",
            "save the article's text as .txt, with a sidecar for its metadata",
        ) from error
    return None if found is None or found.body is None else found


def recognised_in(found: Any, origin: str) -> Metadata:
    """Return the metadata that trafilatura recognised on the page, without its guesses."""
    host = (found.url or "").lower().partition("//")[2].partition("/")[0]
    outlet = found.sitename
    if outlet and outlet.lower() in host:  # taken from the address, not from the page
        outlet = None
    return metadata_of(
        {"title": found.title, "outlet": outlet, "authors": found.author, "url": found.url}, origin
    )
