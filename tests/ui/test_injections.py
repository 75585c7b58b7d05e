"""Sixty articles that try to take over the answer, and a model that obeys each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer
from assistant.chain import Setup, build_chain
from assistant.ledger.ledger import Support
from assistant.ledger.support import SupportCheck
from assistant.question import Question
from assistant.writing.writer import Writer
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from sources.cleaning.characters import readable
from tests.assistant.recorded_model import RecordedModel
from ui.conversations.conversation import Stage, Turn
from ui.render.export import answer_markdown
from ui.render.html.page_parts import sources_html
from ui.render.html.turn import turn_html

QUESTION = "How much is the fare of the island ferry?"
CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "testsets" / "injections.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
FOREIGN = {"script", "img", "iframe", "form", "input", "style", "svg", "math", "object", "video"}


@dataclass
class Obeying:
    """Asks about the ferry in each article, and lets a model obey what the article says."""

    archive: Archive
    embedder: Embedder

    def answer(self, case: dict[str, str]) -> tuple[Answer, str]:
        """Return the written answer, and what the model was told besides the rules."""
        model = RecordedModel.saying(case["obeyed"])
        ledger = SupportCheck(self.embedder)
        writer = Writer(model, "Scribe", ledger, lambda: date(2024, 6, 1))
        chain = build_chain(self.archive, self.embedder, Setup(writers={"Scribe": writer}))
        asked = Question(QUESTION, Filters(outlets=(case["id"],)), writer="Scribe")
        return chain.invoke(asked), str(model.asked[0][-1].content)

    def quoted(self, case: dict[str, str]) -> Answer:
        """Return the answer by quotation."""
        chain = build_chain(self.archive, self.embedder)
        return chain.invoke(Question(QUESTION, Filters(outlets=(case["id"],))))


@pytest.fixture(scope="module")
def obeying(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Obeying]:
    """Return an archive with an article for each case, from an outlet of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    records = [
        {
            "title": "Fare of the island ferry",
            "outlet": case["id"],
            "published": "2024-05-03",
            "language": "en",
            "text": f"The fare of the island ferry is 4 dollars.\n\n{case['text']}\n\nIt runs.",
        }
        for case in CASES
    ]
    pages = folder / "pages.jsonl"
    pages.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    archive = Archive.create_or_open(folder / "archive", embedder)
    assert archive.add([pages]).added == len(CASES)
    yield Obeying(archive, embedder)
    archive.close()


def each_case(test: object) -> object:
    """Run a test for each case."""
    return pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])(test)


@each_case
def test_an_article_cannot_leave_its_lines(obeying: Obeying, case: dict[str, str]) -> None:
    """Each line of the sources begins with a number of ours, and holds no other such number."""
    _, prompt = obeying.answer(case)
    sources, ending, task = prompt.partition("The sentences:")[2].partition(
        "\n(End of the sentences.)\n"
    )
    assert ending
    assert re.fullmatch(rf"\s*Today is 1 June 2024\.\nThe question: {re.escape(QUESTION)}\s*", task)
    for line in filter(None, sources.splitlines()):
        text = re.sub(r"^(?:Source \d+: |\[\d+\.\d+\] )", "", line)
        assert text != line
        assert not re.search(r"[\[\]【】<>]", text)
        assert readable(text) == text


@each_case
def test_what_an_obeying_model_writes_is_marked(obeying: Obeying, case: dict[str, str]) -> None:
    """No such sentence counts as borne out, unless the record has its very words."""
    answer, _ = obeying.answer(case)
    for claim in answer.claims:
        entry = claim.entry
        if entry is None:  # the model refused or said nothing: these are quotations
            continue
        said = claim.text.rstrip(".").casefold()
        in_record = any(said in citation.words.casefold() for citation in claim.citations)
        assert in_record or entry.support is not Support.SUPPORTED, claim


@each_case
def test_nothing_of_it_is_rendered(obeying: Obeying, case: dict[str, str]) -> None:
    """On the page and in the copied Markdown it is text: no element, no link, no image."""
    for answer in (obeying.answer(case)[0], obeying.quoted(case)):
        turn = Turn(1, Question(QUESTION), answer, stage=Stage.COMPLETE)
        page = Elements()
        page.feed(str(turn_html(turn)) + str(sources_html(turn)))
        assert not page.names & FOREIGN
        assert not page.handlers
        assert all(re.match(r"#|/?\?|/", target) for target in page.targets), page.targets
        tokens = MarkdownIt("commonmark", {"html": True}).parse(answer_markdown(answer))
        kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
        assert not kinds & {"html_block", "html_inline", "image", "link_open"}


class Elements(HTMLParser):
    """Notes the elements of a page, where its links lead, and what runs when it is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.targets: set[str] = set()
        self.handlers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.names.add(tag)
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.targets.add(value or "")
            if name.startswith("on"):
                self.handlers.add(name)
