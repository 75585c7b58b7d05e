from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DraftUnusable
from assistant.quotes.draft import LONGEST, check_draft
from assistant.quotes.draft_text import Reason
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.article import BlockKind, Page
from sources.reading import SourceFile, read
from tests.assistant.fakes import SAID, FakeDesk, absent, an_article, exact, misattributed

DRAFT = f"""Council keeps fares

The council met on Monday. “{SAID}” Dana Orlova said.

Advertisement

Dana Orlova said that the old bridge would be closed in May. "There is no money for a second
bridge," Timur Aliev, the mayor, said.
"""


def a_desk() -> FakeDesk:
    """Make a desk that has a check for whatever is asked."""
    return FakeDesk(otherwise=absent(an_article())).lay(exact(an_article()))


def test_every_quotation_is_checked_in_order_with_its_speaker() -> None:
    """The desk gets the words between the marks and whom the draft gives them to."""
    desk, filters = a_desk(), Filters(languages=("en",))
    draft, checks = check_draft(Page("desk/draft.txt", DRAFT), desk, filters)
    assert desk.asked == [
        (SAID, "Dana Orlova", filters),
        ("There is no money for a second bridge,", "Timur Aliev", filters),
    ]
    assert [check.words for check in checks] == [words for words, _, _ in desk.asked]
    assert [q.end - q.start for q in draft.quotations] == [len(check.words) for check in checks]


@pytest.mark.parametrize(
    "interrupted",
    [
        "“We will build it,” Dana Orlova said, “if they pay.”",
        '"We will build it," said Dana Orlova on Monday, "if they pay."',
        "“We will build it” — Dana Orlova said — “if they pay.”",
    ],
)
def test_a_quotation_that_its_attribution_interrupts_is_checked_as_one(interrupted: str) -> None:
    """What a speaker said in one sentence is one row, from its first word to its last."""
    desk = a_desk()
    draft, checks = check_draft(Page("draft.txt", interrupted), desk)
    (asked,) = desk.asked
    assert asked[0] == "We will build it if they pay."
    assert asked[1] == "Dana Orlova"
    assert len(checks) == 1
    (one,) = draft.quotations
    assert (one.start, one.end) == (1, len(interrupted) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "“We will build it,” Dana Orlova said. “They pay.”",
        "“We will build it,” Dana Orlova said of the “great” bridge.",
        "“We will build it,” Dana Orlova said, and Timur Aliev added, “if they pay.”",
        "“We will build it,” Dana Orlova said, adding that they paid “in full”.",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    """A sentence that ends, a second cue or words of the draft's own part them."""
    _, checks = check_draft(Page("draft.txt", text), a_desk())
    assert len(checks) == 2


@pytest.mark.parametrize(
    "below",
    [
        "Erik Lund said this on Monday.",
        "So said Erik Lund, the mayor.",
        "Those were the words of Erik Lund.",
        "Erik Lund, mayor of Pellan",
        "— Erik Lund, mayor of Pellan",
    ],
)
@pytest.mark.parametrize("styled", [True, False])
def test_the_paragraph_below_may_name_the_speaker(below: str, styled: bool) -> None:
    """Of a block quotation in Markdown, or in the style of a word processor."""
    words = "We will never sell the bridge to anybody."
    page = Page("a.md", f"Ann Lee opened the meeting.\n\n> {words}\n\n{below}\n\nThey voted.")
    if styled:
        text = f"Ann Lee opened the meeting.\n{words}\n{below}\nThey voted."
        page = Page("a.docx", text, roles={1: BlockKind.QUOTATION})
    desk = a_desk()
    check_draft(page, desk)
    assert [(words, speaker) for words, speaker, _ in desk.asked] == [(words, "Erik Lund")]


def test_a_name_inside_of_a_block_quotation_signs_it() -> None:
    """Other short lines there are words to check."""
    desk = a_desk()
    text = (
        "> We will never sell it.\n> Erik Lund\n\nThey voted.\n\n> Not today.\n> Long Live Pellan"
    )
    check_draft(Page("a.md", text), desk)
    assert [(words, speaker) for words, speaker, _ in desk.asked] == [
        ("We will never sell it.", "Erik Lund"),
        ("Not today.", None),
        ("Long Live Pellan", None),
    ]


@pytest.mark.parametrize(
    "signature",
    ["<p>Erik Lund, mayor of Pellan</p>", "<cite>Erik Lund</cite>", "<footer>— Erik Lund</footer>"],
)
def test_a_block_quotation_in_html_is_a_quotation_of_the_one_who_signs_it(
    tmp_path: Path, signature: str
) -> None:
    """On web pages and in articles of exports."""
    words = "We will never sell the harbour bridge to anybody, and nobody has made us an offer."
    quote = f"<blockquote><p>{words}</p>{signature}</blockquote>"
    around = "<p>The council of Pellan met on Tuesday, for the first time since November.</p>"
    (tmp_path / "a.html").write_text(f"<article>{around}{quote}{around[:-5]} again.</p></article>")
    (tmp_path / "a.json").write_text(json.dumps({"text": f"{around}{quote}"}))
    for name in ("a.html", "a.json"):
        desk = a_desk()
        (page,) = read(SourceFile(tmp_path / name, tmp_path))
        assert isinstance(page, Page)
        check_draft(page, desk)
        assert [(said, speaker) for said, speaker, _ in desk.asked] == [(words, "Erik Lund")]


FAR = """Erik Lund opened the meeting.

Nobody had lit the stove. Ann Lee was there, and so was Tom Hall.

“{}” {} said.
"""


@pytest.mark.parametrize(
    ("speaker", "verdict", "why"),
    [
        ("he", Verdict.UNSURE, "pronoun"),
        ("Erik Lund", Verdict.MISATTRIBUTED, ""),
    ],
)
def test_a_pronoun_far_below_its_name_contradicts_nobody(
    speaker: str, verdict: Verdict, why: str
) -> None:
    """The draft may mean the one to whom the archive gives the words."""
    desk = FakeDesk(otherwise=misattributed(an_article()))
    _, (check,) = check_draft(Page("a.txt", FAR.format(SAID, speaker)), desk)
    assert (check.speaker, check.verdict, check.speaker_unsure) == ("Erik Lund", verdict, why)
    assert any("uncertain: pronoun" in note.text for note in check.notes) is bool(why)


def test_reported_speech_is_counted_and_not_checked() -> None:
    """What has no quotation marks has no words to compare."""
    draft, checks = check_draft(Page("draft.txt", DRAFT), a_desk())
    assert draft.reported == 1
    assert len(checks) == len(draft.quotations) == 2


def test_a_receipt_learns_the_name_but_not_the_folder() -> None:
    """Where a reporter keeps a draft is nobody's business."""
    draft, _ = check_draft(Page("desk/secret/dra\ud800ft.txt", DRAFT), a_desk())
    assert draft.name == "draft.txt"


def test_no_line_of_a_draft_is_taken_for_furniture() -> None:
    """A quotation that cleaning would take from a scraped page is checked too."""
    text = f"Read more: “{SAID}” Dana Orlova said.\n\n© 2024 “{SAID}” Dana Orlova said."
    _, checks = check_draft(Page("draft.txt", text), a_desk())
    assert len(checks) == 2


def test_progress_is_told_after_each_check() -> None:
    """A long draft shows how far it has come."""
    told: list[tuple[int, int]] = []
    check_draft(Page("draft.txt", DRAFT), a_desk(), Filters(), lambda *p: told.append(p))
    assert told == [(1, 2), (2, 2)]


def test_a_draft_without_quotations_is_no_error() -> None:
    """Nothing is checked, and that is the result."""
    draft, checks = check_draft(Page("draft.txt", "The council met on Monday."), FakeDesk())
    assert (draft.quotations, checks) == ((), ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n\u200b\n", "has no text"),
        ("x" * (LONGEST + 1), "1,000,001 characters"),
        ("“We will go there now,” he said.\n\n" * 501, "501 quotations"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_the_reason(text: str, told: str) -> None:
    """Empty, endless and crowded drafts."""
    with pytest.raises(DraftUnusable, match=told):
        check_draft(Page("draft.txt", text), a_desk())


MARKED = """Council keeps fares

The council met on Monday. “We will ‘never’ pay,” Dana Orlova said [by phone].

The “experts” and “War and Peace” and Marcia “Cia” Price were there. It was «une folie totale».

Timur Aliev wrote in his statement:

> We were never told of it.
> And it costs too much.

> The bridge is safe.
> — Dana Orlova

“This one is never closed, Dana Orlova said.

The words before this mark are open” and ‘single marks are here’, she said. See [3] and [a](b).
"""
LISTED = [
    (3, "We will ‘never’ pay,", "Dana Orlova"),
    (3, "never", Reason.NESTED),
    (3, "[by phone]", Reason.BRACKETS),
    (5, "experts", Reason.SCARE),
    (5, "War and Peace", Reason.TITLE),
    (5, "Cia", Reason.NICKNAME),
    (5, "une folie totale", None),
    (9, "We were never told of it.", "Timur Aliev"),
    (10, "And it costs too much.", "Timur Aliev"),
    (12, "The bridge is safe.", "Dana Orlova"),
]


def listed(page: Page) -> list[tuple[int, str, object]]:
    """Return the rows of a draft: the line, the words, and whose they are or why not checked."""
    draft, checks = check_draft(page, a_desk())
    assert len(draft.rows) == len(checks) + len(draft.unchecked)
    return [
        (draft.lines[row], checks[row].words, checks[row].speaker)
        if isinstance(row, int)
        else (row.line, row.words, row.reason)
        for row in draft.rows
    ]


def test_everything_between_marks_is_in_the_table_with_its_line() -> None:
    """Quotations of all kinds, block quotations, brackets, and the reason for all not checked."""
    assert listed(Page("draft.txt", MARKED))[:10] == LISTED


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("It is “never closed, she said.", "never closed, she said.", Reason.UNCLOSED),
        ('It is "never closed, she said.', "never closed, she said.", Reason.UNCLOSED),
        ("It is ‘never closed, she said.", "never closed, she said.", Reason.UNCLOSED),
        ("It was never open” she said.", "It was never open", Reason.UNOPENED),
        ("It is «never closed, she said.", "never closed, she said.", Reason.UNCLOSED),
    ],
)
def test_a_lone_mark_is_told_and_a_person_has_to_look(
    text: str, words: str, reason: Reason
) -> None:
    """Nobody can tell where the quotation ends."""
    draft, checks = check_draft(Page("draft.txt", text), a_desk())
    assert [(one.words, one.reason) for one in draft.unchecked] == [(words, reason)]
    assert draft.is_open
    assert not checks


@pytest.mark.parametrize(
    "text",
    ["The workers' rights in the '90s, rock ’n’ roll.", 'A board 5" wide, 6\'2" tall.', "[12]"],
)
def test_apostrophes_inches_and_references_are_no_marks(text: str) -> None:
    """Not every such sign is a quotation mark."""
    draft, _ = check_draft(Page("draft.txt", text), a_desk())
    assert draft.unchecked == ()


def test_the_answers_of_an_interview_are_checked() -> None:
    """They are somebody's words without any marks; the questions are not."""
    text = (
        "A talk with the mayor\n\nQ: Why do you want it?\n\n"
        'DANA ORLOVA: We were told of "nothing" and went home.\n\nQ: And now?\n'
        "DANA ORLOVA: We wait and see.\n"
    )
    assert listed(Page("draft.txt", text)) == [
        (3, "Why do you want it?", Reason.QUESTION),
        (5, 'We were told of "nothing" and went home.', "Dana Orlova"),
        (5, "nothing", Reason.NESTED),
        (7, "And now?", Reason.QUESTION),
        (8, "We wait and see.", "Dana Orlova"),
    ]


def test_a_markdown_draft_has_the_lines_of_its_file(tmp_path: Path) -> None:
    """Front matter and marks of Markdown are gone from the text, and count all the same."""
    path = tmp_path / "draft.md"
    path.write_text(f"---\ntitle: A\n---\n{MARKED}", encoding="utf-8")
    (page,) = read(SourceFile(path, tmp_path))
    assert isinstance(page, Page)
    rows = listed(page)
    assert [line for line, _, _ in rows[:8]] == [6, 6, 6, 8, 8, 8, 8, 12]
    assert rows[9] == (15, "The bridge is safe.", "Dana Orlova")


@given(st.text(max_size=300))
def test_no_text_makes_a_draft_raise_anything_else(text: str) -> None:
    """Whatever is pasted is checked or refused."""
    with suppress(DraftUnusable):
        check_draft(Page("draft.txt", text), a_desk())
