"""Articles from Drupal's JSON:API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

_NODE = "node--"


def drupal_records(value: Mapping[str, object]) -> list[object] | None:
    """Return the nodes of a Drupal response as records, or None for another format."""
    data = value.get("data")
    nodes = data if isinstance(data, list) else [data]
    found = [one for one in nodes if isinstance(one, Mapping) and _is_node(one)]
    if not found:
        return None
    included = value.get("included")
    users = {
        one.get("id"): _object(one, "attributes").get("display_name")
        or _object(one, "attributes").get("name")
        for one in (included if isinstance(included, list) else ())
        if isinstance(one, Mapping) and one.get("type") == "user--user"
    }
    return [_record(node, users) for node in found]


def _is_node(value: Mapping[str, object]) -> bool:
    return str(value.get("type")).startswith(_NODE) and isinstance(value.get("attributes"), Mapping)


def _record(node: Mapping[str, object], users: Mapping[object, object]) -> Mapping[str, object]:
    fields = _object(node, "attributes")
    writer = _object(_object(_object(node, "relationships"), "uid"), "data").get("id")
    path = _object(fields, "path")
    status = fields.get("status")
    return {
        "id": node.get("id"),
        "title": fields.get("title"),
        "text": next(_bodies(fields), None),
        "published": fields.get("published_at") or fields.get("created"),
        "url": _address(node, path.get("alias"), fields.get("drupal_internal__nid")),
        "authors": users.get(writer),
        "language": path.get("langcode") or fields.get("langcode"),
        # Drupal marks publication with a boolean, or with states of the Content Moderation module.
        "status": fields.get("moderation_state") or ("draft" if status is False else "published"),
    }


def _bodies(fields: Mapping[str, object]) -> Iterator[object]:
    for name in ("body", *(name for name in fields if name.startswith("field_"))):
        value = _object(fields, name)
        if text := value.get("processed") or value.get("value"):
            yield text


def _address(node: Mapping[str, object], alias: object, number: object) -> str | None:
    """Return the address of a node on the site, on the host of the response."""
    link = _object(node, "links").get("self")
    source = link.get("href") if isinstance(link, Mapping) else link
    place = alias if isinstance(alias, str) else f"/node/{number}" if number else ""
    return urljoin(source, place) if isinstance(source, str) and place.startswith("/") else None


def _object(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = value.get(name)
    return inner if isinstance(inner, Mapping) else {}
