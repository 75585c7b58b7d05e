from __future__ import annotations

import edlib
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.quotes.claimed_words import Claimed
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.stretch import window
from tests.assistant.articles import article

WORDS = st.lists(st.sampled_from("red blue green grey black".split()), min_size=1, max_size=30)


@given(WORDS, WORDS)
def test_the_stretch_is_the_one_that_edlib_finds(ours: list[str], theirs: list[str]) -> None:
    """Though edlib is asked for one start, not for that of every end."""
    recorded = Recorded(article(" ".join(theirs)), ())
    claimed = Claimed.of(" ".join(ours))
    assume(recorded.streams[0].folded)
    symbols = {word: number for number, word in enumerate(dict.fromkeys(ours), start=1)}
    query, target = [symbols[w] for w in ours], [symbols.get(w, 0) for w in theirs]
    found = edlib.align(query, target, mode="HW", task="locations")
    start, end = found["locations"][0]
    expected = (found["editDistance"], start or 0, end + 1)
    assert window(claimed, recorded.streams[0]) == expected
