"""From words that stand at places on pages (PDF, OFD) to running text: columns, lines, paragraphs, tables."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points (1/72 inch), from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that a page sets one after another on one baseline, in one font."""

    text: str
    box: Box
    size: float
    """Of the font, in points."""
    reason: str | None = None
    """Why the run is no content, where the format itself says so: watermark, hidden …"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that the page draws, or a side of a box; horizontal where it is wider than high."""

    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is printed; `runs` are in the order of the file."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
