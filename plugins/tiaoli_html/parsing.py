"""Markup to a tree, by lxml's events."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tiaoli_html.tree import MOST_ELEMENTS, Tree, TreeBuilder

DEPTH_LIMIT = 2048
"""Nested elements that libxml2 puts into a tree at most, even where it is told to read huge pages."""


def parse(data: bytes, marks: frozenset[str] = frozenset(), most: int = MOST_ELEMENTS) -> Tree:
    """The tree of markup in UTF-8, of so many elements at the most; comments in `marks` are kept.

    Events have no such limit (libxml2 2.12 to 2.14 read 200,000 nested elements), and what follows `</html>`
    is among them; both are lost where libxml2 builds the tree.
    """
    from lxml import etree

    builder = TreeBuilder(marks, most)
    target: Any = builder
    parser: Any = etree.HTMLParser(target=target, huge_tree=True, no_network=True, encoding="utf-8")
    with suppress(etree.XMLSyntaxError):  # nothing but white space or a broken tag: the builder has what was read
        etree.fromstring(data, parser)
    return builder.take()
