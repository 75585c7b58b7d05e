from __future__ import annotations

import re
from datetime import date

from assistant.question import Question
from index.scope import Filters
from tests.ui.fakes import a_written_answer, an_article
from ui.conversations.conversation import Stage, Turn
from ui.render.html.chips import chips_html

FILTERS = Filters(("Steppe Courier",), date(2024, 6, 1), None, ("ko",))
TURN = Turn(
    2, Question("And how costly?", FILTERS), a_written_answer(an_article()), stage=Stage.COMPLETE
)


def read(html: str) -> str:
    """Return what a reader sees."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_how_a_question_was_asked_is_shown_with_the_ways_to_change_it() -> None:
    """What was looked for, the window and each filter have a button of their own."""
    html = chips_html(TURN, editable=True)
    assert "Searched for: How costly is the line?" in read(html)
    assert "since 1 January 2024, from “The line was costly”" in read(html)
    assert "from Steppe Courier" in read(html)
    assert re.findall(r'data-amend="(\w+)"', html) == [
        "standalone",
        "window",
        "outlet",
        "since",
        "language",
    ]
    assert 'aria-label="Ask again without: in Korean"' in html


def test_an_earlier_question_is_only_read() -> None:
    """The same is told, and nothing can be pressed."""
    html = chips_html(TURN, editable=False)
    assert "Searched for: How costly is the line?" in read(html)
    assert "from Steppe Courier" in read(html)
    assert "<button" not in html
    assert "<form" not in html


def test_a_plain_question_has_no_chips() -> None:
    """Nothing is shown where there is nothing to tell."""
    assert chips_html(Turn(1, Question("What?")), editable=True) == ""
