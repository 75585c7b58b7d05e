"""Korean family names, and the Latin spellings in use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
