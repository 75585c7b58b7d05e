"""The cleaner: turn the scraped text of a page into an article.

Named rules remove text that is not the article's own. `removals` lists what was removed and by
which rule. A rule that is unsure keeps the line: a reader notices a leftover but not a lost
sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from sources.article import READERS_COMMENTS, Article, BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.comment_lines import first_comment
from sources.cleaning.correction_notes import is_correction
from sources.cleaning.date_lines import date_lines, publication_day
from sources.cleaning.furniture import furniture_rule, is_menu, is_row
from sources.cleaning.headline import (
    find_headline,
    is_navigational,
    is_repeated,
    is_running,
    opening,
)
from sources.cleaning.line_roles import credit_start, is_credit, with_roles
from sources.cleaning.lines import Line, lines_of, rejoined
from sources.cleaning.notices import (
    authors,
    ends_article,
    is_known_byline,
    owner,
)
from sources.cleaning.release_lines import releases
from sources.cleaning.repetitions import without_repetitions
from sources.errors import NothingLeft
from sources.language.detection import language
from sources.language.phrases import ends_sentence, folded, is_prose, word_count

RULES_VERSION = 5

_LINES_OF_TOP = 20
_LONGEST_CAPTION, _LONGEST_HEADLINE = 800, 160
_MOST_WORDS_BEFORE_HEADLINE = 8
_MOST_WORDS_BEFORE_LIKELY_HEADLINE = 3
_MOST_WORDS_BESIDE_HEADLINE = 2
_MOST_WORDS_OF_DATELINE = 8
_FEWEST_SHORT_HEADINGS = 3
_DASHES = ("—", "–", " -", "--")


@dataclass(frozen=True, slots=True)
class Removal:
    """Text that cleaning removed from a page, and the rule that removed it."""

    rule: str
    text: str


@dataclass
class _Draft:
    """An article in progress: the lines left, the removals, and the metadata found."""

    lines: list[Line]
    known: Metadata
    removed: list[Removal] = field(default_factory=list)

    def remove(self, rule: str, text: str) -> None:
        self.removed.append(Removal(rule, text))

    def learn(self, found: Metadata) -> None:
        self.known = self.known.filled_from(found)


def clean(page: Page) -> Article:
    """Return the article of a page; raise NothingLeft if none of its text belongs to one."""
    return clean_and_list(page)[0]


def clean_and_list(page: Page) -> tuple[Article, tuple[Removal, ...]]:
    """Return the article of a page and what was removed from it; raise NothingLeft as `clean`."""
    draft = _cleaned(page)
    # A title that came from outside the page is not part of the page's text.
    if not page.turns and not any(
        line.kind is not BlockKind.HEADLINE or not page.metadata.title for line in draft.lines
    ):
        raise NothingLeft(
            "it has no article text, only advertisements, links and notices (lines removed: "
            f"{len(draft.removed)})"
        )
    if page.turns and draft.lines and not draft.known.title:
        _head_transcript(draft)
    blocks = [(line.kind or BlockKind.PARAGRAPH, line.text) for line in draft.lines]
    turns = [turn for turn in page.turns if turn.label or not _is_of_the_page(turn.text)]
    return Article.from_blocks(page.origin, blocks, draft.known, turns), tuple(draft.removed)


def _is_of_the_page(text: str) -> bool:
    """Return True for text among the turns of a transcript that is not part of it."""
    return ends_article(text) or is_credit(text) or furniture_rule(text) is not None


def _head_transcript(draft: _Draft) -> None:
    """Use the first line before a transcript as its headline if it is short."""
    first = draft.lines[0]
    if len(first.text) <= _LONGEST_HEADLINE:
        draft.lines[0] = first.of_kind(BlockKind.HEADLINE)
        draft.learn(Metadata(title=first.text))


def removals(page: Page) -> tuple[Removal, ...]:
    """Return what `clean` removes from the page, and by which rules."""
    return tuple(_cleaned(page).removed)


def _cleaned(page: Page) -> _Draft:
    draft = _Draft(rejoined(lines_of(page)), page.metadata)
    draft.removed += [Removal(rule, text) for rule, text in page.left_out]
    _remove_release_lines(draft)
    _end_at_copyright(draft)
    _remove_comments(draft)
    _remove_credits(draft)
    _remove_furniture(draft)
    _remove_notices(draft)
    _join_dateline(draft)
    _set_headline(draft)
    _remove_repetitions(draft)
    draft.lines = with_roles(draft.lines)
    if draft.known.language is None:
        sample = _sample([*draft.lines, *(Line(turn.text) for turn in page.turns[:10])])
        draft.learn(Metadata(language=language(sample)))
    return draft


def _sample(kept: list[Line]) -> str:
    return "\n".join(line.text[:1000] for line in kept[:10])


def _remove_release_lines(draft: _Draft) -> None:
    """Remove the embargo of a press release. The day of its release is that of publication."""
    found = releases([line.text for line in draft.lines])
    for index, each in found.items():
        draft.remove("release line", draft.lines[index].text)
        draft.learn(Metadata(published=each.day))
    draft.lines = [line for index, line in enumerate(draft.lines) if index not in found]


def _end_at_copyright(draft: _Draft) -> None:
    """Remove copyright lines, and the text after one that closes the article."""
    weights = [len(line.text) if ends_sentence(line.text) else 0 for line in draft.lines]
    after, before = sum(weights), 0
    kept: list[Line] = []
    for index, line in enumerate(draft.lines):
        after -= weights[index]
        if not ends_article(line.text):
            kept.append(line)
            before += weights[index]
            continue
        draft.learn(Metadata(outlet=owner(line.text)))
        draft.remove("copyright", line.text)
        # A copyright line above most of the text is a picture credit or part of a header.
        if before > after:
            for late in draft.lines[index + 1 :]:
                if is_correction(late.text):
                    kept.append(late)
                else:
                    draft.remove("after the copyright line", late.text)
            break
    draft.lines = kept


def _remove_comments(draft: _Draft) -> None:
    """Remove readers' comments below the text, but keep corrections."""
    start = first_comment([line.text for line in draft.lines])
    kept = draft.lines[:start]
    for line in [] if start is None else draft.lines[start:]:
        if is_correction(line.text):
            kept.append(line)
        else:
            draft.remove(READERS_COMMENTS, line.text)
    draft.lines = kept


def _remove_credits(draft: _Draft) -> None:
    """Remove image credits. The line directly above or below a credit is a caption."""
    kept: list[Line] = []
    longer_lines = 0
    for line in draft.lines:
        if not is_credit(line.text):
            kept.append(_without_credit(draft, line))
            if longer_lines <= 1:
                longer_lines += word_count(line.text) > _MOST_WORDS_BEFORE_LIKELY_HEADLINE
            continue
        draft.remove("image credit", line.text)
        # The first line of some length is the headline, even directly above a picture credit.
        is_caption = longer_lines > 1 or (kept and ends_sentence(kept[-1].text))
        if is_caption and line.attached and len(kept[-1].text) <= _LONGEST_CAPTION:
            kept[-1] = kept[-1].of_kind(BlockKind.CAPTION)
    draft.lines = kept


def _without_credit(draft: _Draft, line: Line) -> Line:
    """Return the caption without the credits at its end, or the line itself if it has none."""
    start = credit_start(line.text)
    while start is not None and start <= _LONGEST_CAPTION:
        draft.remove("image credit", line.text[start:].strip())
        line = Line(line.text[:start].rstrip(), line.attached, BlockKind.CAPTION)
        start = credit_start(line.text)
    return line


def _remove_furniture(draft: _Draft) -> None:
    kept: list[Line] = []
    for line in draft.lines:
        rule = furniture_rule(line.text)
        if rule is None or is_correction(line.text):
            kept.append(line)
        else:
            draft.remove(rule, line.text)
    draft.lines = kept


def _remove_notices(draft: _Draft) -> None:
    """Remove bylines, dates and menus around the text, and keep the facts they state."""
    start = opening(draft.lines)
    tail = _end_of_prose(draft.lines)
    named = frozenset(folded(author) for author in draft.known.authors)
    dated = date_lines([line.text for line in draft.lines], start, tail, draft.known)
    people = [name for each in dated.values() for name in each.authors]
    kept: list[Line] = []
    for index, line in enumerate(draft.lines):
        if start <= index < tail or line.kind is not None:
            kept.append(line)
        elif index in dated:
            draft.remove("date line", line.text)
        elif (
            not line.is_body
            and is_menu(line.text)
            and not is_row([line.text for line in draft.lines], index)
        ):
            draft.remove("menu", line.text)
        elif draft.known.outlet and folded(line.text) == folded(draft.known.outlet):
            draft.remove("outlet's name", line.text)
        elif names := authors(line.text):
            people += names
            draft.remove("byline", line.text)
        elif is_known_byline(line.text, named):
            draft.remove("byline", line.text)
        else:
            kept.append(line)
    day = publication_day(dated.values())
    draft.learn(Metadata(published=day, authors=tuple(dict.fromkeys(people))))
    draft.lines = kept


def _end_of_prose(kept: list[Line]) -> int:
    """Return the index after the last line that is certainly a paragraph."""
    for index in range(len(kept), 0, -1):
        if is_prose(kept[index - 1].text):
            return index
    return 0


def _join_dateline(draft: _Draft) -> None:
    """Move a dateline on a line of its own to the start of the first paragraph."""
    for index, (dateline, paragraph) in enumerate(pairwise(draft.lines[:_LINES_OF_TOP])):
        if (
            dateline.text.endswith(_DASHES)
            and word_count(dateline.text) <= _MOST_WORDS_OF_DATELINE
            and ends_sentence(paragraph.text)
        ):
            joined = Line(f"{dateline.text} {paragraph.text}", dateline.attached, paragraph.kind)
            draft.lines[index : index + 2] = [joined]
            return


def _set_headline(draft: _Draft) -> None:
    """Find the headline, set it, and remove the navigation around it."""
    title = readable(draft.known.title or "").replace("\n", " ").strip()
    found = find_headline(draft.lines, title)
    if found is None and title:
        draft.lines.insert(0, Line(title))
        found = 0
    if found is None:
        return
    headline = draft.lines[found].of_kind(BlockKind.HEADLINE)
    draft.learn(Metadata(title=headline.text))
    start = opening(draft.lines, headline=found)
    certain = bool(title) or is_repeated(draft.lines, found)
    before = _MOST_WORDS_BEFORE_HEADLINE if certain else _MOST_WORDS_BEFORE_LIKELY_HEADLINE
    # If the page uses short headings, the last line before the text is one of them.
    start -= _has_short_headings(draft.lines[start:])
    kept: list[Line] = []
    for index, line in enumerate(draft.lines):
        most = before if index < found else _MOST_WORDS_BESIDE_HEADLINE
        if index == found:
            kept.append(headline)
        elif (
            index < start < len(draft.lines)
            and not line.kind
            and is_navigational(line.text, most)
            and not is_running(draft.lines, index)
        ):
            draft.remove("navigation around the headline", line.text)
        else:
            kept.append(line)
    draft.lines = kept


def _has_short_headings(body: list[Line]) -> bool:
    """Return True if the text is divided by headings as short as toolbar buttons."""
    headings = (
        is_navigational(line.text, _MOST_WORDS_BESIDE_HEADLINE) and ends_sentence(below.text)
        for line, below in pairwise(body)
    )
    return sum(headings) >= _FEWEST_SHORT_HEADINGS


def _remove_repetitions(draft: _Draft) -> None:
    draft.lines, repeated = without_repetitions(draft.lines)
    for rule, text in repeated:
        draft.remove(rule, text)
