"""Parsing of a chat model's reply into claims with citations and ledger entries."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.answer import Citation, Claim
from assistant.answering.quoting import cited, standing
from assistant.answering.sentence import Sentence
from assistant.ledger.ledger import Doubt, DoubtKind, Entry, Support
from assistant.writing.model_stream import Deadline
from assistant.writing.numbered_context import Context
from sources.cleaning.characters import readable
from sources.language.sentences import boundaries
from sources.span import Span

# Longer than any answer. The rest is not read.
LONGEST = 20_000
_MOST_LABELS = 12
_DOT = r"[.:]\s?"
_LABEL = rf"[0-9]{{1,4}}(?:{_DOT}[0-9]{{1,4}})?"
_WORD = r"(?:sources?|sentences?|src|see|no\.?|nr\.?|№|#|\^|출처)"
# Spaces never backtrack. Otherwise each could be tried in two places, and a line of "# # # #" after
# a bracket would take exponential time.
_JOIN = r"(?:\s*+(?:[,;&/]|and|und|to|–|—|-)\s*+|\s++)"
_WORDS = rf"(?:{_WORD}\s*+)*+"
_LABELS = rf"\s*+(?:{_WORD}\s*+(?::\s*+)?+)*+{_LABEL}(?:{_JOIN}{_WORDS}{_LABEL}){{0,24}}\s*+"
# A number in round brackets is a citation only with a point, as in (3.2).
_NUMBERED = r"[0-9]{1,4}\.[0-9]{1,4}"
_DOTTED = rf"\s*+{_WORDS}{_NUMBERED}(?:{_JOIN}{_NUMBERED}){{0,24}}\s*+"
# A bracket left open at the end of the line is a citation if it contains nothing else.
_MARKER = re.compile(
    rf"[\[【]{_LABELS}[\]】]|\({_DOTTED}\)(?!\w)|[\[【]{_DOTTED}\.?$", re.IGNORECASE
)
# A match starts where a run of spaces does, so each run is tried once.
_SPACES = r"(?<!\s)\s*+"
_MARKERS = re.compile(
    rf"{_SPACES}(?:{_MARKER.pattern})(?:\s*+(?:{_MARKER.pattern}))*", re.IGNORECASE
)
_RANGE = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\s*(?:to|–|—|-)\s*\1\.([0-9]{1,4})")
# The possible beginning of a marker at the end of partial output.
_OPEN = re.compile(_SPACES + r"[\[【(][^\[\]【】()]{0,60}$")
_TRAILING = ' \t.!?。…"”’)*'
_TARGET = r"\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)"
_IMAGE = re.compile(rf"!\[([^\[\]]{{0,300}})\](?:{_TARGET}|\[[^\[\]]{{0,100}}\])")
# Two adjacent labels, `[1.2][3.4]`, are not a reference link.
_LINK = re.compile(rf"\[([^\[\]]{{1,300}})\](?:{_TARGET}|\[(?![0-9.,; ]+\])[^\[\]]{{1,100}}\])")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\[\]]{1,100}\]:\s*\S+.*$", re.MULTILINE)
_DECORATION = re.compile(r"^\s*(?:#{1,6}\s+|[-*•+]\s+|[0-9]{1,3}[.)]\s+|>\s+)+|[*_`]{2,}|`")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a reply, and its labels as written: `3.2`."""

    text: str
    labels: tuple[str, ...] = ()


def read(reply: str, complete: bool = True) -> tuple[Written, ...]:
    """Parse a reply, each sentence once, since small models repeat themselves until stopped.

    While the reply is incomplete, a partial marker is left out.
    """
    return tuple(dict.fromkeys(every(reply, complete)))


def every(reply: str, complete: bool = True) -> tuple[Written, ...]:
    """Parse a reply, including repeated sentences."""
    text = _plain(reply)
    if not complete:
        text = _OPEN.sub("", text)
    written: list[Written] = []
    for line in text.split("\n"):
        found = tuple(_line(_DECORATION.sub("", line).strip()))
        alone = () if found else tuple(x for _, labels in _parted(line)[1] for x in labels)
        if alone and written:  # labels on their own line
            written[-1] = replace(written[-1], labels=_some((*written[-1].labels, *alone)))
        written += found
    return tuple(written)


def _plain(reply: str) -> str:
    """Remove what readers should not see: links, images, thoughts, invisible characters."""
    text = _THOUGHT.sub("", readable(reply[:LONGEST]))
    text = _REFERENCE.sub("", _IMAGE.sub("", text))
    return _LINK.sub(r"\1", text)


def _line(line: str) -> Iterator[Written]:
    """Parse a line into its sentences, with the labels in or after each.

    If the line begins with labels and ends with text, the labels precede their sentences.
    """
    text, marks = _parted(line)
    ends_with_text = bool(marks) and marks[-1][0] < len(text.rstrip(_TRAILING))
    leading = bool(marks) and marks[0][0] == 0 and ends_with_text
    found = [(start, end) for start, end in boundaries(text) if _says(text[start:end])]
    places = [place for place, _ in marks]
    for number, (start, end) in enumerate(found):
        ended = found[number - 1][1] if number else 0
        follows = found[number + 1][0] if number + 1 < len(found) else len(text)
        if leading:
            own = marks[bisect_left(places, ended) : bisect_left(places, end)]
        else:  # labels at the very beginning belong to the first sentence
            opening = 0 if number else bisect_right(places, 0)
            first = max(opening, bisect_right(places, start))
            own = [*marks[:opening], *marks[first : bisect_right(places, follows)]]
        labels = _some(label for _, written in own for label in written)
        yield Written(" ".join(text[start:end].split()), labels)


def _some(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels without duplicates, limited in number."""
    return tuple(dict.fromkeys(labels))[:_MOST_LABELS]


def _parted(line: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """Return a line without its markers, and the labels and position of each marker."""
    left: list[str] = []
    marks: list[tuple[int, tuple[str, ...]]] = []
    start = length = 0
    for run in _MARKERS.finditer(line):
        left.append(line[start : run.start()])
        length += len(left[-1])
        marks.append((length, _labels(run[0])))
        start = run.end()
        if line[start : start + 1].isalnum():
            left.append(" ")
            length += 1
    return "".join((*left, line[start:])), marks


def _says(sentence: str) -> bool:
    return any(character.isalnum() for character in sentence)


def _labels(markers: str) -> tuple[str, ...]:
    text = _RANGE.sub(_written_out, re.sub(_DOT, ".", markers))
    found = re.findall(_LABEL, text)
    return tuple(_normal(label) for label in found)


def _written_out(found: re.Match[str]) -> str:
    """Expand a range, `3.2-3.4`."""
    source, first, last = found[1], int(found[2]), int(found[3])
    if not first <= last < first + _MOST_LABELS:
        return f"{source}.{first} {source}.{last}"
    return " ".join(f"{source}.{number}" for number in range(first, last + 1))


def _normal(label: str) -> str:
    return ".".join(str(int(part)) for part in label.split("."))


class Ledger(Protocol):
    """Decides whether cited words support a sentence."""

    def cited(self, sentence: str, citations: Sequence[Citation]) -> Entry:
        """Judge a sentence by its citations."""

    def closest(self, sentence: str, candidates: Sequence[str]) -> int | None:
        """Return the index of the candidate closest to a sentence, or None if none is close."""


class Transcript:
    """Turns a reply into claims. The same sentence always becomes the same claim.

    Citations are numbered in order of first use, and a passage cited twice keeps its number. Raises
    ModelFailed if the deadline passes before all sentences are judged.
    """

    def __init__(self, context: Context, ledger: Ledger, until: Deadline) -> None:
        self._context, self._ledger, self._until = context, ledger, until
        self._citations: dict[Span, Citation] = {}
        self._entered: dict[Written, Claim] = {}

    def claims(self, written: Sequence[Written], complete: bool) -> tuple[Claim, ...]:
        """Return the claims. The last one is not judged until the reply is complete."""
        settled = written if complete else written[:-1]
        growing = () if complete else written[-1:]
        return (
            *(self._claim(sentence) for sentence in settled),
            *(Claim(sentence.text, ()) for sentence in growing),
        )

    def renumbered(self, written: Sequence[Written]) -> tuple[Claim, ...]:
        """Return the claims of some of the sentences, with citations numbered from 1."""
        return Transcript(self._context, self._ledger, self._until).claims(written, complete=True)

    def _claim(self, written: Written) -> Claim:
        if written not in self._entered:
            self._until.keep()
            self._entered[written] = self._judged(written)
        return self._entered[written]

    def _judged(self, written: Written) -> Claim:
        found = {label: self._context.find(label) for label in written.labels}
        places = [sentence for sentence in found.values() if sentence is not None]
        citations = tuple(dict.fromkeys(self._citation(sentence) for sentence in places))
        entry = self._ledger.cited(written.text, citations)
        nowhere = [label for label, sentence in found.items() if sentence is None]
        claim = Claim(written.text, citations, entry=noted(entry, nowhere, bool(citations)))
        if citations or entry.support is Support.NO_CLAIM:
            return claim
        return replace(claim, offered=self._offered(written.text))

    def _offered(self, text: str) -> Citation | None:
        sentences = self._context.sentences
        closest = self._ledger.closest(text, [sentence.text for sentence in sentences])
        return None if closest is None else self._citation(sentences[closest])

    def _citation(self, sentence: Sentence) -> Citation:
        span = standing(sentence)
        if span not in self._citations:
            self._citations[span] = cited(len(self._citations) + 1, sentence, span)
        return self._citations[span]


def noted(entry: Entry, nowhere: Sequence[str], cites: bool) -> Entry:
    """Add doubts for labels that do not exist. Without valid ones, a sentence is unsupported."""
    if not nowhere:
        return entry
    doubts = tuple(Doubt(DoubtKind.NOWHERE, f"[{label}]") for label in nowhere)
    lowered = (
        Support.PARTLY
        if cites and entry.support is not Support.UNSUPPORTED
        else Support.UNSUPPORTED
    )
    others = tuple(doubt for doubt in entry.doubts if doubt.kind is not DoubtKind.UNCITED)
    return Entry(lowered, (*doubts, *others))
