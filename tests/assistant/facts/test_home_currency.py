from __future__ import annotations

import pytest

from assistant.facts.home_currency import home_currency
from sources.article import Metadata


@pytest.mark.parametrize(
    ("article", "currency"),
    [
        (Metadata(url="https://www.port.com.au/news/1"), "AUD"),
        (Metadata(url="https://port.ca:8080?id=1"), "CAD"),
        (Metadata(outlet="New Zealand Post", url="https://port.example/1"), "NZD"),
        (Metadata(outlet="The Hong Kong Ledger"), "HKD"),
        (Metadata(outlet="Jamaican Courier", url="https://port.tv/1"), "JMD"),
        (Metadata(language="zh"), "CNY"),
        (Metadata(outlet="Canadaville Post", language="en", url="https://port.example"), None),
        (Metadata(url="https://[port.au/1"), "AUD"),
        (Metadata(), None),
    ],
)
def test_the_country_is_that_of_the_address_the_outlets_name_or_the_language(
    article: Metadata, currency: str | None
) -> None:
    """Domains that are sold worldwide say nothing."""
    assert home_currency(article) == currency
