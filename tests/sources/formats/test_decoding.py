from __future__ import annotations

import codecs

import pytest

from sources.errors import Unreadable
from sources.formats.decoding import declared_charset, decode, decode_page, scrub

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


@pytest.mark.parametrize("declared", ["utf-8", "", "iso-8859-1"])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Смотритель маяка записывал направление ветра и расход керосина каждую ночь."),
        ("koi8-r", "Смотритель маяка записывал направление ветра и расход керосина каждую ночь."),
        ("cp1253", "Οι εργαζόμενοι στο λιμάνι κατεβαίνουν σε απεργία την Τρίτη το πρωί."),
        ("cp932", "直売所のトマト盗難、防犯カメラに映ったのはサルだった。農家が警察に届け出た。"),
        ("cp949", "학생이 떠난 교실에 오븐이 들어왔다. 주민들이 분교를 빌려 빵집을 연 지 1년."),
        ("gb18030", "百年茶馆重新开张，老茶客带着自己的盖碗回来了。茶馆的木楼梯还是原来的。"),
    ],
)
def test_a_wrong_declaration_is_overruled(
    declared: str, encoding: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A page that declares another encoding than it is in, or none, is read and reported."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>News, sport</p><p>{text}</p></body></html>"
    assert text in decode_page(page.encode(encoding), "page.html")
    assert "check its words" in caplog.text


@pytest.mark.parametrize(
    ("language", "encoding", "text"),
    [
        ("pl", "cp1250", "Władze miasta zapowiedziały, że most zostanie zamknięty."),
        ("tr", "cp1254", "Belediye, köprünün üç hafta boyunca kapalı kalacağını açıkladı."),
        ("fr", "cp1252", "Le maire a annoncé que la salle fermera à l’été."),
    ],
)
def test_the_language_tells_latin_code_pages_apart(language: str, encoding: str, text: str) -> None:
    """Statistics cannot, as every one of them gives letters of some language."""
    page = f'<html lang="{language}"><meta charset="utf-8"><body><p>{text}</p></body></html>'
    assert text in decode_page(page.encode(encoding), "page.html")


def test_a_correctly_declared_page_is_not_detected() -> None:
    """Accented letters alone are no reason to doubt a declaration."""
    text = "Après l’été, la rétrospective dédiée à Émile Zélé a été évoquée à côté."
    page = f'<meta charset="iso-8859-1"><p>{text}</p>'
    assert text in decode_page(page.encode("cp1252"), "page.html")


JAPANESE = "港町の図書館が閉館する。市長は「一冊も捨てない」と述べた。移転の費用は十二億円である。"
FRENCH = "La mairie a voté mardi la fermeture de l’école, où il ne restait que dix-neuf élèves."


@pytest.mark.parametrize(
    ("text", "language", "encoding"),
    [
        (FRENCH, "fr", "utf-16-le"),
        (FRENCH, "fr", "utf-16-be"),
        (JAPANESE, "ja", "utf-16-le"),
        (JAPANESE, "ja", "shift_jis"),
        (JAPANESE, "ja", "euc-jp"),
        (JAPANESE, "ja", "iso-2022-jp"),
    ],
)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16"])
def test_bytes_decide_against_a_wrong_declaration(
    text: str, language: str, encoding: str, declared: str
) -> None:
    """The page is read whole, also if its text is short and it has no byte order mark."""
    page = f'<html lang="{language}"><meta charset="{declared}"><p>{text}</p></html>'
    assert text in decode_page(page.encode(encoding), "page.html")


def test_zeros_in_a_binary_file_are_not_text() -> None:
    """Sound and pictures have zero bytes in every other place too."""
    with pytest.raises(Unreadable, match="binary"):
        decode(bytes(n % 7 * (n % 2) for n in range(2000)))


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + f"<p>{KOREAN}</p><b>Espa".encode() + b"\xf1a</b>",
        codecs.BOM_UTF16_LE + f"<p>{KOREAN}</p><b>Espa".encode("utf-16-le") + b"\x00\xd8a\x00",
    ],
)
def test_a_few_broken_bytes_behind_a_byte_order_mark_are_replaced(
    data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Menus in another encoding are pasted into pages that have a mark."""
    page = decode_page(data, "page.html")
    assert KOREAN in page
    assert "\ufffd" in page
    assert "page.html: invalid bytes in its UTF-" in caplog.text
