"""Romanisation: the Korean given names that a word in Latin letters may spell.

Koreans choose their own spellings: 석열 is Suk-yeol, Seok-yeol or Sok-yol. Letters alone do not
show which spellings belong to one name (Sang-woo is Sang-u, but never Sang-wook). A spelling is
therefore expanded into every Hangul reading, using only syllables that occur in given names. Two
spellings can belong to the same name if these sets intersect.

A letter has its usual values (`o` is ㅗ), and values from the older McCune-Reischauer system
written without diacritics (`o` for ŏ, ㅓ; `t` for ㄷ). The older values apply only if the usual
ones give no valid syllable, and then to every syllable of the name, because nobody mixes systems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from sources.language.scripts import FIRST_SYLLABLE

# Syllables of given names. Syllables of common words and foreign names are excluded. Without this
# list, "Sangwoo" could also be 산구.
SYLLABLES = frozenset(
    "가각간갑강개건걸겸경계고곤공관광교구국군권귀규균근금기길"
    "나낙난남내녀년노녕다단달담대덕도동두득"
    "라락란람래량려련렬렴령례로록룡루류률륜륭름리린림립"
    "마만명모목무묵문미민바박반방배백범벽별병보복봉부빈"
    "사삼상새서석선설섭성세소송솔수숙순술숭슬승시식신실심"
    "아안애양어언엄업여연열엽영예오옥온완왕용우욱운웅원월위유육윤율융은을음의이익인일임"
    "자장재전정제조종주준중증지진집찬창채천철청초춘출충치칠"
    "태택판팔평표필하학한함해향허헌혁현협형혜호홍화환황회효후훈휘휴흔흠흥희"
    "결름별빛"
)
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

# Usual values, then those of the older system.
_Values = Mapping[str, tuple[str, str]]
_ONSETS: _Values = {
    "": ("ㅇ", ""),
    "g": ("ㄱ", ""),
    "k": ("ㄱㅋ", ""),
    "kk": ("ㄱㄲ", ""),
    "n": ("ㄴ", "ㄹ"),
    "d": ("ㄷ", ""),
    "t": ("ㅌ", "ㄷ"),
    "r": ("ㄹ", ""),
    "l": ("ㄹ", ""),
    "m": ("ㅁ", ""),
    "b": ("ㅂ", ""),
    "p": ("ㅍ", "ㅂ"),
    "s": ("ㅅ", ""),
    "sh": ("ㅅ", ""),
    "ss": ("ㅅㅆ", ""),
    "j": ("ㅈ", ""),
    "ch": ("ㅊ", "ㅈ"),
    "h": ("ㅎ", ""),
}
_NUCLEI: _Values = {
    "a": ("ㅏ", ""),
    "ah": ("ㅏ", ""),
    "ae": ("ㅐ", ""),
    "ai": ("ㅐ", ""),
    "ay": ("ㅐ", ""),
    "e": ("ㅔ", "ㅐㅡ"),
    "eh": ("ㅔ", ""),
    "eo": ("ㅓ", ""),
    "eu": ("ㅡ", ""),
    "eui": ("ㅢ", ""),
    "i": ("ㅣ", "ㅢ"),
    "ee": ("ㅣㅢ", ""),
    "o": ("ㅗ", "ㅓ"),
    "oh": ("ㅗ", ""),
    "oe": ("ㅚ", ""),
    "oi": ("ㅚ", ""),
    "oo": ("ㅜ", ""),
    "ou": ("ㅜ", "ㅓ"),
    "u": ("ㅜㅓㅡ", ""),
    "uh": ("ㅓ", ""),
    "ui": ("ㅢ", "ㅟ"),
    "wa": ("ㅘ", ""),
    "we": ("ㅞㅚ", ""),
    "weo": ("ㅝ", ""),
    "wi": ("ㅟ", ""),
    "wee": ("ㅟ", ""),
    "wo": ("ㅝ", ""),
    "woo": ("ㅜ", ""),
    "wu": ("ㅜ", ""),
    "ya": ("ㅑ", ""),
    "ye": ("ㅖ", "ㅔㅕ"),
    "yea": ("ㅕㅖ", ""),
    "yeo": ("ㅕ", ""),
    "yi": ("ㅣㅢ", ""),
    "yo": ("ㅛ", "ㅕ"),
    "yoh": ("ㅛ", ""),
    "yoo": ("ㅠ", ""),
    "you": ("ㅕㅠ", ""),
    "yu": ("ㅠㅕ", ""),
    "yuh": ("ㅕ", ""),
}
_CODAS: _Values = {
    "": (" ", ""),
    "k": ("ㄱ", ""),
    "g": ("ㄱ", ""),
    "ck": ("ㄱ", ""),
    "n": ("ㄴ", ""),
    "l": ("ㄹ", ""),
    "ll": ("ㄹ", ""),
    "r": ("ㄹ", ""),
    "m": ("ㅁ", ""),
    "p": ("ㅂ", ""),
    "b": ("ㅂ", ""),
    "ng": ("ㅇ", ""),
}
# Common spellings whose reading does not follow from the letters.
_CONVENTIONS: Mapping[str, str] = {
    "chung": "정",
    "chul": "철",
    "wha": "화",
    "jong un": "정은",
    "jong il": "정일",
}
# `u` is ㅓ before a consonant (Suk, 석), and hardly ever at the end of a syllable.
_CLOSED_ONLY: _Values = {"u": ("ㅜ", ""), "yu": ("ㅠ", "")}
_LONGEST = 14


def _longest_first(table: _Values) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


_SYLLABLE = re.compile(
    f"({_longest_first(_ONSETS)})({_longest_first(_NUCLEI)})({_longest_first(_CODAS)})"
)


def given_names(words: Sequence[str]) -> frozenset[str]:
    """Return the given names, in Hangul, that one or two lowercase words may spell."""
    if len(words) == 2:
        return _names(tuple(words))
    if len(words) != 1 or len(words[0]) > _LONGEST:
        return frozenset()
    word = words[0]
    if _SYLLABLE.fullmatch(word):
        return _names((word,))
    halves = ((word[:at], word[at:]) for at in range(1, len(word)))
    return frozenset().union(*map(_names, halves))


@lru_cache(maxsize=8192)
def _names(spelt: tuple[str, ...]) -> frozenset[str]:
    usual = [_syllables(word, older=False) for word in spelt]
    if not all(usual):
        usual = [_syllables(word, older=True) for word in spelt]
    names = {"".join(syllables) for syllables in product(*usual)}
    convention = _CONVENTIONS.get(" ".join(spelt), "")
    return frozenset(names | {convention}) if len(convention) == len(spelt) else frozenset(names)


@lru_cache(maxsize=8192)
def _syllables(word: str, *, older: bool) -> frozenset[str]:
    match = _SYLLABLE.fullmatch(word)
    convention = frozenset(_CONVENTIONS.get(word, ""))
    if match is None:
        return convention
    tables = (_ONSETS, _NUCLEI, _CODAS)
    values = [table[part] for table, part in zip(tables, match.groups(), strict=True)]
    if match[2] in _CLOSED_ONLY and not match[3]:
        values[1] = _CLOSED_ONLY[match[2]]
    jamo = ["".join(both) if older else both[0] for both in values]
    return (frozenset(_composed(*jamo)) & SYLLABLES) | convention


def _composed(initials: Iterable[str], vowels: Iterable[str], finals: Iterable[str]) -> list[str]:
    return [
        chr(
            FIRST_SYLLABLE
            + (_INITIALS.index(initial) * len(_VOWELS) + _VOWELS.index(vowel)) * len(_FINALS)
            + _FINALS.index(final)
        )
        for initial, vowel, final in product(initials, vowels, finals)
    ]
