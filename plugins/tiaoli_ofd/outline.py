"""The outline of a document, which names its headings and their levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tiaoli.plugin import Block, Page, fold
from tiaoli_ofd.document import Document
from tiaoli_ofd.elements import child, children

DEEPEST_LEVEL = 9


def mark_headings(page: Page, document: Document) -> Page:
    """The page with paragraphs as headings that are entries of the outline, word for word, where these lead."""
    numbers = {entry.page_id: number for number, entry in enumerate(document.pages(), 1)}
    levels = {(numbers.get(page_id), title): level for page_id, title, level in _entries(document.root)}

    def marked(block: Block) -> Block:
        level = levels.get((block.page, _bare(page.quote(block.span)))) if block.kind == "paragraph" else None
        return block._replace(kind="heading", level=level) if level else block

    return page.with_blocks(marked(block) for block in page.blocks) if levels else page


def _entries(root: Any) -> Iterator[tuple[str, str, int]]:
    """The entries of an outline: the id of the page that each leads to, its title, and its level from 1."""
    bookmarks = {
        bookmark.get("Name"): child(bookmark, "Dest") for bookmark in children(child(root, "Bookmarks"), "Bookmark")
    }
    waiting = [(element, 1) for element in children(child(root, "Outlines"), "OutlineElem")]
    while waiting:
        element, level = waiting.pop()
        waiting += [(inner, min(level + 1, DEEPEST_LEVEL)) for inner in children(element, "OutlineElem")]
        goto = child(element, "Actions", "Action", "Goto")
        place = child(goto, "Dest")
        if place is None and (mark := child(goto, "Bookmark")) is not None:
            place = bookmarks.get(mark.get("Name"))
        if place is not None:
            yield place.get("PageID", ""), _bare(element.get("Title", "")), level


def _bare(words: str) -> str:
    return "".join(fold(words).split())
