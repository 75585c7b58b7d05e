"""The lines above a document's text: headline, byline and day, with or without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sources.cleaning.date_lines import date_line
from sources.cleaning.lines import is_bullet
from sources.cleaning.notices import authors, is_name
from sources.cleaning.release_lines import releases
from sources.language.phrases import ends_sentence, is_prose, word_count

# The head has at most this many lines, and a sentence of more words than a headline ends it.
MOST_LINES = 10
_FEWEST_WORDS_OF_TEXT = 8
_FEWEST_WORDS, _LONGEST_HEADLINE = 2, 160
_MOST_WORDS_OF_KICKER = 3
# The labels of copy for an editor: "HED: Vets strike", "BYLINE: Carl Amory".
_LABEL = re.compile(
    r"(?:(?P<title>hed|head|headline|title|überschrift|titel|titre)"
    r"|(?P<dek>dek|deck|subhed|sub-?head|sub-?headline|subtitle|standfirst|unterzeile|vorspann)"
    r"|(?P<byline>byline|by-line|author|autor|auteur)"
    r"|(?P<day>date|pubdate|publication date|published|datum)"
    r"|(?P<slug>slug|keywords?|word ?count))\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_NO_HEADLINE = re.compile(
    r"\W*(?:contacts?|to|from|re|cc|attn|subject|note)\s*:|.*@", re.IGNORECASE
)
# Notes to those who receive the copy, which state no time of release.
_NOTE = re.compile(
    r"\W*(?:embargo (?:is )?(?:now )?(?:lifted|over|ended|expired)|no longer under embargo"
    r"|check against delivery|es gilt das gesprochene wort|seul le prononcé fait foi"
    r"|for your information|draft for approval)\W*",
    re.IGNORECASE,
)


@dataclass
class Head:
    """What the lines above a document's text state.

    `removed` lists lines that are not part of the text by their rule, and `deks` holds
    sub-headlines with a label, without it. Both are by the line's number.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    removed: dict[int, str] = field(default_factory=dict)
    deks: dict[int, str] = field(default_factory=dict)


def head_of(lines: Sequence[str]) -> Head:
    """Return what the lines before a document's first paragraph state."""
    end = next((n for n, line in enumerate(lines[:MOST_LINES]) if _is_text(line)), None)
    head = Head()
    released = releases(lines)
    plain: list[int] = []
    for number, line in enumerate(lines[: MOST_LINES if end is None else end]):
        if number in released or _states(head, number, line):
            continue
        if _NOTE.fullmatch(line):
            head.removed[number] = "release line"
        elif names := authors(line):
            head.authors += names
        elif (stated := date_line(line)) is not None:
            head.published = head.published or stated.day
            head.authors += stated.authors
        else:
            plain.append(number)
    if end is not None:
        _name(head, lines, plain)
    return head


def _is_text(line: str) -> bool:
    """Return True for the first paragraph of the text."""
    if _LABEL.fullmatch(line):
        return False
    return is_prose(line) or (ends_sentence(line) and word_count(line) >= _FEWEST_WORDS_OF_TEXT)


def _states(head: Head, number: int, line: str) -> bool:
    """Take over what a line with a label states, and return True if it states something."""
    label = _LABEL.fullmatch(line)
    if label is None:
        return False
    value = label["value"].strip()
    if label["dek"]:
        head.deks[number] = value
        return True
    names = authors(f"By {value}") if label["byline"] else ()
    stated = date_line(value) if label["day"] else None
    if not (label["title"] or label["slug"] or names or stated):
        return False
    head.removed[number] = "label of the copy"
    head.title = head.title or (value if label["title"] else None)
    head.authors += names
    head.published = stated.day if stated else head.published
    return True


def _name(head: Head, lines: Sequence[str], plain: Sequence[int]) -> None:
    """Find the headline among the lines without a label, and the author below it."""
    able = [number for number in plain if _may_be_headline(lines[number])]
    if not head.title and able:
        kicker = lines[able[0]]
        is_kicker = kicker.isupper() and word_count(kicker) <= _MOST_WORDS_OF_KICKER
        head.title = lines[able[is_kicker and len(able) > 1]]
    # pandoc puts the author's bare name between the headline and the day.
    for number in plain:
        dated = number + 1 < len(lines) and date_line(lines[number + 1]) is not None
        if number and dated and not head.authors and is_name(lines[number]):
            head.authors = (lines[number],)


def _may_be_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE
        and word_count(line) >= _FEWEST_WORDS
        and line[-1] not in ".,;:—–-"
        and not (_NO_HEADLINE.match(line) or is_bullet(line))
    )
