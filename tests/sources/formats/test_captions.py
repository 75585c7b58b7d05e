from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.article import Page
from sources.formats.cues import CAPTION_CREDIT
from sources.reading import Refusal, SourceFile, read
from tests.sources.formats.transcripts import page_of, refusal_of, said_in

SRT = """1
00:00:01,000 --> 00:00:04,000
ANN LEE: We were, we are going

2
00:00:04,500 --> 00:00:06,000
to build it. Uh, <i>soon</i>.

3
01:02:03,000 --> 01:02:09,000
- Why?
- LEE: Because &amp; so.
"""
VTT = """WEBVTT - a talk

NOTE this is
no caption

STYLE
::cue { color: red }

one
00:01.000 --> 00:04.000 align:start
<v Ann Lee>We <c.loud>will</c> go.</v>
<v.loud Bob Hall>Right.</v>

01:00:05.000 --> 01:00:06.000
And so on.
"""


def test_subrip_is_a_transcript_with_times_and_speakers(tmp_path: Path) -> None:
    """Captions are joined to speeches, a new label or dash begins another, markup goes."""
    assert said_in(page_of(tmp_path, "a.srt", SRT)) == [
        ("Ann Lee", "We were, we are going to build it. Uh, soon.", 1),
        (None, "Why?", 3723),
        ("Ann Lee", "Because & so.", 3723),
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "- It is safe.\n- No, it is not.",
        "- It is safe. - No, it is not.",
        "– It is safe. – No, it is not.",
        ">> It is safe. >> No, it is not.",
        "−It is safe.\n−No, it is not.",
        "- It is safe.<br>- No, it is not.",
        "- It is safe.\\N- No, it is not.",
        "LEE: It is safe.\n- No, it is not.",
        "LEE: It is safe. - No, it is not.",
        "LEE: It is safe. >> No, it is not.",
        "- LEE: It is safe. - PARK: No, it is not.",
    ],
)
def test_two_speakers_in_one_caption_are_told_apart(tmp_path: Path, shown: str) -> None:
    """The second one's words are never those of the first, on one line or two."""
    text = (
        "1\n00:00:01,000 --> 00:00:04,000\nLEE: We build it.\n\n2\n00:00:05,000 --> 00:00:09,000\n"
    )
    said = said_in(page_of(tmp_path, "a.srt", f"{text}{shown}\n"))
    who = {words: name for name, words, _ in said}
    first = next(words for words in who if words.endswith("It is safe."))
    assert who[first] == ("Lee" if "LEE" in shown else None)
    assert who["No, it is not."] == ("Park" if "PARK" in shown else None)


def test_a_dash_within_a_sentence_begins_no_speaker(tmp_path: Path) -> None:
    """Pauses and ranges stay in the speech."""
    words = "It is 5 - 6 km. — And late, 10 a.m. - noon, on the Osh - Bishkek road."
    text = f"1\n00:00:01,000 --> 00:00:04,000\nLEE: {words}\n"
    assert said_in(page_of(tmp_path, "a.srt", text)) == [("Lee", words, 1)]


def test_each_caption_keeps_its_time(tmp_path: Path) -> None:
    """A speech over several captions has a time for each of them."""
    (first, *_) = page_of(tmp_path, "a.srt", SRT).turns
    assert [(first.text[at : at + 5], time) for at, time in first.clock] == [
        ("We we", 1),
        ("to bu", 4),
    ]


def test_webvtt_voices_are_speakers(tmp_path: Path) -> None:
    """Notes and styles are left out, and a caption without a voice is nobody's that is known."""
    assert said_in(page_of(tmp_path, "a.vtt", VTT)) == [
        ("Ann Lee", "We will go.", 1),
        ("Bob Hall", "Right.", 1),
        (None, "And so on.", 3605),
    ]


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    """A line that a caption shows once more above the next is not said twice."""
    rows = ["we have to go", "and never come", "back to this", "place again in", "all our lives"]
    cues = [f"{a}\n{b}" for a, b in zip(["", *rows], rows, strict=False)]
    text = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue.strip()}\n\n" for n, cue in enumerate(cues)
    )
    (said,) = said_in(page_of(tmp_path, "a.vtt", text))
    assert said[1] == " ".join(rows)


def test_a_sound_is_not_what_somebody_says(tmp_path: Path) -> None:
    """A caption in brackets is a paragraph of its own, and the speaker goes on after it."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nLEE: We go.\n\n2\n00:00:03,000 --> 00:00:04,000\n"
    page = page_of(tmp_path, "a.srt", f"{text}[applause]\n\n3\n00:00:05,000 --> 00:00:06,000\nNow.")
    assert [turn.label for turn in page.turns] == [5, None, 0]
    assert [said[:2] for said in said_in(page)] == [("Lee", "We go."), ("Lee", "Now.")]


def test_long_captions_without_a_full_stop_are_cut_into_paragraphs(tmp_path: Path) -> None:
    """Captions that a machine made may have no punctuation at all."""
    text = "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:59:59,000\nand we went on to number {n}\n\n"
        for n in range(600)
    )
    page = page_of(tmp_path, "a.srt", text)
    assert max(len(turn.text) for turn in page.turns) < 1_300
    assert sum(len(turn.clock) for turn in page.turns) == 600


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.srt", "Just a text.", "no captions"),
        ("a.srt", "1\n00:00:99,000 --> 00:00:01,000\nx", "line 2, '00:00:99,000"),
        ("a.srt", "1\n0:0 --> \nx", "not a valid time range"),
        ("a.srt", "", "empty"),
        ("a.srt", b"\x00\x01\x02\x03" * 100, "binary"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n", "no text"),
        ("a.vtt", "00:01.000 --> 00:02.000\nx", "not WebVTT"),
        ("a.vtt", "WEBVTT\n\n00:01 --> 00:02\nx", "line 3, '00:01 --> 00:02'"),
        ("a.vtt", "WEBVTT\n\nNOTE nothing\n", "no captions"),
    ],
)
def test_broken_captions_are_refused_by_name(
    tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    """The file, the line and the reason are told."""
    refusal = refusal_of(tmp_path, name, content)
    assert said in refusal.reason
    assert refusal.next_step


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.sampled_from([".srt", ".vtt"]),
    st.lists(
        st.sampled_from(
            [
                *("WEBVTT\n", "\n", "1\n", "00:00:01,000 --> 00:00:02,000\n", "<v A>", ">> "),
                *("00:01.000 --> 00:02.000\n", "<v", "- ", "NOTE\n", "uh\n", "[x]\n", "-->"),
                *("LEE: ", "&#0;"),
            ]
        )
    ),
)
def test_no_captions_make_reading_raise(tmp_path: Path, ending: str, parts: list[str]) -> None:
    """Whatever stands in a file, it is read or refused."""
    path = tmp_path / f"a{ending}"
    path.write_text("".join(parts))
    for found in read(SourceFile(path, tmp_path)):
        assert isinstance(found, Page | Refusal)


ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
\x20
we<00:00:00.500><c> have</c><c> waited</c>

00:00:02.000 --> 00:00:02.010
we have waited
\x20

00:00:02.010 --> 00:00:04.000
we have waited
long<00:00:02.500><c> enough</c><c> for stone</c>

00:00:04.000 --> 00:00:04.010
long enough for stone
\x20

00:00:04.010 --> 00:00:06.000
long enough for stone
said<00:00:05.000><c> the mayor</c>
"""


def test_captions_that_roll_have_each_word_once(tmp_path: Path) -> None:
    """YouTube shows each line three times. A line with only a space does not end a caption."""
    words = "we have waited long enough for stone said the mayor"
    assert [said for _, said, _ in said_in(page_of(tmp_path, "a.vtt", ROLLING))] == [words]
    lines = [
        "We have waited",
        "long enough",
        "for this stone",
        "and the mayor",
        "agrees with",
        "us.",
    ]
    rolled = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n" + "\n".join(lines[n : n + 3]) + "\n\n"
        for n in range(6)
    )
    assert [said for _, said, _ in said_in(page_of(tmp_path, "a.srt", rolled))] == [" ".join(lines)]


def _srt(*cues: str) -> str:
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n\n" for n, cue in enumerate(cues, 1)
    )


@pytest.mark.parametrize(
    "credit",
    [
        "Subtitles by OpenSubs.org",
        "Subtitles by the community",
        "Untertitel im Auftrag des ZDF, 2017",
        "Sous-titrage : A. Martin",
        "Synced and corrected by Ann - www.subs.example",
        "www.subs.example",
        "자막: 김민지",
    ],
)
def test_the_credit_of_captions_is_not_speech(tmp_path: Path, credit: str) -> None:
    """It is the first or the last caption, and is listed as left out."""
    page = page_of(tmp_path, "a.srt", _srt(credit, "LEE: We will go.", "At once.", credit))
    assert [said for _, said, _ in said_in(page)] == ["We will go. At once."]
    assert page.left_out == ((CAPTION_CREDIT, credit), (CAPTION_CREDIT, credit))


@pytest.mark.parametrize(
    "words",
    [
        "The subtitles are great.",
        "It was translated by my sister.",
        "Go to www.kelmar.example for more.",
        "Written by Ann.",
        "TRANSLATOR: Thanks a lot",
        "We did it by the book.",
        "Who made the subtitles: you?",
    ],
)
def test_what_is_said_about_captions_is_speech(tmp_path: Path, words: str) -> None:
    """A sentence of a speaker stays, and so does a credit between others."""
    page = page_of(tmp_path, "a.srt", _srt(words, "Subtitles by Ann", "We will go.", words))
    assert not page.left_out
