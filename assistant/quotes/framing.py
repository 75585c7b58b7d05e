"""Framing: whether the words around a clause keep its speaker from asserting it.

If "It is a myth that", "Perhaps" or "Critics say" is cut off, the remaining clause asserts what its
speaker did not. There are too many such frames to list. The module lists the few frames in which a
speaker does assert the clause, and reports any other frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.language.alternatives import any_of
from sources.language.meaning_words import SAYING, negates
from sources.language.words import holds_word, tokens

FURTHEST = 400
"""The number of characters of a sentence read on either side of a cut."""
_JOINT = re.compile(r"[,;:—–]|\s-\s")
_STRONG = re.compile(r"[;—–]|\s-\s")
# Words at a joint that do not change the meaning of what follows: "and", "because".
_HARMLESS = frozenset(
    "and so but yet because since as while although though whereas for then also now well look yes "
    "no oh plus indeed again still therefore however after here there today actually frankly "
    "honestly obviously clearly sure listen okay ok hey man right finally first second secondly "
    "third meanwhile basically".split()
)
_DOUBT = any_of(
    "perhaps, maybe, possibly, probably, apparently, allegedly, reportedly, supposedly, "
    "presumably, hopefully, theoretically, seemingly, ostensibly, conceivably, arguably, "
    "purportedly, sometimes, rarely, seldom, in theory, on paper, in principle, not, nor, or, "
    "than, hardly, scarcely, as if, as though, let's say, say".split(", ")
)
_CONDITION = any_of(
    "if, unless, until, till, whether, lest, before, suppose, supposing, imagine, imagining, "
    "assuming, provided, providing, in case, except, once, when, whenever, were, should, without, "
    "as long as, so long as, even if".split(", ")
)
_ENDS_IN_DOUBT = re.compile(rf"\b(?:{_DOUBT}|{_CONDITION})\W*$", re.IGNORECASE)
# An adverbial before the clause: "In theory, we could", "If they pay, we build".
_OPENS_IN_DOUBT = re.compile(
    r"^\W*(?:(?:and|but|so|because|well|now|that|then)\W+)*"
    rf"(?:{_CONDITION}|{_DOUBT}(?!\s+only)|according to|some|many|others|critics"
    r"|officially|technically|hypothetically"
    r"|in (?:his|her|their|some people's) (?:view|opinion|minds?|eyes|words)"
    r"|in (?:some|another|an ideal|a perfect|a fantasy|a dream|a world)"
    r"|(?:to|for) (?:some|them|him|her)"
    r"|(?:they|he|she|people|you) (?:say|says|said|think|thinks|claim|claims|tell|told|argue))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\bwhen\b.*\b(?:was|were|did|had|came|went|got|saw|left|took|began|\w{2,}ed)\b", re.I
)
_ADVERB = any_of(
    "also, really, always, still, just, now, firmly, strongly, truly, certainly, very, honestly, "
    "all, both, already, often, clearly, do, did, have, has, had, can, will, must, would, could, "
    "should, want to, have to, need to, am, are, is, was, were, been, be, being, long, absolutely, "
    "personally, simply, deeply, recently, then, quite, so, pretty, going to, like to, got to, "
    "ought to, fully, completely, totally, only, too, extremely, well, perfectly, most, rather, "
    "made it, make it, here to, ready to, able to, proud to, happy to, and, more".split(", ")
)
_ADVERBS = rf"(?:{_ADVERB}\s+)*"
_KNOWS = any_of(
    "think, thought, believe, believed, know, known, knew, say, said, saying, feel, felt, see, "
    "seen, saw, understand, understood, mean, meant, promise, promised, insist, insisted, repeat, "
    "stress, stressed, argue, argued, maintain, maintained, agree, agreed, admit, admitted, "
    "confess, recognise, recognised, recognize, recognized, realise, realised, realize, realized, "
    "find, found, learn, learned, learnt, notice, noticed, remember, remembered, recall, note, "
    "noted, warn, warned, conclude, concluded, confirm, confirmed, show, showed, shown, prove, "
    "proved, decided, determined, acknowledge, acknowledged, accept, accepted, emphasise, "
    "emphasize, emphasised, emphasized, declare, declared, announce, announced, add, added, point "
    "out, pointed out, made clear, make clear, guarantee, swear, vow, vowed, reckon, pledge, "
    "pledged, told, tell, telling, assure, assured, certain, sure, convinced, confident, proud, "
    "glad, happy, pleased, sorry, sad, grateful, thankful, aware, clear, delighted, disappointed, "
    "angry, relieved, ashamed, positive, shocked, surprised, of the view, of the opinion".split(
        ", "
    )
)
_TO = (
    r"(?:\s+(?:to\s+)?(?:you|them|him|her|us|people|everyone|everybody|reporters|voters"
    r"|(?:the|my) \w+))?"
)
_PLAIN = any_of(
    "clear, true, obvious, certain, evident, plain, undeniable, a fact, a shame, sad, good, great, "
    "bad, terrible, tragic, wonderful, amazing, remarkable, shameful, unfortunate, a pity, a "
    "tragedy, a scandal, a disgrace, well known, known, outrageous, ironic, right, inevitable, "
    "unacceptable, frustrating, encouraging, because, no secret, no accident, no surprise, no "
    "coincidence, no wonder".split(", ")
)
_FACTS = any_of(
    "fact, truth, reality, point, problem, thing, news, reason, result, message, answer, trouble, "
    "issue, difference, line, conclusion, lesson, irony, tragedy, beauty, view, opinion, belief, "
    "feeling, sense, position, goal, part, challenge, advantage, consequence, upshot, matter, "
    "consensus, evidence".split(", ")
)
_PROVES = any_of(
    "show, shows, showed, shown, prove, proves, proved, demonstrate, demonstrates, demonstrated, "
    "confirm, confirms, confirmed, reveal, reveals, revealed, mean, means, meant, reminds me, "
    "remind us, reminds us, reminds you, illustrates, reflects".split(", ")
)
_LOOK = any_of(
    "remember, make no mistake, be clear, tell you, believe me, trust me, don't forget, let me "
    "say, just say, never forget, you know, I mean, given, now".split(", ")
)
# Frames at the end of a lead, without "that".
_ASSERTS = re.compile(
    "(?:"
    + "|".join(
        (
            rf"\b(?:I|we)(?:'(?:ve|m|re|d|ll))?\s+{_ADVERBS}{_KNOWS}{_TO}",
            r"\b(?:it|that|this)(?:\s+(?:is|was|has become|became|seems)|'s)\s+"
            rf"{_ADVERBS}{_PLAIN}{_TO}",
            rf"\b(?:the|my|our|one|other|another)\s+(?:[\w'-]+\s+){{0,3}}?{_FACTS}"
            r"(?:\s+(?:of|for|about|with|here)\s+(?:[\w'-]+\s*){1,3})?"
            r"(?:\s+(?:is|was|remains)|'s)(?:\s+(?:also|just|simply|really|still))?",
            rf"\b(?:what|all)\s+(?:I|we)(?:'(?:ve|m|re))?\s+{_ADVERBS}{_KNOWS}{_TO}\s+is",
            rf"\bwhat(?:'s| is) {_PLAIN} is",
            r"\bthere(?:'s| is| was| can be)\s+no\s+(?:doubt|question|denying)(?:\s+in my mind)?",
            r"\bno (?:doubt|question)",
            r"\b(?:everyone|everybody|people|you|the world|anyone|all of us)\s+(?:all\s+)?"
            r"(?:already\s+)?(?:knows?|knew|understands?|can see|sees?)",
            rf"\b{_PROVES}",
            rf"\b{_LOOK}",
            r"\bso\s+[\w'-]+",
            r"\bsuch\s+(?:an?\s+)?(?:[\w'-]+\s+){0,2}[\w'-]+",
            r"\bto the (?:point|extent)",
            r"\bthe \w+ time",
        )
    )
    + ")$",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"(?:\b(?:was|were|been|being|am|are|get|got)|'m|'re)\s+(?:\w+\s+)?"
    r"(?:told|asked|warned|assured|promised)$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\s*\bthat$", re.IGNORECASE)
_INNER = re.compile(r"\b(?:that|if|whether|unless)\b", re.IGNORECASE)
_THINKS = any_of(
    "think, thinks, thought, hope, hopes, hoped, wish, wishes, wished, doubt, doubts, fear, fears, "
    "feared, guess, suppose, imagine, imagines, pretend, pretends, assume, assumes, assumed, "
    "expect, expects, insist, insists, deny, denies, denied, hear, heard, wonder, wonders, want, "
    "wants, feel, feels, felt, swear, swears, bet, suspect, suspects, telling, call, calls, "
    "called, wrote, write, writes, keep, keeps".split(", ")
)
# Verbs that may take a clause without "that".
_TAKES_CLAUSE = re.compile(
    rf"\b(?:{any_of(SAYING)}|{_THINKS})(?:\s+(?:me|us|you|him|her|them|it|people|\w+s))?$",
    re.IGNORECASE,
)
_TURNING = frozenset(
    "would could might may refuse refuses refused fail fails failed deny denies denied wish hope "
    "without against stop oppose impossible unlikely pretend few little".split()
)
_QUANTIFIED = re.compile(
    r"\bno (?:doubt|question|secret|surprise|accident|coincidence|wonder)\b", re.I
)
_SUBJECTS = frozenset("i we you he she they it there this that these those nobody everyone".split())
_LAST_CLAUSE = re.compile(r"[,;:—–]|\b(?:and|but|because|so|which|who)\b", re.IGNORECASE)


def is_unasserted(lead: str, kept: Sequence[str]) -> bool:
    """Return True if words cut off before a clause may keep the speaker from asserting it.

    `lead` is the text from the start of the sentence or quotation to the cut. `kept` are the folded
    words of the clause.
    """
    text = lead[-FURTHEST:].replace("’", "'").rstrip(" \n\"'“”‘")
    if not holds_word(text):
        return False
    if text.endswith(":"):
        return _TAKES_CLAUSE.search(text[:-1]) is not None and not _asserts(text[:-1])
    left, closed, joint = _stripped(text)
    if not left:
        return False
    if _ENDS_IN_DOUBT.search(left) and not closed:
        return True
    if _THAT.search(left):
        return not _asserts(_THAT.sub("", left))
    if closed:
        told = _TAKES_CLAUSE.search(left) is not None and not _asserts(left)
        return _opens_in_doubt(left) or (told and lead.rstrip()[-1:] not in ";—–-")
    if joint:
        # A negation in the clause before also applies to a clause without its own subject.
        own = kept[:1] and kept[0] in _SUBJECTS and joint in ("and", "but", "so")
        shared = not own and _turns(_LAST_CLAUSE.split(left)[-1])
        return shared or _is_nested(left) or _opens_in_doubt(left)
    return not _asserts(left) and (
        _TAKES_CLAUSE.search(left) is not None
        or _turns(_LAST_CLAUSE.split(left)[-1])
        or _opens_in_doubt(left)
    )


def is_joined(lead: str) -> bool:
    """Return True if these words can precede a new clause, not just the rest of one."""
    text = lead[-FURTHEST:].rstrip(" \n\"'“”‘")
    _, closed, joint = _stripped(text)
    return closed or bool(joint) or _THAT.search(text) is not None or _asserts(text)


def _stripped(text: str) -> tuple[str, bool, str]:
    """Return a lead without its last joining word, whether a mark ends it, and that word."""
    closed, joint = False, ""
    while text:
        if _JOINT.fullmatch(text[-1]) or text.endswith(" -"):
            text, closed = text[:-1].rstrip(), True
            continue
        head, _, last = text.rpartition(" ")
        if last.lower() not in _HARMLESS:
            break
        text, joint = head.rstrip(), last.lower()
    return text, closed, joint


def _asserts(frame: str) -> bool:
    """Return True if a speaker who uses this frame asserts the clause in it."""
    clause = _LAST_CLAUSE.split(frame.rstrip(" ,"))[-1].strip()
    words = [word.folded for word in tokens(_QUANTIFIED.sub("", clause))]
    if "if" in words or any(map(negates, words)) or _HEARSAY.search(clause):
        return False
    return _ASSERTS.search(frame.rstrip(" ,")) is not None


def _opens_in_doubt(left: str) -> bool:
    """Return True if the phrase or clause before a mark states a condition or a doubt."""
    last = _STRONG.split(left)[-1]
    parts = _JOINT.split(last)
    return any(_OPENS_IN_DOUBT.match(part) and not _PAST.search(part) for part in parts[-2:])


def _is_nested(left: str) -> bool:
    """Return True if the clause before an "and" is in a frame that the next clause shares."""
    frames = [found.start() for found in _INNER.finditer(_JOINT.split(left)[-1])]
    last = _JOINT.split(left)[-1]
    return any(
        not last[start:].lower().startswith("that") or not _asserts(last[:start])
        for start in frames[-1:]
    )


def _turns(clause: str) -> bool:
    return any(negates(word.folded) or word.folded in _TURNING for word in tokens(clause))
