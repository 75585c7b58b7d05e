"""ninjs 1 to 3: articles from news agencies in JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sources.cleaning.correction_notes import is_correcting
from sources.cleaning.publication_status import AGENCY_NOTES

_WRITING = frozenset({"author", "writer", "creator", "byline"})
_BODIES = ("body_html", "body_xhtml", "body_text", "bodies", "headlines")


def ninjs_record(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return a ninjs article as a record, or None for another format."""
    # Superdesk writes `guid` where the standard has `uri`.
    name = value.get("uri") or ("pubstatus" in value and value.get("guid"))
    if not name or not any(field in value for field in _BODIES):
        return None
    # Some of the notes to editors state what a new version corrects.
    notes = _texts(_of(value, "ednote", "edNote", "ednotes", "edNotes"))
    return {
        "id": name,
        "title": _main(value.get("headlines")) or value.get("headline") or value.get("title"),
        "text": _text(value),
        "published": _of(value, "firstPublished", "contentCreated", "contentcreated")
        or _of(value, "firstCreated", "firstcreated", "versionCreated", "versioncreated"),
        "url": _address(value),
        "authors": _creators(value) or _of(value, "by", "byline"),
        "outlet": _source(value),
        "language": value.get("language"),
        "status": _of(value, "pubStatus", "pubstatus"),
        "embargoed": value.get("embargoed"),
        AGENCY_NOTES: notes + _texts(_of(value, "usageTerms", "usageterms")),
        "corrections": [note for note in notes if is_correcting(note)],
    }


def _texts(given: object) -> list[str]:
    """Return the texts of notes, which are plain or have roles."""
    notes = given if isinstance(given, list) else [given]
    texts = [one.get("value") if isinstance(one, Mapping) else one for one in notes]
    return [text for text in texts if isinstance(text, str)]


def _text(value: Mapping[str, object]) -> object:
    """Return the body, preferring HTML because plain text may have lost paragraphs."""
    bodies = [one for one in _objects(value.get("bodies")) if one.get("value")]
    bodies.sort(key=lambda one: "html" not in str(one.get("contentType", one.get("contenttype"))))
    if bodies:
        return bodies[0]["value"]
    return _of(value, "body_html", "body_xhtml", "body_text")


def _main(headlines: object) -> object:
    found = _objects(headlines)
    main = [one for one in found if one.get("role") in ("main", "headline")] or found
    return main[0].get("value") if main else None


def _creators(value: Mapping[str, object]) -> list[object]:
    people = [*_objects(value.get("people")), *_objects(value.get("person"))]
    people = [one for one in people if one.get("rel", one.get("role")) in _WRITING]
    writers = [
        one
        for one in _objects(value.get("authors"))
        if one.get("rel", one.get("role", "author")) in _WRITING
    ]
    return [one["name"] for one in [*writers, *people] if one.get("name")]


def _source(value: Mapping[str, object]) -> object:
    sources = [*_objects(value.get("infoSources")), *_objects(value.get("infosource"))]
    named = next((one["name"] for one in sources if one.get("name")), None)
    return named or _of(value, "provider", "source", "copyrightHolder", "copyrightholder")


def _address(value: Mapping[str, object]) -> object:
    links = [one.get("href") for one in _objects(value.get("altids")) if one.get("href")]
    found = [_of(value, "url", "link"), *links, value.get("uri")]
    return next((one for one in found if isinstance(one, str) and "://" in one), None)


def _of(value: Mapping[str, object], *names: str) -> object:
    return next((value[name] for name in names if value.get(name)), None)


def _objects(value: object) -> list[Mapping[str, object]]:
    given = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return [one for one in given if isinstance(one, Mapping)]
