from __future__ import annotations

import pytest

from assistant.quotes.alignment import nearest
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.differences import compared
from assistant.quotes.verdict import Change
from tests.assistant.records import recorded


def differences(record: str, claimed: str) -> list[Change]:
    """Return how claimed words differ from an article that consists of the recorded ones."""
    alignment = nearest(Claimed.of(claimed), recorded(record))
    assert alignment is not None
    pieces, _ = compared(alignment)
    assert "".join(piece.claimed for piece in pieces) == claimed
    return [piece.change for piece in pieces if piece.change and piece.grave]


@pytest.mark.parametrize(
    ("record", "claimed", "change"),
    [
        ("No, more taxes are needed", "No more taxes are needed", Change.NEGATION),
        ("No more taxes are needed", "No – more taxes are needed", Change.NEGATION),
        ("It will hurt us all this year", "It will hurt US all this year", Change.NAME),
        ("It will hurt the U.S. this year", "It will hurt the us this year", Change.NAME),
        ("Nobody knows who is to blame", "Nobody knows WHO is to blame", Change.NAME),
        ("The risk is < 5 for most", "The risk is > 5 for most", Change.CHANGED),
        ("Growth was −5.2 per cent", "Growth was 5.2 per cent", Change.NUMBER),
        ("Growth was \u20115.2 per cent", "Growth was 5.2 per cent", Change.NUMBER),
        ("Growth was 5.2 per cent", "Growth was \u20135.2 per cent", Change.NUMBER),
        ("It will be 20℃ today", "It will be 20℉ today", Change.CHANGED),
        ("It will be 20 °C today", "It will be 20 °F today", Change.CHANGED),
        (
            "Yes. For two years. After that it pays",
            "Yes. For two years after that. It pays",
            Change.CHANGED,
        ),
        (
            "We go if it pays and not because of you, dear.",
            "We go if it pays and not. Because of you, dear.",
            Change.CHANGED,
        ),
        ("They are right! And we are wrong.", "They are right? And we are wrong.", Change.CHANGED),
    ],
)
def test_what_folding_drops_is_a_difference(record: str, claimed: str, change: Change) -> None:
    """Capitals, a comma or a sign that changes what is said changes the meaning."""
    assert differences(record, claimed) == [change]


@pytest.mark.parametrize(
    ("record", "claimed"),
    [
        ("No, we will not go", "No we will not go"),
        ("We went home, and we slept and we ate.", "We went home. And we slept. And we ate."),
        ("we went home we slept until noon", "We went home. We slept until noon."),
        ("They are right! We are wrong.", "They are right. We are wrong."),
        ("No. 10 has told us nothing", "No 10 has told us nothing"),
        ("RUSSIA ATTACKS US IN THE MORNING", "Russia attacks us in the morning"),
        ("The U.S. will never leave", "The US will never leave"),
        ("Growth was –5.2 per cent", "Growth was -5.2 per cent"),
        ("It takes 5–10 years", "It takes 5-10 years"),
        ("It will be 20℃ today", "It will be 20 °C today"),
    ],
)
def test_what_is_set_in_another_way_is_no_difference(record: str, claimed: str) -> None:
    """The same words in headlines, with other dashes and without an unneeded comma agree."""
    assert differences(record, claimed) == []
