"""Rows from sentences whose evidence takes them back, keeps them, or tells something else.

A claim is a sentence of an article. Its evidence is that sentence in a frame ("It is a myth that",
"Nobody doubts that"), with its verb left undone ("was due to be built"), or as it stands while the
claim has two of its names exchanged or one from a sentence beside it. The other sentences around
it stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from assistant.reading.pieces import Cutter
from assistant.reading.row import claim_row
from assistant.reading.training.claims import BORNE_OUT, CONTRADICTED, NOT_TOLD
from assistant.reading.training.example import Example, Task
from assistant.reading.training.passages import window
from index.words.function_words import FUNCTION_WORDS

_FUNCTION = frozenset(FUNCTION_WORDS)
_BUDGET = 480
_LONGEST_EVIDENCE = 1000
_SHORTEST, _LONGEST = 30, 240
# How often the evidence is a frame, and how often a frame keeps the sentence.
_FRAMED, _KEPT = 0.6, 0.45

_WHO = (
    "Officials",
    "The minister",
    "A spokeswoman",
    "Historians",
    "Several witnesses",
    "The company",
    "He",
    "She",
    "I",
    "They",
    "The court",
    "Researchers",
    "The mayor",
    "Residents",
)
_KEEPING = (
    "It is clear that {s}.",
    "It is well known that {s}.",
    "It is true that {s}.",
    "It is no myth that {s}.",
    "It is beyond dispute that {s}.",
    "There is no doubt that {s}.",
    "There is ample evidence that {s}.",
    "Nobody doubts that {s}.",
    "Few would deny that {s}.",
    "Even critics accept that {s}.",
    "Records show that {s}.",
    "{who} confirmed that {s}.",
    "{who} pointed out that {s}.",
    "{who} acknowledged that {s}.",
    "{who} had not known that {s}.",
    "{who} could prove that {s}.",
    "{who} did not dispute that {s}.",
    "{who} regretted that {s}.",
    "As everyone knows, {s}.",
    "Although some doubted it at first, {s}.",
    "The fact that {s} is not in question.",
    "What matters is that {s}.",
    "{s}, as records confirm.",
    "{s}, and nobody disputes it.",
    "{s}, it was confirmed later.",
)
_FALSE = (
    "It is not true that {s}.",
    "It is untrue that {s}.",
    "It is a lie that {s}.",
    "It is a myth that {s}.",
    "It is simply wrong that {s}.",
    "It was a mistake to report that {s}.",
    "It turned out to be false that {s}.",
    "It could not be further from the truth that {s}.",
    "The claim that {s} is false.",
    "The idea that {s} is ridiculous.",
    "The rumour that {s} is baseless.",
    "The story that {s} was made up.",
    "A false post said that {s}.",
    "A doctored document says that {s}.",
    "{who} denied that {s}.",
    "{who} disproved that {s}.",
    "{who} wrongly believed that {s}.",
    "{who} used to think that {s}, but that was wrong.",
    "{s} is what they want you to believe, and none of it is true.",
    "{s}, it was falsely claimed.",
    "By no stretch can it be said that {s}.",
)
_UNTOLD = (
    "There is no evidence that {s}.",
    "There is zero proof that {s}.",
    "It has never been shown that {s}.",
    "It is unclear whether {s}.",
    "It is disputed whether {s}.",
    "It is far from certain that {s}.",
    "It is possible that {s}.",
    "It is hoped that {s}.",
    "It may one day turn out that {s}.",
    "Perhaps {s}.",
    "Maybe {s}.",
    "Few experts accept that {s}.",
    "Hardly anybody believes that {s}.",
    "Nobody has ever said that {s}.",
    "Some rumours have it that {s}.",
    "{who} asked whether {s}.",
    "{who} doubted that {s}.",
    "{who} could not say whether {s}.",
    "{who} used to say that {s}.",
    "{who} never said that {s}.",
    "{who} feared that {s}.",
    "{who} dreamt that {s}.",
    "{who} would not confirm that {s}.",
    "{who} found nothing to suggest that {s}.",
    "{who} stopped believing that {s}.",
    "{who} is not sure that {s}.",
    "{who} joked that {s}.",
    "If {s}, much would be different.",
    "Unless {s}, nothing will change.",
    "Imagine that {s}.",
    "In the film, {s}.",
    "The question is whether {s}.",
    "The theory that {s} has few supporters.",
    "The suggestion that {s} has yet to be tested.",
    "{s}, or so the rumour goes.",
    "{s}, if one report is to be believed.",
    "{s}? That remains to be seen.",
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_PASSIVE = re.compile(r"\b(was|were) (?=[a-z]{3,}ed\b)")
_UNDONE = (
    "{be} due to be ",
    "{be} expected to be ",
    "{be} nearly ",
    "{be} never ",
    "{be} to have been ",
    "{be} said to have been ",
    "might have been ",
    "will be ",
)
_AGREEING = re.compile(r"\W*(?:and|or|,|with)?\W*")


@dataclass(frozen=True)
class FrameMaker:
    """Make rows from the sentences of texts."""

    cutter: Cutter

    def framed(self, text: str, sentences: Sequence[tuple[int, int]], random: Random) -> Example:
        """Return a row for one of a text's sentences; one of a fitting length if there is one."""
        fitting = [n for n, (start, end) in enumerate(sentences) if _fits(end - start)]
        number = random.choice(fitting or range(len(sentences)))
        first, last = window(tuple(sentences), number, _BUDGET, random)
        start, end = sentences[number]
        sentence = text[start:end]
        around = text[sentences[first][0] : start], text[end : sentences[last - 1][1]]
        claim, told, label = _told(sentence, "".join(around), random)
        evidence = f"{around[0]}{told}{around[1]}"[:_LONGEST_EVIDENCE]
        return Example(Task.CLAIM, claim_row(self.cutter, claim, evidence), (label,))


def _told(sentence: str, around: str, random: Random) -> tuple[str, str, int]:
    """Return a claim, how its evidence tells it, and how the one bears on the other."""
    ways = [_exchanged(sentence, random), _foreign(sentence, around, random)]
    undone = _undone(sentence, random)
    if undone:
        return sentence, undone, NOT_TOLD
    claims = [claim for claim in ways if claim]
    if claims and random.random() > _FRAMED:
        return random.choice(claims), sentence, CONTRADICTED
    kept = random.random() < _KEPT
    label = BORNE_OUT if kept else random.choice((NOT_TOLD, NOT_TOLD, CONTRADICTED))
    frames = {BORNE_OUT: _KEEPING, NOT_TOLD: _UNTOLD, CONTRADICTED: _FALSE}[label]
    return sentence, _in_frame(sentence, random.choice(frames), random), label


def _in_frame(sentence: str, frame: str, random: Random) -> str:
    inner = sentence.rstrip(" .!?”\"'")
    if not frame.startswith("{s}"):
        word = inner.split(" ", 1)[0]
        if word.lower() in _FUNCTION:
            inner = inner[0].lower() + inner[1:]
    return frame.format(s=inner, who=random.choice(_WHO))


def _exchanged(sentence: str, random: Random) -> str | None:
    """Return the sentence with two of its names exchanged, unless both do the same in it."""
    names = list(_NAME.finditer(sentence))
    pairs = [
        (one, other)
        for one, other in pairwise(names)
        if one[0] != other[0]
        and not _AGREEING.fullmatch(sentence, one.end(), other.start())
        and " and " not in sentence[one.end() : other.start()]
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    between = sentence[one.end() : other.start()]
    return f"{sentence[: one.start()]}{other[0]}{between}{one[0]}{sentence[other.end() :]}"


def _foreign(sentence: str, around: str, random: Random) -> str | None:
    """Return the sentence with one of its names exchanged for one of the sentences around it."""
    names = list(_NAME.finditer(sentence))
    others = sorted({found[0] for found in _NAME.finditer(around)} - {n[0] for n in names})
    others = [other for other in others if other not in sentence]
    if not names or not others:
        return None
    name = random.choice(names)
    return sentence[: name.start()] + random.choice(others) + sentence[name.end() :]


def _undone(sentence: str, random: Random) -> str | None:
    """Return the sentence with its passive verb left undone; None if it has none or by chance."""
    found = _PASSIVE.search(sentence)
    if found is None or random.random() < _FRAMED:
        return None
    undone = random.choice(_UNDONE).format(be=found[1])
    return sentence[: found.start()] + undone + sentence[found.end() :]


def _fits(length: int) -> bool:
    return _SHORTEST <= length <= _LONGEST
