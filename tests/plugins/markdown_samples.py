"""Reads Markdown for tests."""

from __future__ import annotations

from html_samples import SITE, check_blocks

from tiaoli.plugin import Page, Source
from tiaoli_markdown import MarkdownReader


def read(text: str) -> Page:
    page = MarkdownReader().read(Source(text.encode("utf-8", "replace"), "a.md"), SITE)
    check_blocks(page)
    return page


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block of the content."""
    page = read(text)
    return [(block.kind, page.quote(block.span)) for block in page.content]
