"""Spelling correction of questions, based on the words of the archive."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from assistant.question import SHAPE
from sources.language.terms import terms

# Question words, added so that a misspelt one is corrected and not searched for.
_QUESTION_WORDS = ("what", "which", "where", "when", "about", "their", "there", "with", "does")
# Shorter words have too many close neighbours to be corrected by similarity. They are looked up in
# this list of misspellings that are neither words nor names.
_SHORT_SLIPS = {
    "teh": "the",
    "hte": "the",
    "adn": "and",
    "wil": "will",
    "wht": "what",
    "whn": "when",
}
_SHORTEST = 4
# Text with more unknown words than this is not misspelt but about another topic.
_MOST_UNKNOWN = 8
_CLOSE = 0.83
_SWAPPED = 0.7
# A word that contains a digit is a name: "Vill3" is not a misspelt "Vill6". In lower case only: the
# plural of a family name, the Kennedys, has no other form.
_PLURAL = re.compile(r"(?<!\w)([a-z]+[b-df-hj-np-tv-z])ys(?!\w)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")


def corrected(text: str, frequencies: Mapping[str, int], vocabulary: Collection[str]) -> str:
    """Replace each word missing from the archive with a close one of the vocabulary.

    `frequencies` counts the passages that contain a term. The vocabulary is in lower case. A
    transposition of two letters is closer than an inserted, deleted or substituted letter. The
    first letter is assumed to be correct. "Countrys" is read as "countries" even if the archive
    does not contain that word.
    """
    text = _WORD.sub(lambda match: _SHORT_SLIPS.get(match.group()) or match.group(), text)
    text = _PLURAL.sub(r"\1ies", text)
    unknown = {word.lower() for word in _WORD.findall(text) if _is_unknown(word, frequencies)}
    if not unknown or len(unknown) > _MOST_UNKNOWN:
        return text
    candidates = [*_QUESTION_WORDS, *sorted(vocabulary)]
    # A capitalised word is not a misspelt function word: "Beijing" for "being".
    large = {word.lower() for word in _WORD.findall(text[1:]) if word[0].isupper()}
    content = [word for word in candidates if word not in SHAPE]
    meant = {word: _closest(word, content if word in large else candidates) for word in unknown}
    return _WORD.sub(lambda match: meant.get(match.group().lower()) or match.group(), text)


def _is_unknown(word: str, frequencies: Mapping[str, int]) -> bool:
    known = any(frequencies.get(term, 0) for term in terms(word))
    return not known and len(word) >= _SHORTEST and word.lower() not in SHAPE


def _closest(word: str, candidates: Collection[str]) -> str | None:
    alike = [other for other in candidates if other[0] == word[0]]
    for other in get_close_matches(word, alike, n=5, cutoff=_SWAPPED):
        if sorted(other) == sorted(word):
            return other
    return next(iter(get_close_matches(word, alike, n=1, cutoff=_CLOSE)), None)
