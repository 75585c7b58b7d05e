from __future__ import annotations

import pytest

from sources.people.given_names import are_one_given, is_given

ONE_NAME = """
abigail abby | albert al | bert albert | alexander alex | alexandra sandra | alfred fred
andrew drew | andy andrew | anthony tony | benjamin ben | bernard bernie | catherine kate
kathryn cathy | katherine katie | kathy catherine | charles chuck | charlie charles
christine tina | christina chris | christopher chris | daniel danny | dan danny | david dave
deborah debbie | deb deborah | donald donnie | don donald | douglas doug | edward ted | ed eddie
elizabeth betsy | liz elizabeth | beth elizabeth | eliza betty | eugene gene | francis frank
franklin frank | frederick freddie | fred frederick | geoffrey geoff | gerald jerry
gerry gerald | gregory greg | harold hal | harry harold | henry hank | harry henry | jacob jake
james jim | jimmy james | jamie james | janet jan | jeffrey jeff | jennifer jen | jenny jennifer
jessica jess | john jack | johnny john | jon john | jonathan jon | joseph joe | joey joseph
joshua josh | kenneth ken | kenny kenneth | kimberly kim | lawrence larry | laurence larry
leonard len | lenny leonard | louis lou | margaret peggy | maggie margaret | meg margaret
matthew matt | michael mike | mick michael | mickey michael | mitchell mitch
mohammed muhammad | mohamed mohammad | muhammed mohamad | nancy nan | nathaniel nate
nathan nathaniel | nicholas nick | nicolas nick | pamela pam | patricia patty | tricia patricia
pat patricia | patrick paddy | pat patrick | peter pete | philip phil | phillip philip
rafael rafa | raymond ray | rebecca becky | richard dick | rick richard | rich richard
ricky richard | robert bob | bobby robert | rob robert | robbie robert | ronald ron
ronnie ronald | samuel sam | samantha sam | stephen steve | steven stephen | susan sue
susie susan | terence terry | theodore teddy | ted theodore | theo theodore | thomas tom
tommy thomas | timothy tim | valerie val | victor vic | victoria vicky | vincent vince
walter walt | william bill | will william | billy william | willie william | zachary zach
zack zachary
"""
TWO_NAMES = """
alexander alexandra | albert alfred | christine christopher | donald donna | francis franklin
harold henry | james john | jonathan john | patricia patrick | robert ronald | samuel samantha
edward theodore | victor victoria | philip phyllis | george mark | bill bob | smith jones
"""
ONLY_LISTED = """
george hillary barack kamala laura sarah emma paul mark mary jane scott ross lewis martin howard
gordon allen craig stuart neil simon adam grant dean keith kelly taylor jordan ryan logan tyler
kevin brian eric julia anna alice
"""


def pairs(table: str) -> list[tuple[str, ...]]:
    """Return the pairs of names in a table."""
    return [tuple(pair.split()) for line in table.strip().splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("one", "other"), pairs(ONE_NAME))
def test_short_forms_and_spellings_are_one_name(one: str, other: str) -> None:
    """In either order, and both are known as given names."""
    assert are_one_given(one, other)
    assert are_one_given(other, one)
    assert is_given(one)
    assert is_given(other)


@pytest.mark.parametrize(("one", "other"), pairs(TWO_NAMES))
def test_other_names_are_two(one: str, other: str) -> None:
    """Even if both share a short form: Pat may be Patrick or Patricia, but not both."""
    assert not are_one_given(one, other)
    assert not are_one_given(other, one)


def test_a_name_that_is_not_listed_is_one_with_itself_only() -> None:
    """It is not known as a given name."""
    assert are_one_given("zoltan", "zoltan")
    assert not are_one_given("zoltan", "zoe")
    assert not is_given("zoltan")


@pytest.mark.parametrize("name", ONLY_LISTED.split())
def test_names_without_short_forms_are_given_names(name: str) -> None:
    """They are one with no other name."""
    assert is_given(name)
    assert not are_one_given(name, "william")
