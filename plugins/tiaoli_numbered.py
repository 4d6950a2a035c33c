"""Parses numbered prose: headings with text under them, in whatever state the page left them."""

from __future__ import annotations

from collections.abc import Iterable

from tiaoli.plugin import Outline, Pack, Page, Parser, Recognition, hookimpl, read_outline

TIAOLI_API = "1"


class NumberedParser:
    """Prose under headings; also prose without any, which becomes one preamble."""

    name = "numbered"

    def recognise(self, page: Page) -> Recognition | None:
        """Any page with sentences."""
        has_sentences = any("。" in page.quote(block.span) for block in page.content)
        return Recognition(0.8, "sentences") if has_sentences else Recognition(0.3, "no sentence")

    def parse(self, page: Page, headings: Pack) -> Outline:
        """The page's outline under the headings of the pack."""
        return read_outline(page, headings)


@hookimpl
def tiaoli_parsers() -> Iterable[Parser]:
    """The parser of numbered prose."""
    return [NumberedParser()]
