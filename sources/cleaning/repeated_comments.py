"""Readers' comments without names or headings that declare them, recognised by their repetition.

Each has the name of somebody else and a time beside its text, and they are the last of the page's
running text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from sources.cleaning.element_parts import HEADINGS, is_running

_FEWEST, _FEWEST_BELOW_HEADING, _MOST = 3, 2, 2_000
_BOXES, _LINES = frozenset("article div li section".split()), frozenset("div dt p".split())
_NO_COMMENT = ".//h1 | .//h2 | .//h3 | .//table | .//figure | .//blockquote"
_MOST_PIECES = 12
_LONGEST_NAME, _LONGEST_HEAD, _LONGEST_HEADING, _MOST_NAME_WORDS = 40, 120, 90, 4
_LEAST_DIFFERENT, _LEAST_OF_BOXES = 2 / 3, 0.7
_SHORTEST_ARTICLE = 120
_UNIT = (
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?"
    r"|Minuten?|Stunden?|Tage?n?|Wochen?|Monate?n?|Jahre?n?|heures?|jours?|semaines?|mois|ans?"
    r"|minutos?|horas?|días?|dias?|semanas?|mes(?:es)?|minuti|or[ae]|giorn[io]|settiman[ae]"
    r"|минут\w*|час\w*|дн\w*|день|недел\w*|minut\w*|godzin\w*|dni|uur|dagen)"
)
AGO = re.compile(
    rf"\b(?:\d{{1,3}}|an?|one) ?{_UNIT} (?:ago|назад|temu|geleden|fa)\b|\b\d{{1,2}}(?:m|h|d|w)\b"
    rf"|\b(?:vor|il y a|hace|há) (?:\d{{1,3}}|einer?|einem|une?|uma?) {_UNIT}\b"
    r"|\d{1,3} ?(?:초|분|시간|일|주|개월|달|년) ?전"
    r"|\d{1,3} ?(?:秒|分钟?|時間|小时|日|天|週間|周|か月|ヶ月|年)前",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"{AGO.pattern}"
    r"|\b(?:just now|yesterday|today|gestern|heute|hier|aujourd['’]hui|ayer|hoy|ieri|oggi|ontem"
    r"|hoje|вчера|сегодня|wczoraj|dzisiaj|gisteren|vandaag)\b|어제|오늘|昨[日天]|今[日天]"
    r"|\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b"
    r"|\b\d{1,2}(?:\. ?| )[^\W\d]{3,10}\.?,? \d{4}\b|\b[^\W\d]{3,10}\.? \d{1,2}, \d{4}\b",
    re.IGNORECASE,
)
# Stems: of comments, readers, opinions and discussions.
_ANNOUNCED = re.compile(
    r"comment|kommentar|comentari|comentári|komentar|комментари|reacti|réaction|reazion|reacci"
    r"|readers|leser|lecteur|lector|lettori|leitor|читател|czytelnik|your (?:views?|say|thoughts)"
    r"|conversation|discuss|diskussion|diskutier|discut|debat|댓글|의견|독자|コメント|読者|评论|留言|\bresponses\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,6}")
# Controls that reply to a comment or report it do not leave the page.
_HERE = ".//button | .//a[not(@href) or contains(@href, '#') or starts-with(@href, 'javascript:')]"
_CONTROLS = ".//button | .//a[contains(@href, '#') or starts-with(@href, 'javascript:')]"
_NAME_END = re.compile(r"\s*(?:[,(|·•:]|\s[-–—]\s|$)")
_AROUND_NAME = " —–-@·•|,:"


def repeated_comments(tree: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the comments of each thread below the article, with the heading above them."""
    for parent in [*tree.iter("article", "details", "div", "dl", "main", "ol", "section", "ul")]:
        if not _FEWEST_BELOW_HEADING <= len(parent) <= _MOST:
            continue
        units = _boxed(parent) or _lined(parent)
        if not units:
            continue
        heading = _heading_above(units[0][0])
        fewest = _FEWEST if heading is None else _FEWEST_BELOW_HEADING
        if heading is not None and _is_box_of_one(parent, heading, units):
            fewest = 1
        if len(units) < fewest or not _are_of_readers(units, heading):
            continue
        if _is_last(units[-1][-1]) and _is_below_text(units[0][0]):
            yield [
                *([] if heading is None else [heading]),
                *(one for unit in units for one in unit),
            ]


def _is_box_of_one(
    parent: HtmlElement, heading: HtmlElement, units: Sequence[Sequence[HtmlElement]]
) -> bool:
    """Return True for the only comment of a box that a heading of readers begins.

    The heading or the name of the box is about readers, and the comment states how old it is.
    """
    around = f"{heading.text_content()} {parent.get('class', '')} {parent.get('id', '')}"
    head = " ".join(units[0][0].text_content().split())
    return (
        parent.tag in _BOXES
        and parent[0] is heading
        and _ANNOUNCED.search(around) is not None
        and AGO.search(head) is not None
    )


def _are_of_readers(units: Sequence[Sequence[HtmlElement]], heading: HtmlElement | None) -> bool:
    """Return True if most have a control or say how long ago they were written.

    Events and interviewees in an article have names and times too, below a heading of their own.
    """
    above = "" if heading is None else heading.text_content()
    if _ANNOUNCED.search(above):
        return True
    numbers = [int(number) for number in _NUMBER.findall(above)]
    if len(numbers) == 1 and numbers[0] >= len(units):  # some are folded
        return all(any(one.xpath(_HERE) for one in unit) for unit in units)
    heads = [" ".join(islice(_pieces(unit[0]), _MOST_PIECES)) for unit in units]
    ago = sum(AGO.search(head[:_LONGEST_HEAD]) is not None for head in heads)
    ago += sum(AGO.search(head[-_LONGEST_NAME:]) is not None for head in heads)
    controlled = sum(any(one.xpath(_CONTROLS) for one in unit) for unit in units)
    return 2 * max(ago, controlled) >= len(units)


def _boxed(parent: HtmlElement) -> list[list[HtmlElement]]:
    """Return the children if each is one comment."""
    kinds = Counter(child.tag for child in parent if child.tag in _BOXES)
    if not kinds or (most := kinds.most_common(1)[0])[1] < _FEWEST_BELOW_HEADING:
        return []
    boxes = [child for child in parent if child.tag == most[0]]
    named = [(box, name) for box in boxes if (name := _author(box))]
    found = [box for box, _ in named]
    if not found or len(found) < _LEAST_OF_BOXES * len(boxes[boxes.index(found[0]) :]):
        return []
    return [[box] for box in found] if _differ([name for _, name in named]) else []


def _lined(parent: HtmlElement) -> list[list[HtmlElement]]:
    """Return the comments that are a line with a name and a time, and what follows it."""
    names = {child: name for child in parent if child.tag in _LINES and (name := _line_of(child))}
    if len(names) > 1 and not _differ([*names.values()]):
        return []
    known: set[object] = set()
    units: list[list[HtmlElement]] = []
    for number, line in enumerate(names, 1):
        below = [*takewhile(lambda one: one not in names, line.itersiblings())]
        if number == len(names) > 1:
            below = [*takewhile(lambda one: one.tag in known, below)]
        known.update(one.tag for one in below)
        units.append([line, *below])
    told = [any(is_running(one.text_content()) for one in unit[1:]) for unit in units]
    return units if all(told) else []


def _differ(names: Sequence[str]) -> bool:
    return len(set(names)) >= max(_FEWEST_BELOW_HEADING, _LEAST_DIFFERENT * len(names))


def _author(element: HtmlElement) -> str:
    """Return the name above or below the text of a comment, or ''."""
    if element.xpath(_NO_COMMENT):
        return ""
    timed = element.find(".//time") is not None
    pieces = [*islice(_pieces(element), _MOST_PIECES)]
    told = [number for number, piece in enumerate(pieces) if is_running(piece)]
    if not told:
        return ""
    if name := _name(pieces[: told[0]], timed):
        return name
    short = len(pieces) < _MOST_PIECES and told[0] == 0
    return _name(pieces[told[-1] + 1 :], timed) if short else ""


def _line_of(element: HtmlElement) -> str:
    """Return the name in a line that has a name and a time, or ''."""
    pieces = [*islice(_pieces(element), _MOST_PIECES)]
    if any(map(is_running, pieces)) or element.xpath(_NO_COMMENT):
        return ""
    return _name(pieces, element.find(".//time") is not None)


def _name(pieces: Sequence[str], timed: bool) -> str:
    """Return the name that short pieces of text begin with if they have a time as well, or ''."""
    line = " ".join(pieces)
    when = _WHEN.search(line)
    if not pieces or len(line) > _LONGEST_HEAD or not (when or timed):
        return ""
    first = pieces[0].strip(_AROUND_NAME)
    end = _NAME_END.search(first)
    name = first[: end.start()] if end else first
    if (early := _WHEN.search(name)) is not None:
        name = name[: early.start()].strip(_AROUND_NAME)
    fits = 0 < len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_NAME_WORDS
    return name if fits and any(map(str.isalpha, name)) else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    return (text for piece in element.itertext() if (text := " ".join(piece.split())))


def _heading_above(element: HtmlElement) -> HtmlElement | None:
    """Return the short line directly above the comments, which announces them."""
    for around in (element, *islice(element.iterancestors(), 2)):
        above = around.getprevious()
        if above is None:
            continue
        text = " ".join(above.text_content().split())
        fits = above.tag in HEADINGS or above.tag in _LINES or above.tag == "summary"
        announces = fits and 0 < len(text) <= _LONGEST_HEADING and not is_running(text)
        return above if announces else None
    return None


def _is_last(element: HtmlElement) -> bool:
    """Return True if no paragraph follows beside the comments."""
    beside = (element, *islice(element.iterancestors(), 1))
    return not any(
        one.tag == "p" and is_running(one.text_content())
        for around in beside
        for one in around.itersiblings()
    )


def _is_below_text(element: HtmlElement) -> bool:
    above = element.xpath("preceding::text()[not(parent::script or parent::style)]")
    told = sum(len(text) for text in map(str.strip, above) if is_running(text))
    return bool(element.xpath("preceding::h1")) and told >= _SHORTEST_ARTICLE
