"""Rule-based evidence for Korean questions, as the reader supports only English.

A sentence answers if it contains the kind of thing asked for, and its words and vector are close
enough to the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import Topic
from assistant.answering.evidence import Evidence
from assistant.answering.sentence import Sentence
from assistant.question import Kind, Part
from sources.language.amounts import amounts
from sources.language.calendar_names import KOREAN_WEEKDAYS
from sources.language.currencies import is_money
from sources.language.scripts import HANGUL

# The sum of coverage and similarity from which a sentence counts as an answer. Less is enough if
# the sentence must also contain a figure or a time.
_ENOUGH, _ENOUGH_WITH_FIGURE = 1.0, 0.85
_LEAST_COVERAGE = 0.3

_SIGNS = {
    Kind.HOW_MUCH: r"\d\s?(?:%|억|조|만|천)|달러|퍼센트|원",
    Kind.SHARE: r"\d\s?%|\d\s?퍼센트|절반",
    Kind.HOW_MANY: r"\d|[한두세네] ?(?:명|개|곳)",
    Kind.WHEN: rf"\d+\s?(?:년|월|일)|[{KOREAN_WEEKDAYS}]요일|내년|올해|작년|지난해|지난달|다음 ?달|"
    r"어제|오늘|내일|하반기|상반기|\b(?:1\d|20)\d\d\b",
    Kind.HOW_LONG: r"\d\s?(?:년|개월|주|일|시간|분|세|살|㎞|km)",
    Kind.WHY: r"때문|위해|위한|따라|이유|으로 인해",
    Kind.DEFINITION: rf"[{HANGUL}](?:은|는|이란|란)\b",
}
_FIGURES = frozenset({Kind.HOW_MUCH, Kind.SHARE, Kind.HOW_MANY, Kind.HOW_LONG, Kind.WHEN})


def korean_evidence(
    part: Part,
    sentences: Sequence[Sentence],
    similarities: Sequence[float],
    topic: Topic,
) -> tuple[Evidence, ...]:
    """Weigh sentences for one part of a question, best first.

    `similarities` are the cosines between the question's vector and those of the sentences.
    """
    found = [
        _evidence(part, sentence, similarity, topic)
        for sentence, similarity in zip(sentences, similarities, strict=True)
    ]
    return tuple(sorted(found, key=lambda evidence: -evidence.score))


def _evidence(part: Part, sentence: Sentence, similarity: float, topic: Topic) -> Evidence:
    covered = topic.coverage(sentence)
    fits = part.kind not in _SIGNS or bool(re.search(_SIGNS[part.kind], sentence.text))
    if part.kind is Kind.HOW_MUCH:
        fits = fits or any(is_money(amount.unit) for amount in amounts(sentence.text))
    fitting = 0.5 if part.kind in _FIGURES else 0.3
    score = (covered.near + covered.exact) / 2 + similarity + fitting * fits
    enough = _ENOUGH_WITH_FIGURE if part.kind in _FIGURES else _ENOUGH
    refusal = ""
    if not fits:
        refusal = f"it does not state what is asked for ({part.kind})"
    elif covered.near < _LEAST_COVERAGE:
        refusal = "it shares too few words with the question"
    elif covered.near + similarity < enough:
        refusal = "it is not close enough to the question"
    return Evidence(sentence, part, score, refusal)
