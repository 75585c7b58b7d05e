from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.ranking_sets import read_trec
from tests.assistant.evaluation.importing.reading import sorted_out

QRELS = "301 0 d1 1\n301 0 d2 0\n302 Q0 d3 2\n302 0\n"
MARKED = """<top>
<num> Number: 301
<title> International
 Organized Crime
<desc> Description:
Identify organizations.
</top>
<top>
<num> Number: 302 </num>
<title> Topic: Poliomyelitis </title>
</top>
<top><num> Number: 303 <title> Never judged </top>
"""
TABBED = "301\tInternational Organized Crime\n302\tPoliomyelitis\n303\tNever judged\nno tab\n"


@pytest.mark.parametrize(("topics", "faults"), [(MARKED, ["4"]), (TABBED, ["4", "4"])])
def test_topics_and_judgements_are_joined(topics: str, faults: list[str], tmp_path: Path) -> None:
    """Both forms of topics are read; what was judged relevant is gold."""
    (tmp_path / "qrels.trec6.txt").write_text(QRELS)
    (tmp_path / "topics.301-450").write_text(topics)
    cases, _, problems = sorted_out(read_trec(tmp_path))
    assert [(case.id, case.question, [g.article for g in case.gold]) for case in cases] == [
        ("301", "International Organized Crime", ["d1"]),
        ("302", "Poliomyelitis", ["d3"]),
    ]
    assert [problem.partition(":")[0] for problem in problems] == faults


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    """A folder needs just one file of each kind."""
    with pytest.raises(ImportUnusable, match="has 0 files named qrels"):
        list(read_trec(tmp_path))
