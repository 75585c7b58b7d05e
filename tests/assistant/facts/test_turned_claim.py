from __future__ import annotations

import pytest

from assistant.facts.denials import turned


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("Passengers will not pay.", "Passengers will pay."),
        ("Passengers will pay.", "Passengers will not pay."),
        ("The paper cannot be altered.", "The paper can be altered."),
        ("The ferry no longer runs.", "The ferry still runs."),
        ("She refused to resign.", "She agreed to resign."),
        ("The council voted for it.", "The council did not voted for it."),
        ("The ferry sails at noon.", "The ferry does not sails at noon."),
        ("Rain today", None),
    ],
)
def test_a_negation_is_taken_out_or_put_in(claim: str, other: str | None) -> None:
    """What has none gets one at its verb, and what has no verb is left alone."""
    assert turned(claim) == other
