from __future__ import annotations

import pytest

from tests.sources.quoting import Found, found_in, reported_in

MAYOR = "Mayor Lena Okafor opened the bridge on Monday."


def said(*paragraphs: str) -> list[tuple[str, str | None]]:
    """Return the quoted words with the names of those who speak."""
    return [(one.words, one.name) for one in found_in(*paragraphs)]


@pytest.mark.parametrize(
    ("sentence", "mention", "cue"),
    [
        ("“The bridge is ours to keep,” Lena Okafor said.", "Lena Okafor", "said"),
        ("“The bridge is ours to keep,” said Lena Okafor.", "Lena Okafor", "said"),
        (
            "“The bridge is ours to keep,” said Labour backbencher Lena Okafor.",
            "Labour backbencher Lena Okafor",
            "said",
        ),
        ("Lena Okafor said, “The bridge is ours to keep.”", "Lena Okafor", "said"),
        (
            "Lena Okafor told reporters: “The bridge is ours to keep.”",
            "Lena Okafor",
            "told reporters",
        ),
        ("Lena Okafor later added that “the bridge is ours to keep.”", "Lena Okafor", "added"),
        ("According to Lena Okafor, “the bridge is ours to keep.”", "Lena Okafor", "According to"),
        ("“The bridge is ours to keep,” according to Lena Okafor.", "Lena Okafor", "according to"),
        ("“The bridge is ours to keep,” as Lena Okafor put it.", "Lena Okafor", "put"),
        (
            "Lena Okafor, the mayor of Eastport, said “the bridge is ours to keep.”",
            "Lena Okafor",
            "said",
        ),
        (
            "Lena Okafor (Ind.), who ran twice, said: “The bridge is ours to keep.”",
            "Lena Okafor",
            "said",
        ),
    ],
)
def test_speaker_and_cue_are_found_on_either_side(sentence: str, mention: str, cue: str) -> None:
    """The speaker and the cue may stand before or behind the words, over appositions too."""
    (one,) = found_in(sentence)
    assert one.words.lower().startswith("the bridge is ours to keep")
    assert one.kind == "direct"
    assert (one.mention, one.name, one.cue) == (mention, "Lena Okafor", cue)
    assert not one.resolved


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ren Aoki of the Ferry Institute said", "Ren Aoki"),
        ("Ren Aoki from the Institute for Rivers said", "Ren Aoki"),
        ("Ren Aoki at Eastport Ferries said", "Ren Aoki"),
        ("Dr. Aoki of Eastport University said", "Aoki"),
        ("After the vote, Aoki of the Ferry Institute said", "Aoki"),
        ("Prime Minister Ren Aoki of Norland in Eastport said", "Ren Aoki"),
        ("Aoki in an interview with Harbour Radio said", "Aoki"),
        ("The chair, Ren Aoki of the Ferry Institute, said", "Ren Aoki"),
        ("Bank of Norland analyst Ren Aoki said", "Ren Aoki"),
        ("Minister of Trade Ren Aoki said", "Ren Aoki"),
        ("Children of Men director Ren Aoki said", "Ren Aoki"),
        ("The Minister of Foreign Affairs said", None),
        ("A spokesman for President Ren Aoki said", None),
        ("Allies of President Aoki said", None),
        ("Federation of Trade Unions said", None),
        ("Ren Aoki and Mia Sund of the Ferry Institute said", None),
    ],
)
def test_who_belongs_to_a_house_speaks_not_the_house(sentence: str, name: str | None) -> None:
    """A name before "of" is the speaker, but for an office, and for a house named that way."""
    (one,) = found_in(f"{sentence}, “The bridge is ours to keep.”")
    assert one.name == name


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Ren Aoki of the Ferry Institute", "Ren Aoki"),
        ("Bank of Norland analyst Ren Aoki", "Ren Aoki"),
        ("Minister of Foreign Affairs Ren Aoki", "Ren Aoki"),
        ("a spokesman for President Ren Aoki", None),
    ],
)
def test_a_speaker_behind_the_verb_belongs_to_a_house_too(speaker: str, name: str | None) -> None:
    """The same names are read behind "said"."""
    (one,) = found_in(f"“The bridge is ours to keep,” said {speaker}.")
    assert one.name == name


def test_extent_is_the_quoted_words_without_marks() -> None:
    """The extent runs from mark to mark: the comma inside belongs to it, the marks do not."""
    (one,) = found_in('"We will rebuild, stone by stone," Okafor said.')
    assert one.words == "We will rebuild, stone by stone,"


@pytest.mark.parametrize(
    "marked",
    ["“{}”", '"{}"', "''{}''", "‘‘{}’’", "‘{}’", "'{}'", "«{}»", "「{}」", "『{}』"],
)
def test_all_marks_are_known(marked: str) -> None:
    """Words in any kind of quotation marks are a quotation."""
    (one,) = found_in(f"Okafor said: {marked.format('We will not sell the ferry.')}")
    assert (one.words, one.kind, one.name) == ("We will not sell the ferry.", "direct", "Okafor")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The Ferry Council warned of what it called “a clear threat”.", "Ferry Council"),
        ("The Ferry Council rejected what it called “a clear threat”.", "Ferry Council"),
        ("Lena Okafor saw the plan and what it called “a clear threat”.", None),
    ],
)
def test_it_is_the_house_that_the_sentence_is_about(sentence: str, name: str | None) -> None:
    """“It” stands for a body that the sentence begins with, and for no person."""
    (one,) = found_in(sentence)
    assert one.name == name


def test_a_straight_mark_ends_what_a_curved_one_began() -> None:
    """Copy that mixes its marks is read, and straight ones inside curved ones still are inside."""
    mixed = '“We will not sell the ferry," Lena Okafor said. “It is ours," she added.'
    assert said(mixed) == [
        ("We will not sell the ferry,", "Lena Okafor"),
        ("It is ours,", "Lena Okafor"),
    ]
    assert said('“We will not sell the "Swan" at all,” Okafor said.') == [
        ('We will not sell the "Swan" at all,', "Okafor")
    ]


def test_nested_marks_belong_to_the_outer_quotation() -> None:
    """What is quoted inside of a quotation is part of it."""
    (one,) = found_in("“They told us ‘wait a year’ and left,” said Okafor.")
    assert one.words == "They told us ‘wait a year’ and left,"


@pytest.mark.parametrize(
    "sentence",
    [
        "The workers' hall and the '90s club don't open before six o'clock.",
        "It’s the ferrymen’s day, rock ’n’ roll and all.",
        'A 24" pipe lies beside the bridge.',
    ],
)
def test_apostrophe_is_no_mark(sentence: str) -> None:
    """Apostrophes, elisions and inches open no quotation."""
    assert found_in(sentence) == []


def test_possessive_does_not_close_single_marks() -> None:
    """An apostrophe behind a plural lets the quotation go on."""
    (one,) = found_in("'The workers' hall stays open until we say so,' Okafor said.")
    assert one.words == "The workers' hall stays open until we say so,"


def test_interrupted_quotation_is_two_of_one_speaker() -> None:
    """An attribution inside parts a quotation, and both parts have its speaker."""
    first, second = found_in("“We will,” Okafor said, “not accept the offer.”")
    assert (first.words, second.words) == ("We will,", "not accept the offer.")
    assert first.name == second.name == "Okafor"
    assert first.cue == second.cue == "said"


@pytest.mark.parametrize("noun", ["conference call", "earnings report", "formal answer"])
def test_a_noun_before_the_second_part_is_no_verb(noun: str) -> None:
    """What looks like a verb behind a preposition does not ascribe the words to another."""
    one, other = found_in(f"“It hurts,” Ann Lee told analysts on a {noun}, “and it is our fault.”")
    assert (one.name, other.name) == ("Ann Lee", "Ann Lee")


def test_sentence_behind_goes_on_with_the_speaker() -> None:
    """A quotation behind an attributed one, with no cue, is the same speaker's."""
    first, second = found_in("“We are late,” Okafor said. “We know that we are late.”")
    assert (second.name, second.cue) == (first.name, None) == ("Okafor", None)


@pytest.mark.parametrize(("opener", "closer"), [("“", "”"), ('"', '"')])
def test_quotation_over_paragraphs_is_one_for_each(opener: str, closer: str) -> None:
    """Each paragraph of a long quotation opens anew, only the last one closes."""
    found = found_in(
        f"Okafor said: {opener}The first pier is done.",
        f"{opener}The second will take a year.",
        f"{opener}Then we are finished.{closer}",
        "She left.",
    )
    assert [one.words for one in found] == [
        "The first pier is done.",
        "The second will take a year.",
        "Then we are finished.",
    ]
    assert {(one.name, one.kind) for one in found} == {("Okafor", "direct")}


def test_quotation_may_close_paragraphs_later() -> None:
    """A quotation that only its first paragraph opens ends where a mark closes it."""
    found = found_in(
        "Okafor said: “The pier is done.", "It cost a fortune.", "It is ours.” She left."
    )
    assert [one.words for one in found] == [
        "The pier is done.",
        "It cost a fortune.",
        "It is ours.",
    ]
    assert {one.name for one in found} == {"Okafor"}


def test_mark_that_never_closes_holds_nothing() -> None:
    """A mark without a partner makes no quotation out of the rest of the page."""
    assert found_in("Okafor said: “The pier is done, and left.", "Nobody spoke after that.") == []


def test_pronoun_stands_for_the_last_who_fits() -> None:
    """A pronoun is the last woman named or speaking, not the last person."""
    found = found_in(
        "Mrs. Okafor met Mr. Tran on the bridge. “It holds,” Mr. Tran said.",
        "“I crossed it twice,” she added.",
    )
    assert [(one.mention, one.name, one.resolved) for one in found] == [
        ("Mr. Tran", "Tran", False),
        ("she", "Okafor", True),
    ]


def test_gender_is_learnt_from_a_pronoun() -> None:
    """Whom "he" once stood for, "she" does not stand for."""
    found = said(
        "“It holds,” Dana Whitlow said. “I built it,” he added.",
        "Robin Achebe watched. “I paid for it,” she said.",
    )
    assert found[-1] == ("I paid for it,", "Robin Achebe")


@pytest.mark.parametrize("pronoun", ["she", "he"])
def test_titles_of_both_genders_tell_none(pronoun: str) -> None:
    """Whom an article calls wife and chairman either pronoun may stand for, in every process."""
    found = said(
        "Robin Achebe, the chairman and the wife of the mayor, watched.",
        f"“I paid for it,” {pronoun} said.",
    )
    assert found[-1] == ("I paid for it,", "Robin Achebe")


@pytest.mark.parametrize(
    ("introduced", "phrase"),
    [
        ("Finance Minister Jonas Brekke arrived with Lena Okafor.", "The minister"),
        ("Jonas Brekke, the harbour engineer, arrived with Lena Okafor.", "The engineer"),
    ],
)
def test_noun_phrase_stands_for_whom_it_was_said_of(introduced: str, phrase: str) -> None:
    """A noun phrase is the last person with that title, or of whom it was said."""
    (one,) = found_in(introduced, f"“The money is there,” {phrase.lower()} said.")
    assert (one.mention, one.name, one.resolved) == (phrase.lower(), "Jonas Brekke", True)


LUND = "Erik Lund is the mayor of Kelmar. Ingrid Dahl, the chair of the union, disagrees."


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("In a statement, the mayor said:", "Erik Lund"),
        ("In a letter to members, the chair wrote:", "Ingrid Dahl"),
        ("At a briefing in Ostvik, the minister said:", None),
        ("Speaking in Kelmar, Lund said:", "Erik Lund"),
        ("Speaking to reporters in Kelmar, the mayor said:", "Erik Lund"),
        ("Asked about it, she said:", "Ingrid Dahl"),
        ("Asked about the plan on Tuesday, the mayor replied:", "Erik Lund"),
        ("On Monday the council said:", None),
        ("On Monday the mayor said:", "Erik Lund"),
        ("In Kelmar the mayor said:", "Erik Lund"),
        ("Later, in an interview with the Ostvik Ledger, the mayor said:", "Erik Lund"),
        ("Standing beside the harbour in Kelmar, the mayor said:", "Erik Lund"),
        ("The mayor of Kelmar said:", "Erik Lund"),
        ("The mayor of Ostvik said:", None),
        ("Ostvik's mayor said:", None),
        ("Kelmar's mayor said:", "Erik Lund"),
        ("In Kelmar:", None),
        ("At a press conference in Kelmar:", None),
        ("From Kelmar:", None),
    ],
)
def test_words_before_the_subject_do_not_speak(introduction: str, speaker: str | None) -> None:
    """A preposition, a place and a participle are no speakers; who holds the role is."""
    said_so = f"{introduction} “We will rebuild the harbour.”"
    expected = [("We will rebuild the harbour.", speaker)]
    assert said(f"{LUND} {said_so}") == expected
    assert said(LUND, said_so) == expected


@pytest.mark.parametrize(
    ("stated", "speaker"),
    [
        ("Erik Lund was elected mayor of Kelmar in 2019.", "Erik Lund"),
        ("Erik Lund, who is the mayor of Kelmar, came.", "Erik Lund"),
        ("Gov. Ann Lee came. The mayor of Kelmar is Erik Lund.", "Erik Lund"),
        ("The problem for the mayor is Erik Lund.", None),
        ("Erik Lund is mayor of Kelmar.", "Erik Lund"),
        ("Erik Lund, 52, is the mayor of Kelmar.", "Erik Lund"),
        ("Erik Lund is the former mayor of Kelmar.", None),
        ("Erik Lund is not the mayor of Kelmar.", None),
        ("Erik Lund is calling the mayor of Kelmar.", None),
        ("Erik Lund was elected after the mayor of Kelmar died.", None),
        ("Erik Lund is the mayor's brother.", None),
        ("Erik Lund is the man who beat the mayor of Kelmar.", None),
        ("The mayor and Erik Lund met in Kelmar.", None),
        ("Reporters followed the mayor of Kelmar.", None),
    ],
)
def test_a_role_is_held_by_whom_the_article_says(stated: str, speaker: str | None) -> None:
    """What a name is said to be is its role, and a name that only stands beside a role has none."""
    assert said(stated, "“We will rebuild the harbour,” the mayor said.")[0][1] == speaker


def test_unnamed_source_keeps_no_name() -> None:
    """A spokesman who is not named is a mention without a name."""
    (one,) = found_in(MAYOR, "“No comment today,” said a spokesman for the harbour.")
    assert (one.mention, one.name, one.resolved) == ("a spokesman for the harbour", None, False)


def test_organisation_speaks() -> None:
    """A body that speaks is the speaker."""
    (one,) = found_in("“The pier is closed until May,” the Harbour Office said in a statement.")
    assert one.name == "Harbour Office"


def test_short_name_is_the_full_one() -> None:
    """A family name stands for the one person who bears it in the article."""
    (one,) = found_in(MAYOR, "“It holds,” Okafor said.")
    assert (one.mention, one.name, one.resolved) == ("Okafor", "Lena Okafor", False)


def test_shared_family_name_is_the_last_bearer() -> None:
    """Where two bear a family name, it is the one last spoken of, and marked as resolved."""
    found = found_in(
        "Kim Bo-ra came with Kim Min-jae. “It holds,” Kim Min-jae said. “We tested it,” Kim added."
    )
    assert (found[1].name, found[1].resolved) == ("Kim Min-jae", True)


def test_the_whole_name_may_only_follow() -> None:
    """Whom only later text names in full may be somebody else: it is marked as resolved."""
    (one,) = found_in("Tom Ode came. “It holds,” Okafor said.", MAYOR)
    assert (one.name, one.resolved) == ("Lena Okafor", True)


def test_a_name_that_two_bear_alike_is_nobodys() -> None:
    """Where another bearer was named since the one who was spoken of, none is chosen."""
    found = found_in(
        "Ted Okafor crossed the bridge with Heidi Okafor. “It holds,” Okafor said.",
    )
    assert [(one.name, one.resolved) for one in found] == [("Okafor", False)]


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        (("Rafael Okafor Jr. came.", "“It holds,” Okafor said."), "Rafael Okafor Jr."),
        (("Rafael Okafor Jr. came with President Okafor.", "“It holds,” Okafor said."), "Okafor"),
        (
            ("Rafael Okafor Jr. came.", "Rafael Okafor paid.", "“It holds,” Okafor said."),
            "Rafael Okafor",
        ),
    ],
)
def test_a_son_is_not_his_father(paragraphs: tuple[str, ...], speaker: str) -> None:
    """“Jr.” parts two bearers of one name."""
    assert found_in(*paragraphs)[-1].name == speaker


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("Ann Lee was told by Tom Ode: “It holds.”", "Tom Ode"),
        ("Ann Lee was told: “It holds.”", None),
        ("Tom Ode read from a letter by Ann Lee: “It holds.”", "Ann Lee"),
        ("“It holds,” President Ann Lee went on. “We tested it.”", "Ann Lee"),
        ("“It holds,” Ann Lee began.", "Ann Lee"),
        ("A post quoted the mayor, Ann Lee, as saying “it holds well”.", "Ann Lee"),
        ("Ann Lee apologised for having said “it holds well enough”.", "Ann Lee"),
        ("Johan du Preez paid. “It holds,” du Preez said.", "Johan du Preez"),
    ],
)
def test_whoever_speaks_need_not_begin_the_sentence(paragraph: str, speaker: str | None) -> None:
    """Those who are told, or quoted, are no speakers; those who go on are."""
    assert {one.name for one in found_in(paragraph)} == {speaker}


def test_adjectives_belong_to_a_description() -> None:
    """The whole of “a senior White House official” is the mention."""
    (one,) = found_in("“It holds,” a senior White House official told reporters.")
    assert one.mention == "a senior White House official"


def test_given_names_tell_the_gender() -> None:
    """“She” is not John, whoever was named last."""
    found = said(
        "Elizabeth Warren asked John Stumpf about the bank.", "“You squeezed them,” she said."
    )
    assert found == [("You squeezed them,", "Elizabeth Warren")]


@pytest.mark.parametrize(
    "watched", ["the Brooklyn Nets watched.", "they met in Palm Springs, and Tom Ode left."]
)
def test_teams_and_places_are_no_he(watched: str) -> None:
    """What stands behind “the” or “in” is nobody whom “he” stands for."""
    found = said(f"Kyrie Irving came, and {watched}", "“I paid for it,” he said.")
    assert found[-1][1] in ("Kyrie Irving", "Tom Ode")


def test_a_body_does_not_say_i() -> None:
    """Words of one person that follow those of a team are not the team's."""
    found = said(
        "“It was a hard week,” the Harbour Office said in a statement.",
        "“I would do it again tomorrow.”",
    )
    assert found[-1] == ("I would do it again tomorrow.", None)


def test_few_words_are_partial() -> None:
    """Some quoted words in the outlet's sentence are partial and the speaker's."""
    (one,) = found_in("Okafor called the bridge a “win-win” for both banks.")
    assert one == Found("win-win", "partial", "Okafor", "Okafor", False, "called")


def test_name_in_apposition_is_the_speaker() -> None:
    """A description with a name behind it is that person."""
    (one,) = found_in("It is a “win-win,” the town’s top official, Mayor Lena Okafor, said Monday.")
    assert one.name == "Lena Okafor"


@pytest.mark.parametrize(
    "sentence",
    ["The so-called “ferry tax” ended in May.", "The choir knows “Rivers of Home” by heart."],
)
def test_words_that_nobody_says_have_no_speaker(sentence: str) -> None:
    """Scare quotes and names of works are partial, with nobody behind them."""
    (one,) = found_in(sentence)
    assert (one.kind, one.mention) == ("partial", None)


def test_nickname_is_no_quotation() -> None:
    """Marks inside of a name quote nothing."""
    (one,) = found_in('“It holds,” said Marcia "Cia" Price.')
    assert one.words == "It holds,"


def test_name_behind_a_dash_signs_the_words() -> None:
    """A signature behind or below the words is the speaker."""
    found = found_in(
        "“It holds and it will hold.” ― Dana Whitlow", "“I crossed it.”", "― Lena Okafor"
    )
    assert [(one.name, one.cue) for one in found] == [("Dana Whitlow", "―"), ("Lena Okafor", "―")]


def test_colon_introduces_the_speaker() -> None:
    """Who begins a sentence that ends in a colon speaks the words behind it."""
    assert (
        said("Lena Okafor shook her head: “Not this year, not next year.”")[0][1] == "Lena Okafor"
    )
    assert said("Lena Okafor was short:", "“Not this year, not next year.”")[0][1] == "Lena Okafor"


def test_headline_may_end_in_the_speaker() -> None:
    """A name behind a colon at the end of a headline is the speaker of its words."""
    (one,) = found_in(MAYOR, headline="New Bridge Is ‘Win-Win’ for Both Banks: Mayor Okafor")
    assert (one.kind, one.name) == ("partial", "Lena Okafor")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Okafor said that the bridge would open in May.", "the bridge would open in May"),
        ("Okafor said the bridge would open in May.", "the bridge would open in May"),
        ("The bridge will open in May, Okafor said.", "The bridge will open in May"),
        ("According to Okafor, the bridge will open in May.", "the bridge will open in May"),
        ("The bridge will open in May, according to Okafor.", "The bridge will open in May"),
        ("Okafor told reporters on Monday that the bridge was safe.", "the bridge was safe"),
    ],
)
def test_paraphrase_is_reported_speech(sentence: str, words: str) -> None:
    """What somebody said in the outlet's words is kept apart, with its extent."""
    (one,) = reported_in(sentence)
    assert (one.words, one.name) == (words, "Okafor")
    assert found_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Okafor did not say when the bridge would open.",
        "Okafor denied that the bridge was late.",
        "Okafor was told that the bridge was late.",
        "“The bridge is late and we know it,” Okafor said.",
    ],
)
def test_denial_and_silence_report_nothing(sentence: str) -> None:
    """What somebody denies, leaves unsaid, is told or says in quotation marks is not reported."""
    assert reported_in(sentence) == []


def test_subjects_without_an_end_stop_nothing() -> None:
    """Thousands of names between commas are read like few: the adding of the article goes on."""
    assert found_in("Ann" + ", and Lee" * 3_000 + ", said it was over.") == []
