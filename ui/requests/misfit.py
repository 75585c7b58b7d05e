"""Turn a pydantic error into one sentence."""

from __future__ import annotations

from pydantic_core import ErrorDetails


def misfit(error: ErrorDetails) -> str:
    """Return a sentence about one invalid argument."""
    where = " item ".join(map(str, error["loc"]))
    if error["type"] == "missing":
        return f"`{where}` is missing: give it."
    expected = error["msg"].removeprefix("Input should be ").partition(",")[0]
    return f"`{where}` is {str(error['input'])[:80]!r}, and has to be {expected}."
