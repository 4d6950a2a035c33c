"""Reads Markdown: its words without the marks, headings with levels, lists with numbers, tables with cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tiaoli.plugin import Diagnostic, Page, Reader, Recognition, Site, Source, hookimpl, read_with

TIAOLI_API = "1"

MOST_CHARACTERS = 2_000_000
"""A book of a thousand pages has half of it; more is read as plain text, which takes no time to parse."""

MOST_BRACKETS = 10_000
"""Each `[` may begin a link, and the time for looking where they end grows with their square."""


_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html)\b", re.IGNORECASE)


class MarkdownReader:
    """CommonMark with tables, footnotes and front matter, as Chinese authors write it."""

    name = "markdown"
    media_types: Sequence[str] = ("text/markdown",)
    extensions: Sequence[str] = (".md", ".markdown")

    def recognise(self, source: Source) -> Recognition | None:
        """Sure of text by its name: no text is so by its words alone."""
        if source.media_type not in self.media_types or source.looks_binary:
            return None
        if _WEB_PAGE.match(source.data):
            return Recognition(0.3, "a web page by its start, though it is named as Markdown")
        return Recognition(0.93, f"text that is named as {source.media_type}")

    def read(self, source: Source, site: Site) -> Page:
        """The page; that of the plain text where the marks cannot be read."""
        decoded = source.decoded
        for char, most in (("", MOST_CHARACTERS), ("[", MOST_BRACKETS)):
            if decoded.text.count(char) > most:
                return _as_text(source, site, f"it has more than {most} {repr(char) if char else 'characters'}")
        try:
            from tiaoli_markdown.reading import TooDeepError, read_page
        except ModuleNotFoundError:
            return Page("", (), diagnostics=(Diagnostic("markdown.no-library"),))
        try:
            page = read_page(decoded.text, source.uri, site)
        except TooDeepError as error:
            return _as_text(source, site, str(error))
        return replace(page, diagnostics=(*decoded.diagnostics, *page.diagnostics))


def _as_text(source: Source, site: Site, why: str) -> Page:
    page = read_with("text", source, site)
    return replace(page, diagnostics=(*page.diagnostics, Diagnostic("markdown.as-text", None, {"why": why})))


@hookimpl
def tiaoli_readers() -> Iterable[Reader]:
    """The reader of Markdown."""
    return [MarkdownReader()]
