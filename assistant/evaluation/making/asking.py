"""Questions built from a sentence: what they are about, and whether a person might ask them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.evaluation.making.material import Said, Source
from sources.article import Article
from sources.language.analysis import analysed
from sources.language.calendar_names import LOWER_MONTHS, LOWER_WEEKDAYS
from sources.language.speaker_tokens import words
from sources.language.words import fold, is_content, tokens

# Verbs used in news about things that can be counted, in the reported form and in the form used in
# a question.
_ASKED_FOR = dict(
    pair.split(":")
    for pair in (
        "added:add approved:approve arrested:arrest bought:buy built:build cancelled:cancel "
        "canceled:cancel carried:carry closed:close collected:collect counted:count "
        "delivered:deliver employed:employ employs:employ evacuated:evacuate found:find had:have "
        "has:have have:have hired:hire holds:hold injured:injure installed:install invited:invite "
        "issued:issue killed:kill launched:launch leased:lease lost:lose made:make moved:move "
        "needed:need needs:need opened:open operated:operate operates:operate ordered:order "
        "owned:own owns:own plans:plan planned:plan planted:plant produced:produce "
        "published:publish ran:run received:receive recorded:record registered:register "
        "rejected:reject repaired:repair replaced:replace rescued:rescue restored:restore "
        "runs:run sent:send shipped:ship signed:sign sold:sell tested:test trained:train "
        "treated:treat used:use visited:visit wants:want welcomed:welcome won:win"
    ).split()
)
_PRESENT = frozenset("has have holds needs operates owns plans runs wants employs".split())
# A named subject, with the words before the name: "the council of Gull Island".
_SUBJECT = re.compile(
    r"(?:^|[—–:;,] )(?P<subject>(?:[Tt]he )?(?:[a-z-]+ ){0,3}[A-Z][\w’'-]*"
    r"(?: (?:of |and )?[A-Z][\w’'-]*){0,4})"
    r"(?: (?P<helper>has|have|had))? (?P<verb>[a-z]+) (?:about |around |more than |nearly |only )?$"
)
_PASSIVE = re.compile(
    r" (?P<be>were|are|have been|had been|will be) (?P<done>[a-z]{2,}(?:ed|en|lt|ld|nt|ght|ut))"
    r"(?P<where> (?:in|at|on|to|from|by|near) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})"
)
_LONGEST_SUBJECT = 200
_NO_SUBJECT = frozenset("the he she it they we i you this that these those who which".split())
# Words that judge a thing instead of describing it.
_EVALUATING = frozenset(
    "right wrong good bad better best worst big bigger biggest small smaller great greater little "
    "different difficult hard harder easy easier important real true certain only such very main "
    "huge enormous terrible wonderful perfect proper serious simple clear strong weak".split()
)


def counting(sentence: str, start: int, end: int, counted: str) -> str | None:
    """Return a "how many" question for a counted thing; None if nobody would ask it.

    `start` and `end` are the positions of the number and its noun in the sentence.
    """
    before = _SUBJECT.search(sentence, max(0, start - _LONGEST_SUBJECT), start)
    behind = _PASSIVE.match(sentence, end)
    if behind is not None:
        return f"How many {counted} {behind['be']} {behind['done']}{behind['where']}?"
    if before is None:
        return None
    verb, subject = before["verb"], before["subject"]
    if verb not in _ASKED_FOR or not _is_somebody(subject):
        return None
    if subject.startswith("The "):
        subject = f"the {subject[4:]}"
    if before["helper"] in ("has", "have"):
        return f"How many {counted} {before['helper']} {subject} {verb}?"
    do = ("do" if verb == "have" else "does") if verb in _PRESENT else "did"
    return f"How many {counted} {do} {subject} {_ASKED_FOR[verb]}?"


def _is_somebody(subject: str) -> bool:
    """Return True if a subject contains a name, not just a capitalised first word."""
    words = subject.split()
    names = [word for word in words if word[0].isupper() and word.lower() not in _NO_SUBJECT]
    return len(names) > 1 or (len(words) > 1 and bool(names) and names[0] != words[0])


def is_topic(topic: str, words: str, article: str) -> bool:
    """Return True if a person would ask what was said about a topic.

    The article must be about it: it has a content word of the topic outside the quotation, too. A
    phrase that only evaluates ("the right document") is not a topic.
    """
    telling = [w.folded for w in analysed(topic).content if w.folded not in _EVALUATING]
    if not telling or (len(telling) < 2 and not any(map(str.isupper, topic))):
        return False
    elsewhere = frozenset(token.folded for token in tokens(article.replace(words, " ")))
    return not elsewhere.isdisjoint(telling)


# After "a" there is as often an opinion as a topic: "it is a nightmare".
_DEFINITE = frozenset("the this these those".split())
_POSSESSIVE = frozenset("our his her their its my your".split())
_DETERMINERS = _DEFINITE | _POSSESSIVE
_PREPOSITIONS = frozenset("of in for with about between against into from to".split())
# Words that follow a noun phrase, as punctuation does. After a verb there would be its object.
_BEHIND = _PREPOSITIONS | frozenset(
    "and or but is are was were will would can could has have had must should may might do does "
    "did not on at by as than that which who if when because".split()
)
_MOST_WORDS = 3
_VAGUE = frozenset(
    "way thing things time times lot kind people year years day days week weeks month months one "
    "other others part parts first last next same whole country world most more many end rest "
    "now ever even already right better worse mr mrs ms dr".split()
).union(LOWER_MONTHS, LOWER_WEEKDAYS)


def topics(sentence: str) -> tuple[str, ...]:
    """Return noun phrases of two or three words after a determiner, and names after a preposition.

    Some are wrong, because a verb may be taken for a noun without a parser.
    """
    return tuple(dict.fromkeys(_phrases(sentence)))


def _phrases(sentence: str) -> Iterator[str]:
    row = [word.text for word in words(sentence, 0, len(sentence))]
    for number, word in enumerate(row[:-1]):
        lead = word.lower()
        if lead not in _DETERMINERS and lead not in _PREPOSITIONS:
            continue
        run: list[str] = []
        for following in row[number + 1 :]:
            if not following[0].isalpha() or not is_content(fold(following)):
                break
            run.append(following)
        behind = row[number + 1 + len(run) :][:1]
        if not _is_topic(run, behind) or (lead in _PREPOSITIONS and not _is_name(run)):
            continue
        if lead in _DETERMINERS and len(run) < 2 and not _is_name(run):
            continue
        yield " ".join([*(["the"] if lead in _DEFINITE else []), *run])


def _is_topic(run: list[str], behind: list[str]) -> bool:
    ended = not behind or not behind[0][0].isalpha() or behind[0].lower() in _BEHIND
    if not (ended and 1 <= len(run) <= _MOST_WORDS):
        return False
    last = run[-1].lower()
    return last not in _VAGUE and not last.endswith(("ly", "ed"))


def _is_name(run: list[str]) -> bool:
    return all(word[0].isupper() for word in run)


def names(sentence: str) -> tuple[str, ...]:
    """Return runs of two or more capitalised words, except at the start of the sentence."""
    found = re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+", sentence)
    return tuple(dict.fromkeys(name.removesuffix("'s").removesuffix("’s") for name in found))


# Digits other than a year, or a number in words, and the noun it counts; not "20 million of them".
_COUNTED = re.compile(
    r"(?<![\w$€£₩.,-])(?P<number>\d{1,3}(?:,\d{3}){1,4}|(?!1[89]\d\d|20\d\d)\d{1,6}|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)"
    r" (?P<counted>(?!hundred|thousand|million|billion|trillion)"
    r"(?:[a-z]+(?:-[a-z]+)?(?<!s) ){0,2}[a-z]{3,}s)\b(?! (?:ago|later|old|earlier))"
)
_NOT_COUNTED = frozenset(
    "percent years months weeks days hours minutes seconds times degrees decades points is was has "
    "does says this thus its less plus dollars pounds euros cents kilometers kilometres meters "
    "thirds fifths tenths miles tons tonnes feet acres hectares others ones".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, and the words that any other answer would also contain.

    `about` are case-folded words: a sentence that contains all of them may be an answer, too.
    """

    text: str
    kind: str
    article: Article
    quote: str
    about: frozenset[str]
    answer: tuple[str, ...] = ()


def about_words(source: Source) -> Iterator[Asked]:
    """Yield questions about what a person said on a topic of a quotation."""
    for said in source.said:
        for topic in topics(said.words):
            own = fold(said.speaker.split()[-1]) in analysed(topic).folded
            if not own and is_topic(topic, said.words, said.article.text):
                yield _about(said, topic)


def about_numbers(source: Source) -> Iterator[Asked]:
    """Yield questions about how many things a named person or body bought, built and so on."""
    for sentence in source.sentences:
        for found in _COUNTED.finditer(sentence):
            counted = found["counted"]
            if counted.split()[-1] in _NOT_COUNTED or "“" in sentence or '"' in sentence:
                continue
            question = counting(sentence, *found.span(), counted)
            if question is not None:
                about = content(question) & analysed(sentence).folded
                answer = (found["number"],)
                yield Asked(question, "how_many", source.article, sentence, about, answer)


def _about(said: Said, topic: str) -> Asked:
    surname = {fold(said.speaker.split()[-1])}
    question = f"What did {said.speaker} say about {topic}?"
    return Asked(question, "quote", said.article, said.words, content(topic) | surname)


def content(text: str) -> frozenset[str]:
    """Return the case-folded content words of a text."""
    return frozenset(word.folded for word in analysed(text).content)
