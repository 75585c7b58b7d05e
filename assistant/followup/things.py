"""Things: what a conversation was last about, as an "it", a "they" or "the course" takes it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.followup.phrases import Phrase, phrases
from assistant.question import Exchange
from index.words import terms
from sources.titles import NO_PERSON, ROLES

# Nouns that take up a company by whatever name it has.
_COMPANIES = frozenset(
    "airline builder business carrier company contractor cooperative firm maker manufacturer "
    "operator producer shipyard startup start-up supplier".split()
)
# And of these the name itself holds the noun: "the ministry" is no company.
_OTHERS = frozenset(
    "agency association authority bank commission committee council fund group institute ministry "
    "organisation organization party railway school union university".split()
)
_MOST = 3


def thing(history: Sequence[Exchange], *, plural: bool | None) -> str:
    """Return what the last questions were about: one thing, or several; None takes either.

    A place is meant only where there is nothing else.
    """
    for exchange in reversed(history[-_MOST:]):
        found = [one for one in phrases(exchange.looked_for) if plural in (None, one.plural)]
        ordered = sorted(found, key=lambda one: _rank(one, plural=bool(plural)))
        if ordered and (plural or not _is_beside_others(ordered[0], exchange)):
            return _definite(ordered[0])
        if ordered:
            return ""
    return ""


def _is_beside_others(one: Phrase, exchange: Exchange) -> bool:
    """Say whether a name of one word is all that there is beside several things.

    In "How many trams did Oslo order?" an "it" may be the order as well as Oslo.
    """
    several = any(other.plural and not other.inner for other in phrases(exchange.looked_for))
    return several and one.proper and len(one.core.split()) == 1


def _rank(one: Phrase, *, plural: bool) -> tuple[bool, ...]:
    """Order phrases by how readily a pronoun takes them up; what it takes up first comes first."""
    is_word = one.proper and len(one.core.split()) == 1
    return _is_place(one), one.inner, is_word, one.asked and not plural


def called(history: Sequence[Exchange], noun: str) -> str:
    """Return the fuller phrase that a noun takes up: "the course for drivers" of "the course"."""
    wanted = terms(noun)
    for exchange in reversed(history[-_MOST:]):
        for one in phrases(exchange.looked_for):
            if terms(one.head) == wanted and (len(one.text.split()) > len(one.core.split()) > 0):
                return _definite(one)
            if terms(one.head) == wanted and len(one.bare.split()) > 1:
                return _definite(one)
    return ""


def body(history: Sequence[Exchange], noun: str = "company") -> str:
    """Return the company, or the other body, that the last questions named."""
    for exchange in reversed(history[-_MOST:]):
        for one in phrases(exchange.looked_for):
            words = one.core.lower().split()
            if noun in words:
                return one.core if one.proper else _definite(one)
            if noun in _COMPANIES and words[-1] in _COMPANIES:
                return _definite(one)
            if noun in _COMPANIES and _may_be_company(one):
                return one.core
    return ""


def _may_be_company(one: Phrase) -> bool:
    words = one.core.lower().split()
    placed = one.behind not in ("", "by", "from", "of", "for")
    return one.proper and len(words) > 1 and not placed and NO_PERSON.isdisjoint(words)


def office(history: Sequence[Exchange]) -> str:
    """Return the office whose holder the last question asked for: "the editor of the Courier"."""
    last = history[-1].looked_for if history else ""
    found = (one for one in phrases(last) if not one.inner and one.head in ROLES)
    return next((_definite(one) for one in found if not one.plural), "")


def is_body(noun: str) -> bool:
    """Say whether a noun is one for a company, an agency or another body."""
    return noun in _COMPANIES or noun in _OTHERS


def place(history: Sequence[Exchange]) -> str:
    """Return where the last questions were about, with its preposition."""
    for exchange in reversed(history[-_MOST:]):
        found = phrases(exchange.looked_for)
        for one in found:
            if _is_place(one) and one.behind in ("in", "at", "near", "on", "above"):
                return f"{one.behind} {one.core}"
        for one in found:
            if one.proper and len(one.core.split()) == 1:
                return f"in {one.core}"
        for one in found:
            if not one.inner and not one.asked:
                return f"at {_definite(one)}"
    return ""


def context(history: Sequence[Exchange], beside: str, *, whole: bool) -> tuple[str, ...]:
    """Return what of the last question a text does not hold: the names, or `whole` phrases."""
    known = set(terms(beside))
    for exchange in reversed(history[-_MOST:]):
        found = phrases(exchange.looked_for)
        mains = tuple(one.bare for one in found if not one.inner)
        said = mains if whole else tuple(dict.fromkeys(_names(found))) or mains[:1]
        if fresh := tuple(each for each in said if not known.issuperset(terms(each))):
            return fresh[:_MOST]
        if said:
            return ()
    return ()


def _names(found: Sequence[Phrase]) -> Iterator[str]:
    for one in found:
        if one.proper:
            yield one.core.removeprefix("the ")
        elif one.core.split()[0][:1].isupper() or any(
            w[:1].isupper() for w in one.core.split()[1:]
        ):
            yield one.core.removeprefix("the ").removeprefix("The ")


def _is_place(one: Phrase) -> bool:
    """Say whether a phrase is a name behind a preposition, as places are."""
    return one.proper and one.behind in ("in", "at", "near", "from", "to", "between", "above", "on")


def _definite(one: Phrase) -> str:
    """Return a phrase as something that is known: "the box", not "a box"."""
    first = one.text.split()[0]
    if one.proper or first.lower() == "the" or (first[:1].isupper() and not one.asked):
        return one.text
    if first.lower() in ("a", "an"):
        return f"the {one.bare}"
    return one.text if first.lower() in ("his", "her", "their", "its") else f"the {one.text}"
