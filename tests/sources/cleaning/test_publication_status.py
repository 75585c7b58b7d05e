from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sources.cleaning.publication_status import scheduled, withheld
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
        ({"status": "publish", "content": {"rendered": "", "protected": True}}, "private"),
        ({"noindex": True}, "noindex"),
        ({"robots": "noindex, follow"}, "noindex"),
        ({"embargoed": "2024-06-16T13:00:00+00:00"}, "embargo until 2024-06-16T13:00:00+00:00"),
        ({"embargo": "17 June 2024"}, "embargo until 17 June 2024"),
        ({"creativeWorkStatus": "Draft"}, "draft"),
        ({"state": "Needs edit"}, "needsedit"),
        ({"workflow_state": "in review"}, "inreview"),
        ({"status": "not yet published"}, "notyetpublished"),
        ({"Status": "Entwurf"}, "entwurf"),
        ({"status": "un-published"}, "unpublished"),
        ({"Status": "Черновик"}, "черновик"),
        ({"published": "0"}, "unpublished"),
        ({"published": 0}, "unpublished"),
        ({"draft": "yes"}, "draft"),
        ({"visibility": "internal"}, "private"),
        ({"Sperrfrist": "2024-06-17"}, "embargo until 2024-06-17"),
        ({"embargo_ends_at": "2024-06-17"}, "embargo until 2024-06-17"),
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
        {"status": "publish", "content": {"rendered": "<p>…</p>", "protected": False}},
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
        {"state": "Not specified"},
        {"status": "live"},
        {"status": "Published, pending update"},
        {"access": 0},
        {"published": "1", "visibility": "members", "access": "paid"},
        {"live": False},
        {"no_embargo": True},
    ],
)
def test_what_is_published_is_not_kept_back(record: dict[str, object]) -> None:
    """Ended embargoes, flags that are off and states of other kinds keep nothing back."""
    assert withheld(by_compact_name(record), NOW) is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"publish_date": "2999-03-01T06:00:00Z"}, "scheduled for 2999-03-01"),
        ({"date": "2999-01-02", "title": "Winter market opens"}, "scheduled for 2999-01-02"),
        ({"date": "2024-01-02", "publishDate": "2024-01-01"}, None),
    ],
)
def test_a_day_of_publication_ahead_is_scheduled(
    record: dict[str, object], reason: str | None
) -> None:
    """It is kept back like an embargo, however far ahead it is."""
    assert metadata_of(record, "/a.json").unpublished == reason


def test_the_paper_of_tomorrow_is_not_scheduled() -> None:
    """Newspapers are dated a day ahead, and tomorrow has begun in other places."""
    assert scheduled(date(2024, 6, 17), NOW) is None
    assert scheduled(date(2024, 6, 18), NOW) == "scheduled for 2024-06-18"
    assert scheduled(None, NOW) is None


def test_a_title_may_be_the_name_of_a_flag() -> None:
    """Only where a day of publication is expected is "no" a flag."""
    assert metadata_of({"title": "No", "published": "0"}, "/a.json").title == "No"


def test_a_flag_in_the_place_of_the_day_is_no_odd_date(caplog: pytest.LogCaptureFixture) -> None:
    """`published: false` is a state, and warns of no date that cannot be read."""
    found = metadata_of({"published": "false", "date": "2024-06-16"}, "/a.md")
    assert found.unpublished == "unpublished"
    assert found.published is not None
    assert not caplog.records
