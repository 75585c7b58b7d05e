"""Markdown: foreign words in it stay the characters that they are made of.

A link, an image or HTML in an article is escaped, so that nothing is fetched where the Markdown is
shown.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&]")
_BARE_LINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def plain(text: str) -> str:
    """Escape foreign words so that Markdown shows them as they are, on one line."""
    line = " ".join(text.split())
    return _BARE_LINK.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\g<0>", line))
