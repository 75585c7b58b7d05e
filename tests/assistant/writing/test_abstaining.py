from __future__ import annotations

import pytest

from assistant.writing.abstaining import declines, may_decline


@pytest.mark.parametrize(
    "sentence",
    [
        *("No clear answer in the record.", "There is no clear answer in the record."),
        *("Not in the record.", "not in the record", "The answer is not in the record!"),
        *(
            "기록에 없습니다.",
            "기록에는 없음",
            "해당 내용은 기록에 없습니다.",
            "기록에 나와 있지 않습니다.",
        ),
    ],
)
def test_a_statement_of_no_answer_is_known_by_its_words(sentence: str) -> None:
    """In English and Korean, and from its first word on it may be one."""
    assert declines(sentence)
    assert all(may_decline(sentence[:length]) for length in range(len(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "The price is not in the record of the council.",
        "The mayor said that it is not in the record.",
        "회의 기록에 없습니다라고 시장이 말했다.",
        "기록에 없던 다리가 열렸다.",
    ],
)
def test_a_sentence_about_a_record_is_a_sentence(sentence: str) -> None:
    """What somebody said of a record is told."""
    assert not declines(sentence)
