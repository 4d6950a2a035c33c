"""Blocks of Markdown as small pages: one for each line, table, and piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from tiaoli.plugin import Block, Page, Site, Source, fold, read_with, trim
from tiaoli_markdown.inline import Words, read_words
from tiaoli_markdown.tables import read_table
from tiaoli_markdown.wrapping import Wrap, find_wrap

LONGEST_HEADING = 80

_SENTENCE = re.compile(r"[。；，！？;,!?…]$|:")


@dataclass(frozen=True, slots=True)
class _Item:
    """How a list item begins: its number as it is printed, empty for a bullet."""

    kind: str
    marker: str = ""


def read_blocks(tokens: Sequence[Token], lines: Sequence[str], uri: str, site: Site) -> Iterator[Page]:
    """A page for each block of the lines that were parsed, in order; the HTML in them is read as all content, whatever
    its elements are called."""
    site = replace(site, containers=("body",), content_comments=(), clutter_classes=(), clutter=())
    items, wrap = _items(tokens), find_wrap(tokens)
    item: _Item | None = None
    at = 0
    while at < len(tokens):
        token, start = tokens[at], at
        at += 1
        if token.type == "list_item_open":
            item = items[start]
        elif token.type == "heading_open":
            yield from _heading(token, tokens[at], item, wrap)
            item, at = None, at + 1
        elif token.type == "inline":
            yield from _paragraph(token, item, wrap)
            item = None
        elif token.type == "fence":
            first = _number(token) + 1
            if not token.info.isascii():  # no name of a language, but text behind three marks
                yield _line(token.info.strip(), "paragraph", first - 1)
            yield from (_line(line, "paragraph", first + n) for n, line in enumerate(token.content.split("\n")))
        elif token.type == "html_block":
            while at < len(tokens) and tokens[at].type == "html_block":
                at += 1
            yield _html(tokens[start:at], uri, site)
        elif token.type == "table_open":
            at = next(last for last in range(at, len(tokens)) if tokens[last].type == "table_close")
            yield from read_table(tokens[start:at], lines, f"line {_number(token)}", site.labels)


def _items(tokens: Sequence[Token]) -> dict[int, _Item]:
    """How each list item begins, by the place of its token. Items that all have one number are counted from it."""
    found: dict[int, _Item] = {}
    lists: list[list[int]] = []
    for at, token in enumerate(tokens):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(at)
            found[at] = _Item("paragraph", f"{token.info}{token.markup} ") if token.info else _Item("item")
        elif token.type == "ordered_list_close":
            places = lists.pop()
            if len({tokens[place].info for place in places}) == 1 < len(places):
                first = int(tokens[places[0]].info)
                for number, place in enumerate(places, first):
                    found[place] = _Item("paragraph", f"{number}{tokens[place].markup} ")
        elif token.type == "bullet_list_close":
            lists.pop()
    return found


def _heading(opening: Token, inline: Token, item: _Item | None, wrap: Wrap | None) -> Iterator[Page]:
    """The lines of a heading. Strokes under a paragraph part it from the next one more often than they mean one."""
    lines = read_words(inline, wrap)
    is_underlined = opening.markup in ("-", "=")
    if is_underlined and any(len(line.text) > LONGEST_HEADING or _SENTENCE.search(fold(line.text)) for line in lines):
        yield from _paragraph(inline, item, wrap)
        return
    for at, line in enumerate(lines):
        marker = item.marker if item and not at else ""
        yield _line(f"{marker}{line.text}", "heading", _number(inline) + line.row, line, int(opening.tag[1]))


def _paragraph(inline: Token, item: _Item | None, wrap: Wrap | None) -> Iterator[Page]:
    """The lines of a paragraph; one that opens a note, and those behind it, are a footnote."""
    is_note = False
    for at, line in enumerate(read_words(inline, wrap)):
        kind, marker = (item.kind, item.marker) if item and not at else ("paragraph", "")
        is_note = is_note or (line.is_note and not marker)
        kind = "image" if line.is_image else "footnote" if is_note else kind
        yield _line(f"{marker}{line.text}", kind, _number(inline) + line.row, line)


def _html(tokens: Sequence[Token], uri: str, site: Site) -> Page:
    """A piece of HTML as its reader sees it; its paths begin at the line where it stands."""
    markup = "".join(token.content for token in tokens)
    page = read_with("html", Source(markup.encode("utf-8", "replace"), uri, given_encoding="utf-8"), site)
    node = f"line {_number(tokens[0])}"
    blocks = (block._replace(node=f"{node}#{block.node or '/'}") for block in page.blocks)
    return Page(page.text, tuple(blocks))


def _line(text: str, kind: str, number: int, words: Words | None = None, level: int | None = None) -> Page:
    """A line as a page of its own, without any block where it is blank."""
    span = trim(fold(text), 0, len(text))
    targets = tuple(words.targets) if words else ()
    blocks = (Block(kind, span, f"line {number}", level=level, targets=targets),) if span else ()
    return Page(text, blocks)


def _number(token: Token) -> int:
    """The line of the source where a token begins, from 1."""
    return token.map[0] + 1 if token.map else 1
