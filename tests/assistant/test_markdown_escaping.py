from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.markdown_escaping import plain


def test_links_and_images_of_an_article_stay_characters() -> None:
    """Nothing of an article is fetched where its answer is pasted."""
    hostile = "![x](http://elsewhere.example/a) <img src=x> [a]: www.elsewhere.example **b**"
    assert plain(hostile) == (
        r"!\[x\](http\://elsewhere.example/a) \<img src=x\> \[a\]: www\.elsewhere.example "
        r"\*\*b\*\*"
    )


@given(st.text(max_size=60))
def test_foreign_words_stay_on_their_line_without_open_markup(text: str) -> None:
    """No foreign text begins a line of its own or leaves a bracket unescaped."""
    written = plain(text)
    assert "\n" not in written
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<>`*_]", written)
