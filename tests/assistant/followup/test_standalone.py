from __future__ import annotations

import pytest

from assistant.followup.standalone import standalone
from assistant.question import Exchange, Question

BRIDGE = Exchange("How much did the harbour bridge at Port Anselm cost?", "It cost 40 million.")
VARGA = Exchange(
    "Who designed the ferry terminal?",
    "“It leaks,” said Ilsa Varga, who designed it.",
    around="“It leaks,” said Ilsa Varga, who designed it. She added that rain was to blame.",
)
OKORO = Exchange(
    "Who runs the lighthouse?",
    "“It shines,” said Ben Okoro, the keeper.",
    around="“It shines,” said Ben Okoro, the keeper. He climbs it daily.",
)
BOATS = Exchange("How many boats did Gull Island order from Marlow Yards?", "Nine boats.")
REPAIRS = Exchange("When do the repairs of the pier at Cape Orr begin?", "In May.")


def made(text: str, *history: Exchange) -> str:
    """Return what a question becomes behind others."""
    return standalone(Question(text, history=history))


@pytest.mark.parametrize(
    ("text", "history", "expected"),
    [
        ("When did it open?", [BRIDGE], "When did the harbour bridge at Port Anselm open?"),
        ("Who painted it?", [BRIDGE], "Who painted the harbour bridge at Port Anselm?"),
        ("What is its length?", [BRIDGE], "What is the harbour bridge at Port Anselm’s length?"),
        ("What did she say about rain?", [VARGA], "What did Ilsa Varga say about rain?"),
        ("Where does he live?", [OKORO], "Where does Ben Okoro live?"),
        ("What is her salary?", [VARGA], "What is Ilsa Varga’s salary?"),
        ("What did she say about rain?", [VARGA, OKORO], "What did Ilsa Varga say about rain?"),
        (
            "When will they arrive?",
            [BOATS],
            "When will the boats arrive (Gull Island, Marlow Yards)?",
        ),
        (
            "When will they arrive?",
            [Exchange("How many boats did Gull Island order since September 2024?", "Nine.")],
            "When will the boats arrive (Gull Island)?",
        ),
        ("Who lives there?", [REPAIRS], "Who lives at Cape Orr?"),
        ("And how long is the bridge?", [BRIDGE], "How long is the harbour bridge at Port Anselm?"),
        (
            "Who pays for those repairs?",
            [REPAIRS],
            "Who pays for the repairs of the pier at Cape Orr?",
        ),
    ],
)
def test_what_points_at_the_conversation_gives_way_to_what_it_means(
    text: str, history: list[Exchange], expected: str
) -> None:
    """Pronouns and short names are replaced; a question without a name gets those of the last."""
    assert made(text, *history) == expected


@pytest.mark.parametrize(
    ("text", "history", "expected"),
    [
        ("Why?", [BOATS], "Why did Gull Island order from Marlow Yards boats?"),
        ("And when?", [BOATS], "When did Gull Island order from Marlow Yards boats?"),
        ("Who else?", [OKORO], "Who else runs the lighthouse?"),
        ("When?", [OKORO], "When was it that someone runs the lighthouse?"),
        (
            "What about Cape Orr?",
            [Exchange("How long does the ferry to Gull Island take?")],
            "How long does the ferry to Cape Orr take?",
        ),
        ("In which year?", [OKORO], "In which year was it that someone runs the lighthouse?"),
        ("Tell me more", [OKORO], "Who runs the lighthouse?"),
        ("And in 2023?", [BRIDGE], "How much did the harbour bridge at Port Anselm cost in 2023?"),
    ],
)
def test_a_fragment_goes_into_the_frame_of_the_last_question(
    text: str, history: list[Exchange], expected: str
) -> None:
    """Only what is new was said."""
    assert made(text, *history) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is that true?", "Is that true (boats, Gull Island, Marlow Yards)?"),
        ("Who told you that?", "Who told you that (boats, Gull Island, Marlow Yards)?"),
        ("How much is the contract worth?", "How much is the contract worth (boats, Gull Island"),
        ("And the price?", "The price (boats, Gull Island, Marlow Yards)?"),
        (
            "How many of these are red?",
            "How many of the boats are red (Gull Island, Marlow Yards)?",
        ),
    ],
)
def test_what_cannot_be_put_into_the_question_stands_behind_it(text: str, expected: str) -> None:
    """Whoever reads it sees what it is taken to be about."""
    assert made(text, BOATS).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Who won the football cup?",
        "When did the ferry to Gull Island stop?",
        "How much did the ministry pay for its new ships?",
        "Why did the council close the road and when will it open again?",
        "Is it true that the mayor resigned?",
        "How long does it take to fly from Oslo to Rome?",
        "Are there any trams in Port Anselm?",
        "Which bakery announced this week it is raising its prices?",
        "Which singer announced her retirement?",
        "A sailor from Cape Orr went round the world. How old is he?",
        "Which virus makes doctors ask whether they should close schools?",
        "Where is it illegal to swim?",
        "A court ruled that skipper Ann Bell must pay. How high was her fine?",
        "Who is the mayor of Cape Orr?",
        "Which ministers said that prices will rise?",
        "What happened this year?",
        "What did the prime minister say about fishing?",
        "electric buses Oslo",
        "누가 항구 다리를 지었나?",
    ],
)
@pytest.mark.parametrize("before", [BRIDGE, VARGA, BOATS])
def test_what_stands_alone_is_left_alone(text: str, before: Exchange) -> None:
    """A false rewrite is worse than none."""
    assert made(text, before) == ""


def test_without_a_conversation_nothing_is_rewritten() -> None:
    """There is nothing to take from."""
    assert made("When did it open?") == ""


def test_earlier_follow_ups_are_made_to_stand_alone_first() -> None:
    """A third question leans on the second, and that on the first."""
    second = Exchange("Who painted it?")
    assert made("When did it open?", BRIDGE, second) == (
        "When did the harbour bridge at Port Anselm open?"
    )


def test_somebody_of_the_other_gender_is_not_meant_where_another_fits() -> None:
    """Who is a she and who a he, the paragraphs that were cited tell."""
    both = Exchange(
        "Who spoke at the opening?",
        "Ilsa Varga said it leaks. Ben Okoro said it shines.",
        around="Ilsa Varga said it leaks. She sighed. Ben Okoro said it shines. He smiled.",
    )
    assert made("What else did he say?", both) == "What else did Ben Okoro say?"
    assert made("What else did she say?", both) == "What else did Ilsa Varga say?"


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("그럼 카자흐스탄은?", "우즈베키스탄 학생은 몇 명인가?", "카자흐스탄 학생은 몇 명인가?"),
        ("왜?", "항구 다리는 언제 문을 닫았나?", "항구 다리는 왜 문을 닫았나?"),
        ("예산은?", "항구 박물관은 언제 문을 여나?", "항구 박물관 예산은?"),
        ("그 회사는 어디에 있나?", "남해조선은 배를 몇 척 팔았나?", "남해조선은 어디에 있나?"),
        ("거기에서 누가 일하나?", "항구 박물관은 언제 문을 여나?", "항구 박물관에서 누가 일하나?"),
        ("그것은 얼마인가?", "새 등대는 언제 켜지나?", "새 등대는 얼마인가?"),
    ],
)
def test_korean_follow_ups_stand_alone(text: str, before: str, expected: str) -> None:
    """Particles stay where they are, and question words go into the place of others."""
    assert made(text, Exchange(before)) == expected


def test_a_korean_he_is_who_spoke() -> None:
    """With the office, as Korean names go."""
    before = Exchange("누가 반대했나?", "김다온 항구조합 대표는 “다리는 필요 없다”라고 말했다.")
    assert made("그는 또 뭐라고 했나?", before) == "김다온 항구조합 대표는 또 뭐라고 했나?"


@pytest.mark.parametrize(
    "text", ["", "  ", "?", "\x00", "and", "And?", "it", "그", "a" * 9_000, "((("]
)
def test_anything_may_be_typed(text: str) -> None:
    """What makes no sense is left as it is, or gets something behind it; nothing is raised."""
    for before in (BRIDGE, Exchange(""), Exchange("?"), Exchange("왜?"), Exchange(text)):
        assert isinstance(made(text, before), str)


def test_of_a_pasted_text_the_beginning_is_read() -> None:
    """An earlier question as long as an article costs no more than one of a sentence."""
    pasted = Exchange("of the thing " * 4_000, "of the thing " * 4_000, around="Aa " * 40_000)
    assert len(made("When did it open?", *[pasted] * 4)) <= 600
