from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer, Claim
from assistant.question import Question
from tests.ui.fakes import (
    a_scope,
    a_timed_citation,
    a_written_answer,
    an_abstention,
    an_answer,
    an_article,
)
from ui.conversations.conversation import Stage, Turn
from ui.render.html.page_parts import sources_html
from ui.render.html.turn import progress_html, turn_html

ASKED = Question("And how costly?", writer="fake:model")


def shown(answer: Answer, stage: Stage = Stage.COMPLETE) -> str:
    """Show an answer as HTML."""
    return str(turn_html(Turn(1, ASKED, answer, stage=stage)))


def read(html: str) -> str:
    """Return what a reader sees of HTML, without its colours."""
    return re.sub(r"<[^>]*>", "", html)


def test_every_sentence_of_a_model_carries_its_verdict() -> None:
    """Sign and word stand behind the sentence; what is unsupported is there, and marked."""
    html = shown(a_written_answer(an_article()))
    words = read(html)
    for verdict in ("✓ supported", "◐ partly supported", "✗ unsupported", "– not a claim"):
        assert verdict in words
    assert "The line was costly to run." in words
    assert re.findall(r'data-support="(\w+)"', html) == [
        "supported",
        "partly",
        "unsupported",
        "no_claim",
    ]


def test_the_doubts_are_named_and_the_closest_source_is_offered() -> None:
    """A reader learns what is not in the cited words, and where to look instead."""
    words = read(shown(a_written_answer(an_article())))
    assert "The cited words do not give the number “The line was costly”" in words
    assert "the sentence has no citation" in words
    assert "there is no source for the citation" in words
    assert "Closest in the archive: Steppe Courier2" in words


def test_a_written_answer_says_who_wrote_it_and_a_quotation_does_not() -> None:
    """The two kinds of answers cannot be taken for one another."""
    assert "Written by fake:The line was costly; every sentence is checked" in read(
        shown(a_written_answer(an_article()))
    )
    quoted = shown(an_answer())
    assert "Written by" not in quoted
    assert "data-support" not in quoted


def test_remarks_are_shown_with_answers_and_with_abstentions() -> None:
    """That a model failed or was not asked is said in both cases."""
    for answer in (a_written_answer(an_article()), an_abstention()):
        assert "It was slow &amp; failed." in shown(
            replace(answer, remarks=("It was slow & failed.",))
        )


def test_a_sentence_that_is_still_being_written_says_that_it_is_unchecked() -> None:
    """No verdict stands there before it was reached."""
    answer = Answer("?", (Claim("It cost", ()),), (), a_scope(), writer="fake:model")
    html = shown(answer, Stage.STREAMING)
    assert "… being checked" in read(html)
    assert 'data-support="growing"' in html


def test_a_quotation_behind_what_was_written_is_shown_as_one() -> None:
    """It is neither judged nor still being checked."""
    written = a_written_answer(an_article())
    html = shown(replace(written, claims=(*written.claims, *an_answer(a_timed_citation()).claims)))
    assert 'data-support="quoted"' in html
    assert "quoted from the archive" in read(html)


def test_the_verdicts_are_counted_at_the_end_and_spoken() -> None:
    """Who hears the page learns how far it can be trusted."""
    counted = "4 sentences: 1 supported, 1 partly supported, 1 unsupported, 1 not a claim"
    answer = a_written_answer(an_article())
    assert counted in shown(answer)
    assert counted in progress_html(Turn(1, ASKED, answer, stage=Stage.COMPLETE))


def test_what_a_time_in_the_cited_words_stands_for_is_shown_beside_the_sentence() -> None:
    """The sentence itself stays verbatim, in quotations and in written answers."""
    answer = an_answer(a_timed_citation())
    html = shown(answer)
    assert answer.claims[0].text in read(html)
    assert "line = 2025 (said in June 2024)" in read(html)
    assert "(said in" not in read(shown(an_answer(replace(a_timed_citation(), times=()))))


def test_what_a_time_stands_for_is_told_once() -> None:
    """Beside the sentence, and at a source only where no sentence rests on it."""
    cited = a_timed_citation()
    carried = Claim("It cost 40.", (replace(cited, number=2, times=()),), also=(cited,))
    for answer in (an_answer(cited), an_abstention(cited), replace(an_answer(), claims=(carried,))):
        turn = Turn(1, ASKED, answer, stage=Stage.COMPLETE)
        page = read(
            re.sub(r"(?s)<details.*?</details>", "", f"{turn_html(turn)}{sources_html(turn)}")
        )
        assert page.count("line = 2025 (said in June 2024)") == 1
