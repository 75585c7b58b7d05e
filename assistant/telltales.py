"""Telltales: what around a quotation tells whether its article stands behind it, as n-grams.

The words of the quotation itself are left out, and so are those of other quotations: a denial in
somebody's mouth is no denial of the article's. Names and numbers are one word each, whoever they
are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.recorded import Recorded
from sources.article import Span
from sources.quotation import Quotation

# So many sentences on either side are read, and so many characters of each part.
_AROUND, _FURTHEST = 3, 600
_LONGEST = 3
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d[\d.,]*")
_MASK = "\x01"
_OTHER = " otherquote "
_SPEAKER, _NAME, _NUMBER = "_spk", "_name", "_num"
_OPENING = frozenset('.?!\n"“')


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what stands around a quotation: its sentence before or behind it, or others.

    `span` is None for the headline.
    """

    zone: str
    text: str
    span: Span | None


def parts(recorded: Recorded, quotation: Quotation) -> Iterator[Part]:
    """Yield the headline, the sentences around a quotation, and the rest of its own."""
    sentences, article = recorded.sentences, recorded.article
    first = recorded.sentence_number(quotation.start)
    last = recorded.sentence_number(max(quotation.start, quotation.end - 1))
    own = article.span(sentences[first].start, sentences[last].end)
    yield Part("h", article.headline[:_FURTHEST], None)
    for number in range(max(0, first - _AROUND), first):
        yield _part(recorded, quotation, "b", sentences[number])
    left = article.span(max(own.start, quotation.start - _FURTHEST), quotation.start)
    yield Part("l", _masked(recorded, quotation, left), own)
    if quotation.end < own.end:
        right = article.span(quotation.end, min(own.end, quotation.end + _FURTHEST))
        yield Part("r", _masked(recorded, quotation, right), own)
    for number in range(last + 1, min(len(sentences), last + 1 + _AROUND)):
        yield _part(recorded, quotation, "a", sentences[number])


def telltales(recorded: Recorded, quotation: Quotation, part: Part) -> Iterator[str]:
    """Yield the n-grams of a part; those that touch the quotation are told apart from others."""
    words = _words(part.text, _named(recorded, quotation))
    place = "in:" if part.zone in "lr" else "out:"
    for length in range(1, _LONGEST + 1):
        for start in range(len(words) - length + 1):
            gram = " ".join(words[start : start + length])
            yield gram
            yield place + gram
        if part.zone == "l":
            yield f"left:{' '.join(words[-length:])}"
        if part.zone == "r":
            yield f"right:{' '.join(words[:length])}"


def _part(recorded: Recorded, quotation: Quotation, zone: str, span: Span) -> Part:
    short = recorded.article.span(span.start, min(span.end, span.start + _FURTHEST))
    return Part(zone, _masked(recorded, quotation, short), span)


def _masked(recorded: Recorded, quotation: Quotation, span: Span) -> str:
    """Return a part of the text with other quotations in it blotted out."""
    text = recorded.article.words(span) if span.start < span.end else ""
    for other in recorded.quoted:
        start, end = max(0, other.start - span.start), min(len(text), other.end - span.start)
        if start < end and not other.start <= quotation.start < other.end:
            text = f"{text[:start]}{_MASK * (end - start)}{text[end:]}"
    return re.sub(f"{_MASK}+", _OTHER, text)


def _named(recorded: Recorded, quotation: Quotation) -> frozenset[str]:
    speaker = quotation.speaker
    if speaker is None:
        return frozenset()
    mention = recorded.article.text[speaker.mention.start : speaker.mention.end]
    return frozenset(word.lower() for word in _WORD.findall(f"{speaker.name or ''} {mention}"))


def _words(text: str, speaker: frozenset[str]) -> list[str]:
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = _folded(match, text, speaker)
        if not (word.startswith("_") and found[-1:] == [word]):
            found.append(word)
    return found


def _folded(match: re.Match[str], text: str, speaker: frozenset[str]) -> str:
    written = match[0]
    word = written.lower().replace("’", "'")
    if word in speaker:
        return _SPEAKER
    if written[0].isdigit():
        return _NUMBER
    before = text[: match.start()].rstrip(" ")[-1:]
    return _NAME if written[0].isupper() and before and before not in _OPENING else word
