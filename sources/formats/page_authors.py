"""The authors that a web page names between its headline and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from sources.cleaning.date_lines import lines_beside
from sources.cleaning.notices import authors, without_credits
from sources.formats.markup import text_lines
from sources.language.calendar_names import MONTH_PATTERNS, folded_name, foreign_weekdays
from sources.language.phrases import ends_sentence, folded
from sources.language.scripts import HAN, HANGUL, KANA

_MOST_AUTHORS, _LONGEST = 10, 200
# The text begins with a sentence, and a byline may be a short one.
_SHORTEST_TEXT = 60
_OF_AUTHORS = re.compile(
    r"author|auteur|autor|\bby(?:line)?\b|writer|journalist|reporter|redakt|contributor",
    re.IGNORECASE,
)
# A mailbox, a note in brackets, and numbers are not part of a name.
_ASIDE = re.compile(r"\S+@\S+|\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_NUMBERED = re.compile(r"\S*\d\S*")
_BETWEEN = re.compile(r"\s*[|·•,;/&\n]\s*|\s+[–—-]\s+|\s+(?:and|und|et|y|e|och|og|en)\s+")
# A double name at the end of a line, as in "By Ottoline Baird-<br>Whitmore".
_DIVIDED = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_a-z])")
_MOST_WORDS = 8
# The colon of "Photos: Mia Eke" is lost where trafilatura has recognised her.
_OF_PICTURES = re.compile(
    r"(?:photos?|photographs|pictures|images|videos?|fotos?)\s", re.IGNORECASE
)
_LABELLED = re.compile(r"(?:^|\s)(by|von|par|por|di|door|av|przez)\s*:?\s", re.IGNORECASE)
_PARTICLES = "de|del|da|di|van|von|der|den|la|le|al|el|bin|ben|dos|du|y"
_NAME = re.compile(
    rf"[^\W\d_a-z][^\s:]*(?: (?:{_PARTICLES}|[^\W\d_a-z][^\s:]*)){{1,4}}"
    rf"|[{HANGUL}]{{2,4}}|[{HAN}{KANA}]{{2,5}}(?: [{HAN}{KANA}]{{1,5}})?"
)
_ENGLISH = re.compile(
    rf"{'|'.join(MONTH_PATTERNS)}|(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{{0,3}}day)?|[ap]\.?m\.?",
    re.IGNORECASE,
)


def shown_authors(tree: HtmlElement, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the people named near one of these headings, by the page's markup or by a label."""
    shown = page_lines(tree)
    beside = lines_beside(headings, shown, lambda _: False)
    near = [*takewhile(lambda line: not ends_sentence(line) or len(line) < _SHORTEST_TEXT, beside)]
    within = [*map(folded, near)]
    marked = [text for text in _marked(tree) if any(folded(text) in line for line in within)]
    found = dict.fromkeys(name for text in marked for name in _names(text))
    if not found:
        found = dict.fromkeys(name for line in near for name in _labelled(line))
    return tuple(found)[:_MOST_AUTHORS]


def named_authors(
    names: Sequence[str], stated: Sequence[str], shown: Sequence[str]
) -> tuple[str, ...]:
    """Return the names that the page states as its author's, or shows in a line of few words.

    A name that was recognised in running text is often a piece of a biography.
    """
    lines = [
        folded(line)
        for line in shown
        if len(line) <= _LONGEST and not (ends_sentence(line) and len(line) >= _SHORTEST_TEXT)
    ]
    declared = folded(" ".join(stated))
    return tuple(
        name
        for name in names
        if (wanted := folded(name))
        and not _OF_PICTURES.match(name)
        and len(name.split()) <= _MOST_WORDS
        and (wanted in declared or any(wanted in line for line in lines))
    )


def page_lines(tree: HtmlElement) -> list[str]:
    """Return the lines that a page shows, with words joined that a line break divides."""
    body = tree.find("body")
    text = "" if body is None else _DIVIDED.sub("", text_lines(body))
    return [line for line in text.split("\n") if line.strip()]


def _marked(tree: HtmlElement) -> Iterator[str]:
    """Yield the texts of the smallest elements that are of authors by their names or addresses."""
    named = [
        element
        for element in tree.xpath("//body//*[@class or @rel or @itemprop or @href]")
        if _OF_AUTHORS.search(
            " ".join(element.get(name, "") for name in ("class", "rel", "itemprop", "href"))
        )
    ]
    around = {above for element in named for above in element.iterancestors()}
    for element in named:
        text = " ".join(element.text_content().split())
        if element not in around and 0 < len(text) <= _LONGEST:
            yield text


def _labelled(line: str) -> tuple[str, ...]:
    """Return the people behind a label such as "by", or before one such as 기자."""
    plain = _plain(line)
    for piece in (plain, *_pieces(line)):
        if found := authors(piece):
            return found
    label = _LABELLED.search(plain)
    name = _NAME.match(plain[label.end() :]) if label else None
    return (name[0].strip(",;"),) if name else ()


def _names(text: str) -> tuple[str, ...]:
    """Return the people in a byline without a label: its pieces that look like names."""
    plain = _plain(text)
    return authors(plain) or tuple(one for one in _pieces(plain) if _NAME.fullmatch(one))


def _pieces(line: str) -> Iterator[str]:
    pieces = _BETWEEN.split(without_credits(line))
    yield from filter(None, (_plain(piece).strip(" .:") for piece in pieces))


def _plain(line: str) -> str:
    """Return a line without mailboxes, brackets and dates."""
    words = _NUMBERED.sub(" ", _ASIDE.sub(" ", line)).split()
    weekdays = foreign_weekdays()
    return " ".join(
        word
        for word in words
        if not _ENGLISH.fullmatch(word.strip(".,")) and folded_name(word.strip(",")) not in weekdays
    )
