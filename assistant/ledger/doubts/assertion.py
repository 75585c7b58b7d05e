"""Assertions: whether a sentence of an answer makes a claim that needs support."""

from __future__ import annotations

import re

from assistant.writing.abstaining import declines
from sources.language.analysis import analysed
from sources.language.meaning_words import CONNECTIVES
from sources.language.words import content_count

_ASKS = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|"
    r"would|will|shall|should|may|might|has|have|had|any|anything)\b.*\?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_KOREAN = re.compile(r"(?:까요|습니까|나요|인가요|ㄴ가요|니까)\?\W*$")
# Phrases addressed to the reader, or about the archive rather than the world.
_TO_READER = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|yes|no|hello|hi|thanks|thank you|sorry|great question)"
    r"\W*$|\bhope (?:this|that|it) helps\b|\blet me know\b|\bfeel free to\b|"
    r"\b(?:do|would) you (?:want|like)\b|\bif you (?:have|need|want|would)\b|"
    r"^(?:sure|certainly|of course|okay)[,!]? here\b|^(?:here|below) (?:is|are)\b[^.]*:?\W*$|"
    r"^(?:도움이 되|더 궁금|감사합니다)",
    re.IGNORECASE,
)
_RECORD = (
    r"(?:(?:the|these|this|those|provided|given|available|cited|numbered|supplied|above) )*"
    r"(?:records?|sources?|articles?|sentences?|context|passages?|texts?|documents?|excerpts?|"
    r"archive|information|evidence)(?: (?:provided|given|above|supplied|here))?"
)
_SILENT = (
    r"(?:(?:do|does|did) not|don['’]t|doesn['’]t|didn['’]t) (?:\w+ )?"
    r"(?:say|mention|state|specif\w+|provide|give|contain|include|tell|disclose|answer|address|"
    r"discuss|cover|reveal|explain|indicate|identify|name|offer|have)"
)
_ABSTAINS = re.compile(
    rf"^(?:(?:based on|according to|from) {_RECORD},? )?(?:however,? |unfortunately,? )?"
    rf"(?:{_RECORD} {_SILENT}\b|there is (?:no|not enough|insufficient) (?:\w+ )?"
    r"(?:information|mention|evidence|record)\b|"
    r"i (?:cannot|can['’]t|could not|couldn['’]t|am (?:not able|unable) to) "
    r"(?:answer|find|say|tell|determine)|"
    r"it is not (?:stated|specified|mentioned|known|disclosed|clear from)\b)",
    re.IGNORECASE,
)
# Words after which such a sentence goes on to make a claim.
_GOES_ON = re.compile(
    r"\b(?:but|however|although|though|while|yet|because|since|instead)\b.*\w|[;:]\s*\w",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    rf"^(?:(?:based on|according to|from) {_RECORD}|in (?:summary|short|conclusion|brief)|"
    r"to (?:summari[sz]e|sum up)|answer|summary|sources?|note)\W*$",
    re.IGNORECASE,
)
# A rhetorical question, which makes a statement.
_TELLS = re.compile(
    r"^(?:and |but )?(?:did|do|don['’]t|didn['’]t) you (?:know|realise|realize)\b", re.I
)
_HEADING = re.compile(r"^(?:#{1,6}\s|\*\*[^*]{1,80}\*\*:?\s*$)")
_LONGEST_LEAD = 12


def claims(sentence: str) -> bool:
    """Return True if a sentence states something about the world.

    Questions, headings, remarks to the reader and "the archive has no answer" do not. In doubt, the
    result is True: a sentence with a number is never a mere heading or question.
    """
    text = sentence.strip()
    analysis = analysed(text)
    said = analysis.tokens
    if not said or declines(text):
        return False
    if analysis.numbers:
        return True
    if all(word.folded in CONNECTIVES for word in said if len(word.folded) > 2):
        return False
    if _HEADING.match(text) or _LEADS_IN.match(text):
        return False
    if _TO_READER.search(text):
        return bool(_GOES_ON.search(text))
    if _TELLS.match(text):
        return True
    if text.endswith(":") and len(said) <= _LONGEST_LEAD:
        return False
    if _ASKS.match(text) or _ASKS_KOREAN.search(text):
        return False
    if _ABSTAINS.match(text):
        behind = text[_ABSTAINS.match(text).end() :]  # type: ignore[union-attr]
        return bool(_GOES_ON.search(behind))
    return content_count(said) > 0
