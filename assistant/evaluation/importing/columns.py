"""Columns: the mapping from the columns of a file to the fields of a test set.

Besides the fields' own names, the common column names of ragas and promptfoo are recognised.
`FIELD=COLUMN` maps any other column, and `ignore=COLUMN` leaves one out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import MappingUnreadable

LISTS = ("history", "answer", "answer_all", "numbers", "dates", "tags")
SINGLE = ("id", "question", "asked", "family", "split", "kind", "words", "speaker", "verdict")
FILTER_LISTS, FILTER_DAYS = ("outlets", "languages"), ("since", "until")
COLUMNS = (*SINGLE, *LISTS, "article", "quote", "answerable", *FILTER_LISTS, *FILTER_DAYS)
"""The fields that a table may have."""
EXPECTED = "expected"
"""The field for promptfoo's expected output, which is an assertion rather than an answer."""
_IGNORED = "ignore"
_USUAL = {
    **dict.fromkeys(("user_input", "query", "prompt", "input", "claim"), "question"),
    **dict.fromkeys(("reference", "ground_truth", "ground_truths", "expected_output"), "answer"),
    **dict.fromkeys(("expected_answer", "gold_answer", "correct_answer"), "answer"),
    **dict.fromkeys(("quotation", "quote_to_check"), "words"),
    **dict.fromkeys(("document", "file", "source"), "article"),
    **dict.fromkeys(("category", "question_type"), "kind"),
    # Output of a system for a case, or what the libraries store with it.
    **dict.fromkeys(("response", "retrieved_contexts", "reference_contexts"), _IGNORED),
    **dict.fromkeys(("contexts", "retrieved_context_ids", "reference_context_ids"), _IGNORED),
    **dict.fromkeys(("synthesizer_name", "persona_name", "query_style"), _IGNORED),
    **dict.fromkeys(("query_length", "multi_responses", "rubrics", "rubric"), _IGNORED),
}
_ASSERTION = re.compile(r"__expected\d*")
_KIND = re.compile(r"([a-z]+(?:-[a-z]+)*)(?:\([\d.]+\))?:\s*")
_OF_PROMPTFOO = re.compile(r"__[a-z]\w*(?::.*)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The mapping from columns to fields; `given` holds the fields mapped explicitly."""

    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: Sequence[str]) -> Columns:
        """Read mappings such as `question=Frage`; raise MappingUnreadable if one is malformed."""
        given: dict[str, str] = {}
        for each in stated:
            name, equals, column = (part.strip().lower() for part in each.partition("="))
            if not (equals and column):
                raise MappingUnreadable(
                    f"{each!r} does not have the form FIELD=COLUMN, such as question=query."
                )
            if name not in (*COLUMNS, _IGNORED):
                known = ", ".join((*COLUMNS, _IGNORED))
                raise MappingUnreadable(f"There is no field {name!r}. The fields are {known}.")
            if given.setdefault(column, name) != name:
                raise MappingUnreadable(f"The column {column!r} is mapped twice. Choose one field.")
        return cls(given)

    def fields(self, columns: Sequence[str]) -> dict[str, str]:
        """Return the field of each column, without ignored ones.

        Raise MappingUnreadable if a column is unknown, or if two columns have the same field.
        """
        named = {column: self._field(column) for column in columns}
        if self._has_reference(named):
            # Next to an expected answer, "answer" is the output of a system.
            named |= {c: _IGNORED for c in named if c == "answer" and c not in self.given}
        held = {column: name for column, name in named.items() if name != _IGNORED}
        for column, name in held.items():
            others = [c for c, n in held.items() if n == name and c != column]
            if others and name != EXPECTED:
                raise MappingUnreadable(
                    f"the columns {column!r} and {others[0]!r} are both read as {name!r}; leave "
                    f"one out with --map ignore={others[0]}"
                )
        return held

    def require(self, columns: Sequence[str]) -> None:
        """Raise MappingUnreadable if a mapped column is not among those of a table."""
        if absent := [column for column in self.given if column not in columns]:
            raise MappingUnreadable(
                f"there is no column {absent[0]!r}; the columns are {', '.join(columns)}"
            )

    def renames(self, names: Iterable[str]) -> bool:
        """Return True if a record has fields under names other than a test set's own."""
        return any(
            name in self.given
            or (name.lower() in _USUAL and name.lower() not in COLUMNS)
            or _ASSERTION.fullmatch(name)
            or name == "vars"
            for name in names
        )

    def _field(self, column: str) -> str:
        known = self.given.get(column) or (column if column in COLUMNS else _USUAL.get(column))
        if known is None and _ASSERTION.fullmatch(column):
            known = EXPECTED
        if known is None and _OF_PROMPTFOO.fullmatch(column):
            known = _IGNORED
        if known is None:
            raise MappingUnreadable(
                f"unknown column {column!r}; the columns are {', '.join(COLUMNS)}. Name its field "
                f"with --map FIELD={column}, or leave it out with --map ignore={column}"
            )
        return known

    @staticmethod
    def _has_reference(named: Mapping[str, str]) -> bool:
        return any(name == "answer" and column != "answer" for column, name in named.items())


NO_MAPPING = Columns()


def flattened(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a promptfoo record with its variables and assertions as columns."""
    flat = {name.strip().lower(): value for name, value in record.items()}
    variables, assertions = flat.pop("vars", None), flat.pop("assert", None)
    if isinstance(variables, dict):
        flat = {k: v for k, v in flat.items() if k in COLUMNS} | flattened(variables)
    for number, one in enumerate(assertions if isinstance(assertions, list) else ()):
        if isinstance(one, dict):
            value = one.get("value", "")
            listed = ", ".join(map(str, value)) if isinstance(value, list) else value
            flat[f"__expected{number + 1}"] = f"{one.get('type', '')}: {listed}"
    return flat


def expected(assertions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the fields for promptfoo assertions; raise ValueError for unsupported types.

    `equals`, `contains` and `icontains` give an answer, `contains-any` answers of which one is
    enough, and `contains-all` answers that are all needed. Words without a type are an answer. All
    assertions must hold.
    """
    single: list[str] = []
    one_of: list[str] = []
    all_of: list[str] = []
    for assertion in filter(None, map(str.strip, assertions)):
        found = _KIND.match(assertion)
        kind = found[1] if found else "equals"
        said = assertion[found.end() :].strip() if found else assertion
        if kind in ("equals", "contains", "icontains"):
            single.append(said)
        elif kind in ("contains-any", "icontains-any"):
            one_of += map(str.strip, said.split(","))
        elif kind in ("contains-all", "icontains-all"):
            all_of += map(str.strip, said.split(","))
        else:
            raise ValueError(
                f"{kind!r} assertions are not supported; state the expected answer instead"
            )
    if len(single) == 1 and not one_of:
        one_of, single = single, []
    fields = {"answer": tuple(one_of), "answer_all": (*all_of, *single)}
    return {name: values for name, values in fields.items() if values}
