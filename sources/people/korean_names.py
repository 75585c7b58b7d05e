"""Extraction of a Korean name in Hangul from its titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sources.people.honorifics import (
    HANGUL_OFFICES,
    HANGUL_PARTICLES,
    HANGUL_PLACES,
    HANGUL_TITLES,
    NO_HANGUL_NAMES,
)
from sources.people.romanisation import SYLLABLES

_SPELLINGS = """
김 kim gim
이 lee yi rhee li ri ree leigh
리 lee ri li rhee ree
박 park pak bak bahk
최 choi choe chey choy
조 cho jo joh
정 chung jung jeong chong joung cheong
강 kang gang
윤 yoon yun youn
장 jang chang
임 lim im rim yim
림 lim rim im
한 han hahn
오 oh o
서 seo suh so
신 shin sin
권 kwon gwon kweon
황 hwang whang
안 ahn an
송 song
류 ryu yoo yu you lyu ryoo
유 yoo yu you ryu yoou
홍 hong
전 jun chun jeon chon
고 ko go koh goh
문 moon mun
손 son sohn
양 yang ryang
배 bae pae bai
백 baek paik paek back baik
허 heo hur huh ho
남 nam
심 shim sim
노 roh noh no ro rho
로 roh noh no ro rho
하 ha
곽 kwak gwak
성 sung seong song
차 cha
주 joo ju chu
우 woo u wu
구 koo gu ku goo
민 min
진 jin chin
나 na ra rha nah
라 na ra rha
지 ji jee chi
엄 um eom uhm
원 won weon
천 chun cheon chon
방 bang pang
공 kong gong
현 hyun hyeon hyon
함 ham hahm
변 byun byeon pyon byon
염 yeom yum youm
여 yeo yuh yo yeoh
추 choo chu
도 do to doh toh
석 seok suk sok
선 sun seon
설 seol sul sol
마 ma mah
길 gil kil
연 yeon yun yon
위 wi wee
표 pyo
명 myung myeong myong
기 ki gi kee
반 ban pan
왕 wang
금 keum geum kum
옥 ok ock
육 yook yuk
인 in ihn
맹 maeng
제 je jae
모 mo moh
탁 tak
국 kook guk kuk gook
어 eo uh
은 eun
편 pyun pyeon pyon
용 yong
예 ye
경 kyung kyeong
봉 bong pong
사 sa
부 boo bu pu
가 ka ga
복 bok
태 tae
목 mok
형 hyung hyeong
계 kye gye
피 pi pee
두 doo du
감 kam gam
음 eum
빈 bin
동 dong
온 on
호 ho
범 bum beom
좌 jwa
팽 paeng
승 seung
간 kan gan
상 sang
갈 kal gal
단 dan
견 kyun gyeon
채 chae chai
남궁 namkoong namgung namkung namgoong
황보 hwangbo whangbo
선우 sunwoo seonwoo sonu
제갈 jegal jekal
독고 dokgo dokko
사공 sagong sakong
서문 seomun suhmoon
"""


def _by_spelling() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _SPELLINGS.strip().splitlines():
        hangul, *spellings = line.split()
        for spelling in spellings:
            found.setdefault(spelling, set()).add(hangul)
    return MappingProxyType({spelling: frozenset(names) for spelling, names in found.items()})


SURNAMES = frozenset(line.split()[0] for line in _SPELLINGS.strip().splitlines())
_BY_SPELLING = _by_spelling()


def surnames(spelling: str) -> frozenset[str]:
    """Return the family names, in Hangul, that a lowercase Latin word may spell."""
    return _BY_SPELLING.get(spelling, frozenset())


def parted(name: str) -> tuple[str, str] | None:
    """Split a Hangul name into family name and given name, or return None if it is not Korean.

    The given name is empty if there is only a family name.
    """
    for length in (2, 1):
        family, given = name[:length], name[length:]
        if family in SURNAMES and len(family) == length and len(given) <= 2:
            return family, given
    return None


_WORD = re.compile(r"[^\W_]+")
# Prefixes that form another title: 부대표 is a deputy, 전대통령 a former president.
_NO_FAMILY = frozenset("부전현신총정")
_LONGEST_TITLE = max(map(len, HANGUL_TITLES))

Parted = tuple[str, str, tuple[str, ...], frozenset[str]]


def korean_name(text: str) -> Parted:
    """Split a text into family name, given name, other words and titles.

    The family name and given name are empty if the text contains no Korean name. The other words
    may then be a foreign name.
    """
    titles: set[str] = set()
    words: list[str] = []
    for word in _WORD.findall(text):
        rest, title = _without_title(word)
        titles.update({title} - {""})
        if rest:
            words.append(rest)
    full = [name for name in map(_name, words) if name and name[1]]
    if full:
        family, given = max(full, key=lambda name: len(name[1]))
        return family, given, (), frozenset(titles)
    if titles and words != ["전"]:
        words = [word for word in words if not _is_office(word)]
    # A family name alone needs a title: in "조 바이든" it is a syllable of another name.
    name = _name(words[-1]) if words and (titles or len(words) == 1) else None
    if name:
        return name[0], "", (), frozenset(titles)
    return "", "", tuple(words), frozenset(titles)


def _without_title(word: str) -> tuple[str, str]:
    """Split a word into a name and the title at its end.

    The name is empty if the word is only a title.
    """
    for particle in ("", *HANGUL_PARTICLES):
        if not word.endswith(particle):
            continue
        stem = word[: len(word) - len(particle)]
        for length in range(min(_LONGEST_TITLE, len(stem)), 0, -1):
            title = stem[-length:]
            if title in HANGUL_TITLES:
                rest = stem[:-length]
                return (rest if _is_before_title(rest) else ""), title
    return word, ""


def _is_before_title(rest: str) -> bool:
    if len(rest) == 1:
        return rest in SURNAMES and rest not in _NO_FAMILY
    return len(rest) >= 3 and _name(rest) is not None


def _is_office(word: str) -> bool:
    known = word in HANGUL_PLACES or word in NO_HANGUL_NAMES
    return known or (len(word) > 1 and word.endswith(HANGUL_OFFICES))


def _name(word: str) -> tuple[str, str] | None:
    for particle in ("", *HANGUL_PARTICLES):
        stem = word.removesuffix(particle) if particle else word
        name = parted(stem) if not particle or (word != stem and len(stem) >= 3) else None
        if name and stem not in NO_HANGUL_NAMES and _is_given(name[1]):
            return name
    return None


def _is_given(syllables: Sequence[str]) -> bool:
    return all(syllable in SYLLABLES for syllable in syllables)
