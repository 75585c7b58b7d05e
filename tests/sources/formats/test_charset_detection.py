from __future__ import annotations

import pytest

from sources.formats.decoding import decode_page

KOREAN = "마을에서 열린 축제에 주민 수백 명이 모였다. 군청은 올해 예산을 두 배로 늘렸다고 밝혔다."
JAPANESE = "港の古い灯台を調べていた職員が、壁の裏から八冊のノートを見つけた。市は驚いたと話した。"
RUSSIAN = "Мост через реку снова открыт, жители ждали этого два года, сообщил мэр города."
CHINESE = "港口的灯塔今天重新开放，市长说居民等了两年，明年春天还会修路。"
FRENCH = (
    "Le maire a annoncé que la bibliothèque rouvrirait à la rentrée, après deux années de travaux."
)


def _page(text: str, declared: str) -> str:
    paragraphs = "".join(f"<p>{text} {number}</p>" for number in range(6))
    return f'<html><meta charset="{declared}"><body><article>{paragraphs}</article></body></html>'


@pytest.mark.parametrize(
    ("text", "actual"),
    [
        (KOREAN, "cp949"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (FRENCH, "cp1252"),
    ],
)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_the_encoding_of_a_wrong_declaration_is_detected(
    text: str, actual: str, declared: str
) -> None:
    """Servers state their default, whatever the file is in."""
    page = _page(text, declared)
    assert decode_page(page.encode(actual), "page.html") == page


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        (KOREAN, "euc-kr"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gbk"),
        (KOREAN, "utf-8"),
    ],
)
@pytest.mark.parametrize("actual", ["", "utf-8"])
def test_one_broken_byte_does_not_change_the_encoding(
    text: str, declared: str, actual: str
) -> None:
    """It is replaced, whether the page declares its encoding or a wrong one."""
    page = _page(text, actual or declared)
    data = page.encode({"euc-kr": "cp949", "shift_jis": "cp932"}.get(declared, declared))
    start = len(page.partition("<p>")[0]) + len("<p>")
    found = decode_page(data[:start] + b"\xff" + data[start:], "page.html")
    assert text[2:] in found
