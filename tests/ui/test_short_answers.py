"""The words of a quotation that answer by themselves, wherever an answer is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.question import Question
from sources.article import Article
from tests.ui.fakes import SENTENCE, FakeArchive, a_citation, an_abstention, an_answer, an_article
from ui.conversations.conversation import Conversation, Stage, Turn
from ui.conversations.kept_conversation import keepsake_text, read_keepsake
from ui.conversations.restoring import Restorer
from ui.render.export import answer_markdown
from ui.render.html.page_parts import sources_html
from ui.render.html.turn import turn_html
from ui.render.json_records import answer_record
from ui.render.text.answer import say_answer

SHORT = "270 billion won"


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Hold one article."""
    made = FakeArchive(tmp_path)
    made.hold(an_article())
    return made


def with_short(article: Article, short: str = SHORT, words: str = SENTENCE) -> Citation:
    """Cite a sentence in which some words answer."""
    citation = a_citation(article, words)
    start = citation.span.start + words.index(short)
    return replace(citation, short_answer=article.span(start, start + len(short)))


def a_turn(citation: Citation) -> Turn:
    """Make a turn whose answer is one quotation."""
    answer = an_answer(citation, question="What?")
    return Turn(1, Question("What?"), answer, stage=Stage.COMPLETE)


def test_the_page_shows_it_in_bold_in_the_sentence_and_in_its_source() -> None:
    """The same words in both places."""
    turn = a_turn(with_short(an_article()))
    bold = f'The new line cost <b class="short">{SHORT}</b>.'
    assert bold in turn_html(turn)
    assert f"<mark>{bold}</mark>" in sources_html(turn)


def test_it_cannot_become_markup() -> None:
    """Article text is hostile."""
    said = "It cost <b>*9*</b> coins & more."
    citation = with_short(an_article(paragraph=said), "<b>*9*</b>", said)
    turn = a_turn(citation)
    assert "&lt;b&gt;*9*&lt;/b&gt;" in turn_html(turn)
    assert "**\\<b\\>\\*9\\*\\</b\\>**" in answer_markdown(an_answer(citation))


def test_the_command_line_puts_it_between_stars(
    archive: FakeArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no terminal shows it in bold; in full, the source below has the exact words."""
    (article,) = archive.articles.values()
    say_answer(an_answer(with_short(article)), archive, "onrecord")
    printed = capsys.readouterr().out
    assert printed.startswith(f"The new line cost **{SHORT}**. [1]\n\n[1] Steppe Courier, ")
    assert "“" not in printed
    say_answer(an_answer(with_short(article)), archive, "onrecord", verbose=True)
    assert f"“{SENTENCE}”" in capsys.readouterr().out


def test_markdown_has_it_in_bold() -> None:
    """With the spaces around it, and as it is where there is none."""
    article = an_article()
    assert f"> The new line cost **{SHORT}**.[^1]" in answer_markdown(
        an_answer(with_short(article))
    )
    assert f"> {SENTENCE}[^1]" in answer_markdown(an_answer(a_citation(article)))


def test_programs_get_its_place_and_its_words() -> None:
    """The place counts in the article's text, as a span does."""
    article = an_article()
    (claim,) = answer_record(an_answer(with_short(article)))["claims"]
    short = claim["citations"][0]["short_answer"]
    assert article.text[short["start"] : short["end"]] == short["words"] == SHORT
    (claim,) = answer_record(an_answer(a_citation(article)))["claims"]
    assert claim["citations"][0]["short_answer"] is None


def test_a_conversation_comes_back_with_it(archive: FakeArchive) -> None:
    """Its place is kept, not its words; a place outside of the quotation is dropped."""
    (article,) = archive.articles.values()
    for short, kept in ((SHORT, True), ("The minister", False)):
        citation = a_citation(article)
        start = article.text.index(short)
        turn = a_turn(replace(citation, short_answer=article.span(start, start + len(short))))
        text = keepsake_text(Conversation((turn,)))
        assert SHORT not in text
        (restored,) = Restorer(archive).restored(read_keepsake(text)).turns
        assert restored.answer is not None
        assert (restored.answer.citations[0].short_answer is not None) is kept


def test_closest_passages_have_none() -> None:
    """They may not answer at all."""
    record = answer_record(an_abstention(a_citation(an_article())))
    assert record["nearest"][0]["short_answer"] is None
