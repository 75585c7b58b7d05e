from __future__ import annotations

import pytest

from assistant.answer import Claim
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from tests.ui.fakes import a_citation, an_article
from ui.render.ledger_wording import QUOTED, SIGNS, UNJUDGED, doubts, tally, verdict


def a_claim(*found: Doubt, support: Support = Support.UNSUPPORTED) -> Claim:
    """Make a sentence with these doubts."""
    return Claim("It cost 40.", (), entry=Entry(support, found))


def test_every_verdict_has_a_sign_of_its_own_and_its_word() -> None:
    """No two verdicts can be taken for one another without colours."""
    assert len(set(SIGNS.values())) == len(Support)
    for support in Support:
        assert verdict(a_claim(support=support)) == f"{SIGNS[support]} {support.value}"


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_kind_of_doubt_is_told(kind: DoubtKind) -> None:
    """Whatever the ledger finds is said in words, as a sentence."""
    said = doubts(a_claim(Doubt(kind, "forty  lamps")))
    assert said[0].isupper() or said.startswith("“forty lamps”")
    assert said.endswith(".")


def test_doubts_of_one_kind_are_told_together() -> None:
    """Three invented numbers are three words and not three sentences."""
    found = [Doubt(DoubtKind.NUMBER, number) for number in ("1", "2", "3")]
    assert doubts(a_claim(*found)) == "The cited words do not give the numbers “1”, “2”, “3”."


def test_a_word_is_named_once() -> None:
    """A number that is missing is not named among the missing words again."""
    number = Doubt(DoubtKind.NUMBER, "99")
    words = Doubt(DoubtKind.WORDS, "99, gold")
    assert doubts(a_claim(number, words)) == (
        "The cited words do not give the number “99”; not in the cited words: “gold”."
    )
    assert doubts(a_claim(number, Doubt(DoubtKind.WORDS, "99"))).count("99") == 1


def test_a_supported_sentence_has_no_doubts() -> None:
    """Nothing is said where there is nothing to say."""
    assert doubts(a_claim(support=Support.SUPPORTED)) == ""
    assert doubts(Claim("?", ())) == ""


def test_verdicts_are_counted_in_the_order_of_trust() -> None:
    """Only those that occur are named."""
    claims = [a_claim(), a_claim(), a_claim(support=Support.SUPPORTED)]
    assert tally(claims) == "3 sentences: 1 supported, 2 unsupported"


def test_a_quotation_behind_written_sentences_is_told_from_one_that_is_being_written() -> None:
    """It needs no verdict: it is the record's own words."""
    quoted = Claim("It cost 40.", (a_citation(an_article()),))
    assert verdict(quoted) == QUOTED
    assert verdict(Claim("It cost", ())) == UNJUDGED
    assert tally([a_claim(), quoted]) == "2 sentences: 1 unsupported, 1 quoted"
