"""The short form of the benchmark for what is asked, checked, written and shown."""

from __future__ import annotations

import pytest

from tests.growth.alphabets import texts
from tests.growth.doubling import LARGEST_RATIO
from tests.growth.registry import rooms
from tests.growth.short import grown, worst

# Each probe meets every so many of the texts.
_EVERY = 32
PROBES = [(room, probe) for room in ("assistant", "ui") for probe in rooms()[room]]
# Each took seconds to minutes, the first one a time that doubled with every sign.
KNOWN = [
    ("assistant", "reply, in a bracket", "hash comments"),
    ("assistant", "reply", "dots"),
    ("assistant", "reply", "spaces"),
    ("assistant", "written", "dots"),
    ("assistant", "ledger", "percent"),
    ("assistant", "ledger, evidence", "percent"),
    ("assistant", "ledger, evidence", "names who said"),
    ("assistant", "ledger, both", "negations"),
    ("assistant", "ledger, both", "different full names"),
    ("assistant", "question", "curly opening"),
    ("assistant", "check, article", "straight pairs"),
    ("assistant", "check, few words of an article", "curly pairs"),
    ("assistant", "check, long words of an article", "mixed closers"),
    ("assistant", "claim", "square pairs"),
    ("assistant", "claim", "spaced dots"),
    ("assistant", "answer match", "letters"),
    ("assistant", "keys", "letters"),
]


@pytest.mark.parametrize(("room", "probe"), PROBES, ids=" ".join)
def test_time_grows_with_the_length(room: str, probe: str) -> None:
    """A text four times as long takes about four times as long, whatever it is full of."""
    alphabets = list(texts())[PROBES.index((room, probe)) % _EVERY :: _EVERY]
    assert grown(rooms()[room][probe], alphabets) == []


@pytest.mark.parametrize(("room", "probe", "alphabet"), KNOWN)
def test_what_once_took_minutes_does_not(room: str, probe: str, alphabet: str) -> None:
    """Two doublings from where it takes 20 ms take no more than their length."""
    assert worst(rooms()[room][probe], alphabet) <= LARGEST_RATIO
