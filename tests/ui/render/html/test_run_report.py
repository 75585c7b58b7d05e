"""The report of a run: what it shows, and that nothing in it becomes more than text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import typer

from assistant.answering.quoting import Candidate
from assistant.errors import RunUnreadable
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.result import Result, Source
from assistant.evaluation.run_folder import RESULTS, RunFolder
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from tests.assistant.evaluation.fakes import GOLD, a_case, a_result, right, some_settings, wrong
from ui.cli import command_line
from ui.render.html.case_list import address, command
from ui.render.html.run_report import report_html
from ui.render.text.run import outcome_line

EVIL = "</script></style><img src=x onerror=alert(1)> \" ' <b>&amp;"
SOURCE = Source(GOLD, "the words", "before ", " after", EVIL, EVIL, date(2024, 6, 13))
Fill = Callable[..., RunFolder]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Return what makes a run of results."""

    def filled(name: str, *results: Result) -> RunFolder:
        folder = RunFolder(tmp_path / name)
        folder.begin(some_settings(testset=EVIL))
        lines = "".join(f"{result.to_line()}\n" for result in results)
        (folder.path / RESULTS).write_text(lines, encoding="utf-8")
        return folder

    return filled


class _Tags(HTMLParser):
    """Collects the elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note."""
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def hostile(case: Case, outcome: Outcome) -> Result:
    """Make a result whose every text tries to be more than text."""
    case = replace(case, question=EVIL, tags=(EVIL,), kind=EVIL, answers=(EVIL,))
    result = a_result(case, replace(outcome, text=EVIL if outcome.answered else ""))
    return replace(
        result, cited=(replace(SOURCE, words=EVIL),), gold=(replace(SOURCE, after=EVIL),)
    )


def test_hostile_text_stays_text(fill: Fill) -> None:
    """No element or address of it comes into being, and nothing is loaded from anywhere."""
    quotation = Case("k", words=EVIL, speaker=EVIL, verdict=Verdict.EXACT)
    run = fill(
        "run",
        hostile(a_case(1), right(a_case(1))),
        hostile(a_case(2), wrong(a_case(2))),
        a_result(quotation, Outcome("k", True, EVIL, verdict=Verdict.PARTIAL)),
        a_result(a_case(3), Outcome("q003", error=EVIL)),
    )
    written = report_html(run, run, f"onrecord --archive {shlex.quote(EVIL)}", "http://[::1]:7860")
    tags = _Tags()
    tags.feed(written)
    assert not {"img", "b", "iframe", "link", "object", "image", "use"} & set(tags.names)
    assert (tags.names.count("script"), tags.names.count("style")) == (1, 1)
    assert not {"src", "onerror", "srcset", "xlink:href"} & {name for name, _ in tags.attributes}
    linked = {value for name, value in tags.attributes if name == "href"}
    assert {urlsplit(link).netloc for link in linked} == {"[::1]:7860"}
    assert "default-src 'none'" in written


def test_cases_are_shown_with_what_they_cite_and_expect(fill: Fill) -> None:
    """The cited words are marked among those around them; failing cases come first."""
    good = replace(a_result(a_case(1), right(a_case(1))), cited=(SOURCE,))
    bad = replace(a_result(a_case(2), wrong(a_case(2))), gold=(SOURCE,))
    written = report_html(fill("run", good, bad), None, "onrecord")
    assert "before <mark>the words</mark> after" in written
    assert written.index("What is the number 2?") < written.index("What is the number 1?")
    assert "abstained, though answerable" in written
    assert "2 cases of test set" in written
    assert "13 June 2024" in written


def test_a_comparison_shows_what_flipped_and_both_answers(fill: Fill) -> None:
    """What fell can be filtered for, and the earlier answer stands below the present one."""
    case = a_case(1)
    before = fill("before", a_result(case, replace(right(case), text="as it was")))
    after = fill("after", a_result(case, wrong(case)))
    written = report_html(after, before, "onrecord")
    assert 'data-flip="fell"' in written
    assert written.index("No clear answer in the record.") < written.index("as it was")
    assert "Since before" in written
    assert 'data-flip=""' in report_html(after, after, "onrecord")


def test_who_wrote_the_answers_is_shown(fill: Fill) -> None:
    """In sum, and beside each answer that the model did not write."""
    wrote = replace(right(a_case(1)), model="Scribe & Co", writer="Scribe & Co")
    fell_back = replace(right(a_case(2)), model="Scribe & Co", writer="quotation")
    results = [a_result(a_case(n), one) for n, one in enumerate((wrote, fell_back), 1)]
    html = report_html(fill("run", *results), None, "onrecord")
    assert "Scribe &amp; Co wrote 1 of 2 answers" in html
    assert html.count('<p class="note">by quotation</p>') == 1
    assert outcome_line(results[1]).startswith("(by quotation) ")
    assert not outcome_line(results[0]).startswith("(")


def test_a_run_without_cases_has_no_report(fill: Fill, tmp_path: Path) -> None:
    """It says what to do, and a folder that is no run says that."""
    with pytest.raises(RunUnreadable, match="no finished case yet"):
        report_html(fill("empty"), None, "onrecord")
    with pytest.raises(RunUnreadable, match="There is no run"):
        report_html(RunFolder(tmp_path / "nowhere"), None, "onrecord")


def test_an_unfinished_run_says_so(fill: Fill) -> None:
    """What is there is shown."""
    written = report_html(fill("run", a_result(a_case(1), right(a_case(1)))), None, "onrecord")
    assert "The run is not finished" in written


FILTERED = Filters(('A\'s "Courier"', "B"), date(2024, 6, 1), date(2024, 12, 31), ("en", "ko"))


@pytest.mark.parametrize(
    "case",
    [
        Case("q", 'What\'s `this`; $(rm) "quoted"?', filters=FILTERED),
        Case("q", "--help"),
        Case("k", words="It's a $HOME", speaker="O'Neill", filters=FILTERED),
        Case("k", words="-draft, he said"),
    ],
)
def test_the_printed_command_asks_the_same_again(case: Case) -> None:
    """A shell takes it apart into options that the command line understands."""
    words = shlex.split(command(case, "onrecord --archive '/a b'"))
    assert words[:3] == ["onrecord", "--archive", "/a b"]
    group = typer.main.get_command(command_line())
    verb = group.commands[words[3]]  # type: ignore[attr-defined]
    given = verb.make_context(words[3], words[4:], resilient_parsing=True).params
    assert " ".join(given["words"]) == (case.words or case.question)
    assert tuple(given["outlet"] or ()) == case.filters.outlets
    assert tuple(given["language"] or ()) == case.filters.languages
    assert given["since"] == (str(case.filters.since) if case.filters.since else "")
    assert given["until"] == (str(case.filters.until) if case.filters.until else "")
    assert given.get("speaker", "") == (case.speaker or "")


def test_the_address_holds_the_question_and_its_filters() -> None:
    """As the fields of a query, which a server takes apart again."""
    asked = parse_qs(urlsplit(address(Case("q", "a & b = ü?", filters=FILTERED))).query)
    assert asked == {
        "ask": ["a & b = ü?"],
        "outlet": list(FILTERED.outlets),
        "language": ["en", "ko"],
        "since": ["2024-06-01"],
        "until": ["2024-12-31"],
    }
    checked = parse_qs(urlsplit(address(Case("k", words="w", speaker="S"))).query)
    assert checked == {"check": ["w"], "speaker": ["S"]}


def test_what_is_drawn_has_numbers_to_read(fill: Fill) -> None:
    """Each interval is said in words for those who do not see it."""
    results = [a_result(a_case(n), right(a_case(n))) for n in range(1, 9)]
    written = report_html(fill("run", *results), None, "onrecord")
    assert re.search(r'aria-label="1\.000, from 1\.000 to 1\.000"', written)
    assert 'aria-label="Time per case"' in written


def test_a_report_draws_how_many_answers_would_be_right(fill: Fill) -> None:
    """Where sentences were weighed, at a few shares of questions in numbers, too."""
    best = Candidate("q", GOLD, "the words of the gold", 0.9)
    weighed = [
        a_result(a_case(1), replace(right(a_case(1)), candidates=(best,))),
        a_result(a_case(4), replace(wrong(a_case(4)), candidates=(replace(best, score=0.2),))),
        a_result(a_case(3, False), replace(right(a_case(3, False)), candidates=(best,))),
    ]
    report = report_html(fill("run", *weighed), None, "onrecord")
    assert "50% correct at 50% answered; 67% correct at 75% answered" in report
    assert '<svg class="curve"' in report
    assert '<svg class="curve"' not in report_html(
        fill("bare", a_result(a_case(1), right(a_case(1)))), None, "onrecord"
    )
