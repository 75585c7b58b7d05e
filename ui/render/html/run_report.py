"""The report of a run: one self-contained HTML file that loads nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from assistant.errors import RunUnreadable
from assistant.evaluation.comparison import Comparison, compared
from assistant.evaluation.failure import failure_of
from assistant.evaluation.result import Result
from assistant.evaluation.run import summed_up
from assistant.evaluation.run_folder import RunFolder
from assistant.wording import count
from ui.asset import asset
from ui.render.html.case_list import case_html, labels
from ui.render.html.run import comparison_html, plots_html, scorecard_html

NOTHING = Markup("")
# The content security policy: the file loads nothing, whatever the articles contain.
_POLICY = Markup("default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")


def report_html(run: RunFolder, earlier: RunFolder | None, program: str, server: str = "") -> str:
    """Return the report of a run; raise RunUnreadable if there is no run or no finished case."""
    results = sorted(run.results(), key=lambda result: (failure_of(result) is None, result.case.id))
    if not results:
        run.settings()  # raises RunUnreadable if this is not a run
        raise RunUnreadable(
            f"The run in {run.path} has no finished case yet. Continue it with `onrecord eval run`."
        )
    card = summed_up(results)
    found = compared(earlier, run) if earlier else None
    pairs = {pair.second.case.id: pair for pair in found.pairs} if found else {}
    cases = NOTHING.join(
        case_html(result, program, server, pairs.get(result.case.id)) for result in results
    )
    against = NOTHING
    if earlier is not None and found is not None:
        against = Markup("<h2>Since {}</h2>{}").format(earlier.name, comparison_html(found))
    return str(
        _PAGE.format(
            policy=_POLICY,
            name=run.name,
            style=Markup(asset("report.css") + asset("run.css")),  # noqa: S704 - our own files
            script=Markup(asset("report.js")),  # noqa: S704 - our own file
            head=_head(run, results),
            scorecard=scorecard_html(card, found),
            plots=plots_html(card, results),
            against=against,
            filters=_filters(results, found),
            cases=cases,
        )
    )


_PAGE = Markup("""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name} · OnRecord</title><style>{style}</style></head>
<body class="run">{head}<main>
<section id="scorecard"><h2>Scorecard</h2>{scorecard}{plots}{against}</section>
<section id="cases"><h2>Cases</h2>{filters}<div class="cases">{cases}</div></section>
</main><script>{script}</script></body></html>
""")


def _head(run: RunFolder, results: Sequence[Result]) -> Markup:
    settings = run.settings()
    state = (
        ""
        if run.complete
        else f" The run is not finished; it has {settings['cases']} cases in total."
    )
    failed = sum(failure_of(result) is not None for result in results)
    rows = NOTHING.join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name.replace("_", " "), value)
        for name, value in settings.items()
        if value != ""
    )
    return Markup(
        "<header><h1>{}</h1><p>{} of test set “{}”: {} failed.{}</p>"
        "<details><summary>Settings</summary><dl class='settings'>{}</dl></details></header>"
    ).format(run.name, count(len(results), "case"), settings["testset"], f"{failed:,}", state, rows)


def _filters(results: Sequence[Result], found: Comparison | None) -> Markup:
    failures = Counter(f.value for r in results if (f := failure_of(r)) is not None)
    tags = Counter(label for result in results for label in labels(result))
    failed = Counter(tag for r in results if failure_of(r) is not None for tag in labels(r))
    options = [("", f"all {len(results):,} cases")]
    options += [("*", f"all {failures.total():,} that failed"), ("-", "all that are right")]
    options += [(name, f"{name} ({number:,})") for name, number in failures.most_common()]
    choices = [_choice("failure", "Show", options)]
    choices.append(
        _choice(
            "tag",
            "Tag",
            [("", "any")]
            + [(tag, f"{tag} ({failed[tag]:,} of {n:,} wrong)") for tag, n in sorted(tags.items())],
        )
    )
    if found is not None:
        flips = [("", "any"), ("fell", "fell"), ("rose", "rose")]
        choices.append(_choice("flip", "Change from the earlier run", flips))
    return Markup(
        '<form id="filters">{}<label>Words <input name="words" type="search"></label>'
        '<output id="shown"></output></form>'
    ).format(NOTHING.join(choices))


def _choice(name: str, title: str, options: Sequence[tuple[str, str]]) -> Markup:
    made = NOTHING.join(
        Markup('<option value="{}">{}</option>').format(value, said) for value, said in options
    )
    return Markup('<label>{} <select name="{}">{}</select></label>').format(title, name, made)
