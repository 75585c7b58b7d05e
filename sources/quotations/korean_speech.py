"""Attribution of speech in Korean sentences.

Korean puts the verb last and marks the subject: 조 장관은 “…”라고 말했다.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sources.language.scripts import HANGUL, HANGUL_LETTER, holds_hangul
from sources.language.speaker_tokens import MASK
from sources.people.korean_names import SURNAMES, korean_name
from sources.people.mentions import Mention
from sources.people.naming import Gender
from sources.quotations.attribution import Attribution, Order
from sources.quotations.quotation import Extent, MentionKind

_VERB = re.compile(
    r"(?:덧붙|되[물뇌]|털어놓|내다[봤보]|내비[쳤치]|선을 [그긋]|물었|외쳤|적었"
    r"|말한|밝[혔히힌]|알[렸리]|(?:말|전|답|반문|반박|강조|설명|주장|지적|비판|당부|호소|약속|평가|언급|토로|촉구|부인|소개|제안"
    r"|요청|경고|단언|자평|인정|전망|진단|회상|귀띔|일축|해명|발표|다짐|격려|고백|반발|우려|제시|시사"
    rf"|항변|응수|질문|답변|발언|증언|주문|규정|분석|표현|선언)(?:하|했))[{HANGUL}]{{0,6}}"
)
_ACCORDING = re.compile(r"에 (?:따르면|의하면)|에[게]?서 들은 바로는")
# Particles after a quotation that attribute it even without a verb of speech.
QUOTING = re.compile(rf"(?<={MASK})(?:이?라(?:고|며|면서|는|던)|이?란|고|며|면서)(?![{HANGUL}])")
_ROLE = (
    r"(?:장관|차관|총리|대통령|대표|대표이사|회장|부회장|사장|이사장|의장|위원장|의원|원장|본부장|실장|비서관|수석"
    r"|대변인|교수|박사|연구원|연구위원|소장|국장|과장|팀장|부장|차장|시장|지사|군수|구청장|총장|학장|교장|감독"
    r"|선수|기자|변호사|판사|검사|작가|관계자|담당자|전문가|농민|주민|학생|유학생|씨|대사|특사|센터장|단장|처장"
    r"|청장|행장|총재|조합장|이사|상무|전무|책임자|사무총장|임원|직원|대원|시민|기사|여사|총무|반장|위원|감사|간사)"
)
_BODY = (
    rf"(?:정부|측|쪽|[{HANGUL}]{{1,8}}(?:부|청|처|실|원|회|사|공단|공사|은행|협회|당|신문|통신|방송|대학|학교|기업"
    r"|업체|시|도))"
)
# Roles whose holders the press leaves unnamed.
_ANONYMOUS = re.compile(r".*(?:관계자|담당자|임원|직원|전문가|주민|농민|시민|학생)")
_INDEFINITE = frozenset("한 어느 어떤 익명 다른 일부 여러".split())
_SUBJECT = re.compile(
    rf"(?<![^\s{MASK}(),·“”‘’])(?P<stem>[\w·]{{1,20}}?)(?P<mark>께서는|께서|은|는|이|가|도)(?=[\s,{MASK}])"
)
_PERSON_STEM = re.compile(rf"(?:[{HANGUL}]*{_ROLE}|그|그녀|그들|이들)(?:들)?")
_BODY_STEM = re.compile(_BODY)
_PARTICLE_END = re.compile(
    rf"(?:[{HANGUL}]{{2,}}(?:인|던|은|는|을|를|에|에서|에게|으로|로|와|과|며|고|다|면|서|도|해|며|께|까지|부터|지만)"
    r"|이?라[고며는]|이?라면서|고|며|하고|대해|이어|또|또한|한편|이날|그러나|하지만|반면|이에|앞서|그리고)$"
)
# Verb endings that look like a subject with its particle: 있는, 오는, 하는.
_VERBAL = re.compile(r".*(?:하|되|있|없|않|오|나|르|키|시|지|리|치|기|내|받|짓|싶|같|주|갖|앉|묻)$")
_WORD = re.compile(rf"[^\s{MASK},]+")
_OPENING = re.compile(rf"[ {MASK},]*")
_LONGEST, _LONGEST_PHRASE = 5, 80
_PRONOUNS = frozenset({"그", "그녀"})


def is_korean(masked: str, start: int, end: int) -> bool:
    """Return True if the outlet's words between two offsets are Korean."""
    return HANGUL_LETTER.search(masked, start, end) is not None


def korean_attributions(masked: str, start: int, end: int) -> tuple[Attribution, ...]:
    """Return the attributions in a Korean sentence with masked quotations, in order."""
    found: list[Attribution] = []
    opening = _opening(masked, start, end)
    for cue in _ACCORDING.finditer(masked, start, end):
        speaker = _phrase(masked, (start, opening), cue.start(), "")
        extent = Extent(cue.start(), cue.end())
        found.append(Attribution(extent, "according to", speaker, Order.ACCORDING))
    verbs = [verb.span() for verb in _VERB.finditer(masked, start, end)]
    last = verbs[-1][0] if verbs else start
    verbs += [q.span() for q in QUOTING.finditer(masked, start, end) if q.start() > last]
    subjects = list(_subjects(masked, (start, opening), end)) if verbs else []
    ends = [subject.end for subject in subjects]
    for begin, stop in verbs:
        before = bisect_right(ends, begin)
        speaker = subjects[before - 1] if before else None
        verb = masked[begin:stop]
        found.append(Attribution(Extent(begin, stop), verb, speaker, Order.VERB_LAST))
    return tuple(sorted(found, key=lambda one: one.cue.start))


def _opening(masked: str, start: int, end: int) -> int:
    """Return the offset of the first word of a sentence, or its end if it has none."""
    found = _OPENING.match(masked, start, end)
    return found.end() if found else start


def _subjects(masked: str, sentence: tuple[int, int], end: int) -> Iterator[Mention]:
    """Yield the mentions that a particle marks as subject or topic of the sentence."""
    for found in _SUBJECT.finditer(masked, sentence[0], end):
        mention = _phrase(masked, sentence, found.end("stem"), found["mark"])
        if mention is not None:
            yield mention


def _phrase(masked: str, sentence: tuple[int, int], end: int, mark: str) -> Mention | None:
    """Return the mention that ends at an offset, including its modifiers, or None.

    `sentence` holds the offsets of the sentence and of its first word.
    """
    start, opening = sentence
    offset = max(start, end - _LONGEST_PHRASE)
    words = list(_WORD.finditer(masked[offset:end]))
    if not words:
        return None
    stem = words[-1][0]
    person = _PERSON_STEM.fullmatch(stem) is not None
    body = _BODY_STEM.fullmatch(stem) is not None
    opens = offset + words[-1].start() <= opening
    if not (
        person or body or (mark in ("은", "는", "께서", "께서는", "") and _is_topic(stem, opens))
    ):
        return None
    first = len(words) - 1
    if stem not in _PRONOUNS:
        while first and len(words) - first < _LONGEST and _precedes(masked, offset, words, first):
            first -= 1
    begin = offset + words[first].start()
    return _mention(masked, begin, end, stem, person)


def _is_topic(stem: str, opens: bool) -> bool:
    """Return True if a word without a title can be a name at the start of the sentence."""
    return opens and 2 <= len(stem) <= 8 and not _VERBAL.fullmatch(stem) and stem not in _NOBODY


_NOBODY = frozenset(
    "이번 오늘 이것 그것 이날 올해 지난해 내년 여기 이 그 저 우리 현재 최근 이후".split()
)


def _precedes(masked: str, offset: int, words: list[re.Match[str]], first: int) -> bool:
    """Return True if the preceding word belongs to the same phrase: 조태열 외교부 장관."""
    previous, here = words[first - 1], words[first]
    between = masked[offset + previous.end() : offset + here.start()]
    if between != " " or not holds_hangul(previous[0]):
        return False
    if len(previous[0]) == 1 and previous[0] not in _INDEFINITE:
        return previous[0] in SURNAMES and first == len(words) - 1
    return not _PARTICLE_END.match(previous[0])


def _mention(masked: str, start: int, end: int, stem: str, person: bool) -> Mention:
    words = masked[start:end]
    if stem in _PRONOUNS:
        gender: Gender | None = "female" if stem == "그녀" else None
        return Mention(start, end, MentionKind.PRONOUN, gender=gender, person=True)
    if stem in ("그들", "이들"):
        return Mention(start, end, MentionKind.PRONOUN, plural=True)
    family, given, others, titles = korean_name(words)
    roles = frozenset(titles) | ({stem} if person else frozenset())
    name = _name(words, family, given, others, person)
    if name is None:
        definite = " " not in words
        kind = MentionKind.NOUN_PHRASE
        return Mention(start, end, kind, None, roles, person=person, definite=definite)
    return Mention(start, end, MentionKind.NAMED, name, roles, person=person)


def _name(words: str, family: str, given: str, others: tuple[str, ...], person: bool) -> str | None:
    """Return the name in a phrase: 윤석열 for 윤석열 대통령, 배 단장 for 배 단장."""
    parts = words.split()
    if parts[0] in _INDEFINITE and len(parts) > 2:
        return None
    if family and given:
        return family + given if family + given in parts or len(parts) == 1 else None
    if family and parts[0] == family and len(parts) == 2:
        return words
    if parts[-1] == "씨" and len(parts) > 1:
        return parts[-2]
    if not person:
        return words if len(parts) == 1 else None
    foreign = 1 <= len(others) <= 3 and len(others) == len(parts) - 1
    return " ".join(others) if foreign and not _ANONYMOUS.fullmatch(parts[-1]) else None
