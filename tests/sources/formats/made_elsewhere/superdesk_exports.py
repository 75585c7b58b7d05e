"""Write a story with Superdesk's formatters, which need only a few modules of Superdesk itself.

Run by an interpreter with `superdesk-core` installed (without its dependencies) and with lxml,
lxml_html_clean, regex, beautifulsoup4, chardet, arrow, pytz and draftjs-exporter. The story comes
as JSON on the standard input; the argument names the form.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import UTC, datetime
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

_FORMATTERS = "superdesk.publish.formatters"
_REAL = {
    *("superdesk.etree", "superdesk.text_utils", "superdesk.metadata.item", _FORMATTERS),
    *(f"{_FORMATTERS}.{form}_formatter" for form in ("nitf", "newsml_g2", "ninjs")),
}
_CLASSES = {"nitf": "NITFFormatter", "newsml_g2": "NewsMLG2Formatter", "ninjs": "NINJSFormatter"}


class _Stubs(MetaPathFinder, Loader):
    """Loads the formatters from Superdesk, and stubs for its database, web server and queues."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name.split(".")[0] not in ("superdesk", "apps", "flask", "eve"):
            return None
        if name not in _REAL:
            return importlib.util.spec_from_loader(name, self)
        place = self._root / name.replace(".", "/")
        if place.is_dir():
            return importlib.util.spec_from_file_location(
                name, place / "__init__.py", submodule_search_locations=[]
            )
        return importlib.util.spec_from_file_location(name, place.with_suffix(".py"))

    def create_module(self, spec: ModuleSpec) -> Any:
        stub = MagicMock(name=spec.name)
        stub.__path__, stub.__spec__ = [], spec
        return stub

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: a stub has no code."""


def _configured() -> Any:
    """Return Superdesk's stub with the answers that the formatters ask it for."""
    import flask  # noqa: PLC0415
    import superdesk  # noqa: PLC0415
    import superdesk.utc  # noqa: PLC0415

    superdesk.config.VERSION = "version"
    superdesk.utc.utcnow = lambda: datetime(2025, 2, 11, 9, tzinfo=UTC)
    service = superdesk.get_resource_service.return_value
    service.generate_sequence_number.return_value = 7
    service.get_rightsinfo.return_value = {
        "copyrightholder": "Kelmar Courier",
        "copyrightnotice": "© 2025 Kelmar Courier",
        "usageterms": "",
    }
    flask.current_app.config = {"NEWSML_PROVIDER_ID": "Kelmar Courier", "DEFAULT_LANGUAGE": "en"}
    return superdesk


def main(form: str) -> None:
    """Write the story on the standard input in a form."""
    found = importlib.util.find_spec("superdesk")
    assert found is not None
    assert found.origin is not None
    sys.meta_path.insert(0, _Stubs(Path(found.origin).parent.parent))
    _configured()
    module = importlib.import_module(f"{_FORMATTERS}.{form}_formatter")
    module.json_serialize_datetime_objectId = str
    story = json.load(sys.stdin)
    for name in ("firstcreated", "versioncreated"):
        story[name] = datetime.fromisoformat(story[name])
    (written,) = getattr(module, _CLASSES[form])().format(story, {"_id": 1})
    text = written[1] if isinstance(written, tuple) else written["formatted_item"]
    sys.stdout.buffer.write(text.encode() if isinstance(text, str) else text)


if __name__ == "__main__":
    main(sys.argv[1])
