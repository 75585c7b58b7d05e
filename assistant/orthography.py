"""Orthography: one spelling for words that are set in several, so that house style is no change."""

from __future__ import annotations

import re

# Rules for word endings, British first; what they fold need not be a word, only the same for both.
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ite|ites|al|ful|er|ers|hood|less)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})(?<!w)is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=[a-z])([bt])re(?=[sd]?$)"), r"\1er"),
    (re.compile(r"(?<=[a-z]{2})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
)
# What every one of them needs; most words have nothing of it.
_VARIABLE = re.compile(r"our|is|ys|[bt]re|ogue|ll")
_SPELLINGS = dict(
    pair.split("/")
    for pair in (
        "defence/defense offence/offense licence/license pretence/pretense programme/program"
        " programmes/programs grey/gray tyre/tire tyres/tires cheque/check cheques/checks"
        " ageing/aging plough/plow sceptic/skeptic sceptics/skeptics sceptical/skeptical"
        " aluminium/aluminum okay/ok towards/toward whilst/while amongst/among"
        " km/kilometers kg/kilograms kilogrammes/kilograms"
    ).split()
)
_SIGNS = {"%": "percent", "per cent": "percent"}


def spelt(word: str) -> str:
    """Return the one spelling that stands for all of a word's; the word is in lower case."""
    if word in _SIGNS:
        return _SIGNS[word]
    stem, apostrophe, ending = word.partition("'")
    if not stem.isascii() or not stem.isalpha():
        return word
    if stem in _SPELLINGS:
        return f"{_SPELLINGS[stem]}{apostrophe}{ending}"
    for pattern, replacement in _ENDINGS if _VARIABLE.search(stem) else ():
        stem, changed = pattern.subn(replacement, stem)
        if changed:
            break
    return f"{stem}{apostrophe}{ending}"
