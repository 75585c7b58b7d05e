from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BadAlias, SourceError, Unreadable
from sources.people.aliases import NO_ALIASES, Aliases

TEXT = """\
# Who is who
Kim Keon Hee = the first lady = 김건희   # since 2022

Bank of Korea = BOK
"""


def test_each_line_is_a_group() -> None:
    """Comments and empty lines are left out, and spaces around spellings do not count."""
    assert Aliases.parse(TEXT, "aliases.txt").groups == (
        ("Kim Keon Hee", "the first lady", "김건희"),
        ("Bank of Korea", "BOK"),
    )


@pytest.mark.parametrize(
    "name",
    ["Kim Keon Hee", "kim keon-hee", "The First Lady", "first lady’s", "김건희", "KimKeonHee"],
)
def test_any_spelling_finds_its_group(name: str) -> None:
    """Case, hyphens, spaces, an article and a possessive make no difference."""
    found = Aliases.parse(TEXT, "aliases.txt").spellings(name)
    assert found == ("Kim Keon Hee", "the first lady", "김건희")


@pytest.mark.parametrize("name", ["", "the", "Kim", "lady", "#", "="])
def test_what_is_in_no_group_has_no_spellings(name: str) -> None:
    """A part of a spelling is none."""
    assert Aliases.parse(TEXT, "aliases.txt").spellings(name) == ()
    assert NO_ALIASES.spellings(name) == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Kim Keon Hee", 1, "'Kim Keon Hee' is only one spelling"),
        ("# x\n\nBOK = BOK", 3, "'BOK = BOK' is only one spelling"),
        ("BOK = Bank of Korea\nA = = B", 2, "the spelling '' in 'A = = B' contains no letter"),
        ("A =", 1, "the spelling '' in 'A =' contains no letter"),
        ("A = ?!", 1, "the spelling '?!' in 'A = ?!' contains no letter"),
        ("A = B\n\nC = b", 3, "'b' is already in line 1"),
    ],
)
def test_a_bad_line_is_named(text: str, line: int, reason: str) -> None:
    """The error names the file, the line, the value and what to do."""
    with pytest.raises(BadAlias) as caught:
        Aliases.parse(text, "aliases.txt")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"aliases.txt, line {line}: {reason}")
    assert caught.value.next_step in str(caught.value)


def test_a_spelling_may_stand_twice_in_its_own_line() -> None:
    """Two ways of writing one spelling in one line contradict nothing."""
    assert Aliases.parse("Yoon Suk Yeol = Yoon Suk-yeol", "x").spellings("YOON SUK YEOL")


def test_a_file_is_read_in_utf_8(tmp_path: Path) -> None:
    """A byte order mark, as some editors write, is no part of a name."""
    path = tmp_path / "aliases.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "김건희 = Kim Keon Hee\r\n".encode())
    assert Aliases.read(path).groups == (("김건희", "Kim Keon Hee"),)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file, a folder and another encoding are refused with the next step."""
    legacy = tmp_path / "legacy.txt"
    legacy.write_bytes("김건희 = Kim".encode("cp949"))
    for path in (tmp_path / "none.txt", tmp_path, legacy):
        with pytest.raises(Unreadable, match=r".+; .+") as caught:
            Aliases.read(path)
        assert str(path) in str(caught.value)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but the errors of this room comes out, and all that is read can be found."""
    try:
        aliases = Aliases.parse(text, "x")
    except SourceError:
        return
    for group in aliases.groups:
        assert all(aliases.spellings(spelling) == group for spelling in group)
