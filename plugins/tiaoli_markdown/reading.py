"""From Markdown to a page, step by step: front matter, mending, parsing, and a small page for every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tiaoli.plugin import Block, Page, Site, fold, join_pages, mark_clutter, pair_lines, top_heading, trim
from tiaoli_markdown.blocks import read_blocks
from tiaoli_markdown.dialect import MAX_NESTING, mended, parser
from tiaoli_markdown.front import FrontMatter, read_front_matter


class TooDeepError(Exception):
    """Markdown that nests deeper than is read."""


def read_page(text: str, uri: str, site: Site) -> Page:
    """The page of a decoded source; raises TooDeepError where a part of it would be lost."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front = read_front_matter(lines)
    body = mended("\n".join([""] * front.last + lines[front.last :]))
    try:
        tokens = parser().parse(body)
    except RecursionError:  # images in the words of images
        tokens = []
    if (not tokens and body.strip()) or any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise TooDeepError(f"its marks nest deeper than {MAX_NESTING} levels")
    pages = [*_front_pages(lines, front, site.labels), *read_blocks(tokens, body.split("\n"), uri, site)]
    page = join_pages(pages, "\n")
    page = page.with_blocks(pair_lines(page.blocks, page.folded, site.labels))
    title = front.title or top_heading(page)
    return mark_clutter(replace(page, attributes=(*front.attributes, *page.attributes), title=title), site)


def _front_pages(lines: list[str], front: FrontMatter, labels: frozenset[str]) -> Iterator[Page]:
    """The lines of the front matter: those with known labels are pairs, the others no part of the document."""
    for number, line in enumerate(lines[: front.last], 1):
        folded = fold(line)
        span = trim(folded, 0, len(line))
        if span:
            found = pair_lines([Block("paragraph", span, f"line {number}")], folded, labels)
            blocks = (one if one.kind == "pair" else one.as_clutter("front-matter") for one in found)
            yield Page(line, tuple(blocks))
