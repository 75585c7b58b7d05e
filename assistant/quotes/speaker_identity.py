"""Speaker identity: whether the speaker that an article gives is the claimed one.

Names are compared as names, descriptions ("England's chief medical officer") with what the article
calls the speaker. A surname alone never confirms a given name.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.answering.script_crossing import sound_alike
from assistant.quotes.speaker_role import Rank, is_rank
from assistant.quotes.verdict import Attribution
from sources.people.given_names import given_gender
from sources.people.honorifics import TITLES
from sources.people.name import Name, parse
from sources.people.names import Aliases, same_person
from sources.people.naming import PARTICLES, gender_of
from sources.people.titles import BODIES, NO_PERSON
from sources.quotations.quotation import MentionKind

_TRADE = re.compile(
    r"(?:(?!(?:a|an|the|of|for|to|with|from|by|at|in|on|and)\b)[a-z-]+ )+(?P<name>[A-Z][^,]*)"
)
_BEFORE_AFFILIATION = re.compile(r",| of (?:the )?| from (?:the )?| at (?:the )?| \(")
_SPOKES = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|(?:press|media|communications) (?:office|team))\b",
    re.IGNORECASE,
)
_OFFICE_OF = re.compile(
    r"(?:the |a )?(?P<body>.+)['’]s? (?:press|media|communications) (?:office|team)"
)
# "the Argentine" is not a name.
_DEMONYM = re.compile(
    r"[Tt]he (?:[A-Z]\w+(?:ian|ean|ese|ish|ine|man|woman|er)|Swede|Dane|Finn|Scot|Pole|Czech"
    r"|Turk|Greek|Spaniard|Swiss|Korean|Thai|Iraqi|Israeli|Pakistani)"
)
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|one|another|some)\s", re.IGNORECASE)
# A given name and a surname.
_PARTS = 2
_COURTESY = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|President|Minister|Senator|Sen|Rep|Gov)\.?\s"


class Identity(StrEnum):
    """What an article says about a claimed speaker."""

    SAME = "same"
    UNSURE = "unsure"
    UNTOLD = "untold"
    ANOTHER = "another"


def identity(given: Attribution, claimed: str, text: str, aliases: Aliases) -> Identity:
    """Return whether an attribution in an article with this text names the claimed speaker."""
    claimed = claimed.strip()
    if _bare(claimed) == _bare(given.mention.words):
        return Identity.SAME
    if _DEMONYM.fullmatch(given.mention.words):
        return Identity.UNTOLD
    speaking = _OFFICE_OF.fullmatch(given.mention.words.lower())
    if speaking and _bare(claimed) == speaking["body"]:
        return Identity.SAME  # "the council's press office"
    if _is_described(claimed, aliases):
        rank = Rank.of(claimed)
        if rank.fits(given.mention.words, text) or rank.is_of(given.name, text):
            return Identity.SAME
        return Identity.UNSURE if rank.is_parted_from(given.mention.words) else Identity.UNTOLD
    found = _TRADE.fullmatch(claimed)
    name = found["name"] if found else claimed
    if given.name is None:
        return _beside_description(given.mention.words, name, text)
    for spelling in dict.fromkeys((name, *_BEFORE_AFFILIATION.split(name)[:1])):
        if same_person(given.name, spelling, aliases):
            if aliases.spellings(spelling) and aliases.spellings(given.name):
                return Identity.SAME
            return _confirmed(given, parse(spelling), text)
    return _by_sound(given, name, text)


def _by_sound(given: Attribution, name: str, text: str) -> Identity:
    alike = sound_alike(given.name or "", name)
    if alike is not False:
        return Identity.SAME if alike else Identity.UNTOLD
    mention = given.mention.words
    if _speaks_for(mention, name, text):
        return Identity.SAME
    return Identity.ANOTHER


def _beside_description(mention: str, name: str, text: str) -> Identity:
    """Judge a claimed name where the article has a description: "a spokesman for Boris Johnson"."""
    if _speaks_for(mention, name, text):
        return Identity.SAME
    if _contains(mention, name):
        return Identity.ANOTHER if _is_person(name, text) else Identity.UNSURE
    described, borne = gender_of(mention.lower().split()), given_gender(name.partition(" ")[0])
    if described and borne and described != borne:
        return Identity.ANOTHER
    # An article seldom calls a person whom it names "a woman" or "one source".
    return Identity.UNSURE if _INDEFINITE.match(mention) and name in text else Identity.UNTOLD


def _speaks_for(mention: str, name: str, text: str) -> bool:
    """Return True if a mention speaks for a body: "a Halcyon spokesperson" for Halcyon Foods."""
    words = name.split()
    if _SPOKES.search(mention) is None or not _contains(mention, words[0]):
        return False
    short = given_gender(words[0]) is None and not _contains(mention, words[-1])
    return short or _is_body(name, text)


def _confirmed(given: Attribution, claimed: Name, text: str) -> Identity:
    """Judge two names that may be one person's, by details that only one of them has."""
    recorded = parse(given.name or "")
    if claimed.suffix != recorded.suffix and not (claimed.is_body or recorded.is_body):
        return _of_two_generations(recorded, claimed, text)
    if _is_family_alone(recorded, claimed):
        return Identity.UNTOLD
    if len(claimed.words) == 1 and claimed.titles and _is_ambiguous(given, claimed, text):
        return Identity.UNSURE
    mention = given.mention.words
    if given.kind is MentionKind.NOUN_PHRASE and re.search(r"\sof\s", mention):
        # "The Prince of Wales": another person may have the title.
        return Identity.SAME if Rank.of(mention).is_stated_of(given.name, text) else Identity.UNSURE
    return Identity.SAME


def _is_ambiguous(given: Attribution, claimed: Name, text: str) -> bool:
    """Return True if a name may be two people's: "Dr Brockhaus" for Annelie or Volker."""
    name = given.name or ""
    others = re.findall(rf"\b([A-Z][\w'’-]+)\s{re.escape(name.rpartition(' ')[2])}\b", text)
    parts = {word.lower() for word in name.split()}
    bearers = {word for word in others if word.lower() not in parts | claimed.titles | TITLES}
    if not bearers or any(word.lower() in claimed.titles for word in given.mention.words.split()):
        return False
    titled = rf"\b(?:{'|'.join(map(re.escape, claimed.titles))})\.?\s{re.escape(name)}\b"
    return re.search(titled, text, re.IGNORECASE) is None


def _of_two_generations(recorded: Name, claimed: Name, text: str) -> Identity:
    """Judge a name with "Jr." beside one without it. Some outlets write it, others do not."""
    with_suffix, without = (claimed, recorded) if claimed.suffix else (recorded, claimed)
    if len(without.words) > 1:
        both = _is_written(with_suffix, text) and _is_written(without, text)
        return Identity.ANOTHER if both else Identity.UNSURE
    if with_suffix is claimed:
        return Identity.UNTOLD
    return Identity.UNSURE if without.offices else Identity.SAME


def _is_written(name: Name, text: str) -> bool:
    """Return True if an article has this form of a name, with or without "Jr." after it."""
    words = r"\s".join(rf"{re.escape(word)}\.?" for word in name.words)
    behind = rf",?\s{name.suffix}\b" if name.suffix else r"\b(?!,?\s(?:jr|sr|i{2,3}|iv)\b)"
    return re.search(rf"\b{words}{behind}", text, re.IGNORECASE) is not None


def _is_family_alone(recorded: Name, claimed: Name) -> bool:
    """Return True if the article has one part of a name and the claim has more."""
    if recorded.is_body or claimed.is_body or recorded.is_royal or claimed.is_royal:
        return False
    if recorded.families and claimed.readings:
        return True
    parts = [word for word in recorded.words if word not in PARTICLES]
    return len(parts) == 1 and len(claimed.words) > len(recorded.words)


def _is_described(claimed: str, aliases: Aliases) -> bool:
    """Return True for a speaker who is described, not named: "the minister", "he"."""
    if aliases.spellings(claimed):
        return False
    first = claimed[:1]
    if first.islower() and first.isascii() and not _TRADE.fullmatch(claimed):
        return True
    return is_rank(claimed)


def _is_body(name: str, text: str) -> bool:
    """Return True if this is unlikely to be a person's name: "Natural Resources Wales", "Tesco"."""
    if parse(name).is_body or not (NO_PERSON | BODIES).isdisjoint(name.lower().split()):
        return True
    return len(name.split()) != _PARTS and not _is_person(name, text)


def _is_person(name: str, text: str) -> bool:
    """Return True for a known given name, or a name that the article gives a person's title."""
    given, _, family = name.partition(" ")
    if family and given_gender(given):
        return True
    last = re.escape(name.split()[-1])
    named = re.finditer(rf"\b([A-Z]\w+)\s{last}\b", text)
    return any(given_gender(one[1]) for one in named) or (
        re.search(f"{_COURTESY}{last}", text) is not None
    )


def _bare(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.split()).lower() + " ", count=1).strip()


def _contains(mention: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_bare(name))}(?!\w)", mention.lower()) is not None
