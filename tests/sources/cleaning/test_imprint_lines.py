from __future__ import annotations

import pytest

from sources.cleaning.imprint_lines import is_imprint

KNOWN = ("みさき新報", "Lena Krings")


@pytest.mark.parametrize(
    "line",
    [
        "October 14, 2004 - by our own correspondent | Print | E-mail",
        "14 октября 2004 | Происшествия",
        "2026年6月22日 みさき新報 A+ A-",
        "Lena Krings 3.2.2026",
        "Staff writer · 3 de febrero de 2026",
    ],
)
def test_a_date_with_the_outlet_or_behind_a_sign_is_an_imprint(line: str) -> None:
    """The months may be in any language."""
    assert is_imprint(line, KNOWN)


@pytest.mark.parametrize(
    "line",
    [
        "What the attack of 14 October 2004 changed in Kelmar",
        "14 October 2004 changed everything in the town",
        "On 3.2.2026 the bridge was closed.",
        "The 2004 budget in twelve charts",
    ],
)
def test_a_headline_with_a_date_is_none(line: str) -> None:
    """A date in a sentence or a headline is not apart from its words."""
    assert not is_imprint(line, KNOWN)
