"""Ellipses: questions of which only what is new was said, put into the frame of the last one.

"Why?", "And in winter?", "What about Kyrgyzstan?"
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.followup.phrases import DETERMINERS, PREPOSITIONS, WH, Phrase, phrases, verbs_of
from assistant.followup.references import is_somethings
from assistant.followup.things import is_body
from assistant.followup.verbs import AUXILIARIES, COPULAS, may_be_verb
from sources.titles import NO_PERSON, ROLES
from sources.tokens import words

_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|then|also|well|now|yes|no|thanks|thank you|i see|great)\b"
    r"[,.!]*\s+)+(?=\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:what|how) about\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_BARE = re.compile(
    r"^\W*(?P<wh>(?:(?:for|by|with|to|from|since|until|at|in|on|of) )?(?:why|when|where|who|whom|"
    r"what|which(?: ones?)?|how(?: (?:much|many|long|often|far|old|big|fast|so|come))?)"
    r"(?: (?:price|year|country|day|time))?)(?: (?:exactly|then|not|is that|was that))?\W*$",
    re.IGNORECASE,
)
_ELSE = re.compile(r"^\W*(?P<wh>who|what|where|which|when) else\W*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"^\W*(?P<wh>(?:(?:for|by|with|to|from|since|until|at|in|on|of) )?"
    r"(?:how many|how much|which|what)(?! about)(?: [\w-]+){1,3})\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:(?:please )?tell me more|(?:any )?more details|go on|more|what else|"
    r"anything else)\W*$",
    re.IGNORECASE,
)
# Behind these a fragment says when, where or for whom, which any question can be asked for.
_ADDED = frozenset("in at on for during since until after before by near within".split())
_ASKING = re.compile(
    r"^(?P<wh>(?:(?:for|by|with|to|from|since|until|at|in|on|of) )?"
    r"(?:(?:how (?:many|much)|which|what|whose)(?P<noun>(?: [^\s,]+){0,8}?)|how \w+|who|whom|when|"
    r"where|why|how|what))(?= )",
    re.IGNORECASE,
)
_LONGEST = 8


def lead(question: str) -> str:
    """Return the "And" or "But then" that a question begins with; mostly there is none."""
    found = _LEAD.match(question)
    return found[0] if found else ""


def filled(question: str, last: str, resolved: Callable[[str], str]) -> str:
    """Return what a fragment asks for, in the frame of the last question; "" for no fragment.

    `resolved` puts what is meant in the place of words in it that point at the conversation.
    """
    begun = lead(question)
    said = question[len(begun) :].strip()
    if _MORE.match(said):
        return last
    if found := _ELSE.match(said):
        return _once_more(found["wh"], last)
    if found := _BARE.match(said) or (_COUNTED.match(said) if not _has_verb(said) else None):
        return _asked_anew(found["wh"], last)
    about = _ABOUT.match(said)
    fragment = about["rest"] if about else said.strip(" ?!.")
    if not about and not (begun or said.endswith("?")):
        return ""
    if not _is_fragment(fragment) or (about and len(fragment.split()) > _LONGEST):
        return ""
    fragment = resolved(fragment)
    changed = _exchanged(fragment, last)
    if changed or not (about or begun):
        return changed
    names = ", ".join(dict.fromkeys(one.bare for one in phrases(last) if not one.inner))
    return f"{fragment[:1].upper()}{fragment[1:]} ({names})?" if names else ""


def _is_fragment(text: str) -> bool:
    row = words(text, 0, len(text))
    if not row or len(row) > _LONGEST or row[0].lower in WH or row[0].lower in AUXILIARIES:
        return False
    return not _has_verb(text)


def _has_verb(text: str) -> bool:
    row = words(text, 0, len(text))
    return any(word.lower in AUXILIARIES for word in row) or bool(verbs_of(row))


def _once_more(wh: str, last: str) -> str:
    """Ask the last question again for others: "Who else won …"."""
    found = re.match(rf"^{wh}\b", last, re.IGNORECASE)
    return f"{found[0]} else{last[found.end() :]}" if found else ""


def _asked_anew(wh: str, last: str) -> str:
    """Ask the last question for another thing: its time instead of its number."""
    asked = "Why" if wh.lower() == "how come" else f"{wh[:1].upper()}{wh[1:]}"
    found = _ASKING.match(last)
    rest = last[found.end() :].strip() if found else last[:1].lower() + last[1:]
    row = words(rest, 0, len(rest))
    if not row:
        return ""
    if found is None:
        return f"{asked} {rest}" if row[0].lower in AUXILIARIES else ""
    noun, rest = _noun_of(found, last)
    row = words(rest, 0, len(rest))
    if not row:
        return ""
    if row[0].lower not in AUXILIARIES:
        return f"{asked} was it that {noun or 'someone'} {rest}"
    subject = len(row) > 1 and (may_be_verb(row[1].lower) or row[1].lower in PREPOSITIONS)
    if noun and (subject or (row[0].lower in COPULAS and len(row) < 3)):
        return f"{asked} is it that {noun} {rest}"
    if noun:
        return f"{asked} {rest.rstrip(' ?')} {noun}?"
    return f"{asked} {rest}"


def _noun_of(found: re.Match[str], last: str) -> tuple[str, str]:
    """Part what follows a question word into the noun that it asks for and the rest."""
    rest = last[found.start("noun") :] if found["noun"] is not None else last[found.end() :]
    for one in phrases(last):
        if one.asked and one.start >= found.start():
            return one.text, last[one.end :].strip()
    return "", rest.strip() if not found["noun"] else last[found.end() :].strip()


def _exchanged(fragment: str, last: str) -> str:
    """Put a fragment in the place of what it is of one kind with; "" where there is nothing."""
    row = words(fragment, 0, len(fragment))
    preposition = row[0].lower if row[0].lower in PREPOSITIONS else ""
    bare = fragment[row[1].start :] if preposition and len(row) > 1 else fragment
    found = phrases(last)
    if any(is_somethings(one) for one in phrases(bare)[:1]):
        return ""
    behind = [one for one in found if preposition and one.behind == preposition]
    for kind in _kinds(bare):
        alike = [one for one in (behind or (() if preposition else found)) if _kind_of(one) == kind]
        if alike:
            words_in = len(bare.split())
            nearest = [one for one in alike if (len(one.core.split()) > 1) is (words_in > 1)]
            return _put(bare, (nearest or alike)[-1], last)
    if preposition in _ADDED:
        return f"{last.rstrip(' ?.')} {fragment[:1].lower()}{fragment[1:]}?"
    return ""


def _put(bare: str, one: Phrase, last: str) -> str:
    named = any(word[:1].isupper() for word in bare.split())
    whole = (named and not one.proper) or (_kind_of(one) == "somebody" and not one.inner)
    end = one.end if whole else one.core_end
    return f"{last[: one.start]}{bare}{last[end:]}"


def _kinds(bare: str) -> tuple[str, ...]:
    """Return what a fragment may be; a word in small letters alone may be a name as well."""
    found = phrases(f"about {bare}")
    if not found:
        return ("number",) if bare[:1].isdigit() else ()
    kind = _kind_of(found[0])
    return (kind, "name") if kind == "mass" else (kind,)


def _kind_of(one: Phrase) -> str:
    words_of = one.core.lower().split()
    if one.core[:1].isdigit():
        return "number"
    if words_of[-1] in ROLES or (is_body(words_of[-1]) and not one.proper) or _is_somebody(one):
        return "somebody"
    if one.proper:
        return "name"
    if one.plural:
        return "several"
    return "one" if one.core.split()[0].lower() in DETERMINERS else "mass"


def _is_somebody(one: Phrase) -> bool:
    parts = one.core.lower().split()
    return (
        one.proper and 1 < len(parts) < 4 and not NO_PERSON.intersection(parts) and not one.behind
    )
