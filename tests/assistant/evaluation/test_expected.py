"""What counts as stating an expected answer, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.expected import Sought

HOW_MUCH = "How much did it cost?"
SHARE = "What percentage of them agreed?"


@pytest.mark.parametrize(
    ("answer", "text", "question"),
    [
        # A possessive.
        ("China", "The leak was China's largest.", ""),
        ("China", "It was China’s largest leak.", ""),
        ("McDonald’s", "a menu at McDonald's", ""),
        # Numbers by value.
        ("17", "A 17-year-old flew around the world.", "How old is he?"),
        ("17", "She is seventeen.", "How old is she?"),
        ("9", "nine ships", ""),
        ("nine", "9 ships", ""),
        ("42", "forty-two cars", ""),
        ("One", "1 car", ""),
        ("1,600", "1600 titles", ""),
        ("$12.6 million", "It sold for $12,600,000.", HOW_MUCH),
        ("$12,600,000", "It sold for $12.6m.", HOW_MUCH),
        ("$12.6 million", "It sold for 12.6 million dollars.", HOW_MUCH),
        ("$12.6 million", "It sold for US$12.6 million.", HOW_MUCH),
        ("£3bn", "a 3-billion-pound loan", ""),
        ("500,000", "half a million people", ""),
        ("2.5 million", "two and a half million customers", ""),
        ("2.5", "two and a half hours", ""),
        ("10,000", "a crowd of 10k", ""),
        ("$5", "at $5.00 a gallon", HOW_MUCH),
        ("60%", "60 percent of adults", SHARE),
        ("60 percent", "sixty per cent of adults", SHARE),
        ("79", "79% of Americans", SHARE),
        ("12", "It cost $12.", HOW_MUCH),
        ("-5", "minus five degrees", ""),
        ("2조 3000억", "2.3 trillion won", "How much is it in won?"),
        ("42", "고속열차 42량을 공급한다", ""),
        ("5 km", "five kilometres away", ""),
        ("7 p.m.", "It starts at 7:00 pm.", ""),
        # Ordinals and dates.
        ("5th", "the fifth time", ""),
        ("twenty-first", "the 21st century", ""),
        ("September 5", "on Sept. 5", ""),
        ("5 September", "on September 5th", ""),
        ("July 4", "on the Fourth of July", ""),
        ("May", "It was in May.", "When was it?"),
        # Compounds, in pieces and as one.
        ("China", "a China-led bank", ""),
        ("high-speed internet", "high speed internet", ""),
        ("Cho Tae-yul", "Foreign Minister Cho Taeyul", ""),
        ("Covid-19", "the COVID 19 pandemic", ""),
        # Plurals, case, accents, width, spelling, signs.
        ("Heat waves", "a heat wave in Spain", ""),
        ("Snake", "Two snakes were caught.", ""),
        ("Cherry", "red cherries", ""),
        ("Climate change", "It is climate change.", ""),
        ("Málaga", "in Malaga", ""),
        ("NATO", "Nato said so", ""),
        ("42", "\uff14\uff12 cars", ""),
        ("Labour centre", "a labor center", ""),
        ("“Succession”", "the show 'Succession'", ""),
        ("New Jersey & Oregon", "in New Jersey and Oregon", ""),
        ("Russia and China", "China and Russia are closer", ""),
        ("United States", "in the U.S. and abroad", ""),
        ("the UK", "in the United Kingdom", ""),
        ("Rep. Liz Cheney", "Representative Liz Cheney", ""),
        ("President Joe Biden", "Joe Biden tested positive", ""),
        ("3-2", "a 3\u20132 win", ""),
        ("No. 1", "the number one song", ""),
        ("Vitamin A", "too little vitamin A", ""),
        ("조태열", "조태열이 말했다", ""),
        # A negation of something else.
        ("China", "not only China", ""),
        ("China", "It did not, China said.", ""),
        ("2 million", "no more than 2 million", ""),
    ],
)
def test_answer_in_other_words_is_the_same(answer: str, text: str, question: str) -> None:
    """A person would say that the text gives the answer."""
    assert Sought(text, question).states(answer)


@pytest.mark.parametrize(
    ("answer", "text", "question"),
    [
        # Part of a number.
        ("12", "120 cars", ""),
        ("12", "12.5 miles", ""),
        ("12", "12,500 cars", ""),
        ("9", "19 ships", ""),
        ("nine", "ninety ships", ""),
        ("nine", "twenty-nine ships", ""),
        ("2", "2 million cars", ""),
        ("2", "two and a half million cars", ""),
        ("2", "2 or 3 million cars", ""),
        ("2", "two-thirds of them", ""),
        ("2", "two and a half hours", ""),
        ("12", "at 12:30", ""),
        ("9", "after 9/11", ""),
        ("3", "a 3\u20132 win", ""),
        ("2021", "the 2021-22 season", ""),
        ("$5", "$5-6 million", HOW_MUCH),
        # Another scale, currency, unit or sign.
        ("$12.6 million", "12.6 billion dollars", HOW_MUCH),
        ("$12.6 million", "$12.6", HOW_MUCH),
        ("$12.6 million", "12.6 million euros", HOW_MUCH),
        ("$5", "C$5", HOW_MUCH),
        ("35 crowns", "35 euros", HOW_MUCH),
        ("35 crowns", "35 people", HOW_MUCH),
        ("5m tenge", "5m roubles", HOW_MUCH),
        ("$5", "5 people", HOW_MUCH),
        ("60%", "60 people", SHARE),
        ("5%", "5 percentage points", SHARE),
        ("12", "12% more", "How many people were hurt?"),
        ("12", "a fee of $12", "How many people were hurt?"),
        ("5 km", "5 miles away", ""),
        ("12 days", "12 weeks", ""),
        ("6", "6 weeks", "How many months was it extended?"),
        ("5", "-5 degrees", ""),
        # Part of a name or an identifier.
        ("19", "the Covid-19 pandemic", ""),
        ("16", "an F-16 jet", ""),
        ("5", "the BA.5 variant", ""),
        ("7", "at the G7", ""),
        ("1990", "in the 1990s", ""),
        # Other kinds of number.
        ("5", "the 5th time", ""),
        ("5th", "5 times", ""),
        ("1", "one of the ministers", ""),
        ("2nd", "miles per second", ""),
        ("September 5", "on September 15", ""),
        ("September 5", "on 6 September", ""),
        # Other words.
        ("May", "it may rain", ""),
        ("March", "they march on", ""),
        ("US", "it tells us", ""),
        ("us", "the US", ""),
        ("WHO", "who said so", ""),
        ("AIDS", "it aids them", ""),
        ("United", "the United States", ""),
        ("new", "the news", ""),
        ("Kansa", "Kansas", ""),
        ("Brave", "the Atlanta Braves", ""),
        ("good", "they sold goods", ""),
        ("Cho", "Psychology", ""),
        ("Niger", "Nigeria", ""),
        ("March", "at Mar-a-Lago", ""),
        ("Vitamin A", "too little vitamin D", ""),
        ("President of Mexico", "the capital of Mexico", ""),
        # Contrary or negated.
        ("China", "an anti-China bill", ""),
        ("sugar", "a sugar-free drink", ""),
        ("China", "It was not China.", ""),
        ("China", "Japan rather than China", ""),
        ("China", "instead of China", ""),
        ("12", "not 12 but 15", ""),
        ("guilty", "He isn’t guilty.", ""),
        ("Russia and China", "Russia, and later not China", ""),
        # Nothing.
        ("the", "anything", ""),
        ("", "anything", ""),
    ],
)
def test_something_else_is_not_the_answer(answer: str, text: str, question: str) -> None:
    """A person would say that the text gives another answer, or none."""
    assert not Sought(text, question).states(answer)


@given(st.text(), st.text())
def test_any_text_can_be_searched(text: str, answer: str) -> None:
    """No text breaks the search."""
    Sought(text, answer).states(answer)


@given(
    st.lists(st.sampled_from("Ann met 12 people in Oslo on May 5th not US $3m".split()), max_size=9)
)
def test_a_text_that_negates_nothing_states_itself(words: list[str]) -> None:
    """Whatever is read of an answer is read of the same words in a text."""
    said = " ".join(words)
    if any(word not in ("on", "in", "met") for word in words) and words[:1] != ["not"]:
        assert Sought(said).states(said)
