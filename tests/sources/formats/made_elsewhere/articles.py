"""The articles that other programs saved, and the text that a reader must return for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from html import escape

from sources.article import Metadata

OUTLET, SITE = "Kelmar Courier", "http://courier.example"
DAY, MOMENT = date(2025, 2, 11), datetime(2025, 2, 11, 8, 30, tzinfo=UTC)
CELL = "|"
# A red square of 16 by 16 pixels.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000001000000010080200000090916836000000164944415478da6338a0"
    "a040126218d530aa61f86a0000ba080010c5bb6c240000000049454e44ae426082"
)
_TAGS = {"paragraph": "p", "heading": "h2", "quote": "blockquote"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article. The cells of a table row are separated by CELL."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a form lays out the parts of an article that have no single form in plain text.

    `kinds` are the kinds of blocks that the file has, and `marked` those that it adds words to.
    """

    head: str = ""
    kinds: str = "caption paragraph heading item row quote"
    cells: str = " | "
    note: str = ""
    marked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """An article as its authors wrote it. `note` is a footnote to the first paragraph."""

    slug: str
    title: str
    author: str
    language: str
    blocks: tuple[Block, ...]
    note: str = ""

    @property
    def url(self) -> str:
        """The address of the article."""
        return f"{SITE}/{self.slug}"

    def metadata(self, missing: str = "", **otherwise: str) -> Metadata:
        """Return the article's metadata, without what a form does not hold or holds otherwise."""
        known = Metadata(self.title, OUTLET, DAY, self.url, (self.author,), self.language)
        without = {name: () if name == "authors" else None for name in missing.split()}
        stated = {name: value.format(self) for name, value in otherwise.items()}
        return replace(known, **without | stated)  # type: ignore[arg-type]

    def text(self, layout: Layout) -> str:
        """Return the text of the article in a layout."""
        blocks = [
            layout.marked.get(block.kind, "{}").format(block.text.replace(CELL, layout.cells))
            for block in self.blocks
            if block.kind in layout.kinds.split()
        ]
        note = layout.note.format(self.note) if self.note else ""
        return "\n\n".join(filter(None, (layout.head.format(self), *blocks, note)))

    def html(self, picture: str = "bridge.png", note: str = "") -> str:
        """Return the body as HTML, as an editor of a content management system writes it."""
        parts: list[str] = []
        for block in self.blocks:
            text = escape(block.text, quote=False)
            if block.kind == "caption":
                text = f'<img src="{picture}" alt=""><figcaption>{text}</figcaption>'
                parts.append(f"<figure>{text}</figure>")
            elif block.kind == "row":
                cells = "".join(f"<td>{cell}</td>" for cell in text.split(CELL))
                parts.append(f"<table><tr>{cells}</tr></table>")
            elif block.kind == "item":
                parts.append(f"<ul><li>{text}</li></ul>")
            elif block.kind == "quote":
                parts.append(f"<blockquote><p>{text}</p></blockquote>")
            else:
                parts.append(f"<{_TAGS[block.kind]}>{text}</{_TAGS[block.kind]}>")
        joined = "\n".join(parts).replace("</table>\n<table>", "").replace("</ul>\n<ul>", "")
        if self.note and note:
            joined = joined.replace("</p>", f"{note}</p>", 1)
        return joined


def _blocks(*given: tuple[str, str]) -> tuple[Block, ...]:
    return tuple(Block(kind, text) for kind, text in given)


ENGLISH = Written(
    "harbour-bridge",
    "Kelmar harbour bridge to close for nine weeks from March",
    "Ann Lindqvist",
    "en",
    _blocks(
        ("caption", "The harbour bridge of Kelmar, seen from the fish market on Saturday."),
        (
            "paragraph",
            "KELMAR — The harbour bridge will close to all traffic for nine weeks from 3 March,"
            " the port authority said on Tuesday, after divers found cracks in two of its four"
            " bearings.",
        ),
        (
            "paragraph",
            "“We cannot repair the bearings under traffic,” said Ilse Varga, the chief engineer of"
            " Škoda & Söhne, which built the bridge in 1964. “It isn’t a question of money.”",
        ),
        ("heading", "What changes for commuters"),
        (
            "paragraph",
            "The authority has published an emergency timetable for the 14,300 people who cross"
            " the bridge on a working day:",
        ),
        ("item", "Buses 4 and 11 end at the fish market."),
        ("item", "A ferry runs every twelve minutes, at no extra fare."),
        ("item", "Lorries over 7.5 tonnes take the ring road."),
        (
            "paragraph",
            "The repair costs 4.2 million crowns (€370,000), a third more than the state-of-the-art"
            " monitoring system that the council turned down in 2021.",
        ),
        ("row", "Year|Inspections|Crowns"),
        ("row", "2021|4|310,000"),
        ("row", "2024|1|95,000"),
        (
            "quote",
            "Every winter without an inspection is a winter in which we do not know what the"
            " bridge is doing.",
        ),
        (
            "paragraph",
            "The council will question the authority on 25 February. Its chairman did not respond"
            " to a request for comment.",
        ),
    ),
    "Inspection report of the port authority, 6 February 2025, page 14.",
)
KOREAN = Written(
    "bridge-ko",
    "켈마르 항만 다리, 3월 3일부터 9주간 통제",
    "김서연",
    "ko",
    _blocks(
        ("caption", "어시장에서 바라본 켈마르 항만 다리."),
        (
            "paragraph",
            "켈마르 항만청은 11일 항만 다리의 받침 네 개 중 두 개에서 균열이 발견돼 다음 달"
            " 3일부터 9주간 차량 통행을 전면 통제한다고 밝혔다.",
        ),
        (
            "paragraph",
            "“차가 다니는 상태에서는 받침을 고칠 수 없습니다.” 수석 기술자 일제 바르가는 이렇게"
            " 말했다.",
        ),
        (
            "paragraph",
            "버스 승객은 추가 요금 없이 여객선을 이용할 수 있다. 공사비는 420만 크라운이다.",
        ),
    ),
)
RUSSIAN = Written(
    "bridge-ru",
    "Мост в порту Кельмара закроют на девять недель",
    "Анна Соколова",
    "ru",
    _blocks(
        ("caption", "Мост в порту Кельмара, вид с рыбного рынка."),
        (
            "paragraph",
            "Мост в порту Кельмара с 3 марта закроют для движения на девять недель, сообщило во"
            " вторник управление порта: водолазы нашли трещины в двух из четырёх опор.",
        ),
        (
            "paragraph",
            "«Мы не можем чинить опоры, пока по мосту едут машины», — сказала главный инженер"
            " Илзе Варга.",
        ),
        (
            "paragraph",
            "Пассажиров автобусов бесплатно перевезёт паром. Ремонт обойдётся в 4,2 млн крон.",
        ),
    ),
)
ARABIC = Written(
    "bridge-ar",
    "إغلاق جسر ميناء كيلمار تسعة أسابيع اعتبارًا من مارس",
    "ليلى حداد",
    "ar",
    _blocks(
        ("caption", "جسر ميناء كيلمار كما يُرى من سوق السمك."),
        (
            "paragraph",
            "أعلنت سلطة ميناء كيلمار يوم الثلاثاء أن جسر الميناء سيُغلق أمام حركة المرور تسعة"
            " أسابيع اعتبارًا من 3 مارس، بعد أن عثر الغواصون على شقوق في اثنين من مساند الجسر"
            " الأربعة.",
        ),
        (
            "paragraph",
            "وقالت كبيرة المهندسين إلزه فارغا: «لا يمكننا إصلاح المساند والسيارات تعبر الجسر».",
        ),
        (
            "paragraph",
            "وسينقل العبّار ركاب الحافلات من دون أجرة إضافية، وتبلغ كلفة الإصلاح 4.2 مليون كرونة.",
        ),
    ),
)
JAPANESE = Written(
    "bridge-ja",
    "ケルマル港の橋、3月から9週間通行止め",
    "佐藤 美咲",
    "ja",
    _blocks(
        ("caption", "魚市場から見たケルマル港の橋。"),
        (
            "paragraph",
            "ケルマル港湾局は11日、港の橋を3月3日から9週間、全面通行止めにすると発表した。"
            "潜水調査で、四つの支承のうち二つに亀裂が見つかったためだ。",
        ),
        (
            "paragraph",
            "「車を通したままでは支承を直せない」と、主任技師のイルゼ・バルガ氏は話した。",
        ),
        (
            "paragraph",
            "バスの乗客は追加料金なしでフェリーを利用できる。工費は420万クローナの見込みだ。",
        ),
    ),
)
ALL = (ENGLISH, KOREAN, RUSSIAN, ARABIC, JAPANESE)
# A hearing, as captions show it: a paragraph for each speech.
HEARING = Written(
    "hearing",
    "",
    "",
    "",
    _blocks(
        ("paragraph", "CHAIRMAN: Mrs Varga, when did you first hear of the cracks?"),
        (
            "paragraph",
            "ILSE VARGA: On the sixth of February, when the divers’ report came in.",
        ),
        ("paragraph", "[papers rustling]"),
        ("paragraph", "CHAIRMAN: And the bridge stayed open?"),
        ("paragraph", "ILSE VARGA: With one lane – and at 30 km/h."),
    ),
)
