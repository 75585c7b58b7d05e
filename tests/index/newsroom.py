"""A folder of small article pages for the tests of the archive."""

from __future__ import annotations

from pathlib import Path

SENTENCES = (
    "The council of {place} voted on the {topic} budget after a debate of several hours.",
    "Opponents of the {topic} plan announced that they would appeal against the decision.",
    "The mayor of {place} said that the {topic} figures would be published before the summer.",
)


def page(place: str, topic: str, paragraphs: int = 2) -> str:
    """Return a page with a headline and paragraphs that name place and topic."""
    body = [
        " ".join(sentence.format(place=place, topic=topic) for sentence in SENTENCES)
        + f" It was meeting number {number + 1} on the matter in {place}."
        for number in range(paragraphs)
    ]
    return "\n\n".join([f"Council of {place} votes on {topic}", *body]) + "\n"


def write(folder: Path, name: str, place: str, topic: str, paragraphs: int = 2) -> Path:
    """Write a page into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(page(place, topic, paragraphs), encoding="utf-8")
    return path
