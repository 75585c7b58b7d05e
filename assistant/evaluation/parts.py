"""Parts of a run: its cases by tag, split or kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

from assistant.evaluation.case import Case
from assistant.evaluation.result import Result


class Label(StrEnum):
    """The properties by which the cases of a run can be grouped."""

    TAG = "tag"
    SPLIT = "split"
    KIND = "kind"

    def of(self, case: Case) -> tuple[str, ...]:
        """Return the labels of a case. Only tags can be more than one."""
        if self is Label.TAG:
            return case.tags
        found = case.split if self is Label.SPLIT else case.kind
        return (found,) if found else ()


UNLABELLED = ""
"""The part of the cases that have no label of a sort."""


def belongs(case: Case, split: str, tag: str) -> bool:
    """Return True if a case is in a split and has a tag; "" matches any."""
    return (not split or case.split == split) and (not tag or tag in case.tags)


def wanted(split: str, tag: str) -> list[str]:
    """Return a description of the split and the tag, if given."""
    return [f"split {split}"] * bool(split) + [f"tag {tag}"] * bool(tag)


def by_label(results: Iterable[Result], label: Label) -> dict[str, Sequence[Result]]:
    """Return the results of each label in alphabetical order, those without a label last."""
    parts: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        for name in dict.fromkeys(label.of(result.case)) or (UNLABELLED,):
            parts[name].append(result)
    return {name: parts[name] for name in sorted(parts, key=lambda name: (not name, name))}
