"""The directives of a host for this program."""

from __future__ import annotations

import pytest

from sources.formats.robots_directives import directives


@pytest.mark.parametrize(
    ("stated", "ours"),
    [
        ("noindex, nofollow", "noindex, nofollow"),
        ("None", "noindex, nofollow"),
        ("googlebot: noindex, nofollow", ""),
        ("noarchive, googlebot: noindex", "noarchive"),
        ("nofollow\ngooglebot: noindex", "nofollow"),
        ("googlebot: nofollow, onrecord: noindex", "noindex"),
        ("*: none", "noindex, nofollow"),
        ("max-snippet: -1, noindex", "max-snippet, noindex"),
        ("max-image-preview:none", "max-image-preview"),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST", "unavailable_after"),
        ("", ""),
    ],
)
def test_directives_for_other_programs_do_not_count(stated: str, ours: str) -> None:
    """A program's name goes before its directives, and a value is not a directive."""
    assert directives(stated) == ours
