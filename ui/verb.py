"""Verbs of the command line: what they are called, and how their help shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pkgutil import resolve_name

import typer


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the command line, and how it is used.

    `action` says where it is done, as `module:function`; it is loaded when the verb is offered.
    """

    name: str
    action: str
    examples: tuple[str, ...]


def add_verbs(app: typer.Typer, verbs: Iterable[Verb]) -> None:
    """Offer verbs, each with its examples below its help."""
    for verb in verbs:
        app.command(verb.name, epilog=set_off("Examples", verb.examples))(resolve_name(verb.action))


def set_off(title: str, lines: Iterable[str]) -> str:
    """Keep lines as they are; click would fill them into a paragraph."""
    return "\b\n" + "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
