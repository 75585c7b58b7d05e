"""Labels: the speaker and the time at the start of a transcript's line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.people.titles import ROLES

_LONGEST = 80
_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_STAMP = re.compile(rf"[\[(]({_CLOCK})[\])]|({_CLOCK})(?!\S)")
BRACKETED_STAMP = re.compile(rf"\s*[\[(]({_CLOCK})[\])]\s*")
_COLON = re.compile(r"\s?[:：](?=\s|$)")
# "Q Does he …", as printed by the White House. Many sentences begin with "A man", none with "Q".
_LETTERED = re.compile(r"(?P<name>[QA])[.:](?:\s+(?=\S)|$)|(?P<bare>Q)\s+(?=[A-Z])")
# "Q114 Chair:", in transcripts of select committees
_COUNTED = re.compile(r"Q\d{1,4}\.?\s+")
# "Q. is Ms Tremaine, A. is the witness" identifies the letters.
_DEFINED = re.compile(r"^Q\W\s*(?:is|=)\s|\sA(?:[.:=]| is)\s")
_HEADED = re.compile(rf"(?P<name>\D{{1,60}}?)\s+[\[(]?(?P<time>{_CLOCK})[\])]?$")
_COURTESY = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Viscount)\.?\s"
# "The Minister for Roads (Mr Davinder Rai)"
_OFFICE = re.compile(rf"The\s[^()]{{3,100}}\((?P<name>{_COURTESY}[^()]{{2,60}})\)")
_LONGEST_OFFICE = 160
_CALLED = re.compile(rf"{_COURTESY}(?:\S+\s)*(?P<family>\S+)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTICLES = frozenset(
    "de da del della der den di do dos du la le van von bin al el of the".split()
)
_MOST_WORDS = 6
# Words that often precede a colon but are not speakers.
_NO_SPEAKERS = frozenset(
    "photo photos picture image images video audio caption credit credits source sources "
    "note notes update updates breaking correction related tags date time location place venue "
    "price cost phone tel fax email e-mail website web url address author by topics category "
    "published updated summary background score goals attendance step ingredients serves method "
    "title subject from to pro con pros cons myth fact event events when where who what info more "
    "details tickets admission news opinion life sports money tech travel politics business watch "
    "witnesses present attendance attendees apologies agenda minutes transcript hearing inquiry "
    "read listen live gallery analysis exclusive timeline best worst grade".split()
) | {
    "editor's note",
    "editor’s note",
    "read more",
    "see also",
    "key points",
    "members present",
    "in attendance",
}
# "SELECT COMMITTEE ON WATER: ORAL EVIDENCE" is a title. "COMMITTEE CLERK" is a speaker.
_SITTING = frozenset(
    "committee subcommittee commission council court inquiry hearing parliament senate city".split()
)
_NUMBERED = frozenset(
    "speaker participant voice guest caller student man woman interviewer interviewee male female "
    "unidentified respondent juror witness person".split()
)
QUESTIONING = frozenset({"Q", "QUESTION", "INTERVIEWER", "REPORTER"})
ANSWERING = frozenset({"A", "ANSWER"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with a speaker label: the label as written, the words after it, and the time."""

    label: str
    words: str
    time: int | None = None

    @property
    def name(self) -> str:
        """The label without asides and without its separator."""
        return bare(self.label)

    @property
    def called(self) -> str:
        """The form shared by a speaker's labels: "Mrs Ann Lee" is "Mrs Lee" the next time."""
        found = _CALLED.fullmatch(self.name)
        return (found["family"] if found else self.name).upper()

    @property
    def is_plain(self) -> bool:
        """Return True if only transcripts use this form: a name in capitals, or a time."""
        return self.name.isupper() or self.time is not None


def bare(label: str) -> str:
    """Return the name in a label, without "(via video)", a description, and the colon.

    For an office with its holder in brackets it is the holder's name.
    """
    label = _COUNTED.sub("", label.lstrip(), count=1)
    office = _OFFICE.match(label)
    if office is not None:
        return office["name"]
    return _ASIDE.sub(" ", label).partition(",")[0].strip(" \t:：.>–—-*").strip()


def labelled(line: str) -> Labelled | None:
    """Return the label of a line, or None if it has none."""
    time, rest = stamp(line)
    lettered = _LETTERED.match(rest)
    if lettered and not (lettered["name"] == "Q" and _DEFINED.search(rest, 0, _LONGEST)):
        return Labelled(rest[: lettered.end()].strip(), rest[lettered.end() :], time)
    longest = _LONGEST_OFFICE if rest.startswith("The ") else _LONGEST
    colon = _COLON.search(rest[: longest + 1])
    if colon is None:
        headed = _HEADED.fullmatch(line) if len(line) <= _LONGEST else None
        if headed is None or not _names(headed["name"]):
            return None
        return Labelled(f"{headed['name'].strip()}:", "", seconds(headed["time"]))
    label = rest[: colon.start()]
    if within := _STAMP.search(label):
        time = seconds(within[1] or within[2])
        label = f"{label[: within.start()]}{label[within.end() :]}".strip()
    if not _names(label):
        return None
    return Labelled(f"{label}:", rest[colon.end() :].lstrip(), time)


def stamp(line: str) -> tuple[int | None, str]:
    """Return the time at the start of a line, and the rest of the line."""
    found = _STAMP.match(line)
    if found is None:
        return None, line
    return seconds(found[1] or found[2]), line[found.end() :].lstrip(" \t-–—|")


def seconds(clock: str) -> int:
    """Return a recording time in seconds: 1:02:03, 02:03, 00:02:03,500."""
    total = 0
    for part in re.split("[.,]", clock)[0].split(":"):
        total = total * 60 + int(part)
    return total


def _names(label: str) -> bool:
    """Return True if a label looks like a name, a role in capitals, or "Speaker 1"."""
    words = bare(label).split()
    folded = {word.lower() for word in words}
    if len(words) > 1 and folded & _SITTING and not folded & (ROLES | {"the", "clerk", "member"}):
        return False
    if " ".join(words).lower() in _NO_SPEAKERS:
        return False
    if not 1 <= len(words) <= _MOST_WORDS or not any(map(str.isalpha, words[0])):
        return False
    if words[-1].isdigit() and words[0].lower() not in _NUMBERED:
        return False
    return all(
        (word[0].isalpha() and not word[0].islower())
        or word.lower() in _PARTICLES
        or word.isdigit()
        or word in ("&", "#")
        for word in words
    )
