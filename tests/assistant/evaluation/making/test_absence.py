from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.evaluation.case import Case
from assistant.evaluation.making.maker import answered_by
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters

BRIDGE = "The harbour bridge opened on Nov. 5, 2024, and cost $12,600,000, Ann Lee said in Oslo."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Archive:
    """Return an archive of one article about a bridge and one about money."""
    folder = tmp_path_factory.mktemp("left")
    rows = (
        {"id": "1", "title": "Bridge opens", "text": BRIDGE, "outlet": "Gazette"},
        {"id": "2", "title": "Painting sold", "text": "A painting went for $7 million in Rome."},
    )
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    archive = Archive.create_or_open(folder / "archive", embedder)
    archive.add([folder / "pages.jsonl"])
    return archive


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case("c", "How much did the harbour bridge cost?", answers=("$12.6 million",)), True),
        (Case("c", "How much did the harbour bridge cost?", answers=("$7 million",)), False),
        (Case("c", "How much did the harbour bridge cost?", numbers=("12.6 million",)), True),
        (Case("c", "When did the harbour bridge open?", dates=(date(2024, 11, 5),)), True),
        (Case("c", "Which city hosted the chess cup final?", answers=("Oslo",)), False),
        (Case("c", "Who opened the harbour bridge?", answers_all=("Ann Lee", "Oslo")), True),
        (Case("c", "Who opened the harbour bridge?", answers_all=("Ann Lee", "Rome")), False),
        (Case("c", "Who opened the harbour bridge?"), False),
    ],
)
def test_a_passage_answers_by_what_it_states_and_is_about(
    archive: Archive, case: Case, expected: bool
) -> None:
    """The answer's words elsewhere are none, nor is the same topic without them."""
    assert (answered_by(archive, case) is not None) is expected


def test_only_articles_inside_the_filters_count(archive: Archive) -> None:
    """What the filters of a case leave out does not answer it."""
    filters = Filters(outlets=("Other",))
    asked = Case("c", "Who spoke of the harbour bridge?", answers=("Ann Lee",), filters=filters)
    assert answered_by(archive, asked) is None
