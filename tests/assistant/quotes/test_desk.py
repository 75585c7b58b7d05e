from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.quotes.desk import LONGEST, QuoteDesk
from assistant.quotes.verdict import Change, Check, NoteKind, Verdict
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from sources.people.names import Aliases

Judge = Callable[..., Check]

ROAD = {
    "title": "Minister opens the northern road",
    "outlet": "Port Gazette",
    "published": "2024-06-03",
    "language": "en",
    "text": (
        "Transport minister Ilsa Varga opened the northern road on Monday. “We built 12 kilometres "
        "of road in two winters, and we will not stop there,” Varga said. “If the council agrees, "
        "the islands could have a bridge by 2027.”\n\n"
        "Mayor Tom Ode was less happy. “Nobody has asked the people of the islands,” he said. The "
        "road cost 40 million crowns, the authority reported in May.\n\n"
        "Varga called the road “a gift to the north”. She said that the next tender would be "
        "published before the autumn."
    ),
}
WIRE = {
    "title": "Northern road opened",
    "outlet": "Evening Ledger",
    "published": "2024-06-04",
    "language": "en",
    "text": (
        "The northern road is open. “We built 12 kilometres of road in two winters, and we will "
        "not stop there,” Transport minister Ilsa Varga said at the ceremony."
    ),
}
FERRY = {
    "title": "Ferry captain retires",
    "outlet": "Evening Ledger",
    "published": "2023-02-01",
    "language": "en",
    "text": (
        "“The sea was never my enemy in forty years of service,” captain Lea Moor said. “I have "
        "not lost,” she added. “It does not and will not matter.”"
    ),
}
KOREAN = {
    "title": "도서관 새로 문 열어",
    "outlet": "항구일보",
    "published": "2024-07-01",
    "language": "ko",
    "text": (
        "시립 도서관이 지난달 문을 열었다. 박도윤 관장은 “아이들이 매일 찾아오는 도서관을 만들고 "
        "입장료는 받지 않겠다”라고 말했다."
    ),
}


@pytest.fixture(scope="module")
def archive(fill: Callable[..., Archive]) -> Archive:
    """Return an archive of these articles."""
    return fill(ROAD, WIRE, FERRY, KOREAN)


@pytest.fixture(scope="module")
def check(archive: Archive, embedder: Embedder) -> Judge:
    """Return the check of a quotation against the articles above."""
    return QuoteDesk(archive, embedder).check


def notes(check: Check, kind: NoteKind) -> str:
    """Return the notes of a kind, as one text."""
    return " ".join(note.text for note in check.notes if note.kind is kind)


def test_the_words_of_the_speaker_are_exact(check: Judge) -> None:
    """Marks, case and spaces do not matter; the place tells who said it, and where."""
    found = check(
        "we built 12 kilometres of road  in two winters and we will not stop there", "Varga"
    )
    assert found.verdict is Verdict.EXACT
    assert found.differences == ()
    (place,) = found.places
    assert place.quoted
    assert place.attribution is not None
    assert place.attribution.name == "Ilsa Varga"
    assert place.citation.published == date(2024, 6, 3)
    assert place.before is not None
    assert place.before.words.startswith("Transport minister")


def test_other_articles_with_the_words_are_listed(check: Judge) -> None:
    """Whoever carries the words is named, and who had them first."""
    found = check("We built 12 kilometres of road in two winters, and we will not stop there,")
    assert [place.citation.outlet for place in found.carriers] == ["Evening Ledger"]
    assert found.first == found.places[0]


def test_a_bit_of_a_sentence_is_partial(check: Judge) -> None:
    """An excerpt is true, and what was cut is told where it turns the sentence."""
    found = check("the islands could have a bridge by 2027", "Ilsa Varga")
    assert found.verdict is Verdict.PARTIAL
    assert "If the council agrees" in notes(found, NoteKind.CUT)
    assert notes(check("we will not stop there"), NoteKind.CUT) == ""
    harmless = check("We built 12 kilometres of road")
    assert harmless.verdict is Verdict.PARTIAL
    whole = check("If the council agrees, the islands could have a bridge by 2027.")
    assert (whole.verdict, notes(whole, NoteKind.CUT)) == (Verdict.EXACT, "")


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("We built 12 kilometres of road in two winters, and we will stop there", Change.NEGATION),
        (
            "We built 21 kilometres of road in two winters, and we will not stop there",
            Change.NUMBER,
        ),
        ("If the council agrees, the islands have a bridge by 2027", Change.HEDGE),
        ("If the council agrees, the islands could have a bridge by 2025", Change.DATE),
        ("They built 12 kilometres of road in two winters", Change.PRONOUN),
        ("We built 12 kilometres of railway in two winters", Change.CHANGED),
        ("Nobody has asked the angry people of the islands", Change.ADDED),
        ("아이들이 매일 찾아오는 도서관을 만들고 입장료는 받겠다", Change.NEGATION),
    ],
)
def test_a_changed_word_is_named(check: Judge, words: str, change: Change) -> None:
    """One difference makes it altered, and says what kind of difference it is."""
    found = check(words)
    assert found.verdict is Verdict.ALTERED
    assert [piece.change for piece in found.differences] == [change]
    assert "".join(piece.claimed for piece in found.pieces) == words


def test_parts_of_two_speakers_are_spliced(check: Judge) -> None:
    """Each part is shown where it stands, with who said it."""
    found = check("We built 12 kilometres of road. Nobody has asked the people of the islands.")
    assert found.verdict is Verdict.SPLICED
    assert [p.attribution.name for p in found.places if p.attribution] == ["Ilsa Varga", "Tom Ode"]
    assert "".join(piece.claimed for piece in found.pieces) == found.words
    assert "Ilsa Varga and Tom Ode" in notes(found, NoteKind.SPEAKER)


def test_parts_of_one_speaker_are_spliced_too(check: Judge) -> None:
    """Leaving out what lies between without a mark makes one saying of two."""
    found = check(
        "We built 12 kilometres of road in two winters, the islands could have a bridge by 2027"
    )
    assert found.verdict is Verdict.SPLICED
    assert "all said by Ilsa Varga" in notes(found, NoteKind.SPEAKER)


def test_another_speaker_is_misattributed(check: Judge) -> None:
    """Whose words they are is said, of altered ones too."""
    found = check("Nobody has asked the people of the islands", "Ilsa Varga")
    assert found.verdict is Verdict.MISATTRIBUTED
    assert [p.attribution.name for p in found.places if p.attribution] == ["Tom Ode"]
    altered = check("Somebody has asked the people of the islands", "Ilsa Varga")
    assert altered.verdict is Verdict.ALTERED
    assert "to Tom Ode, not to Ilsa Varga" in notes(altered, NoteKind.SPEAKER)


def test_the_outlets_own_words_are_no_quotation(check: Judge) -> None:
    """Reported speech and the outlet's words are there, and are nobody's quotation."""
    reported = check("the next tender would be published before the autumn", "Ilsa Varga")
    assert reported.verdict is Verdict.UNQUOTED
    assert check("Varga opened the northern road on Monday").verdict is Verdict.UNQUOTED


def test_a_pronoun_is_said_to_stand_for_somebody(check: Judge) -> None:
    """That “he” is the mayor was concluded, not read."""
    found = check("Nobody has asked the people of the islands", "Mayor Ode")
    assert found.verdict is Verdict.EXACT
    assert "“he” was taken to mean Tom Ode" in notes(found, NoteKind.SPEAKER)


def test_few_words_are_too_short_unless_they_are_all_that_was_quoted(check: Judge) -> None:
    """Two words stand anywhere; the two that an outlet put between marks are its quotation."""
    assert check("the road").verdict is Verdict.TOO_SHORT
    assert check("…").verdict is Verdict.TOO_SHORT
    assert check("").verdict is Verdict.TOO_SHORT
    assert check("a gift to the north", "Varga").verdict is Verdict.EXACT
    assert check("a gift to the north", "Tom Ode").verdict is Verdict.MISATTRIBUTED


def test_short_forms_do_not_make_a_short_quotation_absent(check: Judge) -> None:
    """“wasn't” for “was not” is house style, and the quotation is found by it."""
    short = check("I've not lost", "Lea Moor")
    assert (short.verdict, short.differences) == (Verdict.EXACT, ())
    assert "“I've” where the archive has “I have”" in notes(short, NoteKind.STYLE)
    assert short.places[0].citation.words == "I have not lost"
    several = check("It doesn't and won't matter")
    assert (several.verdict, several.differences) == (Verdict.EXACT, ())
    assert check("I have lost").verdict is Verdict.TOO_SHORT
    nearly = check("It does and will not matter")
    assert [p.change for p in nearly.differences] == [Change.NEGATION]


def test_house_style_is_no_change(check: Judge) -> None:
    """American spelling and a unit's sign are how a paper sets words, not other words."""
    assert check("We built 12 kilometers of road in two winters").differences == ()
    found = check("We built 12 km of road in two winters, and we will not stop there", "Varga")
    assert found.verdict is Verdict.EXACT


def test_marks_of_editing_are_understood(check: Judge) -> None:
    """An ellipsis and a bracket are reported and are no alteration."""
    found = check("We built 12 kilometres … and [the ministry] will not stop there", "Varga")
    assert found.verdict is Verdict.PARTIAL
    assert {note.kind for note in found.notes} >= {NoteKind.ELLIPSIS, NoteKind.BRACKETS}
    assert found.differences == ()


def test_what_was_never_said_is_not_in_the_record(check: Judge) -> None:
    """Nothing like it is there: that and what was searched is all that can be said."""
    found = check("Bananas from Ecuador taste better when the orchestra plays Mahler on Thursdays")
    assert found.verdict is Verdict.NOT_IN_RECORD
    assert found.scope.articles == 4
    assert found.places == ()


def test_another_language_alone_is_no_translation(archive: Archive, embedder: Embedder) -> None:
    """Words in a language that no article is written in may say anything."""
    english = Filters(languages=("en",))
    found = QuoteDesk(archive, embedder).check(
        "아이들이 매일 찾아오는 도서관을 만들고 입장료는 받지 않겠다", filters=english
    )
    assert found.verdict is Verdict.NOT_IN_RECORD
    assert "other languages (en) cannot be compared" in notes(found, NoteKind.PLACE)
    assert found.scope.filters == english


@pytest.mark.parametrize(
    "words", ["Blorp fnarg zzz gibber wobble", "Das Wetter wird morgen heiter"]
)
def test_nonsense_is_not_translated(check: Judge, words: str) -> None:
    """It is not in the record, whatever language it looks like."""
    assert check(words).verdict is Verdict.NOT_IN_RECORD


def test_a_short_invention_was_searched_for(check: Judge) -> None:
    """It is not in the record; of fewer words nothing can be said."""
    found = check("The trains are a triumph", "Varga")
    assert found.verdict is Verdict.NOT_IN_RECORD
    assert "by chance" not in notes(found, NoteKind.PLACE)
    few = check("Yes we can")
    assert few.verdict is Verdict.TOO_SHORT
    assert "searched for but not found" in notes(few, NoteKind.PLACE)


@pytest.mark.parametrize(
    "words",
    [
        "Nobody has asked the people of the islands. Every child will get a laptop and a lunch, "
        "and nobody will ever pay a penny for it.",
        "Every child will get a free laptop. Nobody has asked the people of the islands.",
    ],
)
def test_a_true_sentence_is_told_from_an_invented_one(check: Judge, words: str) -> None:
    """Which part is in the archive, and which was searched for and not found."""
    found = check(words, "Tom Ode")
    assert found.verdict is Verdict.ALTERED
    told = [note.text for note in found.notes if note.kind is NoteKind.PART]
    assert "In the archive: “Nobody has asked the people of the islands.”" in told
    assert any(text.startswith("Searched for and not found: “Every child") for text in told)
    assert "".join(piece.claimed for piece in found.pieces) == found.words
    (invented,) = found.differences
    assert invented.grave
    assert invented.claimed.strip().startswith("Every child")


def test_a_few_words_of_an_invention_are_named(check: Judge) -> None:
    """What the archive has of a quotation that it does not have is said."""
    found = check(
        "The weather is fine and the people of the islands are painting all of their houses in "
        "bright yellow colours with the help of volunteers from abroad"
    )
    assert found.verdict is Verdict.NOT_IN_RECORD
    assert "“the people of the islands”" in notes(found, NoteKind.PART)


def test_a_translation_of_an_english_article_is_told_beside_korean_ones(check: Judge) -> None:
    """A number and a name in common lead to the passage; that it says the same is not claimed."""
    found = check("우리는 두 해 겨울 동안 도로 12킬로미터를 닦았다", "일사 바르가")
    assert found.verdict is Verdict.TRANSLATED
    assert found.places == ()
    assert found.nearest[0].words.startswith("“We built 12 kilometres of road")
    assert "shares “12”, “Ilsa Varga” with these words" in notes(found, NoteKind.PLACE)
    assert "does not show that it says the same" in notes(found, NoteKind.PLACE)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("우리는 두 해 겨울 동안 도로 13킬로미터를 닦았다", "일사 바르가"),
        ("우리는 두 해 겨울 동안 도로 12킬로미터를 닦았다", None),
    ],
)
def test_a_single_thing_in_common_makes_no_translation(
    check: Judge, words: str, speaker: str | None
) -> None:
    """A name alone, or a number alone, may stand anywhere."""
    found = check(words, speaker)
    assert found.verdict is Verdict.NOT_IN_RECORD
    assert "other languages (en) cannot be compared" in notes(found, NoteKind.PLACE)


def test_filters_narrow_the_record(check: Judge) -> None:
    """What another outlet printed is not looked at."""
    ledger = Filters(outlets=("Evening Ledger",))
    assert check("Nobody has asked the people of the islands", filters=ledger).verdict not in (
        Verdict.EXACT,
        Verdict.PARTIAL,
    )


def test_an_alias_names_the_speaker(archive: Archive, embedder: Embedder) -> None:
    """A spelling that no rule knows is given by the newsroom's own list."""
    aliases = Aliases.parse("Ilsa Varga = the Iron Roadbuilder", "aliases.txt")
    desk = QuoteDesk(archive, embedder, aliases)
    assert desk.check("a gift to the north", "the Iron Roadbuilder").verdict is Verdict.EXACT


def test_a_book_is_refused(check: Judge) -> None:
    """More than can be a quotation is refused, with the figures."""
    with pytest.raises(ValueError, match=f"{LONGEST + 1:,} characters"):
        check("a" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("pasted", "verdict"),
    [
        ("“Nobody has asked the people of the islands,” Mayor Tom Ode said.", Verdict.EXACT),
        ("“Nobody has asked the people of the islands,” Ilsa Varga said.", Verdict.MISATTRIBUTED),
        ("“Nobody has asked,” Tom Ode said, “the people of the islands.”", Verdict.EXACT),
        ("“Nobody has asked the people of the islands,” he said.", Verdict.EXACT),
        (
            "“Nobody has asked the people of the islands,” said Tom Ode of the town council's "
            "committee on roads.",
            Verdict.EXACT,
        ),
        ('"Nobody has asked," he told a full hall, "the people of the islands."', Verdict.EXACT),
        (
            "“Nobody has,” Mayor Tom Ode told us before he left the hall by its back door for "
            "a meeting with the ferrymen, “asked the people of the islands.”",
            Verdict.EXACT,
        ),
    ],
)
def test_a_quotation_may_be_pasted_with_its_attribution(
    check: Judge, pasted: str, verdict: Verdict
) -> None:
    """The words around the marks say who spoke and are not taken for quoted ones."""
    found = check(pasted)
    assert found.verdict is verdict
    assert "Only the words in quotation marks" in notes(found, NoteKind.PLACE)


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("We built [21] kilometres of road in two winters", Change.NUMBER),
        ("We built 12 kilometres of [railway] in two winters", Change.CHANGED),
        ("[Nobody] built 12 kilometres of road in two winters", Change.NEGATION),
    ],
)
def test_brackets_do_not_hide_another_meaning(check: Judge, words: str, change: Change) -> None:
    """What an editor puts in may say who is meant, and not something else."""
    found = check(words)
    assert found.verdict is Verdict.ALTERED
    assert [piece.change for piece in found.differences] == [change]


@pytest.mark.parametrize(
    "speaker",
    [
        "Varga, the transport minister",
        "Ilsa Varga of the Ministry of Transport",
        "transport minister Ilsa Varga",
        "former engineer Varga",
        "일사 바르가",
    ],
)
def test_an_affiliation_does_not_change_who_spoke(check: Judge, speaker: str) -> None:
    """What somebody is is no part of the name."""
    assert check("a gift to the north", speaker).verdict is Verdict.EXACT


def test_a_title_that_the_record_gives_is_the_speaker(check: Judge) -> None:
    """“The mayor” is whom the article calls so, though it also names him."""
    said = "Nobody has asked the people of the islands"
    pasted = "We built 12 kilometres of road in two winters"
    assert check(pasted, "the transport minister").verdict is Verdict.PARTIAL
    assert check(said, "the mayor").verdict is Verdict.EXACT
    assert check(said, "the former mayor").verdict is Verdict.UNCONFIRMED


@pytest.mark.parametrize(
    "speaker", ["the mayor's wife", "a spokeswoman", "he", "a spokeswoman for Ilsa Varga"]
)
def test_a_description_is_nobody(check: Judge, speaker: str) -> None:
    """Whether somebody who is only described is the speaker cannot be told."""
    assert check("a gift to the north", speaker).verdict is Verdict.UNCONFIRMED


def test_a_statement_is_no_question(check: Judge) -> None:
    """A question mark that the record does not have is told."""
    found = check("Nobody has asked the people of the islands?")
    assert found.verdict is Verdict.PARTIAL
    assert notes(found, NoteKind.CUT) == "In the archive, the words are not a question."


def test_a_text_of_another_language_is_no_paraphrase(check: Judge) -> None:
    """The model finds all Korean texts alike; without a word in common that means nothing."""
    assert check("오늘 서울 날씨는 맑고 주말에는 비가 오겠다").verdict is Verdict.NOT_IN_RECORD


def test_a_block_quotation_of_a_stored_article_is_exact_with_its_speaker(
    fill: Callable[..., Archive], embedder: Embedder
) -> None:
    """It has no quotation marks, and its mark-up is not in the stored text."""
    words = "We will never sell the lighthouse to anybody, whatever the council of the port says."
    text = (
        "<p>The port met on Tuesday for the first time.</p><p>Mayor Erik Lund wrote to the port:"
        f"</p><blockquote><p>{words}</p></blockquote><p>The port did not answer on Monday.</p>"
    )
    desk = QuoteDesk(fill({"title": "Lighthouse stays", "text": text}), embedder)
    assert desk.check(words, speaker="Erik Lund").verdict is Verdict.EXACT
    assert desk.check(words, speaker="Ilsa Varga").verdict is Verdict.MISATTRIBUTED
