"""The authors that a web page names between its headline and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from lxml.html import HtmlElement

from sources.cleaning.date_lines import lines_beside
from sources.cleaning.notices import PARTICLES, authors, labelled_writers, without_credits
from sources.formats.below_standfirst import SHORTEST_TEXT, without_standfirst
from sources.formats.markup import text_lines
from sources.formats.metadata_fields import metadata_of
from sources.formats.page_head import authors_in, metas_of
from sources.language.calendar_names import MONTH_PATTERNS, folded_name, foreign_weekdays
from sources.language.phrases import ends_sentence, folded
from sources.language.scripts import HAN, HANGUL, KANA

_MOST_AUTHORS, _LONGEST = 10, 200
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
_NAME = re.compile(
    rf"[^\W\d_a-z][^\s:]*(?: (?:(?:{PARTICLES})(?= )|[^\W\d_a-z][^\s:]*)){{1,4}}"
    rf"|[{HANGUL}]{{2,4}}|[{HAN}{KANA}]{{2,5}}(?: [{HAN}{KANA}]{{1,5}})?"
)
_ENGLISH = re.compile(
    rf"{'|'.join(MONTH_PATTERNS)}|(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{{0,3}}day)?|[ap]\.?m\.?",
    re.IGNORECASE,
)


def shown_authors(tree: HtmlElement, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the people named near one of these headings, by the page's markup or by a label."""
    shown = without_standfirst(page_lines(tree), tree, headings)
    near = [*takewhile(_is_short, lines_beside(headings, shown, lambda _: False))]
    within = [*map(folded, near)]
    marked = [text for text in _marked(tree) if any(folded(text) in line for line in within)]
    found = dict.fromkeys(name for text in marked for name in _names(text))
    if not found:
        found = dict.fromkeys(name for line in near for name in _labelled(line))
    if not found:
        declared = metadata_of({"authors": authors_in(metas_of(tree))}, "").authors
        found = dict.fromkeys(name for one in declared for name in _parted(one, within))
    return tuple(found)[:_MOST_AUTHORS]


def _parted(declared: str, within: Sequence[str]) -> tuple[str, ...]:
    """Return the names in a statement of authors that a line shows, as one name or as several."""
    several = tuple(_BETWEEN.split(declared))
    for names in ((declared,), several):
        keys = [*map(folded, names)]
        if all(keys) and any(all(key in line for key in keys) for line in within):
            return names
    return ()


def named_authors(
    names: Sequence[str], stated: Sequence[str], shown: Sequence[str]
) -> tuple[str, ...]:
    """Return the names that the page states as its author's, or shows in a line of few words.

    A name that was recognised in running text is often a piece of a biography.
    """
    lines = [folded(line) for line in shown if len(line) <= _LONGEST and _is_short(line)]
    declared = folded(" ".join(stated))
    return tuple(
        name
        for each in names
        for name in authors(each) or (each,)
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
        text = _parts(element)
        if element not in around and 0 < len(text) <= _LONGEST:
            yield text


def _parts(element: HtmlElement) -> str:
    """Return the text of an element, with a bar where two of its parts meet without a space.

    A name and a role may be in elements of their own: <b>Ann Lee</b><i>Reporter</i>.
    """
    pieces = [*filter(None, element.itertext())]
    meets = ("|" if a[-1].islower() and b[0].isupper() else "" for a, b in pairwise(pieces))
    joined = (piece + bar for piece, bar in zip(pieces, (*meets, ""), strict=False))
    return " ".join("".join(joined).split())


def _is_short(line: str) -> bool:
    return not ends_sentence(line) or len(line) < SHORTEST_TEXT


def _labelled(line: str) -> tuple[str, ...]:
    """Return the people behind a label such as "by", or before one such as 기자."""
    plain = _plain(line)
    for piece in (plain, *_pieces(line)):
        if found := authors(piece) or labelled_writers(piece):
            return found
    uncredited = _plain(without_credits(line))
    label = _LABELLED.search(uncredited)
    name = _NAME.match(uncredited[label.end() :]) if label else None
    return (name[0].strip(",;"),) if name else ()


def _names(text: str) -> tuple[str, ...]:
    """Return the people in a byline without a label: its pieces that look like names."""
    plain = _plain(text)
    return authors(plain) or tuple(one for one in _pieces(plain) if _NAME.fullmatch(one))


def _pieces(line: str) -> Iterator[str]:
    pieces = _BETWEEN.split(without_credits(line))
    yield from filter(None, (_plain(piece).strip(" .:") for piece in pieces))


def _plain(line: str) -> str:
    """Return a line without mailboxes, brackets and dates.

    Without a number beside it, the name of a month or weekday is a person's: "Sam", "April".
    """
    words = _ASIDE.sub(" ", line).split()
    dated = groupby(words, key=lambda word: bool(_NUMBERED.fullmatch(word)) or _is_of_date(word))
    kept: list[str] = []
    for of_date, run in dated:
        together = [*run]
        if not of_date or not any(map(_NUMBERED.fullmatch, together)):
            kept += together
    return " ".join(kept)


def _is_of_date(word: str) -> bool:
    english = _ENGLISH.fullmatch(word.strip(".,"))
    return bool(english) or folded_name(word.strip(",")) in foreign_weekdays()
