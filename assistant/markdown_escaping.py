"""Escaping of quoted text for Markdown.

Links, images and HTML in an article are escaped, so that nothing is fetched where the Markdown is
shown.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&]")
_BARE_LINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)


def plain(text: str) -> str:
    """Escape text so that Markdown shows it literally, on one line."""
    line = " ".join(text.split())
    return _BARE_LINK.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\g<0>", line))
