"""Rich Text Format (.rtf): paragraphs and tables with all tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from sources.article import Page
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.document import Paragraph, is_list_style, page_of
from sources.formats.rtf_tables import ENDS_OF_CELLS, ENDS_OF_ROWS, Rows

# Pictures are written in hexadecimal digits.
MAX_BYTES = 64_000_000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)"
)
_CODECS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_PAGES = {
    **{number: f"cp{number}" for number in (437, 850, 852, 866, 874, 932, 949, 950)},
    **{number: f"cp{number}" for number in range(1250, 1259)},
    936: "gb18030",
    10000: "mac_roman",
    65001: "utf-8",
}
_SIGNS = {
    "line": "\n",
    "tab": " ",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_SYMBOLS = {b"~": "\xa0", b"_": "‑", b"-": "", b"{": "{", b"}": "}", b"\\": "\\"}
_ENDS = frozenset({"par", "sect", "page", *ENDS_OF_CELLS, *ENDS_OF_ROWS})
# Groups without text of the document.
_LEFT_OUT = frozenset(
    """colortbl pict object header headerl headerr headerf footer footerl footerr footerf fldinst
    nonshppict listtext pntext pntxta pntxtb annotation xe tc rxe txe ftnsep ftnsepc aftnsep
    listtable listoverridetable filetbl revtbl operator subject keywords doccomm comment""".split()
)
_PLACES = frozenset({"fonttbl", "stylesheet", "footnote", "shptxt", "info", "nesttableprops"})
_SHOWN = frozenset({"body", "footnote", "shptxt"})
_PROPERTIES = {"title": "title", "author": "author", "creatim": "published"}
_STRIKING = frozenset({"strike", "striked"})
_HIDING = frozenset({"v", "deleted", "htmlrtf"}) | _STRIKING


@dataclass(frozen=True, slots=True)
class _Group:
    """What a group inherits: the destination of its text, and the encoding of its bytes."""

    place: str = "body"
    hidden: frozenset[str] = frozenset()
    codec: str = "cp1252"
    skipped: int = 1


@dataclass
class _Reader:
    """Follows the groups of a file, and collects the text of each destination."""

    group: _Group = _Group()
    outer: list[_Group] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    notes: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    _texts: dict[str, list[str]] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _fonts: dict[int, str] = field(default_factory=dict)
    _styles: dict[int, str] = field(default_factory=dict)
    _default: str = "cp1252"
    _font = _style = _to_skip = 0
    _starred = _is_item = False

    def open(self) -> None:
        """Start a group."""
        self._flush()
        self.outer.append(self.group)

    def close(self) -> None:
        """End a group, and complete the text of a property, a note or a style."""
        self._flush()
        ended, self.group = self.group, self.outer.pop() if self.outer else self.group
        if ended.place == self.group.place and ended.place != "stylesheet":
            return
        if ended.place in ("body", ""):
            return
        text = self._taken(ended.place).strip()
        if ended.place == "shptxt":  # a text box, before the paragraph that holds it
            for line in text.split("\n"):
                self.rows.add(Paragraph(line), "par")
        elif ended.place == "footnote":
            self.notes.append(" ".join(text.split()))
        elif ended.place == "stylesheet" and text:
            self._styles[self._style] = text.rstrip(";").strip()
            self._style = 0
        elif ended.place in _PROPERTIES.values() and text:
            self.properties.setdefault(ended.place, text)

    def word(self, name: str, number: int | None) -> None:
        """Process a control word."""
        self._to_skip = 0
        starred, self._starred = self._starred, False
        if name == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._to_skip = self.group.skipped
        elif name in _SIGNS:
            self._put(_SIGNS[name])
        elif name in _ENDS and self.group.place == "body":
            self.end_paragraph(name)
        elif name == "nestrow" and self.group.place == "nesttableprops":
            self.rows.add(Paragraph(""), name)
        elif name in _ENDS and self.group.place == "shptxt":
            self._put("\n")
        elif name in _HIDING:
            self._flush()
            hidden = self.group.hidden - {name} if number == 0 else self.group.hidden | {name}
            self.group = replace(self.group, hidden=hidden)
        elif name in _PLACES or name in _LEFT_OUT:
            self._go("" if name in _LEFT_OUT or name == "info" else name)
        elif name in _PROPERTIES and self.group.place == "":
            self._go(_PROPERTIES[name])
        elif name in ("yr", "mo", "dy") and self.group.place == "published":
            self._put(f"{number or 0:04}" if name == "yr" else f"-{number or 0:02}")
        elif starred:
            self._go("")
        else:
            self._format(name, number)

    def star(self) -> None:
        """Note that readers may ignore the following destination if they do not know it."""
        self._starred = True

    def add(self, data: bytes) -> None:
        """Add bytes in the encoding of the group."""
        if self._to_skip:
            passed = min(self._to_skip, len(data))
            self._to_skip -= passed
            data = data[passed:]
        self._bytes += data

    def put_symbol(self, symbol: bytes) -> None:
        """Process a control symbol: a backslash before a character that is not a letter."""
        if symbol in (b"\n", b"\r"):
            self.word("par", None)
        elif symbol == b"*":
            self.star()
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])

    def end_paragraph(self, mark: str = "par") -> None:
        """Complete a paragraph of the body, and the cell or row that the mark ends."""
        self._flush()
        text, style = self._taken("body"), self._styles.get(self._style, "")
        self.rows.add(Paragraph(text, style, self._is_item or is_list_style(style)), mark)

    def _taken(self, place: str) -> str:
        """Remove the text of a destination, with surrogates joined, and return it."""
        text = "".join(self._texts.pop(place, ()))
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _format(self, name: str, number: int | None) -> None:
        if name == "uc":
            self.group = replace(self.group, skipped=min(number or 0, 10))
        elif name == "ansicpg":
            self._default = _PAGES.get(number or 0, "cp1252")
            self._recode(self._default)
        elif name == "mac":
            self._default = "mac_roman"
            self._recode(self._default)
        elif name == "f":
            self._font = number or 0
            if self.group.place != "fonttbl":
                self._recode(self._fonts.get(self._font, self._default))
        elif name == "fcharset" and self.group.place == "fonttbl":
            self._fonts[self._font] = (
                _CODECS.get(number or 0, self._default) if number else self._default
            )
        elif name == "plain":
            self._flush()
            self.group = replace(self.group, hidden=frozenset())
        elif name in ("s", "pard") and self.group.place in ("body", "stylesheet"):
            self._style = (number or 0) if name == "s" else 0
            self._is_item = self._is_item and name == "s"
            self.rows.depth = 0 if name == "pard" else self.rows.depth
        elif name == "ls" and self.group.place == "body":
            self._is_item = bool(number)
        elif name in ("intbl", "itap") and self.group.place == "body":
            self.rows.depth = max(self.rows.depth, number or 1) if name == "intbl" else number or 0

    def _recode(self, codec: str) -> None:
        self._flush()
        self.group = replace(self.group, codec=codec)

    def _go(self, place: str) -> None:
        self._flush()
        self.group = replace(self.group, place=place)

    def _put(self, text: str) -> None:
        self._flush()
        hidden, place = self.group.hidden, self.group.place
        if hidden and hidden <= _STRIKING and place in _SHOWN:
            self.struck.append(text)
        elif not hidden and place:
            self._texts.setdefault(place, []).append(text)

    def _flush(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self.group.codec, "replace")
            self._bytes.clear()
            self._put(text)


def read_rtf(stream: BinaryIO, origin: str) -> Iterator[Page]:
    """Yield the text of an RTF file, with footnotes below and without hidden and deleted text."""
    data = whole(stream, MAX_BYTES, "save it without its pictures")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("it is not RTF: it does not begin with {\\rtf", "save it again as .rtf")
    reader = _Reader()
    position = 0
    while found := _TOKEN.search(data, position):
        position = found.end()
        word, number, byte, symbol, brace, text = found.groups()
        if word == b"bin":
            position += min(max(int(number or 0), 0), len(data))
        elif word:
            reader.word(word.decode(), None if number is None else int(number))
        elif text is not None:
            reader.add(text)
        elif byte:
            reader.add(bytes.fromhex(byte.decode()))
        elif symbol:
            reader.put_symbol(symbol)
        elif brace == b"{":
            reader.open()
        else:
            reader.close()
    reader.end_paragraph()
    lines = reader.rows.paragraphs()
    yield page_of(origin, lines, reader.notes, dict(reader.properties), reader.struck)
