"""The lines of a page, and the paragraphs split by its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from sources.article import BlockKind, Page
from sources.cleaning.characters import readable
from sources.language.phrases import ends_sentence
from sources.language.scripts import UNSPACED_LETTER

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN_END = re.compile(r"[^\W_][-\u2010]$")
_BULLET = re.compile(r"(?:[-–—•·▶►■□◆◇○●※*>]|\d{1,2}[.)]|[a-z][.)])\s")
# A line break directly before or after one of these falls between two words.
_SMALL_WORD = re.compile(
    r"a|an|and|are|as|at|be|been|but|by|can|could|did|do|for|from|had|has|have|he|her|his|i"
    r"|if|in|into|is|it|its|may|more|most|new|no|not|of|on|one|or|our|out|over|said|she"
    r"|should|so|some|such|than|that|the|their|them|then|there|these|they|this|to|two|up|us"
    r"|was|we|were|what|when|where|which|while|who|will|with|would|you|your"
)
_LEAST_WRAPPED_LINE = 35
_MOST_WRAPPED_LINE = 140
_LONG_LINE = 45
_WIDTH_SLACK = 0.85
_LONGEST_WORD = 40
_NO_ROLES: Mapping[int, BlockKind] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `attached` if no blank line separates it from the one above.

    `stated` is the role that the file states for the line, and `kind` the one that cleaning found.
    """

    text: str
    attached: bool = False
    kind: BlockKind | None = None
    stated: BlockKind | None = None

    def of_kind(self, kind: BlockKind) -> Line:
        """Return the same line with another role."""
        return replace(self, kind=kind)

    @property
    def is_body(self) -> bool:
        """True if the file states that the line is neither a headline nor a heading."""
        return self.stated not in (None, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class _Joint:
    """How two lines are joined: characters cut from the end of the first, then glue."""

    cut: int
    glue: str


def lines_of(page: Page) -> list[Line]:
    """Return the readable lines of a page, with the roles that its file states for them."""
    text = readable(page.text)
    # A hyphen that is removed with a line break shifts the numbers of the lines below it.
    shifted = text.count("\n") != page.text.count("\n")
    return lines(text, {} if shifted else page.roles)


def lines(text: str, roles: Mapping[int, BlockKind] = _NO_ROLES) -> list[Line]:
    """Return the lines of a readable text, without outer spaces and blank lines."""
    found: list[Line] = []
    attached = False
    for number, raw in enumerate(text.split("\n")):
        line = raw.strip()
        if line:
            found.append(Line(line, attached, stated=roles.get(number)))
        attached = bool(line)
    return found


def is_bullet(text: str) -> bool:
    """Return True if a line begins with the mark or number of a list item."""
    return _BULLET.match(text) is not None


def rejoined(source: Sequence[Line]) -> list[Line]:
    """Return the lines with split paragraphs and words rejoined."""
    width = _wrap_width(source)
    vocabulary = _vocabulary(source)
    paragraphs: list[tuple[Line, list[str]]] = []
    for number, line in enumerate(source):
        joint = _joint(source[number - 1], line, width, vocabulary) if number else None
        if joint is None:
            paragraphs.append((line, [line.text]))
            continue
        parts = paragraphs[-1][1]
        parts[-1] = parts[-1][: len(parts[-1]) - joint.cut]
        parts += [joint.glue, line.text]
    return [replace(first, text="".join(parts)) for first, parts in paragraphs]


def _vocabulary(source: Sequence[Line]) -> Counter[str]:
    """Count the page's words if line breaks can be ambiguous; otherwise return an empty count."""
    if not any(line.attached for line in source):
        return Counter()
    return Counter(word.lower() for line in source for word in _WORD.findall(line.text))


def _wrap_width(source: Sequence[Line]) -> int | None:
    """Return the width at which the page's lines were wrapped, or None if they were not."""
    pairs = [(a.text, b.text) for a, b in pairwise(source) if b.attached]
    if len(pairs) < 2:
        return None
    lengths = sorted(len(text) for pair in pairs for text in pair)
    width = lengths[int(len(lengths) * 0.95)]
    if not _LEAST_WRAPPED_LINE <= width <= _MOST_WRAPPED_LINE:
        return None
    forced = [pair for pair in pairs if _is_forced(*pair, width)]
    open_ended = [pair for pair in forced if not ends_sentence(pair[0])]
    cased = [below[0] for _, below in forced if below[0].lower() != below[0].upper()]
    lower = sum(letter.islower() for letter in cased)
    wrapped = (
        len(forced) >= 0.6 * len(pairs)
        and len(open_ended) >= 0.5 * len(forced)
        and lower >= 0.35 * len(cased)
    )
    return width if wrapped else None


def _is_forced(above: str, below: str, width: int) -> bool:
    """Return True if the first word of the line below would not have fitted above."""
    first = below[:_LONGEST_WORD].partition(" ")[0]
    return len(above) + 1 + len(first) >= _WIDTH_SLACK * width


def _joint(above: Line, below: Line, width: int | None, words: Counter[str]) -> _Joint | None:
    """Return how two adjacent lines are joined, or None if they are separate paragraphs."""
    if not below.attached or above.stated is not below.stated or is_bullet(below.text):
        return None
    wrapped = width is not None and _is_forced(above.text, below.text, width)
    runs_on = (
        below.text[0].islower() and len(above.text) >= _LONG_LINE and not ends_sentence(above.text)
    )
    if not (wrapped or runs_on):
        return None
    if _HYPHEN_END.search(above.text[-2:]) and below.text[0].isalnum():
        return _hyphen_joint(above.text, below.text, words)
    if UNSPACED_LETTER.match(above.text[-1]) and UNSPACED_LETTER.match(below.text[0]):
        return _Joint(0, "")
    return _Joint(0, "" if _is_broken_word(above.text, below.text, words) else " ")


def _hyphen_joint(above: str, below: str, words: Counter[str]) -> _Joint:
    """Return a joint that drops the hyphen of a divided word and keeps that of a compound."""
    head = _LAST_WORD.search(above[-_LONGEST_WORD:-1])
    tail = _FIRST_WORD.match(below)
    if head is None or tail is None or not below[0].islower():
        return _Joint(0, "")
    left, right = head[0].lower(), tail[0].lower()
    if words[left + right]:
        return _Joint(1, "")
    # Each half also occurs on the page as a word: "high-" + "speed".
    return _Joint(0, "") if words[left] > 1 and words[right] > 1 else _Joint(1, "")


def _is_broken_word(above: str, below: str, words: Counter[str]) -> bool:
    """Return True if the line break fell inside a word, as in "President Y" / "oon Suk Yeol"."""
    head = _LAST_WORD.search(above[-_LONGEST_WORD:])
    tail = _FIRST_WORD.match(below)
    if head is None or tail is None or not below[0].islower():
        return False
    left, right = head[0].lower(), tail[0].lower()
    if _SMALL_WORD.fullmatch(left) or _SMALL_WORD.fullmatch(right):
        return False
    alone = words[left] > 1 and words[right] > 1
    if words[left + right]:
        return not alone
    # A single letter is not a word, unless it is part of a name such as "Plan B".
    return len(left) == 1 and words[right] == 1 and above[-2:-1] in ("", " ")
