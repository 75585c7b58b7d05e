from __future__ import annotations

import pytest

from assistant.ledger.doubts.certainty import foretold
from sources.language.analysis import analysed


def _foretold(sentence: str, *evidence: str) -> list[str]:
    return list(foretold(analysed(sentence), [analysed(each) for each in evidence]))


@pytest.mark.parametrize(
    ("sentence", "evidence", "told"),
    [
        ("The hall was built here.", "The hall would be built here.", "would be built"),
        ("The hall was erected here.", "The hall will be built here.", "will be built"),
        ("The lease has expired.", "The lease expires in May.", "expires"),
        ("Six boats were in use.", "Six boats are to be in use by May.", "are to be in use"),
        ("They sold the farm.", "They want to sell the farm.", "to sell"),
        ("The hall opened to guests.", "The hall is due to open to guests.", "to open"),
        ("The hall has opened to guests.", "The hall will soon open to guests.", "will soon open"),
    ],
)
def test_what_is_yet_to_come(sentence: str, evidence: str, told: str) -> None:
    """What is told as done is doubted where the evidence plans or foretells it."""
    assert _foretold(sentence, evidence) == [told]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("The hall was built here.", "They built the hall here."),
        ("They will build the hall.", "They want to build the hall."),
        ("She said they needed the money.", "She said: we need the money."),
        ("They sold the farm.", "They managed to sell the farm."),
        ("The fair opened on Friday.", "The fair opened on Friday and will open again in May."),
    ],
)
def test_what_is_told_as_it_stands(sentence: str, evidence: str) -> None:
    """What the evidence tells as done, too, or the sentence as planned, is not doubted."""
    assert not _foretold(sentence, evidence)


def test_further_evidence_that_it_was_done() -> None:
    """Other evidence that tells it as done takes the doubt away."""
    assert not _foretold(
        "The hall was built here.", "The hall will be built here.", "We built it here, the hall."
    )
