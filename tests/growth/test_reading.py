"""The short form of `python -m tests.benchmarks.growth`: nothing costs more than it is long."""

from __future__ import annotations

import pytest

from tests.growth.alphabets import texts
from tests.growth.doubling import LARGEST_RATIO
from tests.growth.registry import rooms
from tests.growth.short import grown, worst

# All texts go through the whole way of an article; each other probe meets every so many of them.
_EVERY = 16
_WHOLE = ("index", "whole article")

PROBES = [(room, probe) for room in ("sources", "index") for probe in rooms()[room]]
# Each once took minutes, a gigabyte, or the process with it.
KNOWN = [
    ("sources", "sentences", "dots"),
    ("sources", "sentences", "mixed stops"),
    ("sources", "quotations", "attributed"),
    ("sources", "quotations", "replies"),
    ("sources", "quotations", "verbs without subjects"),
    ("sources", "quotations", "different Korean names"),
    ("sources", "quotations", "colons and names"),
    ("sources", "quotations", "Korean verbs"),
    ("sources", "readable", "joiners inside a word"),
    ("sources", "read .md, front matter", "square brackets"),
    ("sources", "read .html", "figures"),
    ("sources", "read .html, meta", "comments"),
    ("sources", "read .html, linked headline", "less"),
]


@pytest.mark.parametrize(("room", "probe"), PROBES, ids=[": ".join(each) for each in PROBES])
def test_time_grows_with_the_length(room: str, probe: str) -> None:
    """A text four times as long takes about four times as long, whatever it is full of."""
    alphabets = list(texts())
    if (room, probe) != _WHOLE:
        alphabets = alphabets[PROBES.index((room, probe)) % _EVERY :: _EVERY]
    work = rooms()[room][probe]
    work("The first text waits for what is imported and loaded.")
    assert grown(work, alphabets) == []


@pytest.mark.parametrize(("room", "probe", "alphabet"), KNOWN)
def test_what_once_took_minutes_does_not(room: str, probe: str, alphabet: str) -> None:
    """Two doublings from where it takes 20 ms take no more than their length."""
    assert worst(rooms()[room][probe], alphabet) <= LARGEST_RATIO
