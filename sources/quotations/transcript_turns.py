"""The speeches of a transcript, with the speaker of each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sources.article import Block
from sources.formats.labels import ANSWERING, QUESTIONING, bare
from sources.people.name import parse
from sources.people.names import People
from sources.people.naming import named
from sources.people.titles import ROLES
from sources.quotations.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker

_MOST_MARKS = 20
_UNNAMED = QUESTIONING | ANSWERING
_ROLES = ROLES | frozenset(
    "speaker participant unidentified unknown male female man woman voice voiceover narrator "
    "interviewer interviewee questioner audience moderator operator the court clerk witness "
    "counsel host guest caller student question answer translator interpreter all crowd".split()
)
_ASIDE = re.compile(r"\(([^()]+)\)")
_LETTER = re.compile(
    r"\b(?P<letter>[QA])(?:[.:]|\b)\s{0,2}(?:is|are|=|–|—|-)?\s(?P<who>[^,;:\n]{3,80})"
)
_SUBJECT = re.compile(
    r"\b(?:interview|conversation|q ?& ?a|questions?|talk|testimony|deposition|examination) "
    r"(?:of|with|for|to)\s(?P<who>[^,;:\n]{3,80})",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"(?P<who>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){1,3})\s\((?:the\s)?(?P<office>Chair\w*|CHAIR\w*)\)"
)
_CALLED = re.compile(r"\((?P<who>(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s[A-Z][^()]{1,40})\)")
_RUN = re.compile(r"[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,4}")
_MARKS = " \"'“”‘’„«»‹›「」『』"


def speeches(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """Return one quotation for each spoken paragraph of a transcript."""
    spoken = [block for block in blocks if block.words is not None]
    head = text[: spoken[0].start]
    labels = [name for b in spoken if (name := _name(text[b.start : b.words]))]
    families = {name.rpartition(" ")[2] for name in labels}
    # "Person interviewed: Callum Dray", labelled "DRAY" below
    headed = [one.name for one in named(head) if one.person and " " in one.name]
    people = People.of([*labels, *(n for n in headed if n.rpartition(" ")[2] in families)])
    known = {**_lettered(head), **_holders(head, spoken, text)}
    return list(_speeches(text, spoken, people, known))


def beside(text: str, found: Iterable[Quotation], said: Sequence[Quotation]) -> list[Quotation]:
    """Return the speeches, and the quotations `found` outside them.

    A quotation inside a speech is kept if it is only part of the speech. Without a cue it gets no
    speaker. Reported speech inside a speech is dropped, because its words are the speaker's own.
    """
    kept: list[Quotation] = []
    number = 0
    for quotation in found:
        while number < len(said) and said[number].end <= quotation.start:
            number += 1
        around = said[number] if number < len(said) else None
        if around is None or quotation.end <= around.start:
            kept.append(quotation)
        elif quotation.kind is not QuotationKind.REPORTED and not _fills(text, quotation, around):
            kept.append(quotation if quotation.cue else replace(quotation, speaker=None))
    return sorted([*kept, *said], key=lambda one: (one.start, one.end))


def _speeches(
    text: str, spoken: Iterable[Block], people: People, known: Mapping[str, str]
) -> Iterator[Quotation]:
    speaker: Speaker | None = None
    for block in spoken:
        words = block.start if block.words is None else block.words
        if words > block.start:
            speaker = _speaker(text, block.start, words, people)
            label = bare(text[block.start : words])
            if speaker is not None and speaker.name is None and label in known:
                speaker = replace(speaker, name=known[label], resolved=True)
        start, end = words, block.end
        while start < end and text[start] in _MARKS:
            start += 1
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        if start < end:
            yield Quotation(QuotationKind.DIRECT, start, end, speaker)


def _speaker(text: str, start: int, end: int, people: People) -> Speaker | None:
    label = text[start:end].rstrip(" \t:：")
    if not any(map(str.isalpha, label)):
        return None
    mention = Extent(start, start + len(label))
    name = _name(label)
    if name is None:
        return Speaker(mention, MentionKind.NOUN_PHRASE, None)
    return Speaker(mention, MentionKind.NAMED, people.fullest(name) or parse(name).spelling or name)


def _name(label: str) -> str | None:
    """Return the name in a label, or None for "Q", "THE COURT" and "Speaker 2"."""
    name = bare(label)
    if name.upper() in _UNNAMED and (aside := _ASIDE.search(label)):
        name = bare(aside[1])  # "A (ANN LEE):"
    words = name.lower().replace(".", "").split()
    if name.upper() in _UNNAMED or all(w in _ROLES or w.isdigit() or len(w) < 2 for w in words):
        return None
    return " ".join(map(_cased, name.split())) if name.isupper() else name


def _lettered(head: str) -> dict[str, str]:
    """Return the names that the text before a transcript gives for "Q." and "A."."""
    found = {
        said["letter"]: name for said in _LETTER.finditer(head) if (name := _named(said["who"]))
    }
    if "A" not in found and (subject := _SUBJECT.search(head)) and (name := _named(subject["who"])):
        found["A"] = name
    if "A" not in found:
        # If only one person is named in full before the questions, they are the one who answers.
        people = People.of(n.name for n in named(head) if n.person and " " in n.name)
        found |= {"A": people.groups[0][0]} if len(people.groups) == 1 else {}
    return found


def _holders(head: str, spoken: Iterable[Block], text: str) -> dict[str, str]:
    """Return the holders of offices.

    They are named above the transcript, as in "Ann Lee (Chair)", or once in a label, as in
    "INSPECTOR (Mrs J. Follett):".
    """
    found = {said["office"]: said["who"] for said in _HOLDER.finditer(head)}
    for block in spoken:
        label = text[block.start : block.words]
        if called := _CALLED.search(label):
            found.setdefault(bare(label), called["who"])
    return {office: name for office, who in found.items() if (name := _named(who))}


def _named(words: str) -> str | None:
    run = _RUN.search(words)
    return parse(run[0].rstrip(".")).spelling or None if run else None


def _cased(word: str) -> str:
    """Return a capitalised name in title case: O'NEILL as O'Neill, AL-SAYED as Al-Sayed."""
    return word if len(word.strip(".")) < 3 and "." in word else word.title().replace("’S", "’s")


def _fills(text: str, quotation: Quotation, around: Quotation) -> bool:
    """Return True if a quotation in marks fills the whole speech."""
    before, after = quotation.start - around.start, around.end - quotation.end
    if before + after > _MOST_MARKS:
        return False
    outside = text[around.start : quotation.start] + text[quotation.end : around.end]
    return not any(map(str.isalnum, outside))
