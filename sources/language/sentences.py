"""Sentence boundaries of an article, as exact spans.

Quotations are never split. A quoted sentence stays with its attribution, even if it is the second
of three in the same quotation marks. Only a quotation too long to be shown whole is split.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sources.article import HEADS, Article, Block
from sources.language.abbreviations import (
    AFTER_CLOCK_TIME,
    BEFORE_NUMBERS,
    CLOCK_TIME,
    INITIALS,
    LETTERED,
    NEVER_LAST,
    PAGES,
    SOMETIMES_LAST,
    STARTERS,
)
from sources.language.scripts import HANGUL
from sources.span import Span

_LONGEST_QUOTATION = 600
_LONGEST_BRACKET = 300
_LONGEST_WORD = 40

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_BULLETS = "•▲■●◆▶▷◇○"
# Most patterns match the mark first and look behind it afterwards, which skips most text fast. If
# no sentence ends at the first of several marks, none ends at the others, so a run of marks is
# checked once.
_MARKS = re.compile(rf"[.!?…。！？]+|[{_BULLETS}]")
# Matched at the first of the marks.
_STOP = re.compile(
    r"(?:(?P<mark>\.+(?: \.+)*|[.!?…。！？]+)(?P<closers>[\"'”’»」』)\]}]*)(?P<gap>\s+)"
    # The space is missing where two elements of a page were joined.
    r"|(?<=[a-z]{2})(?P<tight>[.!?][\"”’)]?)(?=[A-Z][a-z]*[ ,'’])"
    rf"|(?<=[다요])(?P<tight_korean>\.)(?=[{HANGUL}]{{2}})"
    rf"|(?<=\s)(?P<bullet>[{_BULLETS}])(?=\s))"
)
_OPENERS = "\"'“‘«「『([{–—- "
_ENUMERATOR = re.compile(r"[(]?(?:\d{1,2}|[a-zA-Z])[.)]")
_QUOTE = re.compile(r"[\"“”„]")
_SINGLE_QUOTED = re.compile(
    r"['‘](?<!\w.)(?=[\w$])[^'‘’\"“”]*(?:(?<=\w)['’](?=\w)[^'‘’\"“”]*)*[.,!?…]['’](?!\w)"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# The start of a quotation or a bracket, but not an apostrophe.
_HOLDS = re.compile(r"[\"“”„'‘(\[](?<!\w['‘])")
_PART_OF_TOKEN = re.compile(r"[-–—/$€£#]")
_OTHER_CLOCK = re.compile(r"(?:\S+ ){1,2}time\b")
_FIRST_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Skip everything before the last token at once, instead of trying each letter.
_LAST_TOKEN = re.compile(r"(?:.*[\s\"'“”‘’()\[\]])?(?P<token>[^\s\"'“”‘’()\[\]]+)$", re.DOTALL)
_LAST_WORD_BUT_ONE = re.compile(r"([^\W\d_]+)\s+\S+$")
# "2024. 10. 28. 서울", checked at each of its three full stops.
_KOREAN_DATE = re.compile(
    rf"\d{{4}}\. ?(?:\d{{1,2}}\. ?){{0,2}}(?:\d{{1,2}}\.|[{HANGUL}]).{{0,2}}$"
)
_KOREAN_QUOTING = re.compile(rf"이?라(?:고|며|는|면서)|(?:고|며|하고|면서|는|이?란)(?![{HANGUL}])")
_VERB = (
    r"(?:said|says|asked|asks|added|told|wrote|writes|replied|answered|shouted|cried|insisted"
    r"|recalled|explained|tweeted|declared|remarked|warned|stressed|emphasized|noted|continued)"
)
_SPEAKER = r"(?:[A-Z][\w.'’-]*\s+){1,6}"
_ATTRIBUTION = re.compile(rf"{_SPEAKER}{_VERB}\b")
_ATTRIBUTION_AFTER_STOP = re.compile(
    rf"{_SPEAKER}{_VERB}(?:[.,]|$|\s+(?:at|on|in|during|while|to|(?:Mon|Tues|Wednes|Thurs|Fri)day))"
)


def sentences(article: Article, block: Block) -> tuple[Span, ...]:
    """Return the spans of a block's sentences.

    A headline or heading is one sentence.
    """
    text = article.text[block.start : block.end]
    if block.kind in HEADS:
        return (article.span(block.start, block.end),) if text else ()
    return tuple(article.span(block.start + s, block.start + e) for s, e in boundaries(text))


# Detection of passages, speakers and times requests the same paragraphs in turn.
@lru_cache(maxsize=256)
def boundaries(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each sentence, with only white space between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in [*_paragraph_ends(text), len(text)]:
        found += _within_paragraph(text, start, stop)
        start = stop
    return tuple(found)


def _paragraph_ends(text: str) -> Iterator[int]:
    return (found.end() for found in _PARAGRAPH_BREAK.finditer(text)) if "\n" in text else iter(())


def _within_paragraph(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    paragraph = text[start:stop]
    offset = start + len(paragraph) - len(paragraph.lstrip())
    paragraph = paragraph.strip()
    if not paragraph:
        return []
    cuts = [0, *_cuts(paragraph), len(paragraph)]
    spans = []
    for begin, end in pairwise(cuts):
        sentence = paragraph[begin:end]
        spans.append((offset + begin, offset + begin + len(sentence.rstrip())))
    return spans


def _cuts(paragraph: str) -> list[int]:
    """Return the offsets at which the sentences after the first start."""
    held = _held_together(paragraph)
    starts = [begin for begin, _ in held]
    cuts: set[int] = set()
    begin = 0
    for stop in _stops(paragraph):
        if stop["bullet"]:
            cuts.add(stop.start())
            continue
        if held:
            # The closing quote or bracket after a stop belongs to it, so the stop is outside.
            end = stop.end() - len(stop["gap"] or "")
            inside = bisect_right(starts, stop.start()) - 1
            if inside >= 0 and end < held[inside][1]:
                continue
        if stop.end() < len(paragraph) and _ends_sentence(paragraph, begin, stop):
            begin = stop.end()
            cuts.add(begin)
    return sorted(cuts)


def _stops(paragraph: str) -> Iterator[re.Match[str]]:
    place = 0
    while marks := _MARKS.search(paragraph, place):
        stop = _STOP.match(paragraph, marks.start())
        place = (stop or marks).end()
        if stop:
            yield stop


def _held_together(paragraph: str) -> list[tuple[int, int]]:
    """Return the extents of quotations and brackets, inside which no sentence ends."""
    if not _HOLDS.search(paragraph):
        return []
    held = [span for span in _quotations(paragraph) if span[1] - span[0] <= _LONGEST_QUOTATION]
    held += [
        found.span()
        for pattern, longest in (
            (_SINGLE_QUOTED, _LONGEST_QUOTATION),
            (_BRACKETED, _LONGEST_BRACKET),
        )
        for found in pattern.finditer(paragraph)
        if found.end() - found.start() <= longest
    ]
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(held):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _quotations(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the extents of double quotation marks, ignoring marks that are never closed."""
    opened: int | None = None
    for mark in _QUOTE.finditer(paragraph):
        place = mark.start()
        before = paragraph[place - 1] if place else " "
        opens = before.isspace() or before in "([{—–-'‘" if mark[0] == '"' else mark[0] in "“„"
        if opens and not (
            mark[0] == '"' and opened is not None and _is_closed_off(paragraph, place)
        ):
            opened = place
        elif opened is not None:
            yield opened, place + 1
            opened = None


def _is_closed_off(paragraph: str, place: int) -> bool:
    """Return True if nothing follows a straight mark after a space, so it still closes."""
    return paragraph[place + 1 : place + 2] in ("", " ", "\n")


def _ends_sentence(paragraph: str, begin: int, stop: re.Match[str]) -> bool:
    """Return True if a full stop, question mark or exclamation mark ends a sentence."""
    rest = paragraph[stop.end() : stop.end() + 120]
    after = rest.lstrip(_OPENERS)
    if not after or after[0].islower():
        return False
    if stop["mark"] is None:
        return _is_tight_end(paragraph, begin, stop, after)
    if stop["closers"] and _is_attributed(rest, stop["mark"]):
        return False
    if stop["mark"][-1] in "!?。！？":
        return True
    if len(stop["mark"]) > 1 or stop["mark"] == "…":
        return after[0].isupper() and not after.startswith(("I ", "I'", "I’"))
    return not _is_abbreviation(paragraph, begin, stop, after)


def _is_attributed(rest: str, mark: str) -> bool:
    """Return True if an attribution follows a closing quotation mark."""
    if _KOREAN_QUOTING.match(rest):
        return True
    first = _first_word(rest)
    if not first or STARTERS.fullmatch(first):
        return False
    # A full stop inside the marks precedes an attribution only by mistake. The clause then has to
    # end after the verb, unlike "Kim said the plan was dead."
    pattern = _ATTRIBUTION_AFTER_STOP if mark[-1] == "." else _ATTRIBUTION
    return bool(pattern.match(rest))


def _is_tight_end(paragraph: str, begin: int, stop: re.Match[str], after: str) -> bool:
    """Return True if a stop without a space after it ends a sentence.

    It does not in an address, a file name or a brand.
    """
    if stop["tight_korean"]:
        return True
    found = _LAST_TOKEN.match(paragraph[max(begin, stop.start() - _LONGEST_WORD) : stop.start()])
    token = found["token"] if found else ""
    plain = token.replace("-", "").replace("’", "").isalpha()
    return plain and token.lower() not in NEVER_LAST and after[1:2].islower()


def _is_abbreviation(paragraph: str, begin: int, stop: re.Match[str], after: str) -> bool:
    """Return True if a full stop belongs to an abbreviation and does not end a sentence."""
    before = paragraph[max(begin, stop.start() - _LONGEST_WORD) : stop.start()]
    found = _LAST_TOKEN.match(before)
    if found is None or stop["closers"].strip(")]"):
        return False
    token = _PART_OF_TOKEN.split(found["token"])[-1]
    # "1. Sign the contract." is a list item, but "It was 1." is a sentence.
    if stop.start() - begin <= 3 and _ENUMERATOR.fullmatch(paragraph[begin : stop.start() + 1]):
        return True
    if token.isdigit():
        return bool(_KOREAN_DATE.search(f"{before}.{after[:3]}"))
    plain = token.lower()
    if plain in NEVER_LAST:
        return True
    if plain in BEFORE_NUMBERS or token in PAGES:
        return after[0].isdigit()
    if plain in CLOCK_TIME:
        told = AFTER_CLOCK_TIME.fullmatch(_first_word(after)) or _OTHER_CLOCK.match(after)
        return bool(told) or not after[0].isupper()
    if len(token) == 1 and token.isupper() and token.isascii():
        return not _names_a_thing(before) or not after[0].isupper()
    if plain in SOMETIMES_LAST or INITIALS.fullmatch(token):
        return not STARTERS.fullmatch(_first_word(after))
    return False


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text)
    return found[0] if found else ""


def _names_a_thing(before: str) -> bool:
    """Return True if a capital letter ends a name like "Plan B" and is not an initial."""
    found = _LAST_WORD_BUT_ONE.search(before)
    return found is not None and bool(LETTERED.fullmatch(found[1]))
