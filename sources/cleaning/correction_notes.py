"""Corrections and editor's notes, which are part of an article wherever its page shows them.

Pages show them in boxes, below the text or above it, and extractors drop all of these. They are
collected from the page before extraction, by the names of their elements or by their first words,
and the ones that the extracted text lacks are put back at their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from lxml.html import HtmlElement

from sources.cleaning.element_parts import outermost
from sources.formats.markup import text_lines, without_markup
from sources.language.phrases import ends_sentence, folded, word_count

_LONGEST, _LONGEST_LABEL, _MOST, _MOST_AWAY = 3_000, 60, 50, 100
_FEWEST_WORDS = 4
_NOUN = (
    r"corrections?(?: (?:and|&) clarifications?| notice)?|clarifications?"
    r"|errat(?:um|a)(?: corrige)?|corrigend(?:um|a)|editor(?:s|['’]s|s['’])? note|editorial note"
    r"|retractions?|korrektur(?:hinweis)?|berichtigung|richtigstellung"
    r"|anm(?:erkung|\.) de?r?\.? ?red(?:aktion|\.)|hinweis der redaktion"
    r"|rectificatif|correctif|note de la rédaction|ndlr"
    r"|correcci(?:ó|o)n(?:es)?|fe de err(?:atas?|ores)|rectificaci(?:ó|o)n"
    r"|not[ae] (?:del editor|de la redacci(?:ó|o)n|da redação|della redazione|do editor)"
    r"|correção|rettifica|rectificatie|correctie|noot van de redactie|rättelse|rettelse|korreksjon"
    r"|sprostowanie|oikaisu|исправление|поправка|уточнение|от редакции"
    r"|정정(?: ?보도(?:문)?)?|바로잡습니다|알려왔습니다|訂正(?:と?お?わび)?|お詫びと訂正|更正|勘误"
)
_LABEL = re.compile(rf"\W{{0,3}}(?:{_NOUN})\W{{0,3}}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\W{{0,3}}(?:{_NOUN})(?:\s*[:：.–—\]】]|\s*[-(,][^.:]{{0,40}}[:：)])\s*\S", re.IGNORECASE
)
_PIECE = r"(?:article|story|report|piece|post|page|column|headline|caption|version|interview)"
_STATES = re.compile(
    rf"\W{{0,3}}(?:(?:in )?an? (?:earlier|previous|prior) version of (?:this|the|our) {_PIECE}"
    rf"|(?:in )?(?:the|an) (?:original|initial|first) version of this {_PIECE}"
    rf"|this {_PIECE}(?: and its headline)? (?:was|has been|is) (?:since )?"
    r"(?:amended|corrected|clarified|(?:updated|edited|changed)\b.{0,40}\bto (?:correct|clarify|say"
    r"|reflect|remove|state|make clear))\b"
    r"|in (?:einer|der) (?:früheren|ersten|ursprünglichen|vorherigen|vorigen) (?:version|fassung)\b"
    r"|diese[rs] (?:artikel|text|beitrag) wurde\b.{0,40}\b(?:korrigiert|berichtigt)"
    r"|(?:dans )?une (?:première|précédente) version de (?:cet|ce) "
    r"|(?:en )?una versión (?:anterior|previa) de est[ea] "
    r"|(?:in )?una (?:precedente )?versione (?:precedente )?di quest"
    r"|(?:in )?een eerdere versie van dit )",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"(?:^|[-_ ])(?:corrections?|correctioncomment|editors?[-_]?(?:s[-_]?)?note|editorial[-_]?note"
    r"|erratum|errata|corrigendum|clarifications?|amendments?|retractions?|berichtigung|korrektur"
    r"|richtigstellung|rectificatif|rectificati(?:on|e)|rectificacion|correctie|correctif"
    r"|correccion|fe-?de-?erratas?|rettelse|rattelse|sprostowanie)(?=$|[-_ ])",
    re.IGNORECASE,
)
_NOT_OF_ARTICLE = re.compile(
    r"report|submit|suggest|request|form\b|policy|policies|link|button|icon|colou?r|(?:category|tag)"
    r"[-_]|has[-_]",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:please|let us know|contact us|e-?mail us|report (?:a|an|any) |see an error|spotted"
    r"|found an error|click here|our (?:corrections? )?polic(?:y|ies))\b",
    re.IGNORECASE,
)
_CORRECTING = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions|ing)|corrigiert|korrigiert|berichtig\w+|corrig[eé]\w*|rectifi\w+"
    r"|corrección|retract\w*|clarif\w+|errat(?:a|um))\b",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ATTRIBUTES = (
    *("class", "id", "itemprop", "itemtype", "aria-label"),
    *("data-component", "data-testid", "data-type", "data-block-type", "data-qa"),
)
_NAMED = " or ".join(f"@{name}" for name in _ATTRIBUTES)
_OUTSIDE = frozenset("a form h1 nav title".split())
_KEPT_TAGS = frozenset("html body main article a button form h1".split())
_OF_STORY = ".//h1 | .//form | .//*[@itemprop='articleBody'] | .//article"
CORRECTION_FIELDS = (
    *("correction", "corrections", "correctionnote", "correctiontext", "correctionnotice"),
    *("editorsnote", "editornote", "editorsnotes", "editorialnote", "editorialnotes"),
    *("erratum", "errata", "corrigendum", "clarification", "clarifications", "retraction"),
    *("berichtigung", "korrektur", "richtigstellung", "rectificatif", "rectificacion"),
    *("correccion", "rectificatie", "correctie", "amendment", "amendments"),
)
"""The fields of records that hold corrections, by compact name."""
_TEXTS = ("text", "body", "content", "rendered", "note", "correction", "message", "description")


@dataclass(frozen=True, slots=True)
class PageCorrections:
    """The blocks of a page in its order, and the numbers of those that are corrections."""

    blocks: Sequence[str]
    numbers: Sequence[int]
    stated: Sequence[str]

    @classmethod
    def of(cls, tree: HtmlElement, linked: Mapping[str, object]) -> PageCorrections:
        """Collect the corrections that the page shows, and those of its linked data."""
        blocks = text_lines(tree).split("\n\n")
        named = [
            block for element in _elements(tree) for block in text_lines(element).split("\n\n")
        ]
        elsewhere = {
            block
            for element in outermost(tree, _OUTSIDE)
            for block in text_lines(element).split("\n\n")
        }
        own = {block for block in named if not _asks(block)}
        own |= {block for block in blocks if is_correction(block)}
        own |= {
            block
            for label, block in pairwise(blocks)
            if is_label(label) and ends_sentence(block) and not _asks(block)
        }
        found = [n for n, block in enumerate(blocks) if block in own and block not in elsewhere]
        labels = [n - 1 for n in found if n and is_label(blocks[n - 1])]
        return cls(blocks, sorted({*found[:_MOST], *labels[:_MOST]}), stated_in(linked))

    def missing(self, text: str) -> list[str]:
        """Return the corrections that a text lacks, in page order."""
        return [block for block, _ in self._missing(text)]

    def restored(self, text: str) -> str:
        """Return the text with the corrections that it lacks, at their place or at the end."""
        kept = text.split("\n\n") if text else []
        for block, number in self._missing(text):
            kept.insert(len(kept) if number is None else self._place(number, kept), block)
        return "\n\n".join(kept)

    def _missing(self, text: str) -> Iterator[tuple[str, int | None]]:
        held, blocks = folded(text), {*text.split("\n\n")}
        numbers = [n for n in self.numbers if folded(self.blocks[n]) not in held]
        labels = {n - 1 for n in numbers} & {*self.numbers}
        for number in sorted({*numbers, *labels}):
            block = self.blocks[number]
            if block not in blocks and not (is_label(block) and number + 1 not in numbers):
                blocks.add(block)
                held += folded(block)
                yield block, number
        for block in self.stated:
            if folded(block) not in held:
                held += folded(block)
                yield block, None

    def _place(self, number: int, kept: Sequence[str]) -> int:
        """Return the place after the nearest kept block above, or before the nearest below."""
        at = {block: place for place, block in enumerate(kept)}
        for above in range(number - 1, max(-1, number - _MOST_AWAY), -1):
            if self.blocks[above] in at:
                return at[self.blocks[above]] + 1
        for below in self.blocks[number + 1 : number + _MOST_AWAY]:
            if below in at:
                return at[below]
        return len(kept)


def is_correction(line: str) -> bool:
    """Return True if a line says that it corrects the article, or is a note of its editors."""
    if len(line) > _LONGEST or word_count(line) < _FEWEST_WORDS or not ends_sentence(line):
        return False
    if _STATES.match(line):
        return True
    return _LABELLED.match(line) is not None and not _asks(line)


def is_correcting(note: str) -> bool:
    """Return True if a note to editors says what a new version of an article corrects."""
    return _CORRECTING.search(note) is not None or is_correction(note)


def is_label(line: str) -> bool:
    """Return True if a line is the heading of a correction: "Correction", "Editor's note"."""
    return len(line) <= _LONGEST_LABEL and _LABEL.fullmatch(line) is not None


def stated_in(fields: Mapping[str, object]) -> list[str]:
    """Return the paragraphs of the corrections in a record, whose names are compact."""
    texts = chain.from_iterable(_texts(fields.get(name)) for name in CORRECTION_FIELDS)
    blocks = (" ".join(part.split()) for text in texts for part in without_markup(text).split("\n"))
    return [*dict.fromkeys(block for block in blocks if word_count(block) >= _FEWEST_WORDS)][:_MOST]


def with_stated(text: str, fields: Mapping[str, object]) -> str:
    """Return a record's text, with the corrections in its other fields at the end."""
    held = folded(text) if any(name in fields for name in CORRECTION_FIELDS) else ""
    missing = [block for block in stated_in(fields) if folded(block) not in held]
    return "\n\n".join([text, *missing]) if text else text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:_MOST]:
            if not isinstance(one, list):
                yield from _texts(one)
    elif isinstance(value, Mapping):
        yield from (text for name in _TEXTS if isinstance(text := value.get(name), str))


def _asks(block: str) -> bool:
    """Return True if a block asks readers for corrections, and makes none."""
    return _ASKS.search(block) is not None and not _STATES.search(block)


def _elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that are named after corrections."""
    for element in tree.xpath(f"//body//*[{_NAMED}]"):
        if element.tag in _KEPT_TAGS or not any(map(_is_name, _names(element))):
            continue
        length, pieces = 0, list[str]()
        for piece in element.itertext():
            pieces.append(piece)
            length += len(piece)
            if length > _LONGEST:
                break
        text = " ".join("".join(pieces).split())
        fits = word_count(text) >= _FEWEST_WORDS and length <= _LONGEST
        if fits and not element.xpath(_OF_STORY):
            yield element


def _names(element: HtmlElement) -> Iterator[str]:
    for attribute in _ATTRIBUTES:
        value = element.get(attribute, "")
        if attribute == "aria-label":
            yield value.replace(" ", "-").replace("'", "").replace("’", "")
        else:
            yield from value.replace("/", " ").split()


def _is_name(name: str) -> bool:
    plain = _CAMEL.sub("-", name).strip("_-")
    plain = re.sub(r"[-_]{2,}", "-", plain)
    return _ELEMENT.search(plain) is not None and not _NOT_OF_ARTICLE.search(plain)
