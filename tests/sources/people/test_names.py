from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.people.aliases import Aliases
from sources.people.name import parse
from sources.people.names import People, same_person
from tests.timing import shortest

YOON = (
    "Yoon Suk Yeol",
    "Yoon Suk-yeol",
    "Suk Yeol Yoon",
    "Yun Seok-yeol",
    "YOON SUK YEOL",
    "President Yoon",
    "South Korean President Yoon Suk Yeol",
    "President Yoon Suk-yeol's",
    "YOON",
    "Yoon",
    "Mr. Yoon",
    "윤석열",
    "윤석열 대통령",
    "윤 대통령",
    "윤대통령은",
    "윤 전 대통령",
    "Yoon Suk Yeol (윤석열)",
)
SAME = """
Kim | Kim Tae-hyo
John Smith | Smith
John Smith | J. Smith
John Smith | John R. Smith
J.R. Smith | John Smith
John Smith | Sen. Smith
U.S. Sen. John Smith, R-Texas | Smith
Adam Schiff (D-Calif.) | Schiff
Sen. Bernie Sanders of Vermont | Bernie Sanders
Smith, John | John Smith
John Smith, Jr. | John Smith
Martin Luther King Jr. | King
Larry King | King
Rep. Peter King | Peter King
Mary | Mary Jones
Mary | Mary’s
Bill Clinton | William Clinton
Hillary Clinton | Secretary of State Hillary Rodham Clinton
Sir Keir | Keir Starmer
President Xi | Xi Jinping
Shinzo Abe | Abe Shinzo
Ursula von der Leyen | von der Leyen
Ursula von der Leyen | Leyen
Robert De Niro | DeNiro
Alexandria Ocasio-Cortez | Ocasio Cortez
Recep Tayyip Erdoğan | Erdogan
Foreign Minister Cho Tae-yul | Cho
Former President Moon Jae-in | Moon
First Lady Kim | Kim Keon-hee
Amit Shah | Shah
Former Secretary of State Hillary Clinton of New York | Hillary Clinton
Director of the Ministry of Finance Kim Min-soo | Kim Min-su
Democrat Hillary Clinton | Clinton
President of Uzbekistan Shavkat Mirziyoyev | Mirziyoyev
Kim Tae-hyo, First Deputy Director of the National Security Office | 김태효 국가안보실 1차장
Minister of Land, Infrastructure and Transport Park Sang-woo | 박상우 국토교통부 장관
Kim Jong Un's sister Kim Yo Jong | 김여정
조태열 장관 | 조태열 외교부 장관
더불어민주당 이재명 대표 | Lee Jae-myung
조 바이든 대통령 | 바이든 대통령
시진핑 중국 국가주석 | 시진핑
Shavkat Mirziyoyev | Mirziyoev
Шавкат Мирзиёев | President Shavkat Mirziyoyev
Касым-Жомарт Токаев | Kassym-Jomart Tokayev
Vladimir Vladimirovich Putin | Владимир Путин
Gurbanguly Berdimuhamedow | Berdymukhamedov
Volodymyr Zelensky | Zelenskyy
Alexei Navalny | Aleksey Navalnyy
Sergei Lavrov | Sergey Lavrov
Владимир Путин | Vladimir Putin
the Presidential Office | Presidential Office
Hyundai | Hyundai Rotem
Nissan Motor Co., Ltd. | Nissan Motor
Hillary Rodham | Hillary Rodham Clinton
Prince Harry | Harry
Crown Prince Mohammed bin Salman | Prince Mohammed
Queen Elizabeth | Queen Elizabeth II
"""
DIFFERENT = """
Cho Tae-yul | Cho Tae-yong
Park Sang-woo | Park Chun-seop
박상우 | 박춘섭
Kim Tae-hyo | Kim Hyo
윤 대통령 | 조태열
John Smith | Jane Smith
John R. Smith | John Q. Smith
John Smith Jr. | John Smith Sr.
John Smith | John Smyth
Andrew Smith | Andrew Smyth
Paul Martin | Paul Martyn
Mr. Smith | Ms. Smith
Mr. Clinton | Hillary Clinton
Mrs Hall | Robert Hall
Mr. Kim | First Lady Kim Keon-hee
J. | John Smith
President James | James Brown
Thomas James | James Thomas
Choe Son Hui | Hui Lan
the president | President Yoon
the minister | Foreign Minister Cho
외교부 장관 | 외교부 대변인
조 장관 | 조 바이든 대통령
우즈벡 대통령 | 우 대통령
정부 관계자 | 정 장관
Ivan Ivanov | Boris Ivanov
Hyundai Rotem | Hyundai Engineering
Trump | the Trump administration
Kim Tae-hyo | Kim Tae-hyo's office
Press Secretary | Secretary
Prince Harry | Harry Potter
New York | New York Times
Kansas City | The Kansas City Zoo
A spokeswoman for Hillary Clinton | Hillary Clinton
Senator from Texas | Texas
Ministry of Foreign Affairs | Ministry of Justice
"""
ALIASES = Aliases.parse(
    "Kim Keon Hee = the first lady\nKim Jong Un = Marshal = 김정은\nKim Jeong-eun = JEK", "x"
)


def _rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), list(combinations(YOON, 2)))
def test_one_person_in_several_spellings(one: str, other: str) -> None:
    """Scripts, romanisations, order, titles, case and possessives make no difference."""
    assert same_person(one, other)


@pytest.mark.parametrize(("one", "other"), _rows(SAME))
def test_names_that_could_be_one_persons(one: str, other: str) -> None:
    """A part of a name fits the whole, and titles, initials and accents fold away."""
    assert same_person(one, other)


@pytest.mark.parametrize(("one", "other"), _rows(DIFFERENT))
def test_names_that_are_not_one_persons(one: str, other: str) -> None:
    """What both names state must not differ, and an office alone names nobody."""
    assert not same_person(one, other)


def test_aliases_add_what_no_rule_knows() -> None:
    """A name that is known only by an alias fits whatever the other spellings fit."""
    assert not same_person("the first lady", "Kim Keon-hee")
    assert same_person("First Lady", "Kim Keon-hee", ALIASES)
    assert same_person("김건희 여사", "the first lady", ALIASES)
    assert not same_person("the first lady", "Kim Tae-hyo", ALIASES)


def test_aliases_part_what_rules_would_merge() -> None:
    """Spellings that stand in two lines are two people's."""
    assert same_person("Kim Jeong-eun", "김정은")
    assert not same_person("Kim Jeong-eun", "김정은", ALIASES)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("President Yoon Suk-yeol's", "Yoon Suk-yeol"),
        ("Smith, John", "John Smith"),
        ("Kim Tae-hyo, First Deputy Director of the National Security Office", "Kim Tae-hyo"),
        ("Prime Minister Narendra Modi", "Narendra Modi"),
        ("국민의힘 한동훈 대표는", "한동훈"),
        ("Goldman Sachs", "Goldman Sachs"),
        ("the foreign minister", "the foreign minister"),
    ],
)
def test_a_name_is_shown_without_titles(text: str, spelling: str) -> None:
    """The spelling is as it was written, without what stands around it."""
    assert parse(text).spelling == spelling


def test_people_share_a_family_name() -> None:
    """A family name that two people bear stands for neither; both can be asked for."""
    people = People.of(["Foreign Minister Cho Tae-yul", "Cho", "Cho Tae-yong"])
    assert people.fullest("Cho") is None
    assert people.fitting("Cho") == ("Cho Tae-yul", "Cho Tae-yong")
    assert people.fullest("Cho Tae-yul") == "Cho Tae-yul"


def test_a_title_decides_between_two() -> None:
    """The president is the one whom the article calls so."""
    people = People.of(["President Yoon Suk Yeol", "Yoon Sang-hyun", "President Yoon", "Yoon"])
    assert people.fullest("President Yoon") == "Yoon Suk Yeol"
    assert people.fullest("Yoon") is None
    first_lady = People.of(["First Lady Kim Keon-hee", "Kim Tae-hyo"])
    assert first_lady.fullest("Ms. Kim") == "Kim Keon-hee"


def test_the_fullest_spelling_is_the_articles_own() -> None:
    """A short name leads to the fullest one of the article, capitals being the last choice."""
    people = People.of(["YOON SUK YEOL", "Yoon", "President Yoon Suk-yeol", "윤 대통령"])
    assert people.fullest("Yoon") == "Yoon Suk-yeol"
    assert len(people.groups) == 1
    assert people.fullest("Moon") is None
    assert People.of([]).fullest("Yoon") is None


def test_an_initial_that_fits_two_joins_neither() -> None:
    """J. Smith between John and Jane Smith does not make them one."""
    people = People.of(["J. Smith", "John Smith", "Jane Smith"])
    assert people.groups == (("John Smith",), ("Jane Smith",))
    assert people.fullest("J. Smith") is None


def test_father_and_son_stay_apart() -> None:
    """Where an article writes "Jr." once, the name without it is another's."""
    people = People.of(["President Donald Trump", "Donald Trump Jr.", "Trump", "President Trump"])
    assert people.fullest("Trump") is None
    assert people.fullest("President Trump") == "Donald Trump"
    assert People.of(["Martin Luther King Jr.", "King"]).fullest("King") is not None


def test_people_know_aliases() -> None:
    """Whom the article calls only by an alias is found by another name."""
    people = People.of(["the first lady", "Kim Tae-hyo"], ALIASES)
    assert people.fullest("Kim Keon-hee") == "the first lady"
    assert people.fullest("the first lady") == "the first lady"


NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            "Yoon Suk Yeol Suk-yeol 윤석열 대통령 President Mr. J. Smith, John's Jr. van de King of"
            " the Office Путин ъ Ь. ya Я Ивáн i 전 Kim ( ) ' - minister Lee 조 장관은".split()
        ),
        max_size=6,
    ).map(" ".join),
)


@given(NAMES, NAMES)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    """The order in which two names are given makes no difference."""
    assert same_person(one, other) is same_person(other, one)
    assert same_person(one, other, ALIASES) is same_person(other, one, ALIASES)


@given(NAMES)
def test_a_name_is_its_own(name: str) -> None:
    """Whatever holds a letter is the same person as itself; without one it is nobody."""
    assert same_person(name, name) or not any(character.isalpha() for character in name)
    assert not same_person("", name)


@given(st.lists(NAMES, max_size=8), NAMES)
def test_people_take_any_names(names: list[str], asked: str) -> None:
    """Nothing raises, no name is in two groups, and nobody is in a group he does not fit."""
    people = People.of(names)
    grouped = [name for group in people.groups for name in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(names)
    assert all(same_person(a, b) for group in people.groups for a, b in combinations(group, 2))
    people.fullest(asked)


GIVEN = ("Tae-yul", "Tae-yong", "Tae-hyo", "Sang-woo", "Sang-wook", "Chun-seop", "Young-ho", "Jin")


@given(
    st.sampled_from(["Cho", "Park", "Kim", "Yoon"]),
    st.lists(st.sampled_from(GIVEN), min_size=2, unique=True),
    st.lists(st.sampled_from(["President", "Minister", "Mr.", ""]), min_size=1),
)
def test_people_with_different_given_names_stay_apart(
    family: str, given: list[str], titles: list[str]
) -> None:
    """Whatever the article calls them besides, bearers of one family name are not merged."""
    full = [f"{family} {name}" for name in given]
    short = [f"{title} {family}".strip() for title in titles]
    people = People.of([*short, *full])
    assert all(people.fullest(name) == name for name in full)
    assert all(people.fullest(name) is None for name in short)


@pytest.mark.parametrize("unit", ["Kim ", "(", "a, ", "'s ", "윤 대통령 ", "́", "J.", "the ", "x-"])
def test_time_grows_with_the_text(unit: str) -> None:
    """A text ten times as long takes no more than some thirty times as long."""
    few, many = (f"{unit * count}x" for count in (4_000, 40_000))
    base = shortest(lambda: same_person(few, few + "y"))
    assert shortest(lambda: same_person(many, many + "y")) <= 30 * max(base, 0.001)
