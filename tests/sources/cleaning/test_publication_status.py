from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.cleaning.publication_status import withheld
from sources.formats.metadata_fields import by_compact_name, metadata_of

NOW = datetime(2024, 6, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"status": "draft"}, "draft"),
        ({"post_status": "auto-draft"}, "autodraft"),
        ({"status": "future"}, "future"),
        ({"status": "Private"}, "private"),
        ({"status": "trash"}, "trash"),
        ({"status": "pending review"}, "pendingreview"),
        ({"status": False}, "unpublished"),
        ({"status": "0"}, "unpublished"),
        ({"pubStatus": "stat:withheld"}, "withheld"),
        ({"pubstatus": "canceled"}, "canceled"),
        ({"published": False}, "unpublished"),
        ({"published": "false"}, "unpublished"),
        ({"draft": "true"}, "draft"),
        ({"visibility": "private"}, "private"),
        ({"noindex": True}, "noindex"),
        ({"robots": "noindex, follow"}, "noindex"),
        ({"embargoed": "2024-06-16T13:00:00+00:00"}, "embargo until 2024-06-16T13:00:00+00:00"),
        ({"embargo": "17 June 2024"}, "embargo until 17 June 2024"),
        ({"creativeWorkStatus": "Draft"}, "draft"),
        ({"deleted": True}, "deleted"),
        ({"embargoed": "2099-02-13T10:00:00Z"}, "embargo until 2099-02-13T10:00:00Z"),
        ({"embargo": "24/12/2026 00:01"}, "embargo until 24/12/2026 00:01"),
        ({"embargo": "until Friday"}, "embargo that does not state a certain end: until Friday"),
        ({"embargoed": True}, "embargo that does not state a certain end: True"),
    ],
)
def test_what_is_not_published_is_known(record: dict[str, object], reason: str) -> None:
    """Systems say it by a status, a flag, an embargo that has not ended, or for robots."""
    assert withheld(by_compact_name(record), NOW) == reason


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"status": "publish"},
        {"status": "published", "visibility": "public"},
        {"status": True},
        {"status": 1},
        {"status": "ok"},
        {"pubStatus": "stat:usable"},
        {"published": "2024-06-16"},
        {"draft": False},
        {"robots": "index, follow, max-image-preview:large"},
        {"embargoed": "2024-06-16T11:00:00+00:00"},
        {"embargo": "2024-06-16"},
        {"embargo": "13/02/2024"},
        {"embargoed": False},
        {"embargo": ""},
        {"state": "Nebraska"},
    ],
)
def test_what_is_published_is_not_kept_back(record: dict[str, object]) -> None:
    """Ended embargoes, flags that are off and states of other kinds keep nothing back."""
    assert withheld(by_compact_name(record), NOW) is None


def test_a_flag_in_the_place_of_the_day_is_no_odd_date(caplog: pytest.LogCaptureFixture) -> None:
    """`published: false` is a state, and warns of no date that cannot be read."""
    found = metadata_of({"published": "false", "date": "2024-06-16"}, "/a.md")
    assert found.unpublished == "unpublished"
    assert found.published is not None
    assert not caplog.records
