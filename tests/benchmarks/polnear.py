"""How quotations and their speakers are found in PolNeAR: `python -m tests.benchmarks.polnear`.

Which spans are gold, `tests.benchmarks.polnear_gold` says.

Measures, over spans: exact (same first and last character) and overlap (the characters in both are
at least 0.9 of those in either). Each gold span is found by at most one prediction and the other
way round. Recall: gold spans found. Precision: predictions of the kinds direct and partial that are
gold spans; with a speaker, and with or without. PolNeAR annotates attributions, so a title or a
scare quote is in no gold span and counts against precision without a speaker.

Speakers, on the gold spans found (overlap) whose attribution has a source: right where the mention
overlaps the annotated source by a character ("mention"), or where it does not but the resolved
name shares its last word with the source ("or name"). The annotation has no coreference: who "he"
is, it does not say, so whether pronouns are *resolved* rightly is not measured here. Classes by the
source: a pronoun; named, if the part before a comma, bracket, "of" or "for" ends in a capitalised
word; a noun phrase otherwise.

Reported speech: contents in one piece without a double mark, less a "that" before them, against the
reported speech that is found without one. PolNeAR counts thoughts, hopes and plans as attributions
too, which OnRecord does not, and nested attributions, of which OnRecord takes the outer one.

Baseline: double marks pair with the next one in a line, and the nearest run of capitalised words
outside of quotation marks speaks. Only the development half is shown; --held-out shows the other
half as well, which is for the end.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sources.article import Article
from sources.language.sentences import sentences
from sources.quotations.finding import quotations
from sources.quotations.grounds import SURE, Grounds, grounds
from sources.quotations.quotation import Quotation, QuotationKind
from tests.benchmarks.polnear_gold import Gold, Item, Range, items, require, stripped
from tests.timing import shortest

_OVERLAP = 0.9
_PRONOUNS = frozenset("he she they it we i you who this that him her them".split())
_DOUBLE = re.compile(r"[\"“”]|''")
_OPENED = re.compile(r"(?:[\"“”]|'')['‘ ]*$")


@dataclass(frozen=True, slots=True)
class Predicted:
    """A span that is predicted to be quoted, with its speaker's mention and name, and why."""

    start: int
    end: int
    mention: Range | None
    name: str | None
    grounds: Grounds | None = None


def ours(article: Article) -> list[Predicted]:
    """Return the direct and partial quotations between double marks that OnRecord finds."""
    return [
        _predicted(article, found)
        for found in quotations(article)
        if found.kind is not QuotationKind.REPORTED
        and _OPENED.search(article.text, max(0, found.start - 5), found.start)
    ]


def reported(article: Article) -> list[Predicted]:
    """Return the reported speech that OnRecord finds without a double mark in it."""
    return [
        _predicted(article, found)
        for found in quotations(article)
        if found.kind is QuotationKind.REPORTED
        and not _DOUBLE.search(article.text, found.start, found.end)
    ]


def _predicted(article: Article, found: Quotation) -> Predicted:
    speaker = found.speaker
    if speaker is None:
        return Predicted(found.start, found.end, None, None)
    mention = speaker.mention.start, speaker.mention.end
    why = grounds(article.text, found, speaker)
    return Predicted(found.start, found.end, mention, speaker.name, why)


_PAIR = re.compile(r"(?:[\"“”]|'')((?:[^\"“”'\n]|'(?!'))+)(?:[\"“”]|'')")
_NAME = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*")


def baseline(article: Article) -> list[Predicted]:
    """Pair marks as they come, and take the nearest capitalised words as the speaker."""
    text = article.text
    pairs = [found.span() for found in _PAIR.finditer(text)]
    outside = list(text)
    for start, end in pairs:
        outside[start:end] = " " * (end - start)
    names = [(m.start(), m.end(), m[0]) for m in _NAME.finditer("".join(outside))]
    predicted = []
    for start, end in pairs:
        near = min(names, key=lambda n: max(start - n[1], n[0] - end), default=None)
        for first, last in stripped(text, start, end):
            mention = (near[0], near[1]) if near else None
            predicted.append(Predicted(first, last, mention, near[2] if near else None))
    return predicted


def matched(
    expected: Sequence[Gold], predicted: Sequence[Predicted], least: float
) -> dict[int, int]:
    """Return which gold span is found by which prediction."""
    found: dict[int, int] = {}
    free = set(range(len(predicted)))
    for number, one in enumerate(expected):
        best = max(free, key=lambda n: _overlap(one, predicted[n]), default=None)
        if best is not None and _overlap(one, predicted[best]) >= least:
            found[number] = best
            free.remove(best)
    return found


def _overlap(one: Gold, other: Predicted) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def source_class(text: str, source: Sequence[Range]) -> str:
    """Return "pronoun", "named" or "noun phrase"."""
    words = text[source[0][0] : source[-1][1]]
    if words.lower().strip() in _PRONOUNS:
        return "pronoun"
    head = re.split(r",|\(| of | for ", words, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    return "named" if last[:1].isupper() and not last.endswith(("'s", "’s")) else "noun phrase"


def is_right(text: str, source: Sequence[Range], found: Predicted) -> tuple[bool, bool]:
    """Return True if the mention is the source, and whether at least the name is."""
    if found.mention is None:
        return False, False
    start, end = found.mention
    mention = any(start < last and first < end for first, last in source)
    words = re.findall(r"[\w-]+", " ".join(text[first:last] for first, last in source))
    return mention, mention or bool(found.name and found.name.split()[-1] in words)


def measure(
    half: Iterable[Item], predict: Callable[[Article], list[Predicted]]
) -> dict[str, tuple[int, int]]:
    """Count what is found: each figure as how many of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def count(name: str, good: int, of: int) -> None:
        counts[name][0] += good
        counts[name][1] += of

    for one in half:
        predicted = predict(one.article)
        spoken = [p for p in predicted if p.mention is not None]
        for label, least in (("exact", 1.0), ("overlap >= 0.9", _OVERLAP)):
            found = matched(one.gold, predicted, least)
            count(f"recall, {label}", len(found), len(one.gold))
            attributed = sum(predicted[n].mention is not None for n in found.values())
            count(f"precision with a speaker, {label}", attributed, len(spoken))
            count(f"precision with or without, {label}", len(found), len(predicted))
        for number, best in matched(one.gold, predicted, _OVERLAP).items():
            source = one.gold[number].source
            if source:
                mention, name = is_right(one.article.text, source, predicted[best])
                for kind in ("all", source_class(one.article.text, source)):
                    count(f"speaker, {kind}: mention", mention, 1)
                    count(f"speaker, {kind}: or name", name, 1)
                if why := predicted[best].grounds:
                    count(f"{'sure' if why in SURE else 'unsure'}: all", name, 1)
                    count(f"{'sure' if why in SURE else 'unsure'}: {why}", name, 1)
    return {name: (good, of) for name, (good, of) in counts.items()}


def measure_reported(half: Iterable[Item]) -> dict[str, tuple[int, int]]:
    """Count how much of the reported speech is found, and by whom."""
    found = expected = predicted = right = 0
    for one in half:
        given = reported(one.article)
        pairs = matched(one.paraphrases, given, _OVERLAP)
        found += len(pairs)
        expected += len(one.paraphrases)
        predicted += len(given)
        for number, best in pairs.items():
            source = one.paraphrases[number].source
            right += bool(source) and is_right(one.article.text, source, given[best])[0]
    return {
        "reported: recall, overlap >= 0.9": (found, expected),
        "reported: precision, overlap >= 0.9": (found, predicted),
        "reported: speaker, mention": (right, found),
    }


def report(title: str, half: Sequence[Item]) -> None:
    """Print the figures of one half beside the baseline."""
    spans = sum(len(one.gold) for one in half)
    print(f"\n{title}: {len(half)} articles, {spans} gold quoted spans")
    plain = measure(half, baseline)
    found = {**measure(half, ours), **measure_reported(half)}
    print(f"{'':44}{'baseline':>18}{'OnRecord':>18}")
    for name in found:
        print(f"{name:44}{_figure(plain.get(name)):>18}{_figure(found[name]):>18}")


def _figure(counted: tuple[int, int] | None) -> str:
    if counted is None or not counted[1]:
        return "-"
    return f"{counted[0] / counted[1]:.3f} ({counted[0]}/{counted[1]})"


def speed(half: Sequence[Item]) -> None:
    """Print the time of `quotations()`, and as a ratio to finding all sentences."""
    articles = [one.article for one in half]
    count = sum(len(article.text.split()) for article in articles)
    split = shortest(lambda: [sentences(a, block) for a in articles for block in a.blocks])
    quoted = shortest(lambda: [quotations(a) for a in articles])
    print(
        f"\nquotations(): {quoted / count * 700 * 1000:.2f} ms for 700 words,"
        f" {quoted / split:.2f} times as long as sentences()"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true", help="show the held-out half too")
    options = parser.parse_args()
    require(parser)
    half = items(development=True)
    report("development half", half)
    if options.held_out:
        report("held-out half", items(development=False))
    speed(half)


if __name__ == "__main__":
    main()
