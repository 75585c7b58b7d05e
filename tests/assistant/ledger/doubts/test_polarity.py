from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.doubts.certainty import dropped
from assistant.ledger.doubts.negation import flipped, opposed
from sources.language.analysis import analysed


def _flipped(sentence: str, evidence: str) -> list[str]:
    ours, theirs = analysed(sentence), [analysed(evidence)]
    opposites = [words.split(" / ")[0] for words, _ in opposed(ours, theirs)]
    return [*(words for words, _ in flipped(ours, theirs)), *opposites]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("They will accept the offer.", "They will not accept the offer."),
        ("They will not accept the offer.", "They will accept the offer."),
        ("Fares would go up.", "She denied reports that fares would go up."),
        ("Fares would rise.", "She denied reports that fares would go up."),
        ("The mayor would resign.", "He dismissed rumours that the mayor would step down."),
        ("Work on the dam started.", "Work on the dam ended."),
        ("They voted against the plan.", "They voted in favour of the plan."),
        ("The road is shut since May.", "The road is shut until May."),
        ("The new line is longer.", "The new line is shorter."),
        ("Guests pay the full fare.", "Guests pay half the fare."),
        ("She confirmed the reports.", "She denied the reports."),
        ("Prices fell by a tenth.", "Prices rose by a tenth."),
        ("The law is fair.", "The law is unfair."),
        ("He sold the house.", "He bought the house."),
        ("Wells are waterless.", "Wells had water."),
        ("We have the money.", "We do not have the money."),
        ("They may not sit it again.", "Those who fail the exam may sit it again."),
        ("이름은 공개되었다.", "이름은 공개되지 않았다."),
        ("문을 열지 않는다.", "문을 연다."),
    ],
)
def test_what_was_turned_round(sentence: str, evidence: str) -> None:
    """A negation more or less, or the opposite word, is told."""
    assert _flipped(sentence, evidence)


@given(
    st.sampled_from(
        "incorrectly unguarded dishonest impossible illegal irregular misread improper inability "
        "unpaid immature unfair disobeyed irresponsible imprecise nonresident".split()
    ),
    st.booleans(),
)
def test_a_prefix_that_denies(word: str, without: bool) -> None:
    """What is turned round by a prefix, put before a word or taken from it, is told."""
    bare = re.sub("^(?:in|un|dis|im|il|ir|mis|non)", "", word)
    said, recorded = (bare, word) if without else (word, bare)
    assert _flipped(f"It was {said} there.", f"It was {recorded} there.") == [said]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("They will not accept the offer.", "They won't accept the offer."),
        ("Nobody accepted the offer.", "The offer was accepted by no one."),
        ("Trial runs will be held.", "He declined to give a date, but trial runs will be held."),
        ("She rejected the reports.", "She denied the reports."),
        ("The plan was dismissed.", "The mayor rejected the plan."),
        ("Reports that fares would rise were denied.", "She denied that fares would rise."),
        ("Work began in May.", "Work started in May and goes on to the end of June."),
        ("It was the first such sale.", "No such sale had been made before."),
        ("The school is No. 110.", "School No. 110 opened."),
        ("He not only sang but danced.", "He sang and danced."),
        ("The rate is unpublished.", "The rate has not been published."),
        ("The homeless came.", "Those who lost their homes came."),
        ("He rejected the offer.", "He turned the offer down."),
        ("Entry is free.", "There is no charge for entry."),
        ("The price was disclosed.", "The deal was closed."),
        ("Fruit was imported.", "Fruit lay in the port."),
        ("Immigrants came.", "Migrants came."),
    ],
)
def test_what_means_the_same(sentence: str, evidence: str) -> None:
    """Negations of the same, and those of something else, are no doubt."""
    assert _flipped(sentence, evidence) == []


def _dropped(sentence: str, *evidence: str) -> list[str]:
    return list(dropped(analysed(sentence), [analysed(each) for each in evidence]))


@pytest.mark.parametrize(
    ("sentence", "evidence", "words"),
    [
        ("It cost 40 million.", "It cost about 40 million.", "about 40"),
        ("They sign the deal.", "They may sign the deal.", "may sign"),
        ("He stole the car.", "He allegedly stole the car.", "allegedly stole"),
        ("The trains are late.", "Most trains are late.", "Most trains"),
        ("A smelter came.", "They would sign if a smelter came.", "if smelter"),
        ("금액은 2700억 원이다.", "금액은 약 2700억 원이다.", "약 2700억"),
    ],
)
def test_a_dropped_hedge_is_told(sentence: str, evidence: str, words: str) -> None:
    """The hedge comes first, then the word that it limits."""
    assert [found[: len(words)] for found in _dropped(sentence, evidence)] == [words]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("It cost around 40 million.", "It cost about 40 million."),
        ("They could sign the deal.", "They may sign the deal."),
        ("It opened in May.", "It opened in May."),
        ("The tunnel is long.", "The tunnel is long, and the bridge may be wider."),
    ],
)
def test_a_hedge_that_was_kept(sentence: str, evidence: str) -> None:
    """A hedge of the same kind will do, and one before other words is none of the sentence's."""
    assert _dropped(sentence, evidence) == []


def test_firm_evidence_takes_the_doubt_away() -> None:
    """Where another sentence says it without a hedge, it can be said without."""
    assert _dropped("It cost 40 million.", "It cost about 40 million.", "It cost 40 million.") == []
