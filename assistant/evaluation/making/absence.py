"""Absence: whether an archive lacks the answer to a question, so that it must abstain."""

from __future__ import annotations

from assistant.evaluation.case import Case
from assistant.evaluation.matching import states_expected
from assistant.question import content_terms
from index.match import Match
from index.view import Viewable
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
                shared = asked.intersection(terms(text))
                if len(shared) >= _SHARED * len(asked) and states_expected(case, text):
                    return match
    return None
