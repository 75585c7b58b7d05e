"""Recognition of the sentence "no clear answer" in a model's reply, in English and Korean."""

from __future__ import annotations

import re
from itertools import product

from assistant.answer import NO_CLEAR_ANSWER

_LETTERS = re.compile(r"[^\W_]+")
# A model that answers in Korean translates the sentence it was told to copy.
_ABOUT = (
    "",
    "해당 내용은",
    "이 내용은",
    "그 내용은",
    "관련 내용은",
    "해당 정보는",
    "답은",
    "답변은",
)
_WHERE = ("기록에", "기록에는", "기록에서", "기록에서는")
_ABSENT = (
    *("없습니다", "없음", "없다", "없어요", "찾을 수 없습니다", "찾을 수 없음", "찾을 수 없다"),
    *("나와 있지 않습니다", "나와 있지 않다", "나오지 않습니다", "존재하지 않습니다"),
    *("포함되어 있지 않습니다", "언급되어 있지 않습니다", "언급되지 않았습니다"),
)


def _folded(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


_FORMS = frozenset(
    _folded(" ".join(parts))
    for parts in (
        *product(("", "there is"), (NO_CLEAR_ANSWER, "no answer in the record")),
        *product(("", "it is", "this is", "that is", "the answer is"), ("not in the record",)),
        *product(_ABOUT, _WHERE, _ABSENT),
    )
)


def declines(sentence: str) -> bool:
    """Return True if a sentence only states that the archive has no clear answer."""
    return _folded(sentence) in _FORMS


def may_decline(begun: str) -> bool:
    """Return True if a sentence that begins like this may turn out to be "no clear answer"."""
    letters = _folded(begun)
    return any(form.startswith(letters) for form in _FORMS)
