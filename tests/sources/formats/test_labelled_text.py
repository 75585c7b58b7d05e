from __future__ import annotations

from pathlib import Path

import pytest

from sources.article import Page
from sources.cleaning.cleaner import clean
from sources.formats.labelled_text import with_turns
from tests.sources.formats.transcripts import page_of, said_in

INTERVIEW = """Interview with Mayor Ann Lee

Port Gazette, 5 May 2024

Q. Why do you, uh, want it?

A. I, I mean, we are going to build it. [00:12:31] You know, it is cheap.

Not at all dear.

(Laughter)

Q. And then?

A. We rest.

The mayor was elected in 2019.

This interview was edited for length.
"""


def test_an_interview_has_a_head_and_turns(tmp_path: Path) -> None:
    """What comes before the first label is the article's head, asides and notes nobody's words."""
    page = page_of(tmp_path, "a.txt", INTERVIEW)
    assert page.text == "Interview with Mayor Ann Lee\n\nPort Gazette, 5 May 2024"
    assert [turn.label for turn in page.turns] == [3, 3, 0, None, 3, 3, None, None]
    assert said_in(page) == [
        (None, "Why do you, uh, want it?", None),
        ("Ann Lee", "I, I mean, we are going to build it. You know, it is cheap.", None),
        ("Ann Lee", "Not at all dear.", 751),
        (None, "And then?", 751),
        ("Ann Lee", "We rest.", 751),
    ]
    assert clean(page).headline == "Interview with Mayor Ann Lee"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[00:00:01] SEN. ANN LEE (D-OH): We will go.\n[00:00:05] HALL: Why?\nLEE: Because.",
            [("Ann Lee", "We will go.", 1), ("Hall", "Why?", 5), ("Ann Lee", "Because.", 5)],
        ),
        (
            "Ann Lee  0:03\nWe will go\nand stay.\n\nBob Hall  0:09\nWhy?",
            [("Ann Lee", "We will go and stay.", 3), ("Bob Hall", "Why?", 9)],
        ),
        (
            "ANN LEE:\nWe will go.\n\nHOST:\n(laughs)\nWhy?",
            [("Ann Lee", "We will go.", None), (None, "Why?", None)],
        ),
        (
            "Ann Lee: We go.\n\nBob Hall: Why?\n\nAnn Lee: Because.\n\nBob Hall: I see.",
            [
                *(("Ann Lee", "We go.", None), ("Bob Hall", "Why?", None)),
                *(("Ann Lee", "Because.", None), ("Bob Hall", "I see.", None)),
            ],
        ),
        (
            "Q. is Ms Tremaine, A. is the witness Mr Bakir.\n\nQ. A rope?\n\nA. His wife.",
            [("Tremaine", "A rope?", None), ("Bakir", "His wife.", None)],
        ),
        (
            "Mrs Ann Lee (Wexham) (Con): Has it run?\n\nThe Under-Secretary of State for Roads "
            "and Buses (Mr Bob Hall): It has not.\n\nMrs Lee: Why?\n\nMr Hall: Snow.",
            [
                *(("Ann Lee", "Has it run?", None), ("Bob Hall", "It has not.", None)),
                *(("Ann Lee", "Why?", None), ("Bob Hall", "Snow.", None)),
            ],
        ),
        (
            "Q114 Chair: How many?\n\nAnn Lee: Nine.\n\nQ115 Chair: Nine?\n\nAnn Lee: Or ten.",
            [
                *((None, "How many?", None), ("Ann Lee", "Nine.", None)),
                *((None, "Nine?", None), ("Ann Lee", "Or ten.", None)),
            ],
        ),
        (
            "THE PRESS SECRETARY: Good day.\n\nQ Does he know?\n\nTHE PRESS SECRETARY: Yes.",
            [
                ("The Press Secretary", "Good day.", None),
                (None, "Does he know?", None),
                ("The Press Secretary", "Yes.", None),
            ],
        ),
        (
            "Person interviewed: Ann Lee\n\nBOB HALL: Who drove?\n\nLEE: Me.\n\nBOB HALL: You?",
            [
                ("Bob Hall", "Who drove?", None),
                ("Ann Lee", "Me.", None),
                ("Bob Hall", "You?", None),
            ],
        ),
        (
            "Q: How many?\n\nA (TOR HALVORSEN): Seven.\n\nA (MAREN HALVORSEN): Eight.",
            [
                *((None, "How many?", None), ("Tor Halvorsen", "Seven.", None)),
                ("Maren Halvorsen", "Eight.", None),
            ],
        ),
    ],
)
def test_labels_of_many_kinds_name_speakers(
    tmp_path: Path, text: str, said: list[tuple[str | None, str, int | None]]
) -> None:
    """In capitals, with titles and times, as names, as letters."""
    assert said_in(page_of(tmp_path, "a.txt", text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "Soup\n\nServes: four people\nTime: twenty minutes\n\nPeel the potatoes and boil them.",
        "LONDON: The government said on Monday that it would go.\n\nIt did not say when.",
        "The council met. A: it kept fares. The mayor said: we will see.",
        "A. First point of a list.\n\nB. Second point of a list.\n\nA. Third point of it.",
        "The council met and kept all of the fares, it said, and nobody was against it.\n\n"
        "GAS TIPS: Prices are soaring\nGAS LIST: Where it is cheap",
        "Florence: The square, at one.\nMobile: The hall, at two.\nFlorence: The park, at three.\n"
        "Troy: The inn, at four.\nSelma: The bridge, at five.\nJasper: The church, at six.",
        "May 22, 2014: He came.\nMay 23, 2014: He saw.\nMay 23, 2014: He won.",
        "Update: It is over.\n\nThe council met on Monday and kept all of the fares, it said.",
    ],
)
def test_other_colons_make_no_transcript(text: str) -> None:
    """Recipes, datelines and lists stay what they are."""
    page = Page("a.txt", text)
    assert with_turns(page) is page


def test_whoever_is_alone_named_above_the_questions_answers_them(tmp_path: Path) -> None:
    """And what a page puts below an interview is left out."""
    text = (
        "The sea will not come back\n\nYun Chae-rin, a hydrologist, has worked in Jeonju since.\n"
        "\nQ. How many trees have you planted?\n\nA. About sixty, and half are alive.\n\n"
        "Copyright ⓒ Hangang Ledger. All rights reserved.\n"
    )
    page = page_of(tmp_path, "a.txt", text)
    assert said_in(page) == [
        (None, "How many trees have you planted?", None),
        ("Yun Chae-rin", "About sixty, and half are alive.", None),
    ]
    assert "Copyright" not in clean(page).text


def test_the_words_in_marks_of_a_speech_are_not_the_speakers_for_sure(tmp_path: Path) -> None:
    """A speaker who quotes somebody is not quoted with it; one in marks throughout is."""
    text = 'LEE: He told me "we will never pay" and left.\n\nHALL: "All of it is mine."'
    said = said_in(page_of(tmp_path, "a.txt", text))
    assert ("Hall", "All of it is mine.", None) in said
    assert len(said) == 3
    assert next(name for name, words, _ in said if words == "we will never pay") != "Lee"
