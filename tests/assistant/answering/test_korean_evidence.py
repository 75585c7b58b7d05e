from __future__ import annotations

import pytest

from assistant.answering.evidence import Evidence, Frequencies, Topic
from assistant.answering.findings import korean_evidence
from assistant.question import parts
from tests.assistant.articles import article, sentence

NEWS = article("새 항만 다리의 건설 비용은 4000만 달러이다. 다리는 6월 5일에 열렸다. 비가 왔다.")


def weighed(question: str, similarities: tuple[float, ...] = (0.6, 0.5, 0.4)) -> list[Evidence]:
    """Weigh the sentences of the news."""
    (part,) = parts(question)
    found = [sentence(NEWS, start) for start in ("새 항만", "다리는", "비가")]
    weights = Topic.of(part, Frequencies(20, {}))
    return list(korean_evidence(part, found, similarities, weights))


@pytest.mark.parametrize(
    ("question", "answer"),
    [("항만 다리 건설 비용은 얼마인가?", "새 항만"), ("항만 다리는 언제 열렸나?", "다리는")],
)
def test_the_kind_of_thing_that_is_asked_for_decides(question: str, answer: str) -> None:
    """A sum for "how much", a time for "when"."""
    best, *others = weighed(question)
    assert best.sufficient
    assert best.sentence.text.startswith(answer)
    assert best.score > others[0].score


def test_what_does_not_answer_says_why() -> None:
    """It states something else, shares no words, or is not close."""
    refusals = {
        each.sentence.text[:2]: each.refusal for each in weighed("항만 다리 비용은 얼마인가?")
    }
    assert "how much" in refusals["비가"]
    assert "too few words" in weighed("도서관 직원 이름은?", (0.9, 0.9, 0.9))[0].refusal
    far = weighed("항만 다리 건설 비용은 얼마인가?", (-0.5, -0.5, -0.5))
    assert "not close enough" in far[0].refusal
