"""Gradio's page, mounted into our web application: nothing of it open but what is used."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import gradio as gr
import gradio.routes
from fastapi import FastAPI

from ui.app.sessions import Deliveries, Sessions
from ui.asset import ASSETS
from ui.endpoints import Endpoints
from ui.guard import Guard
from ui.settings import Settings
from ui.spool import Spool

SANS = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "sans-serif"]
MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Noto Sans Mono", "monospace"]
MOST_WAITING = 64
AT_ONCE = 8


def keep_uploads_in(folder: Path) -> None:
    """Have gradio keep uploads in a folder; to be called before a page is made.

    It reads the variable each time that it looks for an upload, but once, while it is imported,
    for a folder that each app makes.
    """
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    gradio.routes.DEFAULT_TEMP_DIR = str(folder)  # type: ignore[attr-defined]


def mount(
    app: FastAPI, blocks: gr.Blocks, spool: Spool, settings: Settings, *, blocked: Path, head: str
) -> None:
    """Mount a page; `blocked` is a folder of which nothing may be served."""
    queue = Deliveries(blocks, MOST_WAITING, AT_ONCE)
    blocks._queue = queue
    # Gradio checks that a file it is handed was uploaded only in apps that `launch()` has started;
    # without this a request could name any file of the machine. SEE: gradio.processing_utils
    blocks.has_launched = True
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
    (page,) = (found for found in _mounted(app) if isinstance(found, gradio.routes.App))
    page.state_holder = Sessions(blocks)
    page.add_middleware(Guard, endpoints=_endpoints(blocks, queue), spool=spool)
    spool.tidy()
    _end_with(app, spool)


def _mounted(app: FastAPI) -> list[Any]:
    return [getattr(route, "app", None) for route in app.routes]


def _endpoints(blocks: gr.Blocks, queue: Deliveries) -> Endpoints:
    """Find what programs may call, and what the page calls."""
    public = [fn for fn in blocks.fns.values() if fn.api_visibility == "public"]
    return Endpoints(
        named={str(fn.api_name): [str(each) for each in fn.input_parameter_names] for fn in public},
        functions={number: len(fn.inputs) for number, fn in blocks.fns.items()},
        known=queue.awaits,
    )


def _end_with(app: FastAPI, spool: Spool) -> None:
    """Remove the folder for uploads when the server ends."""
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[Any]:
        async with before(served) as state:
            yield state
        spool.close()

    app.router.lifespan_context = lifespan
