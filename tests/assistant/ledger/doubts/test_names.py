from __future__ import annotations

import pytest

from assistant.ledger.doubts.changed_names import mixed, unknown
from assistant.ledger.doubts.relations import swapped
from sources.language.analysis import analysed


def _unknown(sentence: str, evidence: str) -> list[str]:
    return [name.text for name in unknown(analysed(sentence), [analysed(evidence)])]


def test_names_are_found() -> None:
    """Runs of capitalised words are names; months, pronouns and the first small word are not."""
    text = "In May the president, Yoon Suk-yeol, told I. Kim of KORAIL that He Who Waits won."
    found = [name.text for name in analysed(text).names]
    assert "Yoon Suk-yeol" in found
    assert "KORAIL" in found
    assert not {"In", "May", "In May"} & set(found)


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("the Uzbek railway", "the railway of Uzbekistan"),
        ("a firm in South Korea", "a South Korean firm"),
        ("the French team", "the team of France"),
        ("a statement by the UN", "a statement by the United Nations"),
        ("the United States agreed", "the U.S. agreed"),
        ("said President Yoon", "said Yoon Suk Yeol"),
        ("said Cho Tae-yul", "조태열 장관은 말했다"),
        ("said Mr. Yuldoshev", "Rustam Yuldoshev said"),
        ("a report by the NSA", "a report by the National Security Agency"),
    ],
)
def test_other_spellings_are_known(sentence: str, evidence: str) -> None:
    """A people and its country, a short form, a part of a name and another script are one."""
    assert _unknown(sentence, evidence) == []


@pytest.mark.parametrize(
    ("sentence", "evidence", "name"),
    [
        ("a firm in Austria", "a firm in Australia", "Austria"),
        ("a town in Iran", "a town in Iraq", "Iran"),
        ("said Cho Tae-yong", "said Cho Tae-yul", "yong"),
        ("said Dmitri Yuldoshev", "said Rustam Yuldoshev", "Dmitri"),
        ("cars by Siemens", "cars by Hyundai Rotem", "Siemens"),
        ("the Bank of Okafor", "the Bank of Korea", "Okafor"),
    ],
)
def test_strange_names_are_told(sentence: str, evidence: str, name: str) -> None:
    """Names that only look alike are not one."""
    assert _unknown(sentence, evidence) == [name]


def test_a_name_made_of_two() -> None:
    """The given name of one and the family name of another name nobody."""
    evidence = [analysed("Rustam Yuldoshev met Gulbahor Nazarova.")]
    assert [n.text for n in mixed(analysed("said Rustam Nazarova"), evidence)] == [
        "Rustam Nazarova"
    ]
    assert list(mixed(analysed("said Rustam Yuldoshev"), evidence)) == []


@pytest.mark.parametrize(
    ("sentence", "evidence", "turned"),
    [
        ("Leeds beat York.", "York beat Leeds.", True),
        ("Leeds beat York.", "York was beaten by Leeds.", False),
        ("Leeds was beaten by York.", "Leeds beat York.", True),
        ("Leeds beat York.", "Leeds beat York.", False),
        ("Leeds met York.", "York meets Leeds.", False),
        ("Leeds signed a deal with York.", "York signed a deal with Leeds.", False),
    ],
)
def test_names_that_changed_places(sentence: str, evidence: str, turned: bool) -> None:
    """Who beat whom is looked at in the active and in the passive voice."""
    found = list(swapped(analysed(sentence), [analysed(evidence)]))
    assert bool(found) == turned


@pytest.mark.parametrize(
    "lead",
    [
        "However, ",
        "According to ",
        "Meanwhile, ",
        "Reportedly, ",
        "Additionally, ",
        "However ",
        "During a game ",
    ],
)
def test_a_word_that_leads_in_is_no_name(lead: str) -> None:
    """What joins a sentence to another or tells who says it names nobody."""
    assert _unknown(f"{lead}Leeds beat York.", "Leeds beat York.") == []
    assert _unknown(f"{lead}Hull beat York.", "Leeds beat York.") == ["Hull"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thirty drivers came.",
        "Whoever fails may come again.",
        "Most drivers came.",
        "Fewer drivers came.",
    ],
)
def test_a_first_word_that_names_nobody(sentence: str) -> None:
    """A number, "most" or "whoever" at the beginning is no name."""
    assert not _unknown(sentence, "The 30 drivers may come.")
