"""Questions: their expected answer type and their content words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.answer import Answer
from index.scope import Filters
from sources.cleaning.characters import readable
from sources.language.meaning_words import MONTHS, is_date
from sources.language.scripts import HANGUL
from sources.language.terms import worded_terms

# Longer than any real question. If someone pastes an article, only the beginning is read.
LONGEST = 4_000
MOST_PARTS = 4
# The number of past exchanges read to resolve a follow-up.
REMEMBERED = 4


class Kind(StrEnum):
    """The expected answer type of a question."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MUCH = "how much"
    SHARE = "what share"
    HOW_MANY = "how many"
    HOW_LONG = "how long"
    WHICH = "which"
    WHY = "why"
    DEFINITION = "definition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question of a conversation and its answer.

    `answer` is empty if the archive did not answer or the answer was not kept. It leaves out
    sentences that the archive does not support. `standalone` is the question that was searched for,
    if it was rewritten from a follow-up.
    """

    question: str
    answer: str = ""
    standalone: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Exchange:
        """Return the exchange that ended in this answer."""
        said = " ".join(claim.text for claim in answer.claims if not claim.unsupported)
        return cls(answer.question, said, answer.standalone)

    @property
    def looked_for(self) -> str:
        """The standalone question if there is one, otherwise the question as asked."""
        return self.standalone or self.question


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the part of the archive to search.

    `history` is the conversation so far, oldest first. `standalone` is the question to search for
    if the caller has already rewritten it; nothing is rewritten then. `windowed` is True if a time
    in the question may narrow the filters. `asked` is the day from which such a time is counted, if
    it is not today. `writer` is the name of the chat model that writes the answer. Without it, the
    answer consists of quotations.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    history: tuple[Exchange, ...] = ()
    standalone: str = ""
    windowed: bool = True
    writer: str = ""
    asked: date | None = None

    @property
    def plain(self) -> str:
        """The text to search for, on one line and without invisible characters."""
        return _one_line(self.standalone or self.text)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks for: its words, its kind and its content terms.

    `wording` is the text passed to the reader model: the words of the part, or the whole question
    if the part contains a pronoun and no name. `shared` are the terms of the question's other
    parts, which resolve the pronoun. `names` are the names and figures in the words, in lower case,
    without those of times. `words` pairs each term with the word of the question it comes from.
    """

    text: str
    kind: Kind
    terms: tuple[str, ...]
    shared: tuple[str, ...] = ()
    wording: str = ""
    names: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


_STAND_IN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b", re.IGNORECASE)
# A capitalised word that is not the first of the question, or a figure.
_NAME = re.compile(r"(?<=[\w,;:'’\"“‘(] )[A-Z][\w’'-]*\w|\b\d[\w,.]*\b")
_WHAT = r"(?:what|which|wich)"
# The pattern that matches earliest in the question decides. At the same position, the first listed
# here wins. English, including careless typing, and Korean.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.HOW_LONG,
        r"\bhow (?:long|old|fast|far|tall|high|heavy|deep|wide)\b|얼마나 (?:오래|빨)|"
        r"\bhow much\b.{0,200}?\bweigh(?:s|ed|ing)?\b",
    ),
    (Kind.HOW_MUCH, r"\bhow (?:much|costly|expensive|big|large)\b|얼마"),
    (Kind.HOW_MUCH, rf"\b{_WHAT} (?:was|is|were|are) the (?:cost|price|value|worth|amount)\b"),
    (
        Kind.SHARE,
        rf"\b{_WHAT} (?:percent|percentage|share|proportion)\b|몇 ?(?:퍼센트|%)",
    ),
    (Kind.HOW_MUCH, rf"\b{_WHAT} (?:amount|sum)\b"),
    (
        Kind.HOW_MUCH,
        rf"\b{_WHAT} (?:is|was|were|are) the (?:bill|fee|fare|salary|wage|budget|rent)\b|"
        rf"\b{_WHAT} (?:do|does|did|will|would) .{{0,200}}?\b(?:pay|cost|earn|charge|spend|owe)\b",
    ),
    (Kind.HOW_MANY, rf"\bhow (?:many|often)\b|\b{_WHAT} (?:is|was|were|are) the number of\b|몇"),
    (
        Kind.WHEN,
        rf"\bwhen\b|\b{_WHAT} (?:year|month|day|date|week|decade|century|time)\b|언제|며칠",
    ),
    (Kind.WHERE, rf"\bwhere\b|\b{_WHAT} (?:city|place|town|location|venue)\b|어디"),
    (Kind.WHO, r"\b(?:who|whom|whose)\b|누가|누구"),
    (Kind.WHO, rf"\b{_WHAT} (?:person|minister|official|president|leader|spokes\w+|envoy)\b"),
    (
        Kind.WHY,
        rf"\bwhy\b|\b{_WHAT} (?:reason|caused|causes)\b|\b{_WHAT} (?:is|was) the reason\b|왜|이유",
    ),
    (Kind.WHICH, r"\bwhich\b|\bwich\b|어느|어떤"),
    (Kind.WHICH, r"\bwhat (?:countr\w+|compan\w+|nations?|firms?|minerals?|groups?|cities)\b"),
    (
        Kind.DEFINITION,
        r"^\W*what(?:'s|’s|s| is| are) (?:an? |the )?(?![^?]{0,80}\w['’]s\b)"
        r"[\w.&’'-]++(?: [\w.&’'-]++){0,3}+\W*$",
    ),
    (Kind.DEFINITION, r"(?:이란|란) (?:무엇|뭐)|무엇(?:인가|입니까)|뭐(?:야|예요)"),
    # This prevents a later "who" or "when" from deciding the kind: "What fell when it rained?"
    (Kind.OTHER, r"\b(?:what|how)\b"),
)
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_QUESTION_WORD = r"(?:who|whom|whose|when|where|why|what|which|how)\b"
# "When rich countries trade with poor ones, whose wages rise?"
_CLAUSE_BEFORE = re.compile(
    rf"^\W*(?:when|where|while|after|before|once|if|as|although|since)\b[^,?]{{1,200}},\s*"
    rf"(?=(?:in |for |with |to |by |from |at |on )?{_QUESTION_WORD})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

# Where a question turns to a second part: ", and who won it", "? How many".
_TURN = re.compile(
    r"(?:[?;]\s+|(?<!\s),?\s+and\s+)"
    r"(?=(?:in |for |with |to |by )?(?:who|whom|when|where|why|what|which|how)\b)",
    re.IGNORECASE,
)

# Words that form a question but carry no content.
SHAPE = frozenset(
    """
    a about according across add added after also am among an and any anyone anything are
    article articles as at background be been before being besides between brief but by call
    called calls came can come could describe described describes detail details did do does
    during each either else ever everything for from get give given go goes going got had happen
    happened happens has have he her him his how i if in into is it its just key kind know
    latest list long made main make many may me mean mention mentioned might more most much my
    name named news no not of often old on once one only or other our out outline over overview
    please point points record report reported reports s said say says she should since so some
    someone something stories story such summarise summarised summarize summarized summary t
    take taken tell than that the their them then there these they thing things think this those
    through to told too took type under until up upon us use used was we went were what when
    where which who whom whose why wich will with would you your
    """.split()
)
# Words that carry no content only in certain phrases: "how fast", "take place", "did it last".
_PHRASED = re.compile(
    r"\bhow (?:fast|far|tall|high|heavy|deep|wide|big|large)\b|\bt(?:ake|akes|ook|aken) place\b|"
    r"\blast(?=\W{0,3}$)"
)
_KOREAN_SHAPE = re.compile(
    r"^(?:누가|누구\w*|언제|어디\w*|무엇\w*|뭐\w*|왜|얼마\w*|몇|어느|어떤|하나|있나|했나|되나|"
    r"그|이|것|수)$"
)
# Particles and endings attached to Korean words, which the character bigrams must not include.
_KOREAN_ENDING = re.compile(
    rf"(?<=[{HANGUL}]{{2}})(?:했습니까|합니까|입니까|했는가|하는가|인가요|나요|까요|인가|는가|했나|하나|되나|"
    r"이라고|라고|에서|에게|께서|으로|부터|까지|은|는|이|가|을|를|에|의|로|와|과|도|만|나)$"
)


def _one_line(text: str) -> str:
    return " ".join(readable(text[:LONGEST]).split())


def kind_of(text: str) -> Kind:
    """Return the kind of thing that a question asks for, judged by its first question word.

    Sentences or a clause that lead up to the question are ignored.
    """
    *_, last = _SENTENCE_END.split(text.strip())
    for asked in (_CLAUSE_BEFORE.sub("", last), text):
        found = [
            (match.start(), order, kind)
            for order, (kind, pattern) in enumerate(_KINDS)
            if (match := pattern.search(asked))
        ]
        if found:
            return min(found)[2]
    return Kind.OTHER


def content_terms(text: str) -> tuple[str, ...]:
    """Return the content terms of a text in order, each once."""
    return tuple(content_words(text))


def content_words(text: str) -> dict[str, str]:
    """Return the content terms of a text, each with the word it comes from."""
    found: dict[str, str] = {}
    for word in re.findall(r"\w+", _PHRASED.sub(" ", text.lower())):
        if word not in SHAPE and not _KOREAN_SHAPE.match(word):
            for written, term in worded_terms(_KOREAN_ENDING.sub("", word)):
                found.setdefault(term, written)
    return found


def parts(text: str) -> tuple[Part, ...]:
    """Split a question that asks for several things. Most questions have a single part."""
    pieces = [piece.strip() for piece in _TURN.split(text, MOST_PARTS - 1) if piece.strip()]
    return tuple(_part(piece, text) for piece in pieces or [text])


def _part(text: str, whole: str) -> Part:
    own, every = content_words(text), content_words(whole)
    shared = tuple(term for term in every if term not in own)
    names = [name.lower() for name in _NAME.findall(text)]
    leans = shared and not names and _STAND_IN.search(text)
    kept = tuple(n for n in dict.fromkeys(names) if not (is_date(n) or n in MONTHS))
    wording = whole if leans else text
    words = tuple((every | own).items())
    return Part(text, kind_of(text), tuple(own), shared, wording, kept, words)
