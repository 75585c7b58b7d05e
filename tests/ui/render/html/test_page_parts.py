from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assistant.answer import NO_CLEAR_ANSWER, Answer, Claim
from assistant.question import Question
from index.scope import Filters
from sources.article import Metadata
from tests.ui.fakes import (
    SENTENCE,
    a_citation,
    a_scope,
    a_written_answer,
    an_abstention,
    an_answer,
    an_article,
)
from ui.conversations.conversation import Stage, Turn
from ui.render.html.page_parts import (
    BROKEN,
    escaped,
    in_context,
    masthead,
    notice_html,
    sources_html,
    welcome,
)
from ui.render.html.turn import progress_html, turn_html

ASKED = Question("What did the line cost?")
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</p><script>alert(1)</script>",
    '"><svg/onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "![pixel](http://elsewhere.example/p.png)",
    "[link](javascript:alert(1))",
    "${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "&lt;img src=x onerror=alert(1)&gt;",
)
foreign_text = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40))


class Tags(HTMLParser):
    """Collects the tags, attribute names, link targets and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.targets: list[str] = []
        self.marked = ""
        self.words = ""
        self._marking = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its attributes and where it points."""
        self.shape.append((tag, tuple(name for name, _ in attrs)))
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]
        self._marking = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a highlight."""
        self._marking = self._marking and tag != "mark"

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data
        if self._marking:
            self.marked += data


def a_turn(answer: Answer | None = None, stage: Stage = Stage.COMPLETE, **fields: object) -> Turn:
    """Make a turn with some fields of its own."""
    turn = Turn(1, ASKED, answer, stage=stage)
    return replace(turn, **fields)  # type: ignore[arg-type]


def everything_shown(foreign: str) -> Markup:
    """Show every kind of HTML with the same foreign text in all its fields."""
    metadata = Metadata(title=foreign, outlet=foreign, published=date(2024, 6, 14), url=foreign)
    article = an_article(paragraph=f"Before it. {foreign} After it.", metadata=metadata)
    first, second = (a_citation(article, "After it.", number) for number in (1, 2))
    scope = replace(a_scope(), outlets=(foreign,), filters=Filters(outlets=(foreign,)))
    found = Answer(foreign, (Claim(foreign, (first,), (second,)),), (), scope)
    absent = Answer(foreign, (), (first,), scope)
    turns = [
        replace(a_turn(found), asked=Question(foreign), broken=frozenset({2})),
        replace(a_turn(absent), asked=Question(foreign, scope.filters)),
        a_turn(stage=Stage.FAILED, trouble=foreign),
        a_turn(found, Stage.STREAMING),
        a_turn(a_written_answer(article, foreign, "After it.")),
        a_turn(a_written_answer(article, foreign, "After it."), Stage.STREAMING),
        a_turn(replace(absent, remarks=(foreign,))),
    ]
    pieces = [f(turn) for turn in turns for f in (turn_html, sources_html, progress_html)]
    pieces += [welcome(scope, [foreign], foreign), masthead(scope), notice_html(foreign)]
    return Markup("").join(pieces)


@given(foreign_text)
def test_foreign_text_never_becomes_a_tag(foreign: str) -> None:
    """Whatever a headline, an outlet, a question or a claim holds, the tags stay ours."""
    tame, shown = Tags(everything_shown("harmless")), Tags(everything_shown(foreign))
    assert shown.shape == tame.shape


@given(foreign_text)
def test_links_lead_nowhere_but_to_sources_and_articles(foreign: str) -> None:
    """No link and no image on the page points out of it."""
    targets = Tags(everything_shown(foreign)).targets
    assert targets
    assert all(target.startswith(("#source", "/article/")) for target in targets)


def test_the_cited_words_are_marked_inside_their_paragraph() -> None:
    """The highlight holds exactly the words of the span, and the paragraph stays whole."""
    citation = a_citation(an_article())
    shown = Tags(in_context(citation))
    assert (shown.marked, shown.words) == (SENTENCE, citation.context_words)


def test_a_citation_number_leads_to_its_card() -> None:
    """The target of the link in the answer is the id of the source's card."""
    turn = a_turn(an_answer(a_citation(an_article(), number=3)))
    assert 'href="#source-1-3"' in turn_html(turn)
    assert 'id="source-1-3"' in sources_html(turn)


def test_an_unknown_date_and_outlet_are_said_to_be_unknown() -> None:
    """An undated source says so instead of showing nothing."""
    citation = a_citation(an_article(metadata=Metadata()))
    shown = Tags(sources_html(a_turn(an_answer(citation)))).words
    assert "outlet unknown · date unknown" in shown


def test_a_citation_that_does_not_match_is_shown_as_failed() -> None:
    """A broken citation stays in the answer and among the sources, and says what is wrong."""
    citation = replace(a_citation(an_article()), words="The new line cost 1 won.")
    turn = a_turn(an_answer(citation), broken=frozenset({1}))
    assert f"{BROKEN}" in turn_html(turn)
    sources = Tags(sources_html(turn))
    assert BROKEN in sources.words
    assert "cost 1 won" in sources.words
    assert sources.marked == ""


def test_second_carriers_are_named() -> None:
    """Who else carries a fact is named with a citation of its own."""
    first = a_citation(an_article())
    other = an_article("/archive/copy.txt", metadata=Metadata(outlet="Tashkent Lantern"))
    claim = Claim(first.words, (first,), (a_citation(other, number=2),))
    turn = a_turn(Answer("?", (claim,), (), a_scope()))
    assert "Also in: Tashkent Lantern2" in Tags(turn_html(turn)).words


def test_an_abstention_says_what_was_searched() -> None:
    """No answer names the refusal, the size of the search, its dates and its filters."""
    filters = Filters(outlets=("Steppe Courier",), since=date(2024, 6, 1))
    words = Tags(turn_html(a_turn(an_abstention(filters=filters)))).words
    assert NO_CLEAR_ANSWER in words
    assert "Searched 3 articles from 2 outlets, published 3 May – 18 June 2024" in words
    assert "from Steppe Courier; since 1 June 2024; undated articles left out" in words


def test_nearest_passages_are_shown_as_no_answer() -> None:
    """The passages that came closest are cards without numbers, under a warning."""
    turn = a_turn(an_abstention(a_citation(an_article())))
    shown = sources_html(turn)
    assert "These may not answer the question." in shown
    assert 'class="number"' not in shown


def test_a_growing_answer_shows_its_claims_before_it_can_be_copied() -> None:
    """While the answer grows its claims are there, the tools below come with its end."""
    answer = an_answer(a_citation(an_article()))
    assert SENTENCE in Tags(turn_html(a_turn(answer, Stage.STREAMING))).words
    assert "data-copy" not in turn_html(a_turn(answer, Stage.STREAMING))
    assert "data-copy" in turn_html(a_turn(answer))


def test_an_answer_under_filters_names_them() -> None:
    """An answer from a part of the archive says which part."""
    turn = a_turn(
        an_answer(a_citation(an_article())),
        asked=replace(ASKED, filters=Filters(languages=("ko",))),
    )
    assert "Only articles in Korean" in Tags(turn_html(turn)).words


def test_a_screen_reader_hears_the_newest_claim() -> None:
    """Progress is spoken claim by claim, and the end is announced."""
    answer = an_answer(a_citation(an_article()))
    assert SENTENCE in progress_html(a_turn(answer, Stage.STREAMING))
    assert "Answer complete: 1 sentence, 1 source." in progress_html(a_turn(answer))


def test_only_escaped_html_is_handed_on() -> None:
    """Plain text cannot reach a component that shows HTML."""
    with pytest.raises(TypeError, match="escaped"):
        escaped("<b>not ours</b>")  # type: ignore[arg-type]


def test_an_empty_archive_says_what_to_do() -> None:
    """Before anything was added the page names both ways to add."""
    words = Tags(welcome(a_scope(0), ["Never shown?"], "onrecord --archive here")).words
    assert "Articles" in words
    assert "onrecord --archive here add FOLDER" in words
    assert "Never shown?" not in words


def test_an_unanswered_part_is_shown_escaped() -> None:
    """What the record leaves open is said in the answer, and is no markup."""
    answer = replace(an_answer(a_citation(an_article())), unanswered=(HOSTILE[0],))
    html = turn_html(Turn(1, Question("?"), answer, stage=Stage.COMPLETE))
    assert "No clear answer in the record: “&lt;img" in html
    assert HOSTILE[0] not in html
