"""What a web page may hold that makes the libraries that take it apart search for ever.

They look for tags, comments and authors with patterns that begin anew at each of some marks and
run to the end: a text of nothing but such marks takes the square of its length.
"""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement

from sources.formats.decoding import scrub
from sources.formats.fields import MAX_URL

# Marks from which a library's pattern runs to the end of the text that holds them.
_BEGINNINGS = ("<", '"author"', '"person"', '"Person"')
# So many characters may be looked at again, all in all, in the linked data of a page.
_MOST_STEPS = 2_000_000
_COMMENT = "<!--"


def without_traps(tree: HtmlElement) -> None:
    """Take from a page what would be searched over and over: no article has it."""
    # The serialiser looks from each of them for the end of the comment.
    for value in tree.xpath("//@*[contains(., '<!--')]"):
        _set(value, value.replace(_COMMENT, ""))
    for value in tree.xpath(f"(//meta | //link)/@*[string-length(.) > {MAX_URL}]"):
        _set(value, value[:MAX_URL])
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if sum(map(text.count, _BEGINNINGS)) * len(text) > _MOST_STEPS:
            script.drop_tree()


def _set(attribute: Any, value: str) -> None:
    # The parser lets control characters through that the setter refuses.
    attribute.getparent().set(attribute.attrname, scrub(value))
