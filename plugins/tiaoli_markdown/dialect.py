"""Markdown as Chinese authors write it: what CommonMark would misread is mended before, or parsed in another way."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block, reference
from markdown_it.rules_inline import StateInline

MAX_NESTING = 100
"""What nests deeper is lost in parsing; no document does."""

_TIGHT_HEADING = re.compile(r"^([ \t]{0,9}#{1,6})(?=[\u3007\u3400-\u9fff（〔【《“‘「][^#\n]*#*[ \t]*$)", re.MULTILINE)
_ADDRESS = re.compile(
    r"""\[(?!\^)[^\]]{1,999}\]:\s*<?(?:(?:(?:https?|ftp|file|mailto|data):|\.{0,2}/|#[A-Za-z]|www\.)\S*|"""
    r"""[^\s。，；]+\.[A-Za-z]\w{0,5}(?:[?#]\S*)?>?)(?:\s+["'(].*)?\s*"""
)
_ENDS = {"<!--": "-->", "<?": "?>", "<![cdata[": "]]>", "<script": "</script", "<style": "</style"}
"""What begins a stretch of HTML that lasts to the end of the file where its own end is missing."""


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables. Four spaces before a line are the indent of a paragraph, never code."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    markdown.enable("table").disable(["code", "text_join"])
    markdown.block.ruler.at("reference", _reference)
    markdown.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.before("emphasis", "times", _times)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # nothing is opened
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]  # as printed
    return markdown


def mended(text: str) -> str:
    """The source with `#一、` parted as a heading; `#石桥#` is a topic and none."""
    return _TIGHT_HEADING.sub(r"\1 ", text)


def _reference(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """The definition of a link, if there is an address: the words of `[1]: 按可比价` and of `[^1]: …` would be lost."""
    return bool(_ADDRESS.fullmatch(_line(state, first))) and reference(state, first, last, silent)


def _html_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A piece of HTML, unless it is a comment or a script that does not end, which would swallow the document."""
    line = _line(state, first).lower()
    end = next((end for start, end in _ENDS.items() if line.startswith(start)), None)
    if end and end not in state.env:
        state.env[end] = state.src.lower().rfind(end)
    if end and state.env[end] < state.bMarks[first]:
        return False
    return html_block(state, first, last, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _times(state: StateInline, silent: bool) -> bool:
    """A star between two digits multiplies them: 3*4米."""
    at = state.pos
    if state.src[at] != "*" or not (state.src[at - 1 : at].isdigit() and state.src[at + 1 : at + 2].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True
