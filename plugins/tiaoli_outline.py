"""Parses bare outlines: headings without text, each a section that is announced and has no body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tiaoli.plugin import Outline, Pack, Page, Parser, Recognition, Section, hookimpl, read_outline

TIAOLI_API = "1"

_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+\s*[、.]|\([一二三四五六七八九十]+\)|\d{1,2}\s*[.、](?!\d))")
MOST_SENTENCES = 0.1
LEAST_HEADINGS = 0.5


class OutlineParser:
    """Pages on which nearly every line is a heading."""

    name = "outline"

    def recognise(self, page: Page) -> Recognition | None:
        """Sure where at least half of the lines are numbered and hardly one is a sentence of prose."""
        lines = [page.folded[slice(*block.span)] for block in page.content if block.kind != "pair"]
        if len(lines) < 3:
            return None
        numbered = sum(bool(_HEADING.match(line)) for line in lines) / len(lines)
        prose = sum("。" in line and len(line) > 40 for line in lines) / len(lines)
        if numbered < LEAST_HEADINGS or prose > MOST_SENTENCES:
            return None
        return Recognition(0.9, f"{numbered:.0%} of the lines are numbered, {prose:.0%} are prose")

    def parse(self, page: Page, headings: Pack) -> Outline:
        """The page's outline; a section without text anywhere below it has the state `outline`."""
        outline = read_outline(page, headings)
        return replace(outline, sections=tuple(_announced(section) for section in outline.sections))


def _announced(section: Section) -> Section:
    children = tuple(_announced(child) for child in section.children)
    bare = section.level > 0 and not any(below.paragraphs for below in section.walk())
    state = "outline" if bare and section.state == "full" else section.state
    return replace(section, state=state, children=children)


@hookimpl
def tiaoli_parsers() -> Iterable[Parser]:
    """The parser of bare outlines."""
    return [OutlineParser()]
