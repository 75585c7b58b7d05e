from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from assistant.answer import Claim
from assistant.ledger.ledger import Entry, Support
from index.passage import Match, Passage
from tests.ui.fakes import SENTENCE, a_citation, a_timed_citation, an_answer, an_article
from ui.render.json_records import answer_record, excerpt_record, match_record


def test_an_answer_is_given_to_programs_in_plain_values() -> None:
    """Spans, words and dates arrive as JSON can hold them."""
    article = an_article()
    record = answer_record(an_answer(a_citation(article)))
    cited = record["claims"][0]["citations"][0]
    assert record["found"] is True
    assert cited["published"] == "2024-06-14"
    assert article.text[cited["span"]["start"] : cited["span"]["end"]] == cited["words"]
    assert json.loads(json.dumps(record)) == record


def test_a_program_learns_whether_what_was_written_stands() -> None:
    """Quotations stand; behind a written answer of which nothing is borne out they do not count."""
    cited = a_citation(an_article())
    quoted = an_answer(cited)
    assert answer_record(quoted)["supported"] is True
    invented = Claim("It is free.", (cited,), entry=Entry(Support.UNSUPPORTED))
    written = replace(quoted, claims=(invented, *quoted.claims), writer="fake:model")
    record = answer_record(written)
    assert (record["found"], record["supported"]) == (True, False)
    assert [claim["entry"] is None for claim in record["claims"]] == [False, True]


def test_a_passage_comes_with_what_is_known_of_its_article() -> None:
    """Who reads a passage learns whose it is and when it appeared."""
    article = an_article()
    span = a_citation(article).span
    match = Match(Passage(span, SENTENCE, article.headline), 1.25)
    record = match_record(match, article)
    assert (record["score"], record["outlet"]) == (1.25, "Steppe Courier")
    assert record["published"] == date(2024, 6, 14).isoformat()
    assert record["passage"]["span"]["end"] == span.end


def test_a_part_of_an_article_says_where_it_stands() -> None:
    """Characters are counted in the whole article, and no folder of the machine is named."""
    article = an_article()
    record = excerpt_record(article, 5, 25)
    assert record["text"] == article.text[5:25]
    assert (record["start"], record["end"], record["characters"]) == (5, 25, len(article.text))
    assert "/archive" not in json.dumps(record)
    assert record["file"] == "line.txt"


def test_a_time_in_cited_words_comes_with_its_words_its_days_and_a_sentence() -> None:
    """A program need not cut the words out, nor know when the article appeared."""
    cited = a_timed_citation()
    answer = replace(an_answer(cited), nearest=(replace(cited, times=()),))
    record = answer_record(answer)
    (time,) = record["claims"][0]["citations"][0]["times"]
    assert (time["words"], time["said"]) == ("line", "line = 2025 (said in June 2024)")
    assert time["period"] == {"first": "2025-01-01", "last": "2025-12-31", "granularity": "year"}
    assert record["nearest"][0]["times"] == []
    assert record["window"] is None
    json.dumps(record)
