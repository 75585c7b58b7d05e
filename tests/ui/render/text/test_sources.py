from __future__ import annotations

from dataclasses import replace

from tests.ui.fakes import a_citation, an_article
from ui.render.text.sources import quoted, source


def test_a_caption_among_other_citations_of_an_article_is_marked_by_itself() -> None:
    """Where all are captions, the source says so once."""
    plain = a_citation(an_article())
    caption = replace(plain, kind="caption")
    assert "caption" in source(caption)
    assert "caption" in source(caption, caption)
    assert "caption" not in source(caption, plain)
    assert quoted(caption, [plain, caption]).startswith("caption: “")
    assert quoted(plain, [plain, caption]).startswith("“")
    assert quoted(caption, [caption]).startswith("“")


def test_words_with_quotation_marks_of_their_own_get_no_second_ones() -> None:
    """Words that only end with a quotation keep the marks around them."""
    said = replace(a_citation(an_article()), words="“We close,” she said.")
    assert quoted(said, [said]) == "“We close,” she said."
    also = replace(said, words="She said: “We close.”")
    assert quoted(also, [also]) == "“She said: “We close.””"
