from __future__ import annotations

import pytest

from sources.cleaning.bylines import is_byline
from tests.sources.quoting import found_in


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "BY ANN LEE, Staff Writer",
        "–Bart Jansen",
        "— Ann Lee",
        "Reporting by Ann Lee",
        "Ann Lee and Bob Hall contributed to this report.",
        "(Reporting by Ann Lee; editing by B. Hall)",
    ],
)
def test_lines_that_name_writers_are_bylines(line: str) -> None:
    """Whoever wrote an article is named in many ways."""
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["By Friday the bridge was open.", "Ann Lee said so.", "– and nobody came", "By and large"],
)
def test_other_lines_are_not(line: str) -> None:
    """A sentence is no byline."""
    assert not is_byline(line)


def test_a_byline_is_not_the_speaker_of_what_follows() -> None:
    """The first quotation of an article is not the writer's."""
    (one,) = found_in("By Ann Lee", "“The bridge is ours to keep.”")
    assert one.name is None


def test_a_dash_and_a_name_sign_a_quotation_that_stands_alone() -> None:
    """Letters are signed so; what somebody is said to say is not."""
    signed = found_in("“The bridge is ours to keep.”", "― Ann Lee")
    assert [one.name for one in signed] == ["Ann Lee"]
    said = found_in("“It is ours,” Lena Okafor said. “We paid for it.”", "–Bart Jansen")
    assert {one.name for one in said} == {"Lena Okafor"}
