"""The Evaluate tab and links to a question, in a real browser; and the report, as a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from assistant.evaluation.run_folder import RESULTS, RunFolder
from tests.assistant.evaluation.fakes import a_case, a_result, right, some_settings, wrong
from tests.browser.conftest import Visit
from ui.render.html.run_report import report_html

pytestmark = pytest.mark.browser


def a_run(path: Path) -> RunFolder:
    """Keep a run of three cases, one of which went wrong."""
    folder = RunFolder(path)
    folder.begin(some_settings())
    cases = [a_case(1, tags=("odd",)), a_case(2), a_case(3, tags=("odd",))]
    outcomes = [right(cases[0]), wrong(cases[1]), right(cases[2])]
    lines = [a_result(c, o).to_line() for c, o in zip(cases, outcomes, strict=True)]
    (folder.path / RESULTS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_failing_case_opens_in_the_chat_with_one_click(visit: Visit) -> None:
    """The tab lists the run, and its link asks the question anew."""
    a_run(visit.folder / "archive" / "runs" / "night")
    visit.page.click("button[role=tab]:has-text('Evaluate')")
    visit.page.wait_for_selector(".run .scorecard")
    visit.page.click(".case.failed summary")
    visit.page.click(".case.failed a.go")
    visit.answered("What is the number 2?")
    assert urlsplit(visit.page.url).path == "/"


def test_an_address_asks_with_its_filters(visit: Visit) -> None:
    """And one that asks to check a quotation opens that tab."""
    visit.page.goto(f"{visit.address}/?ask=How+many+train+cars%3F&outlet=Hangang+Ledger")
    visit.answered("How many train cars?")
    assert "from Hangang Ledger" in visit.page.inner_text("#latest .chips")
    visit.page.goto(f"{visit.address}/?check=Seven+geese+walked+quietly&speaker=Nobody")
    assert visit.verdict().startswith("Not in the record")


def test_the_report_filters_cases_and_asks_nobody_for_anything(
    browser: Browser, tmp_path: Path
) -> None:
    """By failure, by tag, by words; the only request is for the file itself."""
    file = tmp_path / "report.html"
    file.write_text(report_html(a_run(tmp_path / "run"), None, "onrecord"), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())

    def shown() -> list[str]:
        return page.locator(".case:visible .id").all_inner_texts()

    assert shown() == ["q002", "q001", "q003"]
    page.select_option("select[name=failure]", "*")
    assert (shown(), page.inner_text("#shown")) == (["q002"], "1 of 3 shown")
    page.select_option("select[name=failure]", "")
    page.select_option("select[name=tag]", "odd")
    assert shown() == ["q001", "q003"]
    page.fill("input[name=words]", "number 3")
    assert shown() == ["q003"]
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert (asked, complaints) == ([file.as_uri()], [])
    page.close()
