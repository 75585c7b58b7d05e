from __future__ import annotations

import pytest

from assistant.ledger.doubts.figures import widened
from sources.language.analysis import analysed


def _widened(sentence: str, evidence: str) -> list[str]:
    return list(widened(analysed(sentence), [analysed(evidence)]))


@pytest.mark.parametrize(
    "evidence",
    [
        "Half of our farmers own a well.",
        "Some farmers own a well.",
        "Most of the older farmers own a well.",
    ],
)
def test_all_of_a_part(evidence: str) -> None:
    """What the evidence says of a part is doubted where the sentence says it of all."""
    assert _widened("All of the farmers own a well.", evidence) == ["All of the farmers"]


def test_most_of_a_part() -> None:
    """Half is not most, some are not every one, and more than half is most."""
    assert _widened("Most farmers own a well.", "Half of the farmers own a well.")
    assert _widened("Every bus is red.", "Some of the buses are red.") == ["Every bus"]
    assert not _widened("Most farmers own a well.", "More than half of the farmers own a well.")


@pytest.mark.parametrize(
    "evidence", ["Every farmer owns a well, some of them two.", "The farmers own some wells."]
)
def test_all_of_all(evidence: str) -> None:
    """Nothing is told where the evidence says it of all, or has a part of something else."""
    assert not _widened("All of the farmers own a well.", evidence)
