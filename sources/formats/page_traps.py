"""Parts of web pages that make the parsing libraries search for a very long time.

They look for tags, comments and authors with patterns that restart at every opening mark and run to
the end. A text of nothing but such marks takes time quadratic in its length.
"""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement

from sources.formats.decoding import scrub
from sources.formats.metadata_fields import MAX_URL

# Marks from which a library's pattern runs to the end of the text.
_BEGINNINGS = ("<", '"author"', '"person"', '"Person"')
# The total number of characters that may be rescanned in a page's linked data.
_MOST_STEPS = 2_000_000
_COMMENT = "<!--"


def without_traps(tree: HtmlElement) -> None:
    """Remove the parts of a page that a parser would scan over and over. No article has any."""
    # From each of them, the serialiser searches for the end of the comment.
    for value in tree.xpath("//@*[contains(., '<!--')]"):
        _set(value, value.replace(_COMMENT, ""))
    for value in tree.xpath(f"(//meta | //link)/@*[string-length(.) > {MAX_URL}]"):
        _set(value, value[:MAX_URL])
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if sum(map(text.count, _BEGINNINGS)) * len(text) > _MOST_STEPS:
            script.drop_tree()


def _set(attribute: Any, value: str) -> None:
    # The parser accepts control characters that the setter refuses.
    attribute.getparent().set(attribute.attrname, scrub(value))
