from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.ledger.support import LONGEST, SupportCheck
from index.embedding.embedder import Embedder
from tests.assistant.fakes import an_article, citation
from tests.index.fakes import FakeEmbedder

ORDER = (
    "Uzbekistan Railways has ordered 36 high-speed passenger cars from Hyundai Rotem of South "
    "Korea, in an agreement that also puts Korea Railroad Corporation, known as KORAIL, in charge "
    "of part of the upkeep."
)
WORTH = "The order is worth about $200 million, or 270 billion won."
SEAT = "“Nobody will pay more for the same seat,” he said."
RUNS = (
    "Yuldoshev declined to say when the first set would arrive, but said that trial runs would be "
    "held between Tashkent and Samarkand."
)
LATER = "The trains will be delivered next year, the minister said on Friday."
KOREAN = "고속철도 차량 42량이 내년부터 공급된다고 국토부가 밝혔다."
SAID_ON = date(2024, 6, 14)


@pytest.fixture(scope="module")
def check(embedder: Embedder) -> SupportCheck:
    """Return the check with the default embedder."""
    return SupportCheck(embedder)


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        (ORDER, ORDER),
        ("Uzbekistan ordered 36 cars from Hyundai Rotem.", ORDER),
        ("The order is worth about 200 million dollars.", WORTH),
        ("Trial runs would be held between Tashkent and Samarkand.", RUNS),
        ("The trains will be delivered in 2025 (said in June 2024).", LATER),
        ("The trains will be delivered next year.", LATER),
        ("고속철도 차량 42량이 내년부터 공급된다.", KOREAN),
    ],
)
def test_what_the_words_say_is_supported(check: SupportCheck, sentence: str, evidence: str) -> None:
    """A sentence whose words, numbers, names and dates are those of its evidence has no doubts."""
    entry = check.entry(sentence, [evidence], said_on=SAID_ON)
    assert (entry.support, entry.doubts) == (Support.SUPPORTED, ())


@pytest.mark.parametrize(
    ("sentence", "evidence", "kind", "words"),
    [
        ("Uzbekistan ordered 42 cars from Hyundai Rotem.", ORDER, DoubtKind.NUMBER, "42"),
        ("The order is worth about 200 billion won.", WORTH, DoubtKind.NUMBER, "200 billion"),
        ("The trains will be delivered in 2026.", LATER, DoubtKind.DATE, "2026"),
        ("Norway ordered 36 cars from Hyundai Rotem.", ORDER, DoubtKind.NAME, "Norway"),
        ("Uzbekistan ordered 36 cars from Siemens.", ORDER, DoubtKind.NAME, "Siemens"),
        (
            "Trial runs would be held between Tashkent and Bukhara.",
            RUNS,
            DoubtKind.NAME,
            "Bukhara",
        ),
        (
            "Hyundai Rotem has ordered 36 cars from Uzbekistan Railways.",
            ORDER,
            DoubtKind.NAME,
            "Hyundai Rotem has ordered 36 cars from Uzbekistan Railways",
        ),
        (
            "Uzbekistan has not ordered 36 cars from Hyundai Rotem.",
            ORDER,
            DoubtKind.NEGATION,
            "not ordered 36",
        ),
        ("고속철도 차량 36량이 내년부터 공급된다.", KOREAN, DoubtKind.NUMBER, "36"),
        ("Tickets for the sea museum are free.", ORDER, DoubtKind.WORDS, "Tickets, sea, museum"),
    ],
)
def test_what_the_words_do_not_say_is_unsupported(
    check: SupportCheck, sentence: str, evidence: str, kind: DoubtKind, words: str
) -> None:
    """The gravest doubt comes first, with the sentence's own words."""
    entry = check.entry(sentence, [evidence], said_on=SAID_ON)
    assert entry.support is Support.UNSUPPORTED
    assert entry.doubts[0].kind is kind
    assert entry.doubts[0].words.startswith(words)


@pytest.mark.parametrize(
    ("sentence", "support", "words"),
    [
        ("Uzbekistan ordered 36 defective cars.", Support.PARTLY, "defective"),
        ("Uzbekistan cancelled 36 cars from Hyundai Rotem.", Support.PARTLY, "cancelled"),
        ("Uzbekistan received 36 cars from Hyundai Rotem.", Support.PARTLY, "received"),
        ("Uzbekistan has ordered 36 cars for Hyundai Rotem.", Support.PARTLY, "for Hyundai"),
        (
            "Uzbekistan ordered 36 cars from Hyundai Rotem, and the mayor is a thief.",
            Support.UNSUPPORTED,
            "and the mayor is a thief",
        ),
    ],
)
def test_a_word_of_its_own_is_told(
    check: SupportCheck, sentence: str, support: Support, words: str
) -> None:
    """A word or a clause that nothing bears out costs a mark, and is named."""
    entry = check.entry(sentence, [ORDER])
    assert (entry.support, [d.words for d in entry.doubts]) == (support, [words])
    assert entry.doubts[0].kind is DoubtKind.WORDS


@pytest.mark.parametrize("lead", ["However, ", "According to the railway, ", "In addition, "])
def test_a_lead_costs_no_mark(check: SupportCheck, lead: str) -> None:
    """What joins a sentence to the one before it states nothing."""
    entry = check.entry(f"{lead}Uzbekistan ordered 36 cars from Hyundai Rotem.", [ORDER])
    assert entry.support is Support.SUPPORTED


def test_a_dropped_hedge_is_partly_supported(check: SupportCheck) -> None:
    """A sentence that is firmer than its evidence is not supported as it stands."""
    entry = check.entry("The order is worth $200 million.", [WORTH])
    assert entry.support is Support.PARTLY
    assert [doubt.kind for doubt in entry.doubts] == [DoubtKind.HEDGE]


def test_a_denial_that_was_turned_round_is_unsupported(check: SupportCheck) -> None:
    """“Nobody will pay” does not bear out that passengers will."""
    entry = check.entry("Passengers will pay more for the same seat.", [SEAT])
    assert entry.support is Support.UNSUPPORTED
    assert DoubtKind.NEGATION in {doubt.kind for doubt in entry.doubts}


def test_a_claim_without_evidence_is_unsupported(check: SupportCheck) -> None:
    """Where nothing is cited, that is the doubt."""
    for evidence in ([], [""], ["  \n"]):
        entry = check.entry("The bridge fell.", evidence)
        assert entry.support is Support.UNSUPPORTED
        assert [(d.kind, d.words) for d in entry.doubts] == [
            (DoubtKind.UNCITED, "The bridge fell.")
        ]


def test_evidence_counts_together(check: SupportCheck) -> None:
    """A sentence that joins two cited sentences is supported by both, and by neither alone."""
    joined = "Uzbekistan ordered 36 cars from Hyundai Rotem for about $200 million."
    assert check.entry(joined, [ORDER, WORTH]).support is Support.SUPPORTED
    assert check.entry(joined, [ORDER]).support is Support.UNSUPPORTED
    assert check.entry(joined, [WORTH]).support is Support.UNSUPPORTED


def test_each_evidence_has_its_own_day(check: SupportCheck) -> None:
    """“Next year” counts from the article that says it."""
    days = [date(2023, 3, 1), SAID_ON]
    claim = "The trains will be delivered in 2025."
    assert check.entry(claim, [WORTH, LATER], said_on=days).support is Support.SUPPORTED
    assert check.entry(claim, [LATER, WORTH], said_on=days).support is Support.UNSUPPORTED


def test_names_may_come_from_around_the_words(check: SupportCheck) -> None:
    """Who “he” is, the paragraph tells; without it the name is in doubt."""
    said = "He asked for a broader gauge and stronger air conditioning."
    claim = "Yuldoshev asked for a broader gauge and stronger air conditioning."
    around = ["Rustam Yuldoshev runs the rolling stock department."]
    assert check.entry(claim, [said], around=around).support is Support.SUPPORTED
    assert check.entry(claim, [said]).support is not Support.SUPPORTED


def test_numbers_may_not_come_from_around_the_words(check: SupportCheck) -> None:
    """A number has to stand in the words that are cited."""
    entry = check.entry(
        "The railway ordered 36 cars.", ["The railway ordered cars."], around=["36"]
    )
    assert entry.support is Support.UNSUPPORTED


def test_a_claim_is_judged_by_its_citations(check: SupportCheck) -> None:
    """A citation brings its words, its place and its date."""
    article = an_article()
    cited = [citation(article, "The council met on Monday.")]
    assert check.cited("The council met on 10 June 2024.", cited).support is Support.SUPPORTED
    assert check.cited("The council met on 12 June 2024.", cited).support is Support.UNSUPPORTED


def test_the_closest_source_is_offered(check: SupportCheck) -> None:
    """The best single source is found among others; what is near to none has none."""
    sources = [WORTH, SEAT, RUNS, ORDER]
    assert check.closest("Hyundai Rotem will build 36 cars for Uzbekistan.", sources) == 3
    assert check.closest("Trials will run from Tashkent to Samarkand.", sources) == 2
    assert check.closest("Octopuses have three hearts.", sources) is None
    assert check.closest("Octopuses have three hearts.", []) is None


def test_a_sentence_that_is_too_long_is_not_supported(check: SupportCheck) -> None:
    """What a degenerate model writes without a full stop is not judged."""
    long = f"{ORDER} " * (LONGEST // len(ORDER) + 1)
    entry = check.entry(long, [long])
    assert entry == Entry(Support.UNSUPPORTED, (Doubt(DoubtKind.LENGTH, f"{len(long):,}"),))
    assert check.closest(long, [ORDER]) is None
    assert check.entry(long[:LONGEST], [long]).support is not Support.NO_CLAIM


@settings(max_examples=150)
@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_can_be_judged(sentence: str, evidence: list[str]) -> None:
    """No text breaks the check."""
    check = SupportCheck(FakeEmbedder())
    entry = check.entry(sentence, evidence, said_on=SAID_ON)
    assert bool(entry.doubts) == (entry.support in (Support.PARTLY, Support.UNSUPPORTED))
    check.closest(sentence, evidence)


@dataclass
class Alike:
    """Embeds one text along an axis, and every other text at the same angle to it."""

    text: str
    cosine: float
    model_id: str = "alike"
    dimensions: int = 2

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        other = (self.cosine, (1 - self.cosine**2) ** 0.5)
        return np.array([(1, 0) if text == self.text else other for text in texts], np.float32)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the row of one text."""
        return self.embed_passages([text])[0]


@pytest.mark.parametrize(
    ("likelihood", "support"),
    [
        (0.51, Support.SUPPORTED),
        (0.49, Support.PARTLY),
        (0.26, Support.PARTLY),
        (0.24, Support.UNSUPPORTED),
    ],
)
def test_a_sentence_is_supported_from_even_odds_on(likelihood: float, support: Support) -> None:
    """Below odds of one to three it is about something else."""
    sentence = "Trial runs would be held between Tashkent and Samarkand."
    coverage = SupportCheck(Alike(sentence, 0.0)).signs(sentence, [RUNS]).coverage
    # The cosine that makes the sentence so likely, by the weights of the two signs.
    cosine = (log(likelihood / (1 - likelihood)) + 3.66 - 3.06 * coverage) / 2.91
    check = SupportCheck(Alike(sentence, cosine))
    assert check.signs(sentence, [RUNS]).likelihood == pytest.approx(likelihood, abs=0.001)
    assert check.entry(sentence, [RUNS]).support is support
