"""The cases of a run as HTML: question, answer, sources, and the reason for a failure."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.answer import NO_CLEAR_ANSWER
from assistant.answering.quoting import Candidate
from assistant.evaluation.authorship import noted
from assistant.evaluation.case import Case
from assistant.evaluation.comparison import Pair
from assistant.evaluation.failure import cause_of, failure_of
from assistant.evaluation.holding import holds
from assistant.evaluation.result import Result, Source
from assistant.wording import NO_OUTLET, day, restrictions

NOTHING = Markup("")


def weighed_html(result: Result) -> Markup:
    """Return why a case failed, how its passages were ranked, and the sentences considered."""
    outcome = result.outcome
    if not outcome.candidates:
        return NOTHING
    cause = cause_of(result)
    said = [f"Why: {cause.value}."] if cause else []
    said += [f"{len(outcome.ranked)} passages were read.", *_where(result)]
    rows = NOTHING.join(
        Markup(
            "<tr><td class='number'>{}</td><td class='number'>{:.2f}</td>"
            "<td dir='auto'>{}</td><td class='soft'>{}</td></tr>"
        ).format(_rank(result, each) or "–", each.score, each.words, _fate(result, each))
        for each in outcome.candidates
    )
    return Markup(
        "<h4>Sentences considered</h4><p class='note'>{}</p><table class='weighed'><thead>"
        "<tr><th scope='col'>passage</th><th scope='col'>score</th><th scope='col'>sentence</th>"
        "<th scope='col'>outcome</th></tr></thead><tbody>{}</tbody></table>"
    ).format(" ".join(said), rows)


def _where(result: Result) -> list[str]:
    """Return sentences with the ranks of the gold passages and of the expected answer."""
    gold = [
        rank
        for rank, passage in enumerate(result.outcome.ranked, start=1)
        if any(holds(passage, each) for each in result.case.gold)
    ]
    said = [f"Gold passages: {_listed(gold)}."] if result.case.gold else []
    if result.stating is not None:
        said.append(f"Expected answer: {_listed(list(result.stating))}.")
    return said


def _listed(ranks: list[int]) -> str:
    return f"rank {', '.join(map(str, ranks))}" if ranks else "not found"


def _rank(result: Result, candidate: Candidate) -> int:
    """Return the rank of the passage that contains a sentence, or 0 if it is unknown."""
    ranked = enumerate(result.outcome.ranked, start=1)
    return next((rank for rank, passage in ranked if holds(passage, candidate.span)), 0)


def _fate(result: Result, candidate: Candidate) -> str:
    if any(cited.span.contains(candidate.span) for cited in result.outcome.citations):
        return "cited"
    return candidate.refusal or "others scored higher"


def command(case: Case, program: str) -> str:
    """Return the command that runs a case again: `onrecord ask` or `onrecord check`."""
    filters = case.filters
    words = [*shlex.split(program)]
    if case.words is None:
        words += ["ask", case.question]
    else:
        words += ["check", case.words]
        words += ["--speaker", case.speaker] if case.speaker else []
    for outlet in filters.outlets:
        words += ["--outlet", outlet]
    words += ["--since", filters.since.isoformat()] if filters.since else []
    words += ["--until", filters.until.isoformat()] if filters.until else []
    for language in filters.languages:
        words += ["--language", language]
    # After `--`, a leading dash is part of the words and not an option.
    if (case.words or case.question).startswith("-"):
        place = words.index(case.words or case.question)
        words = [*words[:place], *words[place + 1 :], "--", words[place]]
    return shlex.join(words)


def address(case: Case) -> str:
    """Return the address that runs a case on the page, relative to the server."""
    filters = case.filters
    fields: list[tuple[str, str]] = []
    if case.words is None:
        fields.append(("ask", case.question))
    else:
        fields += [("check", case.words), ("speaker", case.speaker or "")]
    fields += (("outlet", outlet) for outlet in filters.outlets)
    fields += (("language", language) for language in filters.languages)
    fields.append(("since", filters.since.isoformat() if filters.since else ""))
    fields.append(("until", filters.until.isoformat() if filters.until else ""))
    return "/?" + urlencode([(name, value) for name, value in fields if value])


def case_html(result: Result, program: str, server: str = "", pair: Pair | None = None) -> Markup:
    """Return one case: a summary line that expands to the details."""
    failure = failure_of(result)
    flip = ("fell" if pair.fell else "rose") if pair is not None and pair.flipped else ""
    return Markup(
        '<details class="case{}" data-failure="{}" data-flip="{}" data-tags="{}">'
        '<summary><span class="state">{}</span><span class="id">{}</span>'
        '<span class="asked" dir="auto">{}</span>{}</summary>{}</details>'
    ).format(
        " failed" if failure else "",
        failure.value if failure else "",
        flip,
        json.dumps(labels(result)),
        failure.value if failure else "right",
        result.case.id,
        _asked(result.case),
        Markup('<span class="flip {0}">{0}</span>').format(flip) if flip else NOTHING,
        _opened(result, program, server, pair),
    )


def labels(result: Result) -> list[str]:
    """Return the labels that cases can be filtered by."""
    case = result.case
    kind = [f"kind: {case.kind}"] if case.kind else []
    return [*case.tags, *kind, *([f"split: {case.split}"] if case.split else [])]


def _asked(case: Case) -> Markup:
    if case.words is None:
        return Markup("{}").format(case.question)
    by = Markup(" <small>{}</small>").format(case.speaker) if case.speaker else NOTHING
    return Markup("“{}”{}").format(case.words, by)


def _opened(result: Result, program: str, server: str, pair: Pair | None) -> Markup:
    case = result.case
    limits = NOTHING
    if case.asked:
        limits = Markup("<p class='note'>Asked on {}</p>").format(day(case.asked))
    if case.filters:
        limits += Markup("<p class='note'>Only articles {}</p>").format(restrictions(case.filters))
    earlier = NOTHING
    if pair is not None and pair.flipped:
        earlier = Markup("<h4>Earlier run</h4>{}").format(_answer(pair.first))
    link = NOTHING
    if server:
        link = Markup('<a class="go" href="{}">Open in OnRecord</a>').format(
            server.rstrip("/") + address(case)
        )
    return Markup(
        '<div class="opened">{}<div class="columns"><div><h4>{}</h4>{}{}{}</div>'
        "<div>{}{}</div></div>{}{}<p class='ways'>{}<code>{}</code></p></div>"
    ).format(
        limits,
        "Answer" if case.words is None else "Verdict",
        _answer(result),
        _sources("Cited", result.cited),
        earlier,
        _expected(case),
        _sources("Where the answer is", result.gold),
        weighed_html(result),
        _measures(result),
        link,
        command(case, program),
    )


def _answer(result: Result) -> Markup:
    outcome = result.outcome
    if outcome.error is not None:
        return Markup('<p class="trouble">Error: {}</p>').format(outcome.error)
    if not outcome.answered:
        why = outcome.why_declined
        reason = Markup('<p class="note" dir="auto">{}</p>').format(f"Why: {why}.") if why else ""
        return Markup('<p class="abstained">{}</p>{}').format(NO_CLEAR_ANSWER, reason)
    paragraphs = outcome.text.split("\n")
    by = noted(outcome)
    note = Markup('<p class="note">{}</p>').format(by) if by else NOTHING
    return note + NOTHING.join(Markup('<p dir="auto">{}</p>').format(each) for each in paragraphs)


def _expected(case: Case) -> Markup:
    said = []
    if case.verdict is not None:
        said.append(case.verdict.value)
    if case.answerable is False:
        said.append(NO_CLEAR_ANSWER)
    said += [" or ".join(case.answers)] if case.answers else []
    said += ["all of: " + ", ".join(case.answers_all)] if case.answers_all else []
    said += [" or ".join(case.numbers)] if case.numbers else []
    said += [" or ".join(map(str, case.dates))] if case.dates else []
    rows = NOTHING.join(Markup('<p dir="auto">{}</p>').format(each) for each in said)
    made = Markup("<p class='note'>This case was made by a program.</p>") if case.made else NOTHING
    return Markup("<h4>Expected</h4>{}{}").format(rows or Markup("<p>not stated</p>"), made)


def _sources(title: str, sources: Sequence[Source]) -> Markup:
    if not sources:
        return NOTHING
    shown = NOTHING.join(
        Markup(
            '<blockquote dir="auto">{}<mark>{}</mark>{}<footer>{} · <bdi>{}</bdi>, {}</footer>'
            "</blockquote>"
        ).format(s.before, s.words, s.after, s.headline, s.outlet or NO_OUTLET, _day(s))
        for s in sources
    )
    return Markup("<h4>{}</h4>{}").format(title, shown)


def _day(source: Source) -> str:
    return day(source.published)


def _measures(result: Result) -> Markup:
    known = [(name, value) for name, value in result.measures.items() if value is not None]
    shown = NOTHING.join(
        Markup("<div><dt>{}</dt><dd>{:.2f}</dd></div>").format(name, value) for name, value in known
    )
    return Markup("<dl class='measures'>{}<div><dt>took</dt><dd>{:.2f} s</dd></div></dl>").format(
        shown, result.outcome.seconds
    )
