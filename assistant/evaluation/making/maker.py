"""Generation of test sets from an archive, by rules and a random seed.

Every case is marked as made by a program.

The cases rely on what the archive already extracted: the speaker comes from the product's own
rules, and a question is built from the words of the sentence that answers it. Such a set detects
regressions. Only questions written by people measure the quality of answers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from assistant.evaluation.case import Case
from assistant.evaluation.gold import GoldMissing, Shelf
from assistant.evaluation.line import GoldWords, Line
from assistant.evaluation.making.asking import Asked, about_numbers, about_words
from assistant.evaluation.making.changing import changed
from assistant.evaluation.making.material import Said, Source, held_out, stored
from assistant.evaluation.matching import states_expected
from assistant.question import content_terms
from index.passage import Match
from index.scope import Filters
from index.view import View, Viewable
from sources.article import Article
from sources.language.analysis import analysed
from sources.language.terms import terms

_CANDIDATES = 50
# A passage on the same topic has at least this share of the question's content words.
_SHARED = 0.5


def answered_by(archive: Viewable, case: Case) -> Match | None:
    """Return a passage that states what the case expects and is about the question.

    Removing the articles that a question was written for does not make it unanswerable if another
    article reports the same. The passage must state an accepted answer, by the rules of "answer
    match", and share half of the question's content words other than those of the answer.
    """
    with archive.view() as view:
        for answer in (*case.answers, *case.answers_all, *case.numbers, ""):
            asked = frozenset(content_terms(case.question)) - frozenset(terms(answer))
            for match in view.matching(f"{case.question} {answer}", _CANDIDATES, case.filters):
                text = f"{match.passage.headline}\n{match.passage.text}"
                shared = asked.intersection(analysed(text).terms)
                if len(shared) >= _SHARED * len(asked) and states_expected(case, text):
                    return match
    return None


_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Wishes:
    """The number of cases of each kind, and their sources. There may be fewer than requested.

    `quotations` counts real quotations. Each gives one unaltered case and one for every alteration
    that its words allow. Unanswerable questions come from articles under `held_out`, which must not
    be in the archive, and from the archive's own articles, with filters that exclude their outlet.
    """

    questions: int = 40
    numbers: int = 20
    quotations: int = 20
    unanswerable: int = 20
    held_out: tuple[Path, ...] = ()
    filters: Filters = _NO_FILTERS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """The generated cases.

    `dropped` counts questions meant to be unanswerable that another article answers.
    """

    lines: tuple[Line, ...]
    dropped: int


def make(archive: Viewable, wishes: Wishes) -> Made:
    """Generate the cases. The same articles, wishes and seed give the same cases."""
    with archive.view() as view:
        return _made(_Maker(view, wishes), wishes)


def _made(maker: _Maker, wishes: Wishes) -> Made:
    lines = [
        *maker.questions("said", about_words, wishes.questions),
        *maker.questions("number", about_numbers, wishes.numbers),
        *changed(maker.said(wishes.quotations), maker.chance("changes")),
    ]
    absent: list[Line] = []
    dropped = 0
    for line in maker.unanswerable() if wishes.unanswerable else ():
        if line is None:
            dropped += 1
            continue
        absent.append(line)
        if len(absent) == wishes.unanswerable:
            break
    return Made((*lines, *absent), dropped)


@dataclass(frozen=True, slots=True)
class _Maker:
    view: View
    wishes: Wishes

    def chance(self, name: str) -> random.Random:
        """Return a separate random generator per kind of case, so that kinds are independent."""
        return random.Random(f"{self.wishes.seed}:{name}")  # noqa: S311 - nothing to do with secrets

    def questions(
        self, name: str, ask: Callable[[Source], Iterator[Asked]], most: int
    ) -> Iterator[Line]:
        """Yield questions that only one sentence of an article answers, one per article."""
        shelf = Shelf(self.view)
        made = 0
        for source in stored(self.view, self.wishes.filters, self.chance(name)):
            if made >= most:
                return
            for asked in ask(source):
                places = self._places(asked)
                if places is None:
                    continue
                gold = tuple(filter(None, (_gold(shelf, *place) for place in places)))
                if gold:
                    made += 1
                    yield self._line(f"{name}-{made}", asked, gold)
                    break

    def said(self, most: int) -> list[Said]:
        """Draw quotations, one per article."""
        sources = stored(self.view, self.wishes.filters, self.chance("quotations"))
        drawn: dict[str, Said] = {}
        for source in sources:
            if len(drawn) >= most:
                break
            for said in source.said[:1]:
                drawn.setdefault(said.words, said)  # the same words may be syndicated
        return list(drawn.values())

    def unanswerable(self) -> Iterator[Line | None]:
        """Yield questions that only other articles, or those hidden by the filters, would answer.

        Yield None for a question that the archive answers after all.
        """
        number = 0
        for asked, filters, tag in chain(self._held_out(), self._filtered_out()):
            if self._is_answered(asked, filters):
                yield None
                continue
            number += 1
            yield self._declined(f"absent-{number}", asked, filters, tag)

    def _held_out(self) -> Iterator[tuple[Asked, Filters, str]]:
        for asked in self._first(held_out(self.wishes.held_out, self.chance("held out"))):
            yield asked, self.wishes.filters, "held_out"

    def _filtered_out(self) -> Iterator[tuple[Asked, Filters, str]]:
        outlets = self.view.scope(self.wishes.filters).outlets
        sources = stored(self.view, self.wishes.filters, self.chance("filtered"))
        for asked in self._first(sources):
            others = tuple(o for o in outlets if o != asked.article.metadata.outlet)
            if others and asked.article.metadata.outlet is not None:
                yield asked, replace(self.wishes.filters, outlets=others), "filtered_out"

    def _is_answered(self, asked: Asked, filters: Filters) -> bool:
        if self._hits(asked, filters):
            return True
        answers = asked.answer or (asked.quote,)
        case = Case("asked", asked.text, filters=filters, answers=answers)
        return answered_by(self.view, case) is not None

    def _first(self, sources: Iterable[Source]) -> Iterator[Asked]:
        for source in sources:
            yield from islice(about_words(source), 1)

    def _places(self, asked: Asked) -> list[tuple[Article, str]] | None:
        """Return all places of the answering sentence, or None if another one might answer too."""
        places = [(asked.article, asked.quote)]
        for article, text in self._hits(asked, self.wishes.filters):
            if article.id == asked.article.id and asked.quote in text:
                continue
            if asked.quote not in text:
                return None
            places.append((article, asked.quote))
        return places

    def _hits(self, asked: Asked, filters: Filters) -> list[tuple[Article, str]]:
        """Return the passages that contain all words that an answer would need."""
        hits = []
        for match in self.view.matching(asked.text, _CANDIDATES, filters):
            if asked.about <= analysed(match.passage.text).folded:
                span = match.passage.span
                article = self.view.version(span.content_hash, span.article_id)
                hits.append((article, match.passage.text))
        return hits

    def _line(self, name: str, asked: Asked, gold: tuple[GoldWords, ...]) -> Line:
        return Line(
            id=name,
            question=asked.text,
            filters=self.wishes.filters,
            answer=asked.answer,
            numbers=asked.answer if asked.kind == "how_many" else (),
            gold=gold,
            answerable=True,
            kind=asked.kind,
            made=True,
        )

    def _declined(self, name: str, asked: Asked, filters: Filters, tag: str) -> Line:
        return Line(
            id=name,
            question=asked.text,
            filters=filters,
            answerable=False,
            kind=asked.kind,
            tags=(tag,),
            made=True,
        )


def _gold(shelf: Shelf, article: Article, quote: str) -> GoldWords | None:
    """Return words as gold under the most readable unique name of the article."""
    gold = GoldWords(article=shelf.name_of(article), quote=quote)
    try:
        shelf.spans(gold)
    except GoldMissing:
        return None
    return gold
