"""Attribution of quotations to speakers, reading an article sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sources.article import HEADS, Block, BlockKind
from sources.cleaning.bylines import is_byline
from sources.language.scripts import holds_hangul
from sources.language.sentences import boundaries
from sources.people.coreference import Cast
from sources.people.mentions import Mention, following
from sources.people.naming import Gender
from sources.quotations.attribution import Attribution, is_beside, nearest
from sources.quotations.attributions import attributions, opening
from sources.quotations.grounds import OWN
from sources.quotations.korean_speech import is_korean, korean_attributions
from sources.quotations.quotation import MentionKind, Quotation, QuotationKind, Speaker
from sources.quotations.quotation_kind import is_work, kind_of, stands_alone
from sources.quotations.quote_marks import Quoted
from sources.quotations.reported_speech import reported
from sources.quotations.signatures import Signatures
from sources.quotations.speech_cues import CUE, HIS_WORDS, LONGEST_SIGNATURE, THIS, WORDS_OF
from sources.quotations.voice import Voice

# A headline may end with the speaker: "'Win-win' for both sides: Cho".
_NAMED_LAST = re.compile(r":\s(?=(?:[A-Z][\w'’.-]*\s?){1,5}\.?$)")

# "WASHINGTON -- President Obama said it …"
_DATELINE = ("-", "–", "—")
# "Ann Lee was told:" introduces somebody else's words.
_SPOKEN_TO = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s(?:\w+\s)?(?:told|asked|informed|reminded|warned)\s*:\s*$"
)

Stretch = tuple[int, int]
_Cues = Sequence[re.Match[str]]


def _dealt(
    places: Iterable[Stretch], parts: Sequence[Quoted], cues: _Cues
) -> Iterator[tuple[Sequence[Quoted], _Cues]]:
    """Yield the parts and the cues that start in each of several ordered stretches."""
    part = cue = 0
    for _, end in places:
        first_part, first_cue = part, cue
        while part < len(parts) and parts[part].outer_start < end:
            part += 1
        while cue < len(cues) and cues[cue].start() < end:
            cue += 1
        yield parts[first_part:part], cues[first_cue:cue]


class Voices:
    """A reader that goes through an article's blocks in order and tracks the last speaker."""

    def __init__(self, text: str, masked: str, cast: Cast) -> None:
        self._text = text
        self._masked = masked
        self._cast = cast
        self._signatures = Signatures(masked, cast)
        self._hangul = not masked.isascii() and holds_hangul(masked)
        self._last = Voice()
        self._quiet: Stretch | None = None
        self._in_head = False
        self._unsigned: list[int] = []
        self._set_apart: list[int] = []
        self.found: list[Quotation] = []

    def read_all(self, blocks: Sequence[Block], parts: Sequence[Quoted]) -> None:
        """Find the quotations in an article's blocks, including the quoted `parts`."""
        places = [(block.start, block.end) for block in blocks]
        cues = list(CUE.finditer(self._masked))
        for block, own in zip(blocks, _dealt(places, parts, cues), strict=True):
            self._read(block, *own)

    def _read(self, block: Block, parts: Sequence[Quoted], cues: _Cues) -> None:
        """Find the quotations in one block."""
        self._in_head = block.kind in HEADS
        self._quiet = None
        if block.kind is BlockKind.SIGNATURE:
            self._sign_quotation(block)
            return
        self._sign(block, cues)
        if block.kind is not BlockKind.QUOTATION:
            self._set_apart = []
        first = len(self.found)
        self._read_words(block, parts, cues)
        if block.kind is BlockKind.QUOTATION:
            self._set_apart += range(first, len(self.found))

    def _read_words(self, block: Block, parts: Sequence[Quoted], cues: _Cues) -> None:
        """Find the quotations in one block that is not a signature."""
        if not parts and is_byline(self._text[block.start : block.end]):
            return
        uncued = bool(parts) and not cues
        if uncued and (voice := self._signatures.after_dash(parts[-1].outer_end, block.end)):
            self._add(QuotationKind.DIRECT, ((part.start, part.end) for part in parts), voice)
            return
        if not (parts or cues or self._is_korean(block.start, block.end)):
            self._pass_over((block.start, block.end))
            for sentence in self._sentences(block, ())[1:]:
                self._turn_to_subject(sentence)
            return
        before = len(self.found)
        places = self._sentences(block, parts)
        for sentence, own in zip(places, _dealt(places, parts, cues), strict=True):
            self._sentence(sentence, *own)
        # A signature covers a whole paragraph of quotations, not the end of an attributed one.
        if len(self._unsigned) < len(self.found) - before:
            self._unsigned = []

    def _is_korean(self, start: int, end: int) -> bool:
        return self._hangul and is_korean(self._masked, start, end)

    def _sentences(self, block: Block, parts: Sequence[Quoted]) -> list[Stretch]:
        """Return the sentences of a block, joining those that end inside a quotation."""
        if block.kind in HEADS:
            return [(block.start, block.end)]
        cuts = [block.start + start for start, _ in boundaries(self._text[block.start : block.end])]
        number = 0
        kept = []
        for cut in cuts[1:]:
            while number < len(parts) and parts[number].outer_end <= cut:
                number += 1
            if number == len(parts) or parts[number].outer_start >= cut:
                kept.append(cut)
        return list(pairwise([block.start, *kept, block.end]))

    def _sentence(self, sentence: Stretch, parts: Sequence[Quoted], cue_words: _Cues) -> None:
        """Find the quotations in one sentence."""
        cues = self._attributions(sentence, cue_words)
        if not cues and not parts:
            self._pass_over(sentence)
            return
        self._cast.begin(sentence[0])
        alone = bool(parts) and stands_alone(self._masked, *sentence)
        voices = [self._voice(cue, sentence) for cue in cues]
        speakers = [voice.speaker for voice in voices]
        direct = False
        for part in parts:
            chosen = nearest(self._masked, part, cues, speakers)
            if chosen is None:
                voice = self._uncued(sentence, part, alone=alone)
            elif self._utters(part, cues[chosen]):
                voice = voices[chosen]
            else:
                voice = Voice()
            kind = kind_of(self._text, self._masked, sentence, part, alone=alone)
            direct = direct or kind is QuotationKind.DIRECT
            if alone and not cues:
                self._unsigned.append(len(self.found))
            self._add(kind, [(part.start, part.end)], voice)
        if not parts:
            self._last = voices[0]
        self._quiet = None if cues or self._speaks(parts) else sentence
        if not direct and (place := reported(self._text, self._masked, *sentence, cues)):
            self._add(QuotationKind.REPORTED, [place[:2]], voices[place[2]])

    def _attributions(self, sentence: Stretch, cue_words: _Cues) -> Sequence[Attribution]:
        if self._is_korean(*sentence):
            return korean_attributions(self._masked, *sentence)
        if not cue_words:
            return ()
        return [one for one in attributions(self._masked, *sentence, cue_words) if one.speaker]

    def _speaks(self, parts: Sequence[Quoted]) -> bool:
        """Return True if any of the last quotations found has a speaker."""
        return any(one.speaker for one in self.found[len(self.found) - len(parts) :])

    def _add(self, kind: QuotationKind, places: Iterable[Stretch], voice: Voice) -> None:
        self.found += [Quotation(kind, *place, voice.speaker, voice.cue) for place in places]
        if voice.speaker is not None:
            self._last = voice

    def _voice(self, cue: Attribution, sentence: Stretch) -> Voice:
        """Return the speaker of a cue.

        A Korean sentence may omit its subject, and then the last speaker continues.
        """
        if cue.speaker is None:
            return Voice(self._last.speaker, cue.cue)
        speaker = self._cast.speaker(cue.speaker)
        if self._masked[cue.speaker.start : cue.speaker.end].lower() == "it":
            speaker = self._house(speaker, sentence)
        return Voice(speaker, cue.cue)

    def _house(self, speaker: Speaker, sentence: Stretch) -> Speaker:
        """Replace the speaker "it" with the organisation that the sentence is about."""
        subject = opening(self._masked, sentence, speaker.mention.start)
        if subject is None or subject.name is None or subject.person:
            return speaker
        if self._masked[subject.end : subject.end + 2].strip()[:1] in _DATELINE:
            return speaker
        return replace(speaker, name=self._cast.speaker(subject).name, resolved=True)

    def _pass_over(self, sentence: Stretch) -> None:
        """Read a sentence without a speaker.

        A colon at its end announces that its subject is about to speak.
        """
        self._cast.open_sentence(*sentence)
        self._quiet = sentence
        if self._masked[max(sentence[0], sentence[1] - 3) : sentence[1]].rstrip().endswith(":"):
            self._last = self._named(opening(self._masked, sentence)) or self._last

    def _turn_to_subject(self, sentence: Stretch) -> None:
        """Record the person at the start of a sentence in which nobody speaks."""
        subject = opening(self._masked, sentence)
        if subject is not None and subject.person and subject.kind is not MentionKind.PRONOUN:
            self._cast.speaker(subject)

    def _named(self, mention: Mention | None) -> Voice | None:
        return Voice(self._cast.speaker(mention)) if mention else None

    def _utters(self, part: Quoted, cue: Attribution) -> bool:
        """Return True if a cue presents the text in marks as speech, not as the title of a work."""
        return not is_work(self._text, part) or is_beside(self._masked, part, cue)

    def _uncued(self, sentence: Stretch, part: Quoted, *, alone: bool) -> Voice:
        """Return the speaker of a quotation without a cue, from a colon or the context."""
        if not alone and (introduced := self._introduced(sentence, part)):
            return introduced
        if self._in_head or not (alone or part.continues):
            return Voice()
        return self._before(part) or self._going_on(part)

    def _going_on(self, part: Quoted) -> Voice:
        """Return the last speaker, or nobody if an organisation or a place would say "I"."""
        speaker = self._last.speaker
        body = speaker is not None and speaker.name and not self._cast.is_person(speaker.name)
        if body and OWN.search(self._text, part.start, part.end):
            return Voice()
        return Voice(speaker)

    def _before(self, part: Quoted) -> Voice | None:
        """Return the subject of the sentence before a standalone quotation, if it is a person."""
        if self._quiet is None or part.continues:
            return None
        mention = opening(self._masked, self._quiet)
        people = mention is not None and mention.person
        return self._named(mention) if people else None

    def _introduced(self, sentence: Stretch, part: Quoted) -> Voice | None:
        """Return the speaker before or after a colon, or None.

        Examples: "Kim scolded him: "No."" and "'Win-win': Cho".
        """
        start, end = sentence
        if last := _NAMED_LAST.search(self._masked, max(part.outer_end, end - 60), end):
            return self._named(following(self._masked, last.end(), end))
        if _SPOKEN_TO.search(self._masked, max(start, part.outer_start - 60), part.outer_start):
            return None
        if self._masked[max(start, part.outer_start - 3) : part.outer_start].rstrip()[-1:] == ":":
            if his := HIS_WORDS.match(self._masked, start, part.outer_start):
                gender: Gender = "male" if his[1].lower() == "his" else "female"
                kind = MentionKind.PRONOUN
                return self._named(Mention(*his.span(1), kind, gender=gender, person=True))
            return self._named(opening(self._masked, sentence, part.outer_start))
        return None

    def _sign(self, block: Block, cues: _Cues) -> None:
        """Assign the unsigned quotations above a block to the speaker that the block names."""
        unsigned, self._unsigned = self._unsigned, []
        if not unsigned:
            return
        signature = self._signatures.after_dash(block.start, block.end)
        signature = signature or self._pointing(block, cues)
        if signature is None and not any(self.found[number].speaker for number in unsigned):
            signature = self._signatures.name_alone(block)
        if signature is not None:
            self._assign(unsigned, signature)

    def _sign_quotation(self, block: Block) -> None:
        """Assign the block quotation above its signature to the speaker named there."""
        if signature := self._signatures.of_element(block):
            self._assign(self._set_apart, signature)
        self._set_apart, self._unsigned = [], []

    def _pointing(self, block: Block, cues: _Cues) -> Voice | None:
        """Return the speaker of the words above the block: "Erik Lund said this on Monday."."""
        if WORDS_OF.match(self._masked, block.start, block.end):
            return self._signatures.after_words_of(block)
        if not cues or not THIS.match(self._masked, cues[0].end(), block.end):
            return None
        sentence = (block.start, min(block.end, cues[0].end() + LONGEST_SIGNATURE))
        found = self._attributions(sentence, cues[:1])
        return self._voice(found[0], sentence) if found else None

    def _assign(self, numbers: Iterable[int], voice: Voice) -> None:
        """Replace the speakers of some of the quotations found so far."""
        for number in numbers:
            self.found[number] = replace(self.found[number], speaker=voice.speaker, cue=voice.cue)
