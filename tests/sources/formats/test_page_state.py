from __future__ import annotations

import json

import pytest

from sources.formats.markup import parse
from sources.formats.page_state import MAX_CHARACTERS, article_in_state

TITLE = "Keeper’s notebooks found"
TEXTS = [
    "The lighthouse keeper wrote down the wind every night, and what he ate.",
    "Nobody had read the notebooks since 1931, the museum said on Friday.",
    "They will be shown in spring, if the paper can be dried in time.",
]
HTML = "".join(f"<p>{text}</p>" for text in TEXTS)
OTHER = {"title": "Storks return", "url": "/storks", "body": HTML * 9}


def _element(state: object) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'


def _assigned(state: object) -> str:
    return (
        f"<script>var w = {{}};window.__STATE__ = {json.dumps(state)};(function(){{}})()</script>"
    )


def _spans(text: str) -> list[dict[str, object]]:
    return [{"type": "text", "text": text[:9]}, {"type": "text", "marks": [1], "text": text[9:]}]


FORMS = {
    "html": {"props": {"post": {"title": TITLE, "body": HTML}, "related": [OTHER]}},
    "rendered": {"12": {"title": {"rendered": TITLE}, "content": {"rendered": HTML}}, "13": OTHER},
    "strings": {"article": {"headline": TITLE, "paragraphs": TEXTS}},
    "lines": {"headlines": {"basic": TITLE}, "text": "\n\n".join(TEXTS)},
    "blocks": {
        "headline": TITLE,
        "content_elements": [
            {"type": "text", "content": TEXTS[0]},
            {"type": "image", "caption": "The lighthouse stands on a rock in the sea."},
            {"type": "interstitial_link", "content": "Storks return to the brewery, after all."},
            *({"type": "text", "content": text} for text in TEXTS[1:]),
        ],
    },
    "document": {
        "title": TITLE,
        "content": {"content": [{"type": "paragraph", "content": _spans(t)} for t in TEXTS]},
    },
    "editor": {"title": TITLE, "blocks": [{"type": "p", "data": {"text": t}} for t in TEXTS]},
    "nuxt": [["Reactive", 1], {"article": 2}, {"title": 3, "body": 4}, TITLE, HTML],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", [_element, _assigned])
def test_the_article_is_found_by_its_title(form: str, place: object) -> None:
    """Frameworks and editors keep texts as HTML, as strings, or as blocks of spans."""
    assert callable(place)
    if form == "nuxt" and place is _assigned:
        pytest.skip("it is an element's form only")
    page = f"<html><body><h1>{TITLE}</h1>{place(FORMS[form])}</body></html>"
    assert article_in_state(parse(page), [TITLE]).split("\n\n") == TEXTS


@pytest.mark.parametrize(
    "inside",
    [
        f'<script>window.S={{n:void 0,data:[{{title:"{TITLE}",body:"{HTML}",id:12}}]}};</script>',
        f"<script>window.S = JSON.parse({json.dumps(json.dumps(FORMS['html']))})</script>",
        f"<div data-page='{json.dumps(FORMS['html'])}'></div>",
    ],
)
def test_state_is_read_from_scripts_and_attributes(inside: str) -> None:
    """It may be an object in JavaScript, a string that is parsed, or an attribute."""
    page = f"<html><body>{inside}</body></html>"
    assert article_in_state(parse(page), [TITLE]).split("\n\n") == TEXTS


def test_an_article_of_another_title_is_not_taken() -> None:
    """A page's state also has the articles that it links to."""
    page = f"<html><body>{_element({'items': [OTHER]})}</body></html>"
    assert article_in_state(parse(page), [TITLE]) == ""


@pytest.mark.parametrize(
    "script",
    [
        "[" * 900 + "]" * 900,
        "a={" * 100_000,
        '"\\' * 100_000 + TITLE,
        f"{TITLE}={{a:'" * 20_000,
        json.dumps({"title": TITLE, "body": HTML * (MAX_CHARACTERS // len(HTML))}),
    ],
)
def test_hostile_state_is_passed_over(script: str) -> None:
    """Nesting, unfinished notation and size cost little, and give no text."""
    page = f"<html><body><script>{script}</script></body></html>"
    assert article_in_state(parse(page), [TITLE]) == ""
