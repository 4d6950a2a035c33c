"""A chapter of a book as the reader of HTML understands it: all of it is content."""

from __future__ import annotations

import re
from dataclasses import replace

from tiaoli.plugin import Block, Page, Site, Source, fold, join_pages, read_with

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^<>]*)>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_PLAIN = frozenset(("aside", "header", "footer"))
"""Elements that are furniture on a web page, and text in a book."""
_TYPE = re.compile(r"""\s(?:epub:type|role)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_NOTES = frozenset(("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"))
_MARKS = frozenset(("noteref", "doc-noteref"))
_NOTE_MARK = re.compile(
    r'(<a data-type="noteref"[^<>]*>\s{0,9}(?:<sup[^<>]*>)?)\s{0,9}(\d{1,3}|\*{1,3})\s{0,9}(?=(?:</sup>)?\s{0,9}</a>)',
    re.IGNORECASE,
)
_HEADING = re.compile(r"/h([1-6])(?:\[\d+\])?$")
_PICTURE = re.compile(r"<(?:img|image|svg)\b", re.IGNORECASE)
_NO_CHAPTERS = ("document.no-content", "html.little-text")
"""What is said of web pages; a title page has little text by right."""
HEAD_BLOCKS = 3


def read_chapter(data: bytes, part: str, site: Site, title: str) -> tuple[Page, bool]:
    """The page of a chapter, and whether it shows pictures; `title` is that of the table of contents, or empty.

    Rules of web sites do not hold for it: no element of a book is navigation or a footer, whatever its name.
    """
    markup = Source(data, part).decoded
    chapter_site = replace(site, containers=("body",), content_comments=(), clutter_classes=(), clutter=())
    source = Source(_as_content(markup.text).encode("utf-8", "replace"), part, given_encoding="utf-8")
    page = read_with("html", source, chapter_site)
    remarks = (*markup.diagnostics, *page.diagnostics)
    page = replace(
        page,
        blocks=tuple(_placed(block, part) for block in page.blocks),
        attributes=(),
        diagnostics=tuple(remark for remark in remarks if remark.code not in _NO_CHAPTERS),
        title=None,
    )
    return _headed(page, part, title), bool(_PICTURE.search(markup.text))


def _as_content(markup: str) -> str:
    """The markup of XHTML as HTML whose every element is part of the text, its notes marked as such.

    A bare digit as the mark of a note would make another figure of the one before it.
    """
    return _NOTE_MARK.sub(r"\1[\2]", _TAG.sub(_as_html, markup))


def _as_html(tag: re.Match[str]) -> str:
    """A tag as HTML has it: what XML closes at once would stay open there."""
    stroke, name, rest = tag.groups()
    plain = name.lower()
    name = "div" if plain in _PLAIN else name
    types = {word for words in _TYPE.findall(rest) for word in words.split()} if "=" in rest else set()
    if types:
        note = ' role="doc-footnote"' if types & _NOTES else ' data-type="noteref"' if types & _MARKS else ""
        rest = note + _TYPE.sub("", rest)
    if rest.endswith("/") and plain not in _VOID:
        return f"<{name}{rest[:-1]}></{name}>"
    return f"<{stroke}{name}{rest}>"


def _placed(block: Block, part: str) -> Block:
    """The block with the chapter in its path, and the level of its element where that is a heading."""
    heading = _HEADING.search(block.node or "") if block.kind == "heading" else None
    return block._replace(node=f"{part}#{block.node or '/'}", level=int(heading[1]) if heading else None)


def _headed(page: Page, part: str, title: str) -> Page:
    """The page with the title of the table of contents as its heading, where it has no heading of its own."""
    if not title or not page.content or any(block.kind == "heading" for block in page.blocks):
        return page
    for block in page.content[:HEAD_BLOCKS]:
        if bare(page.quote(block.span)) == bare(title):
            heading = block._replace(kind="heading", level=1)
            return page.with_blocks(heading if one is block else one for one in page.blocks)
    first = Page(title, (Block("heading", (0, len(title)), f"{part}#title", level=1),))
    return join_pages((first, page), "\n")


def bare(text: str) -> str:
    """The text folded, without white space."""
    return "".join(fold(text).split())
