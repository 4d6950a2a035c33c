"""Bytes of markup to a tree: by lxml, and by html.parser where a page nests deeper than lxml goes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from tiaoli_html.elements import BLOCKS, CLOSED_BY, SCOPES, VOID
from tiaoli_html.tree import Tree, TreeBuilder

DEPTH_LIMIT = 2048
"""Nested elements that libxml2 reads at most, even where it is told to read huge pages."""

SCAN_LIMIT = 256
"""How far up an open element is looked for that a start tag may end; without it hostile pages cost n * n."""


def parse(text: str, marks: frozenset[str] = frozenset()) -> tuple[Tree, bool]:
    """The page's tree, and whether it nests deeper than the limit; comments in `marks` are kept."""
    tree, complete = _parse_fast(text, marks)
    if complete and tree.max_depth < DEPTH_LIMIT:
        return tree, False
    return _parse_deep(text, marks), True


def _parse_fast(text: str, marks: frozenset[str]) -> tuple[Tree, bool]:
    from lxml import etree

    builder = TreeBuilder(marks)
    parser: Any = etree.HTMLParser(target=builder, huge_tree=True, no_network=True, encoding="utf-8")
    try:
        tree: Tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return builder.close(), False
    return tree, not any("depth" in entry.message for entry in parser.error_log)


def _parse_deep(text: str, marks: frozenset[str]) -> Tree:
    parser = _EventParser(TreeBuilder(marks))
    parser.feed(text)
    parser.close()
    return parser.builder.close()


class _EventParser(HTMLParser):
    """html.parser's events for a builder, with end tags made up where authors may leave them out."""

    def __init__(self, builder: TreeBuilder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder
        self._open: list[str] = []
        self._counts: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A start tag, after the ends that it implies."""
        if tag in BLOCKS:
            for name, closers in CLOSED_BY.items():
                if tag in closers and self._counts.get(name):
                    self._close(name, SCOPES[name])
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self._open.append(tag)
            self._counts[tag] = self._counts.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with a slash: in HTML the slash means nothing but on a void element."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """An end tag; one that nothing opened is ignored."""
        if self._counts.get(tag):
            self._close(tag, frozenset())

    def handle_data(self, data: str) -> None:
        """Text."""
        self.builder.data(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.builder.comment(data)

    def parse_html_declaration(self, i: int) -> int:
        """Reads from a `<!`; what is neither comment nor doctype is skipped, where html.parser may raise."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def _close(self, name: str, scope: frozenset[str]) -> None:
        """Ends elements up to the innermost open one of this name, unless one of `scope` stands between."""
        at = len(self._open) - 1
        lowest = at - SCAN_LIMIT if scope else -1
        while at > lowest and self._open[at] != name:
            if self._open[at] in scope:
                return
            at -= 1
        if at < 0 or self._open[at] != name:
            return
        while len(self._open) > at:
            last = self._open.pop()
            self._counts[last] -= 1
            self.builder.end(last)
