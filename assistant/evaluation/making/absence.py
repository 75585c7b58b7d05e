"""Absence: whether an archive lacks the answer to a question, so that abstaining is right."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import states_expected
from assistant.question import content_terms
from index.match import Match
from index.view import Viewable
from sources.language.terms import terms

_CANDIDATES = 50
# A passage about the same thing has at least so many of the question's content words.
_SHARED = 0.5


def answered_by(archive: Viewable, case: Case) -> Match | None:
    """Return a passage that states what the case expects and is about what it asks.

    Taking out the articles that a question was written for does not make it unanswerable where
    another article tells the same. The passage states an accepted answer, by the same rules as
    "answer match", and shares half of the question's content words, those of the answer aside.
    """
    with archive.view() as view:
        for answer in (*case.answers, *case.answers_all, *case.numbers, ""):
            asked = frozenset(content_terms(case.question)) - frozenset(terms(answer))
            for match in view.matching(f"{case.question} {answer}", _CANDIDATES, case.filters):
                text = f"{match.passage.headline}\n{match.passage.text}"
                shared = asked.intersection(terms(text))
                if len(shared) >= _SHARED * len(asked) and states_expected(case, text):
                    return match
    return None
