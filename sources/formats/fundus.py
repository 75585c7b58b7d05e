"""Articles in the JSON of the crawler Fundus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def fundus_record(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return an article of Fundus as a record, or None for another format."""
    body = value.get("body")
    if not (isinstance(body, Mapping) and isinstance(body.get("sections"), list)):
        return None
    page = value.get("html")
    page = page if isinstance(page, Mapping) else {}
    source = page.get("source_info")
    address = page.get("responded_url") or page.get("requested_url")
    return {
        "id": value.get("id") or address,
        "title": value.get("title"),
        # The summary is above the article on its page.
        "text": [*_strings(body.get("summary")), *_section_texts(body["sections"])],
        "published": value.get("publishing_date"),
        "url": address or value.get("url"),
        "authors": value.get("authors"),
        "outlet": value.get("publisher")
        or (source.get("publisher") if isinstance(source, Mapping) else None),
        "language": value.get("lang") or value.get("language"),
        "status": value.get("status"),
    }


def _section_texts(sections: list[object]) -> Iterator[str]:
    for section in sections:
        if isinstance(section, Mapping):
            yield from _strings(section.get("headline"))
            yield from _strings(section.get("paragraphs"))


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
