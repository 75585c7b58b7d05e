"""Differences: split an alignment into pieces, and classify the pieces that differ."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.quotes.alignment import Alignment
from assistant.quotes.alignment_step import Step
from assistant.quotes.brackets import bearing, inside, reach
from assistant.quotes.claimed_words import Edit, Mark
from assistant.quotes.house_style import respelt, written
from assistant.quotes.omitted_context import Omission
from assistant.quotes.telling_marks import told_apart
from assistant.quotes.verdict import Change, Note, NoteKind, Piece
from assistant.quotes.word_changes import Named, Wording, named
from sources.language.analysis import analysed
from sources.language.meaning_words import limits, turns
from sources.language.words import Token
from sources.span import Span

_AROUND = 2
_LEADING = frozenset("by of for to from with than over against at in on".split())
# Usually there are only a few characters between two words, so only this many are examined first.
_SPACES_BEFORE = 20


def compared(alignment: Alignment) -> tuple[tuple[Piece, ...], tuple[Note, ...]]:
    """Return the pieces of an alignment, and notes on its ellipses and brackets."""
    writer = _Writer(alignment)
    for step in alignment.steps:
        writer.write(step)
    writer.finish()
    return tuple(_reordered(writer.pieces, _sentences_around(alignment))), tuple(writer.notes)


class _Writer:
    """Splits the claimed text into pieces from left to right, without leaving any of it out."""

    def __init__(self, alignment: Alignment) -> None:
        self.pieces: list[Piece] = []
        self.notes: list[Note] = []
        self._alignment = alignment
        self._claimed = alignment.claimed
        self._marks = list(self._claimed.marks)
        self._taken = self._written = 0
        self._styles: dict[str, str] = {}

    def write(self, step: Step) -> None:
        """Add the pieces of an alignment step, after the editorial marks that precede it."""
        marked = self._take_marks(step.start)
        if step.start == step.end and marked:
            # The recorded words that a mark replaces.
            self._set_against(marked, step.first, step.last)
            return
        if marked and not step.start:
            first = step.first - reach(self._alignment, marked, step.first, before=True)
            self._set_against(marked, first, step.first)
        else:
            self._set_against(marked, step.first, step.first)
        apart = told_apart(self._alignment, step) if step.equal else {}
        for part in self._unbroken(step, apart) if step.equal else (step,):
            recorded, span = self._recorded(part.first, part.last)
            piece = Piece(self._claim(part), recorded, span)
            if change := apart.get(part.first):
                self.pieces.append(replace(piece, change=change, grave=True))
                continue
            self.pieces.append(piece if step.same else self._named(piece, part))
            if step.same and not step.left_out:
                self._note_style(part)

    def finish(self) -> None:
        """Add the marks at the end and the rest of the claimed text to the pieces."""
        last = self._alignment.steps[-1].last
        marked = self._take_marks(len(self._claimed.words))
        further = reach(self._alignment, marked, last, before=False)
        self._set_against(marked, last, last + further)
        rest = self._claimed.text[self._written :]
        if rest and self.pieces:
            self.pieces[-1] = replace(self.pieces[-1], claimed=self.pieces[-1].claimed + rest)
        if self._styles:
            told = "; ".join(f"“{o}” where the archive has “{t}”" for o, t in self._styles.items())
            self.notes.append(Note(NoteKind.STYLE, f"House style: {told}."))

    def _take_marks(self, number: int) -> list[Mark]:
        first = self._taken
        while self._taken < len(self._marks) and self._marks[self._taken].after <= number:
            self._taken += 1
        taken = self._marks[first : self._taken]
        if taken:
            self.pieces.append(Piece(self._claim_until(number), "", None))
        return taken

    def _set_against(self, marks: Sequence[Mark], first: int, last: int) -> None:
        """Pair recorded words with the marks that replace them, and flag a change in meaning."""
        if not marks:
            return
        recorded, span = self._recorded(first, last)
        piece = replace(self.pieces[-1], recorded=recorded, span=span)
        found = self._rewritten(marks, first, last)
        if found is not None:
            piece = replace(piece, change=found.change, grave=True)
        self.pieces[-1] = piece
        self._note_marks(marks, recorded, first, last)
        if found is None and inside(self._claimed, marks):
            self._note_bearing(marks, first, last)

    def _rewritten(self, marks: Sequence[Mark], first: int, last: int) -> Named | None:
        """Return what bracketed words change; None if they only identify who or what is meant."""
        bracketed = inside(self._claimed, marks)
        ours, theirs = analysed(bracketed).notated, self._theirs(first, last)
        recorded = self._alignment.recorded
        if not ours:
            return None  # an ellipsis
        found = named(
            _wording(ours, bracketed, starts=False),
            _wording(theirs, recorded.article.text, self._starts_sentence(theirs)),
        )
        replaces = any(word.is_content for word in theirs)
        if found is None or not found.grave or found.change is Change.PRONOUN:
            return None
        if found.change in (Change.NAME, Change.ADDED, Change.CHANGED) and not replaces:
            return None
        return found

    def _theirs(self, first: int, last: int) -> list[Token]:
        stream, recorded = self._alignment.stream, self._alignment.recorded
        return [recorded.tokens[n] for n in stream.numbers[first:last]]

    def _note_marks(self, marks: Sequence[Mark], recorded: str, first: int, last: int) -> None:
        shown = " ".join(self._claimed.text[mark.start : mark.end] for mark in marks)
        bracketed = inside(self._claimed, marks)
        kind = NoteKind.BRACKETS if bracketed else NoteKind.ELLIPSIS
        text = f"“{shown}” replaces “{recorded.strip()}”."
        if not recorded.strip():
            text = f"“{shown}” was added: the archive has no words there."
        self.notes.append(Note(kind, text))
        if not bracketed and Omission(self._alignment, first, last).turns:
            self._note_hidden(f"“{recorded.strip()}”")
        elif grave := _turning(recorded, bracketed):
            self._note_hidden(", ".join(f"“{word}”" for word in grave))

    def _note_hidden(self, words: str) -> None:
        text = f"Words hidden by the ellipsis or brackets may change the meaning: {words}."
        self.notes.append(Note(NoteKind.CUT, text))

    def _note_bearing(self, marks: Sequence[Mark], first: int, last: int) -> None:
        """Add a note on why the words in brackets are acceptable, or that they are not."""
        shown = " ".join(self._claimed.text[m.start : m.end] for m in marks if _is_insertion(m))
        number, words = marks[0].after, [word.folded for word in self._claimed.words]
        beside = (words[number - 1] if number else "", "".join(words[number : number + 1]))
        replaced = self._theirs(first, last)
        borne = bearing(inside(self._claimed, marks), replaced, beside, self._alignment)
        if borne is None:
            text = f"The article does not support the words in brackets: “{shown}”."
            self.notes.append(Note(NoteKind.INSERTED, text))
        else:
            self.notes.append(Note(NoteKind.BRACKETS, f"“{shown}”: {borne}"))

    def _note_style(self, step: Step) -> None:
        """Note words that the archive writes in another house style, adjacent ones together."""
        recorded, numbers = self._alignment.recorded, self._alignment.stream.numbers
        ours = self._claimed.words[step.start : step.end]
        theirs = [recorded.tokens[n] for n in numbers[step.first : step.last]]
        if step.equal:
            pairs = [
                (written(self._claimed.text, [one]), written(recorded.article.text, [other]))
                for one, other in zip(ours, theirs, strict=True)
            ]
            for differ, found in groupby(pairs, lambda pair: respelt(*pair)):
                if differ:
                    shown, told = map(" ".join, zip(*found, strict=True))
                    self._styles[shown] = told
        elif recorded.inserted.isdisjoint(numbers[step.first : step.last]):
            told = written(recorded.article.text, theirs)
            self._styles[written(self._claimed.text, ours)] = told
        else:
            shown = written(recorded.article.text, theirs)
            text = f"The archive has “{shown}” in brackets: its editor's words, not the speaker's."
            self.notes.append(Note(NoteKind.BRACKETS, text))

    def _claim(self, step: Step) -> str:
        return self._claim_until(step.end) if step.end > step.start else ""

    def _claim_until(self, number: int) -> str:
        """Return the claimed text not yet written, up to this word or the mark before it."""
        words = self._claimed.words
        end = words[number].start if number < len(words) else len(self._claimed.text)
        # Marks are in order: no later mark starts before the next one.
        following = self._marks[self._taken : self._taken + 1]
        end = min([end, *(mark.start for mark in following if mark.after <= number)])
        claimed = self._claimed.text[self._written : max(end, self._written)]
        self._written = max(end, self._written)
        return claimed

    def _unbroken(self, step: Step, apart: Container[int]) -> Iterator[Step]:
        """Split a step at words that differ in meaning and where an attribution interrupts it."""
        numbers = self._alignment.stream.numbers
        begun = step.first
        for place in range(step.first + 1, step.last + 1):
            differs = place in apart or place - 1 in apart
            if differs or place == step.last or numbers[place] != numbers[place - 1] + 1:
                shift = step.start - step.first
                yield Step(begun + shift, place + shift, begun, place, equal=True)
                begun = place

    def _recorded(self, first: int, last: int) -> tuple[str, Span | None]:
        if first == last:
            return "", None
        article = self._alignment.recorded.article
        words, numbers = self._alignment.recorded.tokens, self._alignment.stream.numbers
        end = words[numbers[last - 1]].end
        if last < self._alignment.steps[-1].last and numbers[last] == numbers[last - 1] + 1:
            end = words[numbers[last]].start  # the punctuation and spaces between two pieces
        span = article.span(words[numbers[first]].start, end)
        return article.words(span), span

    def _named(self, piece: Piece, step: Step) -> Piece:
        words = self._claimed.words
        stream, recorded = self._alignment.stream, self._alignment.recorded
        theirs = [recorded.tokens[n] for n in stream.numbers[step.first : step.last]]
        ours = words[step.start : step.end]
        behind = words[step.end : step.end + _AROUND]
        beside = (words[max(0, step.start - _AROUND) : step.start], behind)
        around = [word.folded for side in beside for word in side]
        found: Named | None = named(
            _wording(ours, self._claimed.text, starts=step.start == 0),
            _wording(theirs, recorded.article.text, self._starts_sentence(theirs)),
            around,
        )
        return piece if found is None else replace(piece, change=found.change, grave=found.grave)

    def _starts_sentence(self, words: Sequence[Token]) -> bool:
        recorded = self._alignment.recorded
        if not words:
            return False
        start, text = words[0].start, recorded.article.text
        if start in recorded.sentence_starts:
            return True
        before = text[max(0, start - _SPACES_BEFORE) : start].rstrip()
        return (before or text[:start].rstrip())[-1:] in "“\"‘'«「『.!?"


def _turning(recorded: str, bracketed: str) -> list[str]:
    """Return the words that a mark hides or inserts and that change the words beside them.

    "Some" and "about" affect only the words directly after them.
    """
    covered = analysed(recorded).tokens
    closed = recorded.rstrip()[-1:] in (",", ";", ".")
    near = (*(() if closed else covered[-_AROUND:]), *analysed(bracketed).tokens)
    found = {word.folded for word in covered if turns(word.folded)}
    return sorted(found | {word.folded for word in near if limits(word.folded)})


def _is_insertion(mark: Mark) -> bool:
    return mark.edit is Edit.INSERTED


def _wording(words: Sequence[Token], text: str, starts: bool) -> Wording:
    return Wording(
        tuple(word.folded for word in words),
        tuple(text[word.start : word.end] for word in words),
        starts,
    )


def _reordered(pieces: Sequence[Piece], around: str) -> Iterator[Piece]:
    """Mark words that were removed in one place and inserted in another as reordered.

    `around` are the folded words of the sentences around the pieces, because words may have moved
    from a place where nothing else was removed.
    """
    dropped = {_content(p.recorded) for p in pieces if p.change and not p.claimed}
    added = {_content(p.claimed) for p in pieces if p.change and not p.recorded}
    moved = {words for words in added if words in dropped or f" {' '.join(words)} " in around}
    moved = {words for words in moved if words and not any(map(limits, words))}
    for piece in pieces:
        words = _content(piece.claimed or piece.recorded)
        one_sided = bool(piece.change) and not (piece.claimed and piece.recorded)
        if one_sided and words in moved:
            shown = [word.folded for word in analysed(piece.claimed or piece.recorded).notated]
            # "better by" of "worse by better" is not a phrase that could be moved elsewhere.
            swapped = len(shown) <= _AROUND and shown[-1] in _LEADING
            piece = replace(piece, change=Change.REORDERED, grave=swapped)
        yield piece


def _content(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in analysed(text).notated if word.is_content)


def _sentences_around(alignment: Alignment) -> str:
    recorded = alignment.recorded
    ends = recorded.tokens[alignment.first].start, recorded.tokens[alignment.last].start
    first, last = (recorded.sentences[recorded.sentence_number(end)] for end in ends)
    inside = (
        token.folded
        for token in recorded.tokens
        if first.start <= token.start < last.end and token.is_content
    )
    return f" {' '.join(inside)} "
