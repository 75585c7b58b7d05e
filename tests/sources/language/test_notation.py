from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.notation import notations
from tests.timing import shortest


def keys(text: str) -> list[str]:
    """Return the keys of what a text writes."""
    return [each.key for each in notations(text)]


@pytest.mark.parametrize(
    "same",
    [
        ("£5m", "£5 million", "5 million pounds", "five million pounds", "£5,000,000"),
        ("$5bn", "US$5bn", "$5 billion", "5 billion US dollars"),
        ("half a billion", "500 million", "500,000,000", "500 000 000"),
        ("1.5 million", "1,500,000", "one and a half million", "1½ million"),
        ("a quarter of a million", "250,000", "250k"),
        ("10k", "10,000", "ten thousand"),
        ("3½", "3.5", "three and a half"),
        ("three quarters", "three-quarters", "75%", "75 per cent", "75 percent"),
        ("two thousand", "2,000", "2000"),
        ("$96", "96 dollars", "ninety-six dollars"),
        ("KZT 5m", "5m tenge", "5 million tenges", "₸5,000,000", "5,000,000 KZT", "₸5m"),
        ("A$5", "5 Australian dollars", "AUD 5", "AU$5"),
        ("Rs 12", "Rs. 12", "12 rupees", "₹12", "INR 12", "one dozen rupees"),
        ("35 crowns", "35 kr", "kr 35"),
        ("5 roubles", "5 rubles", "₽5", "RUB 5", "5₽"),
        ("5 Swedish kronor", "SEK 5", "5 SEK"),
        ("5 won", "₩5", "5 South Korean won", "KRW 5", "5원", "5원을"),
        (
            *("EUR 4.2m", "EUR4.2m", "€4.2m", "€4.2M", "€4.2 million", "4.2 million euros"),
            *("4.2m EUR", "4.2M EUR", "4.2m€", "Euro 4.2 million", "4,2 Millionen Euro"),
            *("4,2 Mio. €", "€ 4,2 Mio.", "420만 유로"),
        ),
        (
            "US$4.2m",
            "$4.2 million",
            "USD4.2m",
            "4.2 million U.S. dollars",
            "420만 달러",
            "420만 미 달러",
        ),
        ("420m won", "W420 million", "KRW420m", "4억 2천만 원", "4억2000만원", "4.2억 원"),
        ("420 million yen", "JPY420m", "JP¥420m", "4억 2000만 엔"),
        ("420 million yuan", "RMB 420 million", "RMB420m", "CN¥420m", "4억2000만 위안"),
        ("CHF 4.2m", "CHF4.2m", "SFr4.2m", "Fr. 4.2 million", "4.2 million Swiss francs"),
        ("Rs4.2m", "Rs. 4.2 million", "INR4.2m", "42 lakh rupees"),
        ("R$4.2m", "R$ 4.2 million", "BRL4.2m", "4.2 million reais"),
        ("HK$4.2m", "HKD4.2m", "4.2 million Hong Kong dollars", "420만 홍콩달러"),
        ("S$4.2m", "SGD 4.2m", "4.2 million Singapore dollars"),
        ("C$4.2m", "CA$4.2m", "Can$4.2m", "4.2 million Canadian dollars"),
        ("4.2 million Swedish kronor", "4.2 million Swedish crowns", "SEK4.2m"),
        ("TRY4.2m", "TL4.2m", "4.2 million TL", "4.2 million Turkish liras", "₺4.2m"),
        ("R4.2 million", "ZAR4.2m", "4.2 million rand"),
        ("zł4.2m", "4.2 million zł", "PLN4.2m"),
        ("RM4.2m", "RM 4.2 million", "4.2 million ringgit"),
        ("COP 4.2 million", "4.2 million Colombian pesos"),
        ("7.30pm", "7:30 p.m.", "7.30 PM", "7:30pm"),
        ("7pm", "7 p.m.", "7:00 p.m."),
        ("9 May", "May 9", "May 9th", "9th of May", "the 9th of May"),
        ("Sept. 3", "3 September", "September 3rd"),
        ("−5.2", "-5.2", "‑5.2", "minus 5.2"),
        ("first", "1st", "1st"),
        ("twenty-first", "21st"),
        ("No. 10", "Number 10", "No. ten", "number ten"),
        ("40km", "40 km", "40 kilometres", "forty kilometers"),
        ("2°C", "2 °C", "2 degrees Celsius"),
        ("a dozen", "twelve", "12"),
    ],
    ids=lambda same: same[0],
)
def test_one_number_in_the_style_of_several_houses(same: tuple[str, ...]) -> None:
    """All of them share a key."""
    assert {tuple(keys(f"It was {text} there.")) for text in same} == {tuple(keys(same[0]))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£5m", "$5m"),
        ("£5m", "£5bn"),
        ("£5m", "5m"),
        ("A$5", "$5"),
        ("A$5", "C$5"),
        ("5 crowns", "5 rupees"),
        ("5 tenge", "5"),
        ("5 real reasons", "5 Brazilian reals"),
        ("5 ALL TIME", "5 lek"),
        ("COP 28", "28 pesos"),
        ("TRY 5", "5 lira"),
        ("SR 520", "520 riyals"),
        ("TL 5", "5 lira"),
        ("R4", "4 rand"),
        ("4,200 people", "4.2 million people"),
        ("4,2", "4.2"),
        ("−5.2", "5.2"),
        ("7.30pm", "7.30am"),
        ("9 May", "19 May"),
        ("9 May", "9 March"),
        ("May 9", "May 1909"),
        ("2°C", "2°F"),
        ("2%", "2 percentage points"),
        ("a third of them", "the third of them"),
        ("5m", "5m people"),
        ("1.4m", "1.4bn"),
        ("20 000", "20 00"),
        ("40 km", "40 km/h"),
    ],
)
def test_other_numbers_keep_their_own_keys(one: str, other: str) -> None:
    """A currency, a scale, a sign, half of the day or a unit makes another number."""
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "text",
    ["No 10-year-old came", "No. It was cold", "no people", "The score was 3-2", "one of them"],
)
def test_what_is_no_number(text: str) -> None:
    """A negation stays one, and so do scores and pronouns."""
    assert "number" not in keys(text)
    assert text.startswith("No 10") or not keys(text)


def test_the_address_of_the_prime_minister() -> None:
    """It may be written without a point."""
    assert keys("No 10 said so, as people at No 10 do") == ["number", "10"] * 2


@given(st.text(st.sampled_from("0123456789.,:-−£$%½ apmMyofthNnNo°Ckm억"), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """What is found lies in the text, in order."""
    end = 0
    for each in notations(text):
        assert end <= each.start < each.end <= len(text)
        end = each.end


@pytest.mark.parametrize("piece", ["9 May ", "7.30pm ", "No. 1 ", "two thirds ", "£5m ", "5-"])
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    short, long = piece * 1_000, piece * 4_000
    list(notations(long))
    assert shortest(lambda: keys(long)) < 10 * shortest(lambda: keys(short)) + 0.05
