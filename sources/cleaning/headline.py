"""Finding the headline of a page and the beginning of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sources.article import BlockKind
from sources.cleaning.date_lines import is_date_line
from sources.cleaning.lines import Line, is_bullet
from sources.language.phrases import ends_sentence, folded, is_hangul, is_prose, word_count

_LONGEST_HEADLINE = 250
_FEWEST_WORDS = 4
_FEWEST_WORDS_OF_SHORT_HEADLINE = 3
_FEWEST_CHARACTERS = 25
_FEWEST_WORDS_ABOVE_PARAGRAPH = 2
_PARAGRAPH_TIMES_HEADLINE = 2
_SHARE_OF_LONGEST = 0.35
_SIGNIFICANT = re.compile(r"[^\W\d_]{4,}")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_SITE_NAME = re.compile(r"\s+[-|–—:·]\s+[^-|–—:·]{2,40}$")
_FEWEST_REPEATED_WORDS = 5
_FEWEST_REPEATED_CHARACTERS = 20
_LAST_PLACE_OF_TITLE = 100
_MOST_LINES_OF_TOP = 100
_GLANCE = 30
_BAR = "|"
_RUNS_ON = "-\u2010,;"


def opening(lines: Sequence[Line], headline: int | None = None) -> int:
    """Return the index of the first paragraph, or the number of lines if there is none.

    After a known headline, a caption, a short sentence, a list item, a table row or a block
    quotation also begins the text.
    """
    for index in range(0 if headline is None else headline + 1, len(lines)):
        line = lines[index]
        short = line.kind is BlockKind.CAPTION or line.is_body or ends_sentence(line.text)
        if is_prose(line.text) or (short and headline is not None):
            return index
    return len(lines)


def find_headline(lines: Sequence[Line], title: str | None) -> int | None:
    """Return the index of the headline, or None if no line is certain to be one."""
    if title:
        return _place_of_title(lines, title)
    if _is_headline_and_paragraph(lines):
        return 0
    start = opening(lines)
    if start == len(lines):
        return _headline_without_prose(lines)
    top = range(max(0, start - _MOST_LINES_OF_TOP), start)
    candidates = [i for i in top if lines[i].kind is None and _may_be_headline(lines, i)]
    if not candidates:
        return None
    for index in candidates:
        if is_repeated(lines, index):
            return index
    longest = max(len(lines[index].text) for index in candidates)
    for index in candidates:
        text = lines[index].text
        spoken = word_count(text) >= _FEWEST_WORDS or len(text) >= _FEWEST_CHARACTERS
        if spoken and len(text) >= _SHARE_OF_LONGEST * longest:
            return index
    last = candidates[-1]
    return last if word_count(lines[last].text) >= _FEWEST_WORDS_OF_SHORT_HEADLINE else None


def is_repeatable(headline: str) -> bool:
    """Return True if a headline is long enough that its repetition is no accident."""
    return (
        word_count(headline) >= _FEWEST_REPEATED_WORDS
        and len(headline) >= _FEWEST_REPEATED_CHARACTERS
    )


def _place_of_title(lines: Sequence[Line], title: str) -> int | None:
    """Return the index of the title's line, even if either is cut off or has the site's name."""
    wanted = {folded(title), folded(_SITE_NAME.sub("", title))}
    beginning = folded(_CUT_OFF.sub("", title)) if _CUT_OFF.search(title) else ""
    beginnings = wanted | {beginning} if beginning else wanted
    for index, line in enumerate(lines[:_LAST_PLACE_OF_TITLE]):
        if (
            line.is_body
            or len(line.text) > _LONGEST_HEADLINE
            or not _begins_like(line.text, beginnings)
        ):
            continue
        text = folded(line.text)
        whole = text in wanted or folded(_SITE_NAME.sub("", line.text)) in wanted
        cut_off = bool(beginning) and text.startswith(beginning) and not is_prose(line.text)
        if text and (whole or cut_off):
            return index
    return None


def _begins_like(line: str, titles: Iterable[str]) -> bool:
    """Return True if a line and a folded title begin alike. Folding a whole line is slow."""
    start = folded(line[:_GLANCE])
    return any(start.startswith(title) or title.startswith(start) for title in titles)


def _headline_without_prose(lines: Sequence[Line]) -> int | None:
    """Return the first line of a page of short lines if a sentence follows it."""
    if len(lines) < 2 or not ends_sentence(lines[1].text):
        return None
    first = lines[0].text
    heads = word_count(first) >= _FEWEST_WORDS and not ends_sentence(first)
    return 0 if heads and _may_be_headline(lines, 0) else None


def _is_headline_and_paragraph(lines: Sequence[Line]) -> bool:
    """Return True if the page is a short line and one paragraph, with a blank line between."""
    if len(lines) != 2 or lines[0].kind is not None or lines[1].attached:
        return False
    first, second = lines[0].text, lines[1].text
    return (
        word_count(first) >= _FEWEST_WORDS_ABOVE_PARAGRAPH
        and len(second) >= _PARAGRAPH_TIMES_HEADLINE * len(first)
        and not ends_sentence(first)
        and _may_be_headline(lines, 0)
    )


def _may_be_headline(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if len(text) > _LONGEST_HEADLINE or is_date_line(text) or text[-1] in ",;:—":
        return False
    if lines[index].is_body or _is_list_item(lines, index) or _is_table_row(lines, index):
        return False
    if not ends_sentence(text) or text[-1] in "?!":
        return True
    # A sentence with a full stop is a headline only if it is in title case.
    words = _SIGNIFICANT.findall(text)
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _is_list_item(lines: Sequence[Line], index: int) -> bool:
    """Return True if a line and one beside it begin with the mark or number of a list item."""
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return is_bullet(lines[index].text) and any(is_bullet(line.text) for line in beside)


def _is_table_row(lines: Sequence[Line], index: int) -> bool:
    """Return True if a line and one beside it have as many cells, with bars between them."""
    cells = lines[index].text.count(_BAR)
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return cells > 0 and any(line.text.count(_BAR) == cells for line in beside)


def is_repeated(lines: Sequence[Line], index: int) -> bool:
    """Return True if a later line repeats this one, or begins with it as captions do."""
    text = lines[index].text
    return is_repeatable(text) and any(later.text.startswith(text) for later in lines[index + 1 :])


def is_navigational(text: str, most_words: int) -> bool:
    """Return True if a line is so short that only a menu or a toolbar would contain it."""
    if ends_sentence(text):
        return False
    most = max(1, most_words - 1) if is_hangul(text) else most_words
    return word_count(text) <= most


def is_running(lines: Sequence[Line], index: int) -> bool:
    """Return True if a line continues the one above or is continued below, unlike a link."""
    text = lines[index].text
    above = lines[index - 1].text if index and lines[index].attached else ""
    below = lines[index + 1] if index + 1 < len(lines) else None
    goes_on = below is not None and below.attached and below.text[0].islower()
    return (
        goes_on
        or text[0].islower()
        or text[-1] in _RUNS_ON
        or (above[-1:] in _RUNS_ON and above[-1:] != "")
    )
