"""Change what stands around real quotations, and count how often the desk lets the words pass.

    python -m tests.benchmarks.surroundings [--number N] [--held-out] [--show KIND]

Each kind puts something that somebody really said (sentences inside quotations of RealTimeQA's and
PolNeAR's articles) into a made article, so that an expert would not print the claimed words, or
would: cuts out of frames that do not assert a clause ("It is a myth that …") and out of those that
do ("We all know that …"), cuts of real sentences where two of their clauses join, paragraphs of two
speakers and of one, sentences that deny or only report that something was said, and brackets. The
frames are written here and shared with nothing. Half of frames and articles is the development
half; the other is measured with --held-out.

A case passes where the words stand as the desk sees it (exit code 0). For cuts the reader alone is
measured too: it passes those whose sentence it does not find to contradict them. Ends with 1 where
more than a hundredth of what an expert would not print passes, or under nine tenths of the rest.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.quotes.alignment import occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.judgement import Judgement
from assistant.quotes.objections import CONTRADICTED, NO_READER, Turning
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.verdict import Standing, standing
from assistant.reading.trained import shipped_reader
from index.scope import Scope
from sources.article import Article, BlockKind, Metadata
from sources.language.sentences import boundaries
from sources.people.aliases import NO_ALIASES
from sources.quotations.finding import quotations
from tests.benchmarks import polnear_gold, realtimeqa
from tests.benchmarks.quote_checks import in_development

_ARTICLES = 600
_MOST_PASSED, _LEAST_PASSED = 0.01, 0.9
_BETWEEN_MARKS = re.compile("“([^“”\n]{40,600})”")
_CLAUSE = re.compile(
    r"(?:I|We|He|She|They|It|There|This|That|These|The|Our|My|Their|His|Her|People|Everyone)\b"
    r"[^“”\"‘:;()?!—–…\[\]]{25,140}\.$"
)
_JOINT = re.compile(
    r", (?:and|so) (?=(?:I|we|he|she|they|it|there|that|this)\b)|; | because (?=\w)"
)
_SHORTEST = 5
_SCOPE = Scope(1, 1, 0, (), ("en",), None, None)


class Kind(StrEnum):
    """What was done to somebody's words; those after `TWO_SPEAKERS` an expert would print."""

    BEFORE = "cut out of a frame before it"
    BEHIND = "cut off what is behind it"
    DENIED = "denied or doubted"
    BRACKETS = "bracket that adds something"
    TWO_SPEAKERS = "two speakers joined"
    ASSERTED = "cut out of a frame that asserts"
    JOINT = "cut where clauses join"
    REPORTED = "reported, and not denied"
    GRAMMAR = "bracket that adds nothing"
    ONE_SPEAKER = "one speaker, two paragraphs"


HARMFUL = frozenset(list(Kind)[:5])
CUTS = frozenset({Kind.BEFORE, Kind.BEHIND, Kind.ASSERTED, Kind.JOINT})
# {} is the clause, "Q" the whole quotation between marks.
FRAMES: dict[Kind, tuple[str, ...]] = {
    Kind.BEFORE: (
        "It is a lie that {}", "There is zero evidence that {}", "It is a myth that {}",
        "The idea that {} is ridiculous", "Few economists accept that {}", "Perhaps {}",
        "I am not sure that {}", "He used to say that {}", "My opponents pretend that {}",
        "Nobody serious has ever argued that {}", "If {}, we have failed",
        "In some fantasy world {}", "According to the internet, {}",
        "They keep telling us that {}", "I used to believe that {}",
        "It would be dishonest to say that {}", "The prosecution’s case is that {}",
        "Suppose {}", "I reject the notion that {}", "I was told that {}",
        "You cannot tell me that {}", "Only in their press releases can one read that {}",
        "Either {} or everyone is lying", "Let us pretend for a moment that {}",
        "He would have you think that {}", "I wonder whether {}", "Unless I am mistaken, {}",
        "Her critics allege that {}", "It is far from certain that {}",
        "The rumour going round is that {}", "We are a long way from saying that {}",
        "I hope that {}",
    ),
    Kind.BEHIND: (
        "{} is what they want you to believe", "{}, at least on paper", "{}, or so they claim",
        "{}, my grandfather used to say", "{} if you believe the adverts",
        "{}, but that is not true", "{} is the kind of thing that he makes up",
        "{}, supposedly", "{} – that was a lie", "{} unless somebody stops it",
        "{}, the other side tells us", "{}, in theory",
    ),
    Kind.ASSERTED: (
        "We all know that {}", "I have always said that {}", "The fact is that {}",
        "I believe {}", "It is clear that {}", "And {}", "We won the case, and {}",
        "I am proud that {}", "Look, {}", "What I told the committee is that {}",
        "The truth is, {}", "There is no doubt that {}", "Yesterday we met the families, and {}",
        "{}, and everybody here has seen it", "{}, so we are going back to work",
        "{}, which is why we came", "I can tell you that {}", "The problem is that {}",
        "{} because it matters to us", "My message is simple: {}",
    ),
    Kind.DENIED: (
        "Ann Lee denied saying Q.", "A doctored video shows Ann Lee saying Q.",
        "Ann Lee was wrongly quoted as saying Q.", "A false post claims that Ann Lee said Q.",
        "Asked whether she had said Q, Ann Lee said no.", "Ann Lee never said Q.",
        "Bob Hall accused Ann Lee of saying Q.", "Ann Lee allegedly told a friend Q.",
        "Bob Hall claimed Ann Lee had told him Q, which she rejects.",
        "Ann Lee said: Q The clip is a deepfake, her office said.",
        "Ann Lee said: Q She says she was misquoted.",
        "A fabricated letter in which Ann Lee writes Q went round.",
        "Ann Lee has repeatedly denied that she told investors Q.",
        "Did Ann Lee really say Q?", "In the film, Ann Lee as the villain says: Q",
        "A quote attributed to Ann Lee, Q, has no source.",
    ),
    Kind.REPORTED: (
        "Ann Lee apologised for having said Q.", "Ann Lee said: Q Experts dispute the figures.",
        "Ann Lee denied wrongdoing and said: Q", "Ann Lee denied the report, saying: Q",
        "Ann Lee, who never gave up, said: Q", "In a statement, Ann Lee said: Q",
        "Asked whether the plan was safe, Ann Lee said: Q", "Ann Lee claimed: Q",
        "Ann Lee, a film director, said: Q", "Ann Lee did not hesitate. Ann Lee said: Q",
    ),
}  # fmt: skip
ADDED = ("illegally", "to avoid tax", "under threat", "the bankers of Basel", "secretly", "again")
GLUE = ("that", "laughs")


@dataclass(frozen=True, slots=True)
class Case:
    """A made article, the words that are claimed of it, and the sentence that they are from."""

    kind: Kind
    paragraphs: tuple[str, ...]
    words: str
    sentence: str


def sentences(*, development: bool) -> Iterator[str]:
    """Yield sentences that stand inside quotations of real articles."""
    texts = [(item.id, item.text) for item in realtimeqa.items(_ARTICLES)]
    texts += [(i.article.name, i.article.text) for i in polnear_gold.items(development=development)]
    for name, text in texts:
        if in_development(name) == development:
            for found in _BETWEEN_MARKS.finditer(text):
                for start, end in boundaries(found[1]):
                    yield found[1][start:end].strip()


def cases(said: Sequence[str], number: int, *, development: bool) -> Iterator[Case]:
    """Yield so many cases of each kind; the frames take turns."""
    clauses = [s for s in said if _CLAUSE.fullmatch(s)][:number]
    half = 0 if development else 1
    for kind, frames in FRAMES.items():
        own = frames[half::2]
        for place, clause in enumerate(clauses):
            yield _framed(kind, own[place % len(own)], clause)
    joints = [case for sentence in said for case in _at_joints(sentence)]
    yield from joints[:number]
    for kind, words in ((Kind.BRACKETS, ADDED), (Kind.GRAMMAR, GLUE)):
        for place, clause in enumerate(clauses):
            first, _, rest = clause.rstrip(".").rpartition(" ")
            bracket = words[place % len(words)]
            yield Case(kind, (_said(clause),), f"{first} [{bracket}] {rest}", clause)
    for one, other in pairwise(clauses):
        joined, behind = f"{one} {other}", _said(other)
        two = (f"Bob Hall said: “{one}”", behind)
        yield Case(Kind.TWO_SPEAKERS, two, joined, joined)
        yield Case(Kind.ONE_SPEAKER, (f"“{one}", behind), joined, joined)


def _framed(kind: Kind, frame: str, clause: str) -> Case:
    words = clause.rstrip(".")
    if kind not in CUTS:
        closed = re.search(r"Q(?= [A-Z]|$)", frame)
        quoted = f"“{clause}”" if closed else f"“{words}”"
        text = re.sub(r"\bQ\b", lambda _: quoted, frame)
        return Case(kind, ("Nothing else was known.", text), words, clause)
    starts = frame.startswith("{}") or words.startswith("I ")
    inner = words if starts else words[0].lower() + words[1:]
    sentence = f"{frame.format(inner)}."
    return Case(kind, (_said(sentence),), inner, sentence)


def _said(sentence: str) -> str:
    return f"“{sentence.rstrip('.')},” Ann Lee said."


def _at_joints(sentence: str) -> Iterator[Case]:
    """Yield what stands before the first joint of a sentence."""
    joint = _JOINT.search(sentence)
    if joint is not None and "?" not in sentence:
        kept = sentence[: joint.start()]
        if len(kept.split()) >= _SHORTEST and _CLAUSE.match(f"{kept}."):
            yield Case(Kind.JOINT, (_said(sentence),), kept, sentence)


def passes(case: Case, turning: Turning = NO_READER) -> bool:
    """Return True if the desk's verdict lets the words be printed."""
    blocks = [(BlockKind.PARAGRAPH, text) for text in case.paragraphs]
    article = Article.from_blocks("made", blocks, Metadata())
    recorded = Recorded(article, quotations(article))
    for claimed in Claimed.readings(case.words):
        judgement = Judgement(claimed, None, _SCOPE, NO_ALIASES, turning)
        if found := list(occurrences(claimed, recorded)):
            return standing(judgement.present(found)) is Standing.HOLDS
    return False


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--number", type=int, default=150, help="so many cases of each kind")
    parser.add_argument("--held-out", action="store_true", help="measure the other half")
    parser.add_argument("--show", default="", help="print what went wrong with this kind")
    options = parser.parse_args()
    realtimeqa.require(parser)
    polnear_gold.require(parser)
    development = not options.held_out
    said = list(sentences(development=development))
    made = list(cases(said, options.number, development=development))
    turning = Turning(shipped_reader())
    passed: dict[Kind, list[tuple[bool, bool]]] = defaultdict(list)
    read: dict[Kind, list[bool]] = defaultdict(list)
    for case in made:
        both = passes(case, turning), passes(case)
        passed[case.kind].append(both)
        if case.kind in CUTS:
            bearing = shipped_reader().bears(case.words, [case.sentence])[0]
            read[case.kind].append(bearing.contradicted < CONTRADICTED)
        if case.kind == options.show and both[0] == (case.kind in HARMFUL):
            print(f"[{case.words}] of {case.paragraphs}")
    print(f"{'passed':34}{'desk':>8}{'rules':>8}{'reader':>8}")
    for kind, found in passed.items():
        shares = [sum(one) / len(found) for one in zip(*found, strict=True)]
        shares += [sum(read[kind]) / len(found)] if kind in read else []
        print(f"{kind.value:34}" + "".join(f"{s:>8.3f}" for s in shares) + f"   of {len(found)}")
    rates = [
        [
            both[0]
            for kind, found in passed.items()
            if (kind in HARMFUL) == harmful
            for both in found
        ]
        for harmful in (True, False)
    ]
    bad, good = (sum(rate) / len(rate) for rate in rates)
    print(f"an expert would not print: {bad:.3f} of {len(rates[0])} passed; the rest: {good:.3f}")
    return int(bad > _MOST_PASSED or good < _LEAST_PASSED)


if __name__ == "__main__":
    sys.exit(main())
