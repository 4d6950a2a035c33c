"""The ids of sections: dotted positions among siblings, the preamble 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaoli.structure import Section

Numbered = list[tuple[str, Section]]


def number_sections(sections: Sequence[Section]) -> Numbered:
    """Top-level sections with their ids."""
    first = 0 if sections and sections[0].level == 0 else 1
    return [(str(at + first), section) for at, section in enumerate(sections)]


def number_children(number: str, section: Section) -> Numbered:
    """The children of a section with their ids."""
    return [(f"{number}.{at}", child) for at, child in enumerate(section.children, 1)]


def walk_numbered(sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    """Every section with its id, in reading order."""
    yield from _walk(number_sections(sections))


def _walk(numbered: Numbered) -> Iterator[tuple[str, Section]]:
    for number, section in numbered:
        yield number, section
        yield from _walk(number_children(number, section))


def is_part(section: Section) -> bool:
    """Whether numbered heads of the same level may stand under a heading."""
    return not section.marker or section.marker.startswith("第")
