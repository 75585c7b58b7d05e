from __future__ import annotations

from sources.cleaning.timed_entries import with_dropped_entries
from sources.formats.markup import parse

TEXTS = (
    "The first train has left the main station with a delay of eight minutes.",
    "The passengers demand twelve crowns each for the two days of the strike.",
    "Welcome to the second day of the strike, which is to end in the afternoon.",
)
TICKER = "".join(
    f'<div class="e"><h3>1{n}:02 Entry</h3><p>{text}</p><p>Share it</p></div>'
    for n, text in enumerate(TEXTS)
)


def test_an_entry_that_was_dropped_is_restored_in_its_place() -> None:
    """Most of the entries were kept, so the ticker is the article."""
    tree = parse(f"<body><h1>Strike</h1><div>{TICKER}</div></body>")
    for missing in range(1, len(TEXTS)):
        kept = [text for text in TEXTS if text != TEXTS[missing]]
        assert with_dropped_entries("\n\n".join(kept), tree) == "\n\n".join(TEXTS)


def test_what_is_not_part_of_a_ticker_stays_out() -> None:
    """Entries are timed, and most of them were kept."""
    untimed = parse(f"<body><div>{TICKER.replace(':02', '')}</div></body>")
    assert with_dropped_entries("\n\n".join(TEXTS[:2]), untimed) == "\n\n".join(TEXTS[:2])
    ticker = parse(f"<body><div>{TICKER}</div></body>")
    assert with_dropped_entries(TEXTS[0], ticker) == TEXTS[0]
    assert with_dropped_entries("", ticker) == ""
