"""The parts of a page that field rules look at, each a text with the page's own offsets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tiaoli.chinese.width import squeeze_label
from tiaoli.page import NO_PROSE, Block, Page, Span
from tiaoli.structure import Outline

HEAD_CHARACTERS = 2000
"""How much of the page, clutter aside, is looked at when a pack is chosen."""

TITLE_BLOCKS, LEAST_TITLE, LONGEST_TITLE = 30, 6, 80


@dataclass(frozen=True)
class Views:
    """A page seen through its outline. In every view what does not belong is blanked, so offsets hold."""

    page: Page
    outline: Outline

    @cached_property
    def front(self) -> str:
        """What stands before the document proper: title, dateline, speaker, the page's own date; one line a line."""
        end = self.outline.front_end
        text = blanked(self.page.folded[:end], [*_not_prose(self.page), *self.outline.contents])
        preamble = self.outline.sections[0].paragraphs if self.outline.sections else ()
        for paragraph in preamble:
            edge = paragraph.span[1]
            if edge < end and text[edge] == " ":
                text = f"{text[:edge]}\n{text[edge + 1 :]}"
        return text

    @cached_property
    def body(self) -> str:
        """The document proper."""
        start = self.outline.front_end
        text = blanked(self.page.folded, _not_prose(self.page))
        return " " * start + text[start:]

    @cached_property
    def labelled(self) -> dict[str, list[Block]]:
        """The pairs of the page by their labels, as labels are compared."""
        found: dict[str, list[Block]] = {}
        for block in pairs(self.page):
            if block.label:
                found.setdefault(squeeze_label(self.page.folded[slice(*block.label)]), []).append(block)
        return found

    @cached_property
    def headings(self) -> tuple[Span, ...]:
        """Marker and title of every section, in reading order, those only announced included."""
        return tuple(section.heading for section in self.outline.walk() if section.heading)


def head_of(page: Page) -> str:
    """The first characters of the page that are not clutter."""
    parts, left = [], HEAD_CHARACTERS
    for block in page.content:
        if left <= 0:
            break
        part = page.folded[block.span[0] : min(block.span[1], block.span[0] + left)]
        parts.append(part)
        left -= len(part)
    return "\n".join(parts)


def title_candidate(page: Page) -> str | None:
    """The reader's title, or the first short line of the page that is neither label, salutation nor sentence."""
    if page.title:
        return page.title
    for block in page.content[:TITLE_BLOCKS]:
        line = page.folded[slice(*block.span)]
        if block.kind != "pair" and "。" not in line and line[-1] != ":" and LEAST_TITLE <= len(line) <= LONGEST_TITLE:
            return line
    return None


def blanked(text: str, spans: list[Span]) -> str:
    """The text with the spans turned to white space of the same length."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if start >= len(text):
            break
        start, end = max(start, at), min(end, len(text))
        if start < end:
            parts += [text[at:start], "\n" * (end - start)]
            at = end
    return "".join([*parts, text[at:]])


def only(text: str, spans: list[Span]) -> str:
    """The text with all but the spans, which are sorted, turned to white space of the same length."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return blanked(text, [gap for gap in zip(edges[::2], edges[1::2], strict=True) if gap[0] < gap[1]])


def _not_prose(page: Page) -> list[Span]:
    return [block.span for block in page.blocks if block.kind in NO_PROSE]


def pairs(page: Page) -> list[Block]:
    """The label-and-value blocks of the page."""
    return [block for block in page.blocks if block.kind == "pair"]
