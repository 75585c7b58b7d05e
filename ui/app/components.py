"""Components that several tabs share."""

from __future__ import annotations

from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.wording import language
from index.scope import Scope
from ui.conversations.arrival import Arrival
from ui.render.html.page_parts import NOTHING, escaped

# For events of the page: programs cannot call them, and gradio shows no progress for them.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
SAVE = "(document) => { window.onrecord.save(document); }"

Updates = dict[Any, Any]


def html(value: Markup = NOTHING, js_on_load: str | None = None, **properties: Any) -> gr.HTML:
    """Return a component for HTML from our templates, which escape all other text."""
    return gr.HTML(escaped(value), apply_default_css=False, js_on_load=js_on_load, **properties)


def download(label: str, name: str) -> gr.Button:
    """Return a button that saves a document. It is hidden until there is one."""
    return gr.Button(label, visible=False, size="sm", elem_id=name)


def save_after(clicked: Any, document: gr.Textbox) -> None:
    """Make the browser save the document that a click's handler has returned."""
    clicked.success(None, document, None, js=SAVE, **QUIET)


def upload(label: str, **properties: Any) -> gr.File:
    """Return a file field. Its handler receives paths and removes the files it has read."""
    field = gr.File(label=label, **properties)
    # Gradio would leave an empty file in the folder each time the field is read.
    plain: Any = field
    plain._process_single_file = lambda file: file.path
    return field


def told(event: gr.EventData, *names: str) -> tuple[str, ...]:
    """Return the values that our scripts send with an event; raise gr.Error if one is missing."""
    data = event._data if isinstance(event._data, dict) else {}
    values = tuple(value for name in names if isinstance(value := data.get(name), str))
    if len(values) < len(names):
        said = f"The page sent an event without {' and '.join(names)}. Reload the page."
        raise gr.Error(said, print_exception=False)
    return values


class FilterFields:
    """The filter fields of a tab."""

    def __init__(self, prefix: str = "") -> None:
        with gr.Accordion(
            "Filters", open=False, elem_id=f"{prefix}filters", elem_classes="filters"
        ):
            self.outlets = gr.Dropdown(
                [], label="Outlets", multiselect=True, elem_id=f"{prefix}outlets"
            )
            with gr.Row():
                self.since = gr.Textbox(
                    label="From", placeholder="2024-06-01", max_lines=1, elem_id=f"{prefix}since"
                )
                self.until = gr.Textbox(
                    label="To", placeholder="2024-06 or 2024", max_lines=1, elem_id=f"{prefix}until"
                )
                self.languages = gr.Dropdown(
                    [], label="Languages", multiselect=True, elem_id=f"{prefix}languages"
                )
        self.all = [self.outlets, self.since, self.until, self.languages]

    def filled(self, arrival: Arrival, scope: Scope) -> Updates:
        """Fill the fields from the page's address, without outlets and languages not stored."""
        outlets = [name for name in arrival.outlets if name in scope.outlets]
        languages = [code for code in arrival.languages if code in scope.languages]
        return {
            self.outlets: gr.Dropdown(value=outlets),
            self.since: arrival.since,
            self.until: arrival.until,
            self.languages: gr.Dropdown(value=languages),
        }

    def refreshed(self, scope: Scope) -> Updates:
        """Update the outlets and languages to choose from."""
        return {
            self.outlets: gr.Dropdown(list(scope.outlets)),
            self.languages: gr.Dropdown([(language(code), code) for code in scope.languages]),
        }
