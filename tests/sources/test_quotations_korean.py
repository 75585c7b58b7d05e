from __future__ import annotations

import pytest

from tests.sources.quoting import Found, found_in, reported_in

WORDS = "다리는 내년 봄에 문을 연다"


@pytest.mark.parametrize("verb", ["말했다", "밝혔다", "강조했다", "전했다", "덧붙였다", "설명했다"])
@pytest.mark.parametrize("particle", ["라고", "고", "며 걱정할 일이 아니라고"])
def test_speaker_is_the_subject(verb: str, particle: str) -> None:
    """The subject marked 은/는/이/가 speaks, and the verb at the end is the cue."""
    (one,) = found_in(f"서보람 동항시 시장은 “{WORDS}”{particle} {verb}.")
    assert one == Found(WORDS, "direct", "서보람 동항시 시장", "서보람", False, verb)


@pytest.mark.parametrize(
    ("sentence", "mention", "name"),
    [
        (f"“{WORDS}”라고 서보람 시장이 말했다.", "서보람 시장", "서보람"),
        (f"「{WORDS}」라고 동항시청은 밝혔다.", "동항시청", "동항시청"),
        (f"정부는 이날 “{WORDS}”며 우려를 일축했다.", "정부", "정부"),
        (f"항만공사에 따르면 “{WORDS}”.", "항만공사", "항만공사"),
        (f"‘{WORDS}’라며 마디나 씨가 웃었다.", None, None),
        (f"시청 관계자는 “{WORDS}”라고 귀띔했다.", "시청 관계자", None),
    ],
)
def test_speakers_of_other_forms(sentence: str, mention: str | None, name: str | None) -> None:
    """The subject may stand behind the words; bodies speak; an official stays unnamed."""
    (one,) = found_in(sentence)
    assert (one.words, one.mention, one.name) == (WORDS, mention, name)


def test_two_quotations_share_the_verb() -> None:
    """Of two quotations joined by 이라며, the verb at the end is the cue of both."""
    found = found_in(f"서보람 시장은 “{WORDS}”라며 “배는 그대로 다닌다”라고 밝혔다.")
    assert [(one.name, one.cue) for one in found] == [("서보람", "밝혔다")] * 2


def test_pronoun_and_office_stand_for_the_last_speaker() -> None:
    """그 is who spoke last, 시장 who was called so, 서 시장 who bears both."""
    found = found_in(
        f"서보람 동항시 시장은 “{WORDS}”라고 말했다. 그는 “늦지 않다”라고 덧붙였다.",
        "시장은 “배는 그대로 다닌다”라고 강조했다. 서 시장은 “돈은 있다”라고 전했다.",
    )
    assert [(one.mention, one.name, one.resolved) for one in found] == [
        ("서보람 동항시 시장", "서보람", False),
        ("그", "서보람", True),
        ("시장", "서보람", True),
        ("서 시장", "서보람", False),
    ]


def test_some_words_are_partial() -> None:
    """Words in marks that another particle follows are partial."""
    (one,) = found_in("서보람 시장은 이 다리를 ‘두 마을의 악수’에 비유하며 반겼다고 전했다.")
    assert (one.words, one.kind, one.name) == ("두 마을의 악수", "partial", "서보람")


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("서보람 시장은 다리가 봄에 열린다고 말했다.", "다리가 봄에 열린다", "서보람"),
        ("항만공사에 따르면 다리는 봄에 열린다.", "다리는 봄에 열린다", "항만공사"),
    ],
)
def test_paraphrase_is_reported(sentence: str, words: str, name: str) -> None:
    """A clause before -다고 말했다, or behind 에 따르면, is reported speech."""
    (one,) = reported_in(sentence)
    assert (one.words, one.name) == (words, name)
    assert found_in(sentence) == []


def test_quotation_is_not_reported_as_well() -> None:
    """A sentence whose words stand in marks reports nothing beside."""
    assert reported_in(f"서보람 시장은 “{WORDS}”라고 말했다.") == []
