"""Resolution of time phrases in a text: "next year", "on Tuesday", "내년".

Words inside quotation marks are assumed to have been said on the day of publication. Phrases
without a calendar period ("in the coming days", "recently") are ignored, and so are ambiguous ones,
because no result is better than a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from sources.article import Article
from sources.language.alternatives import any_of
from sources.language.english_times import ENGLISH
from sources.language.korean_times import KOREAN
from sources.language.scripts import holds_hangul
from sources.language.sentences import boundaries
from sources.language.time_phrase import Rule, Sighting, TimePhrase

# Increment this when different phrases or periods would be found in the same text. Archives use it
# to detect that their stored time phrases are outdated.
TIME_RULES = 1

# In an undated article, a phrase that resolves on any of these dates is a time phrase.
_SOME_DAYS = tuple(date(1601, month, 9) for month in range(1, 13))


_BY_HINT = {
    hint: [number for number, rule in enumerate(ENGLISH) if hint in rule.hints]
    for hint in {hint for rule in ENGLISH for hint in rule.hints}
}
# Matching a non-letter followed by a hint skips most of the text fast.
_ENGLISH_HINTS = re.compile(rf"[^A-Za-z](?=({any_of(_BY_HINT)})\b)")
# The maximum number of characters before and after the hint in an English phrase, with a margin.
_BEFORE, _BEHIND = 50, 60

Stretch = tuple[int, int]


def time_phrases(article: Article) -> tuple[TimePhrase, ...]:
    """Return the time phrases of an article, in order."""
    return tuple(
        phrase
        for block in article.blocks
        for phrase in resolved(
            article.text, block.start, block.end, article.published_at(block.start)
        )
    )


def resolved(text: str, start: int, end: int, published: date | None) -> tuple[TimePhrase, ...]:
    """Return the time phrases in a paragraph of a text that was published on a given day.

    `start` and `end` must be those of a paragraph, because the words before a phrase help to
    resolve it.
    """
    sightings = _sightings(text, start, end)
    if not sightings:  # as in most paragraphs
        return ()
    found = []
    for rule, sighting in _apart(sightings, start, end):
        if published is not None:
            period = rule.period(sighting.seen_from(published))
            if period is not None:
                found.append(TimePhrase(sighting.start, sighting.end, period))
        elif _is_time(rule, sighting):
            found.append(TimePhrase(sighting.start, sighting.end, None))
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def hinted(paragraph: str) -> list[tuple[Rule, list[Stretch]]]:
    """Return the rules that may match, with the stretches in which to try them.

    A single search finds the hints of all English rules.
    """
    around: dict[int, list[Stretch]] = {}
    for hint in _ENGLISH_HINTS.finditer(f" {paragraph}"):
        place = hint.end() - 1
        first, last = max(0, place - _BEFORE), place + len(hint[1]) + _BEHIND
        for number in _BY_HINT[hint[1]]:
            stretches = around.setdefault(number, [])
            joined = bool(stretches) and first <= stretches[-1][1]
            stretches.append((stretches.pop()[0] if joined else first, last))
    rules = [(ENGLISH[number], around[number]) for number in sorted(around)]
    if holds_hangul(paragraph):
        whole = [(0, len(paragraph))]
        korean = (rule for rule in KOREAN if any(map(paragraph.__contains__, rule.hints)))
        rules += [(rule, whole) for rule in korean]
    return rules


def _is_time(rule: Rule, sighting: Sighting) -> bool:
    return any(rule.period(sighting.seen_from(some)) is not None for some in _SOME_DAYS)


def _sightings(text: str, start: int, end: int) -> list[tuple[Rule, Sighting]]:
    paragraph = text[start:end]
    matches = [
        (rule, found)
        for rule, stretches in hinted(paragraph)
        for first, last in stretches
        for found in rule.pattern.finditer(text, start + first, min(start + last, end))
    ]
    if not matches:
        return []
    sentences = [(start + first, start + last) for first, last in boundaries(paragraph)]
    starts = [first for first, _ in sentences]
    return [
        (rule, Sighting(found, sentences[max(0, bisect_right(starts, found.start()) - 1)], start))
        for rule, found in matches
    ]


def _apart(
    sightings: list[tuple[Rule, Sighting]], start: int, end: int
) -> Iterator[tuple[Rule, Sighting]]:
    """Yield the longest of overlapping sightings: "Tuesday next week" rather than "Tuesday"."""
    taken = bytearray(end - start)
    longest_first = sorted(sightings, key=lambda each: each[1].match.start() - each[1].match.end())
    for rule, sighting in longest_first:
        first, last = (place - start for place in sighting.match.span())
        if not any(taken[first:last]):
            taken[first:last] = b"x" * (last - first)
            yield rule, sighting
