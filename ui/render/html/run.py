"""The scorecard of a run as HTML, for the report and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from markupsafe import Markup

from assistant.evaluation.comparison import Comparison, Difference
from assistant.evaluation.curve import Curve
from assistant.evaluation.failure import failure_of
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.result import Result
from assistant.evaluation.scorecard import Scorecard
from assistant.wording import count
from ui.render.html.run_plots import (
    abstention_table,
    confusion_table,
    curve_svg,
    interval_svg,
    latency_svg,
)
from ui.render.text.run import spread

NOTHING = Markup("")


def scorecard_html(card: Scorecard, found: Comparison | None = None) -> Markup:
    """Return each measure with its interval and its change since an earlier run, if any."""
    changes = {d.measure: d for d in found.differences} if found else {}
    rows = NOTHING.join(
        Markup(
            '<tr><th scope="row" title="{}">{}</th><td>{}</td><td class="number">{:.3f}</td>'
            '<td class="number soft">{}</td><td class="number soft">{}</td>{}</tr>'
        ).format(
            MEASURES.get(name, ""),
            name,
            interval_svg(interval, changes[name].first if name in changes else None),
            interval.mean,
            spread(interval),
            interval.count,
            _change(changes.get(name)) if found else NOTHING,
        )
        for name, interval in card.measures.items()
    )
    head = Markup('<th scope="col">change from ○</th>') if found else NOTHING
    wrote = NOTHING
    if card.authorship is not None:
        wrote = Markup('<p class="note">{}</p>').format(card.authorship.said)
    return wrote + Markup(
        '<table class="scorecard"><thead><tr><th scope="col">measure</th><td>0 … 1</td>'
        '<th scope="col">mean</th><th scope="col">95 % interval</th><th scope="col">cases</th>{}'
        "</tr></thead><tbody>{}</tbody></table>"
    ).format(head, rows)


def _change(difference: Difference | None) -> Markup:
    if difference is None:
        return Markup('<td class="number soft">–</td>')
    kind = ""
    if difference.is_beyond_chance:
        kind = "better" if difference.change.mean > 0 else "worse"
    return Markup('<td class="number {}">{:+.3f} <small>{}</small></td>').format(
        kind, difference.change.mean, spread(difference.change)
    )


def plots_html(card: Scorecard, results: Sequence[Result]) -> Markup:
    """Return the plots of a run: abstention, failures, times and verdicts, if there are any."""
    plots = NOTHING
    if any(astuple(card.abstention)):
        plots += _figure("Answered and abstained", abstention_table(card.abstention))
    curve = Curve.of(results)
    if curve is not None:
        plots += _curve_figure(curve)
    failures = Counter(f.value for r in results if (f := failure_of(r)) is not None)
    if failures:
        plots += _figure("Failed cases", _bars(failures))
    if card.causes:
        plots += _figure("Why answerable questions failed", _bars(card.causes))
    if card.latency is not None:
        seconds = [r.outcome.seconds for r in results if r.outcome.error is None]
        times = card.latency
        said = (
            f"Median {times.p50 * 1000:.0f} ms, 95 % within {times.p95 * 1000:.0f} ms, longest "
            f"{times.longest * 1000:.0f} ms"
        )
        plots += _figure("Time per case", latency_svg(seconds, times), said)
    if card.confusion:
        plots += _figure("Verdicts", confusion_table(card))
    return Markup('<div class="plots">{}</div>').format(plots)


# The shares of questions answered for which the caption gives numbers.
_COVERAGES = (0.5, 0.75, 0.9, 1.0)


def _curve_figure(curve: Curve) -> Markup:
    said = "; ".join(
        f"{curve.at(share).precision:.0%} correct at {share:.0%} answered" for share in _COVERAGES
    )
    return _figure(
        "Share of correct answers, by the share of questions answered",
        curve_svg(curve),
        f"{said}. The dashed line is this run.",
    )


def _figure(title: str, plot: Markup, said: str = "") -> Markup:
    caption = Markup("<p class='note'>{}</p>").format(said) if said else NOTHING
    return Markup("<figure><figcaption>{}</figcaption>{}{}</figure>").format(title, plot, caption)


def _bars(counts: Mapping[str, int]) -> Markup:
    longest = max(counts.values())
    rows = NOTHING.join(
        Markup(
            "<tr><th scope='row'>{}</th><td class='bar'><span style='width:{:.1f}%'></span></td>"
            "<td class='number'>{}</td></tr>"
        ).format(name, 100 * number / longest, number)
        for name, number in sorted(counts.items(), key=lambda item: -item[1])
    )
    return Markup("<table class='bars'><tbody>{}</tbody></table>").format(rows)


def comparison_html(found: Comparison) -> Markup:
    """Return how two runs differ in cases and settings, and which cases were left out."""
    fell = sum(pair.fell for pair in found.flips)
    said = [
        f"{count(len(found.pairs), 'case')} in both runs: {fell:,} fell, "
        f"{len(found.flips) - fell:,} rose."
    ]
    if found.is_partial:
        said.append(
            f"Not compared: {found.only_second:,} only in this run, {found.only_first:,} only in "
            f"the earlier one, {found.changed:,} with another question or expected answer."
        )
    paragraphs = NOTHING.join(Markup("<p>{}</p>").format(each) for each in said)
    rows = NOTHING.join(Markup("<li>{}</li>").format(each) for each in found.settings)
    differ = Markup("<ul>{}</ul>").format(rows) if rows else NOTHING
    return Markup('<div class="compared">{}{}</div>').format(paragraphs, differ)
