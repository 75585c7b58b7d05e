"""Plots of a run as self-contained SVG and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor, log10

from markupsafe import Markup

from assistant.evaluation.curve import Curve
from assistant.evaluation.scorecard import Abstention, Interval, Latency, Scorecard

_WIDE, _HIGH = 240, 20
_EDGE = 7
_BINS_PER_DECADE = 8
_PLOT_WIDE, _PLOT_HIGH, _FOOT = 340, 110, 26
_SHORTEST = 0.001
NOTHING = Markup("")


def interval_svg(now: Interval, earlier: float | None = None) -> Markup:
    """Return a plot of a mean from 0 to 1 with its interval, and the mean of an earlier run."""
    low = now.mean if now.low is None else now.low
    high = now.mean if now.high is None else now.high
    before = NOTHING
    if earlier is not None:
        before = Markup('<circle class="earlier" cx="{:.1f}" cy="10" r="4.5"/>').format(
            _place(earlier)
        )
    return Markup(
        '<svg class="interval" width="{}" height="{}" role="img" aria-label="{}">'
        '<path class="axis" d="M{:.1f} 10H{:.1f}M{:.1f} 6v8M{:.1f} 8v4M{:.1f} 6v8"/>'
        '<path class="range" d="M{:.1f} 10H{:.1f}"/>{}'
        '<circle class="mean" cx="{:.1f}" cy="10" r="4"/></svg>'
    ).format(
        _WIDE,
        _HIGH,
        f"{now.mean:.3f}, from {low:.3f} to {high:.3f}",
        *(_place(0), _place(1), _place(0), _place(0.5), _place(1)),
        *(_place(low), _place(high)),
        before,
        _place(now.mean),
    )


def _place(share: float) -> float:
    return _EDGE + share * (_WIDE - 2 * _EDGE)


def latency_svg(seconds: Sequence[float], latency: Latency) -> Markup:
    """Return a histogram of the cases' times on a logarithmic scale."""
    exponents = [log10(max(each, _SHORTEST)) for each in seconds]
    first, last = floor(min(exponents)), max(ceil(max(exponents)), floor(min(exponents)) + 1)
    bins = (last - first) * _BINS_PER_DECADE
    counts = Counter(min(int((e - first) * _BINS_PER_DECADE), bins - 1) for e in exponents)
    wide, tall = _PLOT_WIDE / bins, _PLOT_HIGH / max(counts.values())

    def across(value: float) -> float:
        return (log10(max(value, _SHORTEST)) - first) * _BINS_PER_DECADE * wide

    bars = NOTHING.join(
        Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">').format(
            place * wide + 1, _PLOT_HIGH - number * tall, wide - 2, number * tall
        )
        + Markup("<title>{}</title></rect>").format(number)
        for place, number in sorted(counts.items())
    )
    ticks = NOTHING.join(_tick(across(10.0**e), e, first, last) for e in range(first, last + 1))
    marks = NOTHING.join(
        Markup('<path class="mark" d="M{0:.1f} 0V{1}"/>').format(across(value), _PLOT_HIGH)
        for value in (latency.p50, latency.p95)
    )
    return Markup(
        '<svg class="latency" viewBox="0 0 {} {}" role="img" aria-label="Time per case">'
        "{}{}{}</svg>"
    ).format(_PLOT_WIDE, _PLOT_HIGH + _FOOT, bars, marks, ticks)


def _tick(place: float, exponent: int, first: int, last: int) -> Markup:
    anchor = {first: "start", last: "end"}.get(exponent, "middle")
    said = f"{10.0**exponent:g} s" if exponent >= 0 else f"{10 ** (exponent + 3):g} ms"
    return Markup(
        '<path class="axis" d="M{0:.1f} {1}v5"/>'
        '<text x="{0:.1f}" y="{2}" text-anchor="{3}">{4}</text>'
    ).format(place, _PLOT_HIGH, _PLOT_HIGH + 20, anchor, said)


def curve_svg(curve: Curve) -> Markup:
    """Return a plot of the share of correct answers against the share of questions answered.

    A dashed line marks the share that the run answered.
    """

    def place(coverage: float, precision: float) -> str:
        return f"{coverage * _PLOT_WIDE:.1f} {(1 - precision) * _PLOT_HIGH:.1f}"

    line = "L".join(place(point.coverage, point.precision) for point in curve.points)
    ticks = NOTHING.join(
        Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{:.0%}</text>').format(
            share * _PLOT_WIDE, _PLOT_HIGH + 20, anchor, share
        )
        for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    )
    marked = curve.answered * _PLOT_WIDE
    return Markup(
        '<svg class="curve" viewBox="0 0 {0} {1}" role="img" aria-label="Share of correct answers, '
        'by the share of questions answered"><path class="axis" d="M0 {2}H{0}M0 0H{0}"/>'
        '<path class="mark" d="M{3:.1f} 0V{2}"/><path class="line" d="M{4}"/>{5}</svg>'
    ).format(_PLOT_WIDE, _PLOT_HIGH + _FOOT, _PLOT_HIGH, marked, line, ticks)


def abstention_table(counts: Abstention) -> Markup:
    """Return a table of answered and abstained cases, with correct ones on the diagonal."""
    rows = (
        ("answerable", counts.answered_answerable, counts.abstained_answerable, 0),
        ("unanswerable", counts.answered_unanswerable, counts.abstained_unanswerable, 1),
    )
    body = NOTHING.join(
        Markup("<tr><th scope='row'>{}</th>{}{}</tr>").format(
            name,
            _cell(answered, answered + abstained, right=right == 0),
            _cell(abstained, answered + abstained, right=right == 1),
        )
        for name, answered, abstained, right in rows
    )
    return Markup(
        '<table class="counts"><thead><tr><td></td><th scope="col">answered</th>'
        '<th scope="col">abstained</th></tr></thead><tbody>{}</tbody></table>'
    ).format(body)


def confusion_table(card: Scorecard) -> Markup:
    """Return a table of expected and given verdicts, with correct ones on the diagonal."""
    counts = {(expected, given): number for expected, given, number in card.confusion}
    named = list(dict.fromkeys(name for pair in counts for name in pair))
    rows = NOTHING.join(
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(
            expected,
            NOTHING.join(
                _cell(
                    counts.get((expected, given), 0),
                    sum(n for (e, _), n in counts.items() if e == expected),
                    right=expected == given,
                )
                for given in named
            ),
        )
        for expected in dict.fromkeys(expected for expected, _ in counts)
    )
    heads = NOTHING.join(
        Markup('<th scope="col"><span>{}</span></th>').format(name or "none") for name in named
    )
    return Markup(
        '<table class="counts confusion"><thead><tr><td>expected ↓ given →</td>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(heads, rows)


def _cell(number: int, of: int, *, right: bool) -> Markup:
    share = number / of if of else 0.0
    return Markup('<td class="{}" style="--share:{:.2f}">{}</td>').format(
        "right" if right else "wrong", share, number or "·"
    )
