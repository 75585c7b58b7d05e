"""Mount Gradio's page in our web application, with only the routes that are used."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
import gradio.routes
from fastapi import FastAPI

from ui.api.endpoints import Endpoints
from ui.api.guard import Guard
from ui.app.sessions import Deliveries, Sessions
from ui.asset import ASSETS
from ui.requests.act import Act
from ui.settings import Settings
from ui.uploads.upload_folder import Spool

SANS = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Noto Sans Mono", "monospace"]
MOST_WAITING = 64
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Gradio's page, and the acts that it offers to programs."""

    blocks: gr.Blocks
    offer: Sequence[Act]


def keep_uploads_in(folder: Path) -> None:
    """Make gradio keep uploads in a folder; call this before a page is built.

    Gradio reads the variable again for each upload. The folder that it creates for each app comes
    from a constant, which it sets at import.
    """
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    gradio.routes.DEFAULT_TEMP_DIR = str(folder)  # type: ignore[attr-defined]


def mount(
    app: FastAPI, page: Page, spool: Spool, settings: Settings, *, blocked: Path, head: str
) -> None:
    """Mount a page; `blocked` is a folder from which no file may be served."""
    blocks = page.blocks
    queue = Deliveries(blocks, MOST_WAITING, AT_ONCE)
    blocks._queue = queue
    # Gradio checks that a file was uploaded only in apps started by `launch()`. Without this, a
    # request could refer to any file on the machine. SEE: gradio.processing_utils
    blocks.has_launched = True
    _fit_quietly(blocks)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        app_kwargs={"openapi_url": None},
        run_history=False,
        allowed_paths=[],
        blocked_paths=[str(blocked.resolve())],
        favicon_path=str(ASSETS / "favicon.png"),
        show_error=False,
        max_file_size=settings.max_upload_megabytes * 1024**2,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(neutral_hue="stone", font=SANS, font_mono=MONO),
        head=head,
    )
    (inner,) = (found for found in _mounted(app) if isinstance(found, gradio.routes.App))
    inner.state_holder = Sessions(blocks)
    inner.add_middleware(Guard, endpoints=_endpoints(page, queue, spool), spool=spool)
    spool.tidy()
    _end_with(app, spool)


def _mounted(app: FastAPI) -> list[Any]:
    return [getattr(route, "app", None) for route in app.routes]


def _endpoints(page: Page, queue: Deliveries, spool: Spool) -> Endpoints:
    """Return the calls that are allowed: the acts, and the page's events that have a handler."""
    functions = page.blocks.fns.items()
    return Endpoints(
        named={endpoint.name: endpoint for endpoint in page.offer},
        functions={number: len(fn.inputs) for number, fn in functions if fn.fn},
        session_of=queue.session_of,
        reading=queue.reading,
        uploaded=spool.holds,
    )


def _fit_quietly(blocks: gr.Blocks) -> None:
    """Answer a call with invalid values with a sentence instead of a traceback."""
    fitted = blocks.preprocess_data

    async def fitted_quietly(fn: Any, inputs: list[Any], *rest: Any) -> Any:
        inputs = [*inputs, *(component.value for component in fn.inputs[len(inputs) :])]
        pairs = zip(inputs, fn.inputs, strict=True)
        given = ["" if v is None and isinstance(c, gr.Textbox) else v for v, c in pairs]
        try:
            return await fitted(fn, given, *rest)
        except (gr.Error, OSError, TypeError, ValueError) as error:
            said = f"The page sent an invalid value: {error!s:.200}. Reload the page."
            raise gr.Error(said, print_exception=False) from error

    blocks.preprocess_data = fitted_quietly  # type: ignore[method-assign,assignment]


def _end_with(app: FastAPI, spool: Spool) -> None:
    """Remove the folder for uploads when the server stops."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[Any]:
        async with before(served) as state:
            yield state
        spool.close()

    app.router.lifespan_context = lifespan
