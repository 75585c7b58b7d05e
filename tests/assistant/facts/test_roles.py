from __future__ import annotations

import pytest

from assistant.facts.fact_comparison import roles_differ
from sources.language.analysis import analysed


@pytest.mark.parametrize(
    ("claim", "record", "differ"),
    [
        ("Erik Lund resigned.", "Erik Lund's brother resigned.", True),
        ("Erik Lund's brother resigned.", "Erik Lund resigned.", True),
        ("Erik Lund resigned.", "A spokesman for Erik Lund resigned.", True),
        ("Madison Keys beat Naomi Osaka.", "Naomi Osaka beat Madison Keys.", True),
        ("Naomi Osaka was beaten by Madison Keys.", "Madison Keys beat Naomi Osaka.", False),
        ("The brother of Lund resigned.", "Erik Lund's brother resigned.", False),
        ("Erik Lund resigned.", "Erik Lund resigned on Monday.", False),
    ],
)
def test_what_somebody_else_did_is_told_apart(claim: str, record: str, differ: bool) -> None:
    """A relative or an aide is not the person, and names must keep their roles."""
    said = analysed(record)
    assert roles_differ(analysed(claim), said, [said]) is differ
