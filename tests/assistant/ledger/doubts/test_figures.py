from __future__ import annotations

import pytest

from assistant.ledger.doubts.figures import exchanged, invented, misplaced
from sources.language.analysis import analysed


def _invented(sentence: str, evidence: str) -> list[str]:
    return list(invented(analysed(sentence), [analysed(evidence)]))


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("42 cars", "forty-two cars"),
        ("$2.7 million", "2,700,000 dollars"),
        ("about 200 million", "198.7 million"),
        ("nearly 300 people", "298 people"),
        ("50 percent", "half"),
        ("a dozen trains", "twelve trains"),
        ("one train", "a fast train"),
        ("one of the trains", "the trains"),
        ("the 2nd train", "the second train"),
        ("twice as many", "double"),
        ("2,700억 원", "270 billion won"),
        ("US$7 million", "$7 million"),
        ("$7 million", "US$7 million"),
        ("A$7 million", "7 million Australian dollars"),
        ("12 billion so'm", "12 billion soums"),
        ("12 billion Uzbek sum", "UZS 12 billion"),
        ("12 billion sums", "12 billion Uzbek soms"),
        ("7 million Kyrgyz soms", "KGS 7 million"),
        ("7 million Turkmen manats", "TMT 7 million"),
        ("7 million tögrögs", "MNT 7 million"),
        ("300 crore rupees", "3 billion rupees"),
        ("two sums", "two amounts"),
    ],
)
def test_the_same_number_in_other_words(sentence: str, evidence: str) -> None:
    """Numbers agree by value, in digits and words, and roughly where the sentence says so."""
    assert _invented(sentence, evidence) == []


@pytest.mark.parametrize(
    ("sentence", "evidence", "words"),
    [
        ("42 cars", "36 cars", "42"),
        ("$2.7 billion", "$2.7 million", "$2.7 billion"),
        ("6.2% more", "6.2 million more", "6.2%"),
        ("200 million", "198.7 million", "200 million"),
        ("about 207 million", "200 million", "207 million"),
        ("a third", "a half", "third"),
        ("one train", "two trains", "one"),
        ("a dozen trains", "ten trains", "a dozen"),
        ("52명을 뽑는다", "25명을 뽑는다", "52"),
        ("A$7 million", "$7 million", "A$7 million"),
        ("7 million Hong Kong dollars", "7 million dollars", "7 million Hong Kong dollars"),
        ("S$7 million", "US$7 million", "S$7 million"),
        ("12 billion dollars", "12 billion soums", "12 billion dollars"),
        ("7 million so‘m", "$7 million", "7 million so‘m"),
        ("7 million Uzbek so'm", "$7 million", "7 million Uzbek so'm"),
        ("12 billion sums", "$12 billion", "12 billion sums"),
        ("7 million Uzbek soms", "7 million Kyrgyz soms", "7 million Uzbek soms"),
        ("300 crore dollars", "300 crore rupees", "300 crore dollars"),
    ],
)
def test_an_invented_number(sentence: str, evidence: str, words: str) -> None:
    """A value that the evidence does not state is named as the sentence has it."""
    assert _invented(sentence, evidence) == [words]


@pytest.mark.parametrize(
    ("sentence", "evidence", "words"),
    [
        ("They first repaired the pumps.", "They repaired the pumps.", []),
        ("The first pumps came.", "The pumps came.", []),
        ("The first class of 45 starts.", "The second class of 45 starts.", ["first"]),
        ("The first class starts.", "The 3rd class starts.", ["first"]),
        ("The second class starts.", "The first class starts.", ["second"]),
        ("The fourth plant opened.", "The plant opened.", ["fourth"]),
    ],
)
def test_first_is_a_number_beside_other_ranks(
    sentence: str, evidence: str, words: list[str]
) -> None:
    """It is most often a word of sequence; of what has another rank in the record it is wrong."""
    assert _invented(sentence, evidence) == words


def test_numbers_that_changed_places() -> None:
    """A number that the evidence gives of something else is in doubt."""
    evidence = [analysed("36 cars for 270 passengers")]
    assert list(misplaced(analysed("270 cars"), evidence)) == ["270 cars"]
    assert list(misplaced(analysed("36 fast cars"), evidence)) == []


def _exchanged(sentence: str, evidence: str) -> list[str]:
    return list(exchanged(analysed(sentence), [analysed(evidence)]))


@pytest.mark.parametrize(
    ("sentence", "evidence", "told"),
    [
        ("Oslo 20, Bergen 16.", "Bergen 20, Oslo 16.", ["Oslo 20", "Bergen 16"]),
        (
            "Oslo sent 20 boats and Bergen 16.",
            "Bergen sent 20 boats and Oslo 16.",
            ["Oslo 20", "Bergen 16"],
        ),
        ("부산 20명, 대구 16명이 왔다.", "대구 20명, 부산 16명이 왔다.", ["부산 20", "대구 16"]),
    ],
)
def test_numbers_that_change_places(sentence: str, evidence: str, told: list[str]) -> None:
    """What the evidence counts for one name is not counted for the other."""
    assert _exchanged(sentence, evidence) == told


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Oslo 20, Bergen 16.", "Bergen 16, Oslo 20."),
        ("부산은 20명, 대구는 16명이다.", "대구 16명, 부산 20명이 왔다."),
        ("Oslo sent 20 boats.", "Oslo sent 16 boats in 2019 and 20 in 2020."),
    ],
)
def test_numbers_that_keep_their_places(sentence: str, evidence: str) -> None:
    """Another order changes nothing, nor does a number that stands behind no other name."""
    assert not _exchanged(sentence, evidence)
