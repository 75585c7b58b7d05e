"""The page: a Gradio app inside a FastAPI app. Only this folder imports gradio."""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # gradio reads it at import

from ui.app.page import Room, build_app, serve

__all__ = ["Room", "build_app", "serve"]
