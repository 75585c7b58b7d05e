"""Expressions: the words and amounts of a text, for matching expected answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sources.language.amounts import Amount, amounts, composites
from sources.language.calendar_names import LOWER_MONTHS, MONTH_NUMBERS, MONTHS
from sources.language.scripts import HANGUL
from sources.language.words import fold

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# One sentence in nine has other words for the comparison of quotations: currency signs are words
# there, and a Korean counter is a part of its number. Here, the amounts are found before the words.
_WORD = re.compile(
    r"(?<![^\W_])[A-Za-z](?:\.[A-Za-z])+\.?(?:['’]s\b)?"
    rf"|[{HANGUL}]+|[^\W_{HANGUL}]+(?:['’‘ʼ][^\W_{HANGUL}]+)*|&"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“‘(])\s*\Z")
_ARTICLES = frozenset({"a", "an", "the"})
_HYPHENS = "-‐‑"
# "anti-China" is not China, and "tax-free" is not a tax.
_PREFIXES = frozenset(
    "anti non un ex pre post pro counter sub semi quasi pseudo mis self step vice mid half".split()
)
_SUFFIXES = re.compile(rf"[{_HYPHENS}](?:free|less|like|style|esque|proof)\b", re.IGNORECASE)
_MONTHS = {form.lower(): MONTHS[n - 1].lower() for form, n in MONTH_NUMBERS.items()}
_TITLES = {
    "rep": "representative",
    "sen": "senator",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "dr": "doctor",
    "prof": "professor",
    "mt": "mount",
}
_DAY_BEHIND = re.compile(r"\.? \d")
_ACRONYMS = {
    **dict.fromkeys(("us", "usa"), "united states"),
    "uk": "united kingdom",
    "eu": "european union",
    "un": "united nations",
}
_NAMED = {tuple(name.split()): name for name in _ACRONYMS.values()}


@dataclass(frozen=True, slots=True)
class Expression:
    """A word or an amount: its position, and a key that equal ones share.

    `starts` and `ends` are False if an answer cannot begin or end with it, because it is part of a
    longer name or compound. `joined` is True for a word joined to the previous one by a hyphen.
    `is_inflected` is True for a word changed to its plural or singular, which cannot be a name.
    """

    key: str
    written: str
    start: int
    end: int
    amount: Amount | None = None
    starts: bool = True
    ends: bool = True
    joined: bool = False
    is_inflected: bool = False


def expressions(text: str) -> tuple[str, list[Expression]]:
    """Return a text with full-width characters normalised, and its expressions in order.

    English articles are left out. "US" and "United States" are the same expression. So are a date
    with an ordinal ("May 5th") and without.
    """
    text = text.translate(_WIDE)
    found = [_number(text, amount) for amount in amounts(text)]
    found += (_composite(text, *span) for span in composites(text))
    found.sort(key=lambda each: each.start)
    return text, _dates(_countries(list(_with_words(text, found))))


def compounded(found: Sequence[Expression]) -> list[Expression]:
    """Merge each hyphenated compound into one expression: "Tae-yul" becomes "Taeyul"."""
    merged: list[Expression] = []
    for each in found:
        before = merged[-1] if merged else None
        if each.joined and before is not None and before.amount is None:
            key, written = before.key + each.key, f"{before.written}-{each.written}"
            merged[-1] = replace(before, key=key, written=written, end=each.end, ends=each.ends)
        else:
            merged.append(each)
    return merged


def _number(text: str, amount: Amount) -> Expression:
    key = f"{'#' if amount.ordinal else '='}{amount.value.normalize():f}"
    written = text[amount.start : amount.end]
    starts = not amount.inside_name
    return Expression(key, written, amount.start, amount.end, amount, starts)


def _composite(text: str, start: int, end: int) -> Expression:
    written = text[start:end]
    return Expression(re.sub("[–—−]", "-", written), written, start, end)


def _with_words(text: str, numbers: Sequence[Expression]) -> Iterator[Expression]:
    """Yield the numbers of a text and the words between them, in order."""
    place = 0
    for number in (*numbers, None):
        yield from _words(text, place, number.start if number else len(text))
        if number is None:
            return
        yield number
        place = number.end


def _words(text: str, start: int, end: int) -> Iterator[Expression]:
    prefix_end = -1
    for found in _WORD.finditer(text, start, end):
        word, begin = found[0], found.start()
        if _is_article(text, word, begin):
            continue
        before = text[max(0, begin - 2) : begin]
        joined = len(before) == 2 and before[1] in _HYPHENS and before[0].isalnum()
        key = _key(text, found)
        yield Expression(
            key,
            word,
            begin,
            found.end(),
            starts=not (joined and prefix_end == begin - 1),
            ends=_SUFFIXES.match(text, found.end()) is None,
            joined=joined,
        )
        if key in _PREFIXES:
            prefix_end = found.end()


def _is_article(text: str, word: str, start: int) -> bool:
    """Return True for the word "a", "an" or "the", but not for the A of "Vitamin A"."""
    if word.lower() not in _ARTICLES:
        return False
    return word != "A" or bool(_SENTENCE_START.search(text[max(0, start - 4) : start]))


def _key(text: str, found: re.Match[str]) -> str:
    word = found[0]
    if word == "&":
        return "and"
    if word == "No" and re.match(r"\. ?\d", text[found.end() : found.end() + 3]):
        return "number"
    folded = fold(word.removesuffix(".")).removesuffix("'s").replace("'", "")
    if word.isupper() and folded in _ACRONYMS:
        return _ACRONYMS[folded]
    if "." in word and folded in _ACRONYMS:
        return _ACRONYMS[folded]
    if word[0].isupper() and folded in _TITLES and text[found.end() : found.end() + 1] == ".":
        return _TITLES[folded]
    if word[0].isupper() and folded in _MONTHS and _DAY_BEHIND.match(text, found.end()):
        return _MONTHS[folded]
    return folded


def _countries(found: Sequence[Expression]) -> list[Expression]:
    """Replace the full name of a country or body by its acronym: "United States" becomes "US"."""
    joined: list[Expression] = []
    for each in found:
        name = _NAMED.get((joined[-1].key, each.key)) if joined else None
        if name is not None and each.written[0].isupper():
            first = joined[-1]
            written = f"{first.written} {each.written}"
            joined[-1] = replace(first, key=name, written=written, end=each.end, ends=each.ends)
        else:
            joined.append(each)
    return joined


def _dates(found: list[Expression]) -> list[Expression]:
    """Turn the day of a month into a cardinal, and drop the "of" of "the 5th of May"."""
    kept: list[Expression] = []
    for each in found:
        if _is_month(each):
            if len(kept) > 1 and kept[-1].key == "of" and kept[-2].amount is not None:
                kept.pop()
            if kept:
                kept[-1] = _as_day(kept[-1])
        kept.append(_as_day(each) if kept and _is_month(kept[-1]) else each)
    return kept


def _is_month(each: Expression) -> bool:
    return each.key in LOWER_MONTHS and each.written[0].isupper()


def _as_day(each: Expression) -> Expression:
    if each.amount is None or not each.amount.ordinal:
        return each
    return replace(each, key=f"={each.key[1:]}", amount=replace(each.amount, ordinal=False))
