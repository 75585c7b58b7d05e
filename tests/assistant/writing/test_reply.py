from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.reply import LONGEST, Written, read

W = Written


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("It cost 40 million [1.2]. Hyundai won it. [2.1][2.3]", [
            W("It cost 40 million.", ("1.2",)), W("Hyundai won it.", ("2.1", "2.3"))]),
        ("[1.2] It cost 40 million.\n[3.1] Varga opened it.", [
            W("It cost 40 million.", ("1.2",)), W("Varga opened it.", ("3.1",))]),
        ("[1.2] It cost 40 million. [3.1] Varga opened it.", [
            W("It cost 40 million.", ("1.2",)), W("Varga opened it.", ("3.1",))]),
        ("It has (2024) cars [1.1, 1.2 and 3.4].", [
            W("It has (2024) cars.", ("1.1", "1.2", "3.4"))]),
        ("Varga said so (3.2).", [W("Varga said so.", ("3.2",))]),
        ("Varga opened it [1.2-1.4].", [W("Varga opened it.", ("1.2", "1.3", "1.4"))]),
        ("It opened [1.1] and closed [2.1]. More.", [
            W("It opened and closed.", ("1.1", "2.1")), W("More.")]),
        ("Varga said so [Source 2.1; sentence 3.1]!", [W("Varga said so!", ("2.1", "3.1"))]),
        ("【1.1】 다리가 열렸다.", [W("다리가 열렸다.", ("1.1",))]),
        ("다리가 열렸다 [출처 1.1].", [W("다리가 열렸다.", ("1.1",))]),
        ("It opened.[1.1]It closed.[1.2]", [
            W("It opened.", ("1.1",)), W("It closed.", ("1.2",))]),
        ("He said “we go.” [1.1] They went. [1.2]", [
            W("He said “we go.”", ("1.1",)), W("They went.", ("1.2",))]),
        ("- **Varga** opened it [1.1]\n2. It rained [01.02]", [
            W("Varga opened it", ("1.1",)), W("It rained", ("1.2",))]),
        ("It opened [1. 3]. It rained [2: 1, 2. 4-2. 6].", [
            W("It opened.", ("1.3",)), W("It rained.", ("2.1", "2.4", "2.5", "2.6"))]),
        ("It opened. [1.3\nIt rained [2.1, 2.2.", [
            W("It opened.", ("1.3",)), W("It rained", ("2.1", "2.2"))]),
        ("It has [2024", [W("It has [2024")]),
        ("It opened.\n[1.1]", [W("It opened.", ("1.1",))]),
        ("No citation here.", [W("No citation here.")]),
        ("Mr. Kim met U.S. officials [1]!", [W("Mr. Kim met U.S. officials!", ("1",))]),
        ("<think>Perhaps [9.9].</think>It opened [1.1].", [W("It opened.", ("1.1",))]),
        ("", []),
        ("[1.1]", []),
        (" \n…\n", []),
    ],
)  # fmt: skip
def test_labels_are_read_however_they_are_written(reply: str, expected: list[Written]) -> None:
    """Before the stop or behind it, before the sentence or behind it, one or several."""
    assert list(read(reply)) == expected


@pytest.mark.parametrize(
    "reply",
    [
        "See [here](http://evil.example/?q=secret) [1.1].",
        "See here ![here](http://evil.example/x.png) [1.1].",
        "See [here][a] [1.1].\n[a]: http://evil.example/x",
    ],
)
def test_links_and_images_are_left_out(reply: str) -> None:
    """Their words may stay; where they lead to does not."""
    (written,) = read(reply)
    assert "evil.example" not in written.text
    assert written.labels == ("1.1",)


def test_a_marker_that_has_only_begun_is_not_shown() -> None:
    """While a reply grows, half a citation is no text."""
    assert read("It opened [1.", complete=False) == (W("It opened"),)
    assert read("It opened [1.") == (W("It opened [1."),)


def test_a_reply_without_end_is_cut() -> None:
    """A model that repeats itself for ever fills no memory."""
    reply = " ".join(f"Word {number} [1.1]." for number in range(LONGEST))
    assert sum(len(written.text) for written in read(reply)) <= LONGEST


def test_what_is_said_again_is_read_once() -> None:
    """A small model may go on like this until it is stopped."""
    assert read("It opened [1.1]. It rained [1.2]. It opened [1.1]. It opened [1.1].") == (
        W("It opened.", ("1.1",)),
        W("It rained.", ("1.2",)),
    )


_PIECES = st.sampled_from(
    ["It opened", " in May", ".", " ", "\n", "[1.1]", " [2.3]", "[9.9, 1.1]", "(2.1)", "[", "]",
     "[1.", "Varga", " said “no.”", "- ", "**", "40", " million", "다리가 ", "열렸다.", "![x](y)",
     "\u200b", "[1.1-1.3]", "]](", "Not in the record."]
)  # fmt: skip


@given(st.one_of(st.lists(_PIECES, max_size=30).map("".join), st.text(max_size=200)))
def test_any_reply_is_read(reply: str) -> None:
    """Nothing raises; labels are numbers, and no sentence is empty or holds a label of ours."""
    for complete in (True, False):
        for written in read(reply, complete):
            assert any(c.isalnum() for c in written.text)
            assert "\n" not in written.text
            assert all(re.fullmatch(r"\d{1,4}(\.\d{1,4})?", label) for label in written.labels)


_PROSE = st.sampled_from(
    ["It opened", " in May", ".", " ", "\n", "[1.1]", " [2.3]", "(2.1)", "[1.", "Varga", " said"]
)


@given(st.lists(_PROSE, max_size=30).map("".join), st.data())
def test_what_has_settled_stays(reply: str, data: st.DataObject) -> None:
    """A sentence that was complete when part of the reply had come is in the whole one."""
    cut = data.draw(st.integers(0, len(reply)))
    whole = " ".join(written.text for written in read(reply))
    for written in read(reply[:cut], complete=False)[:-1]:
        assert written.text in whole
