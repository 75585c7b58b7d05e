from __future__ import annotations

import codecs

import pytest

from sources.errors import Unreadable
from sources.formats.decoding import declared_charset, decode, scrub

KOREAN = "회의가 서울에서 열렸다."


@pytest.mark.parametrize(
    "data",
    [
        KOREAN.encode(),
        codecs.BOM_UTF8 + KOREAN.encode(),
        codecs.BOM_UTF16_LE + KOREAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + KOREAN.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + KOREAN.encode("utf-32-le"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(data: bytes) -> None:
    """UTF-8 needs no byte order mark, UTF-16 is known by it, and the mark is not text."""
    assert decode(data) == KOREAN


@pytest.mark.parametrize("name", ["euc-kr", "ks_c_5601-1987", "cp949"])
def test_korean_code_pages_are_read_where_declared(name: str) -> None:
    """A page that declares a Korean code page is read in it, with all of CP949's syllables."""
    assert decode("똠방각하".encode("cp949"), declared=name) == "똠방각하"


def test_utf8_wins_over_an_old_declaration() -> None:
    """A page that a browser saved as UTF-8 but that still declares EUC-KR is read as UTF-8."""
    assert decode(KOREAN.encode(), declared="euc-kr") == KOREAN


def test_undeclared_code_pages_are_refused_at_the_byte() -> None:
    """Bytes that are not UTF-8 are refused with their offset instead of being guessed at."""
    with pytest.raises(Unreadable) as refusal:
        decode(b"Seoul " + KOREAN.encode("cp949"))
    assert "byte 8 (0xc0) is not UTF-8" in refusal.value.reason
    assert "iconv -f ENCODING -t UTF-8" in refusal.value.next_step


@pytest.mark.parametrize(
    "name", ["utf-7", "punycode", "unicode_escape", "rot13", "zlib", "nonsense"]
)
def test_only_codecs_of_web_pages_may_be_declared(name: str) -> None:
    """A declared name is not handed to Python's codecs, of which some are dangerous."""
    with pytest.raises(Unreadable, match="is not UTF-8"):
        decode(b"a \xff b", declared=name)


@pytest.mark.parametrize("data", [b"", b"  \n\t"])
def test_nothing_is_empty(data: bytes) -> None:
    """A file without a visible character is called empty."""
    with pytest.raises(Unreadable, match="empty"):
        decode(data)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(32)) * 9])
def test_binary_is_recognised(data: bytes) -> None:
    """A picture under a text's name is called binary."""
    with pytest.raises(Unreadable, match="binary"):
        decode(data)


def test_one_stray_nul_does_not_make_a_text_binary() -> None:
    """A text with a stray NUL is read, and the NUL taken out of it."""
    assert scrub(decode(b"The forum\x00 met.")) == "The forum met."


def test_scrubbing_leaves_only_what_can_be_stored() -> None:
    """NUL, lone surrogates, byte order marks and control characters go, words and lines stay."""
    dirty = "a\x00b\ud800c\ufeffd\x1b[31m\r\ne\rf\u2028g\th 🙂 회"
    assert scrub(dirty) == "abcd[31m\ne\nf\ng\th 🙂 회"


@pytest.mark.parametrize(
    "page",
    [
        b'<html><head><meta charset="EUC-KR">',
        b"<meta charset=euc-kr>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">',
    ],
)
def test_declarations_are_found(page: bytes) -> None:
    """Both ways of declaring a charset in HTML are understood."""
    assert declared_charset(page) == "euc-kr"
