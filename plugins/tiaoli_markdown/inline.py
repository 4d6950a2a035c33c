"""The words of a stretch of Markdown, line by line, without its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from tiaoli_markdown.wrapping import Wrap

LONGEST_TARGET = 2000

_STRONG = re.compile(r"(?<!\*)\*\*(?![\s*])([^*\n]{1,2000})(?<!\s)\*\*(?!\*)")
"""Strong words that CommonMark leaves as they are, since 。 or ” stands at their edge and a character next to it."""
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,30})\]")
_NOTE = re.compile(rf"{_NOTE_MARK.pattern}:\s*")
_ATTRIBUTES = re.compile(r"""(?:\[([^\[\]\n]{1,200})\])?\{(?:[.#]|[a-z-]{1,20}=")[^{}\n]{0,500}\}""")
"""What pandoc writes behind headings, images and underlined words: `{#id}`, `{width="5in"}`, `[words]{.underline}`."""
_LETTERS = re.compile("[A-Za-z]{2}")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """One line, or an image by the words that stand for it; `row` counts the lines of the source."""

    row: int = 0
    parts: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    is_image: bool = False

    @property
    def is_note(self) -> bool:
        """Whether the line is a footnote: `[^1]: …`."""
        return bool(_NOTE.match("".join(self.parts)))

    @property
    def text(self) -> str:
        """The line's words; marks of notes stand in plain brackets."""
        words = _NOTE.sub(r"[\1] ", "".join(self.parts), count=1) if self.is_note else "".join(self.parts)
        return _NOTE_MARK.sub(r"[\1]", words).strip(" \t")


def read_words(inline: Token, wrap: Wrap | None = None) -> list[Words]:
    """The lines of a paragraph, a heading or a cell.

    In Chinese a line break in the source begins a new line, unless the lines of the file were cut at a width.
    """
    source = inline.content.split("\n")
    lines, row = [Words()], 0
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            row += 1
            if token.type == "softbreak" and wrap and row < len(source) and wrap.joins(source[row - 1], source[row]):
                lines[-1].parts.append(" " if _LETTERS.match(f"{source[row - 1][-1:]}{source[row][:1]}") else "")
            else:
                lines.append(Words(row))
        elif token.type == "html_inline" and _BREAK.match(token.content):
            lines.append(Words(row))
        elif token.type == "text":
            lines[-1].parts.append(_STRONG.sub(r"\1", _ATTRIBUTES.sub(r"\1", token.content)))
        elif token.type in ("text_special", "code_inline"):
            lines[-1].parts.append(token.content)
        elif token.type == "link_open":
            lines[-1].targets += _targets(str(token.attrs.get("href", "")))
        elif token.type == "image":
            words = [one.text for one in read_words(token)]
            lines += [Words(row, words, _targets(str(token.attrs.get("src", ""))), is_image=True), Words(row)]
    return [line for line in lines if line.text]


def _targets(address: str) -> list[str]:
    """Where a link leads, unless that is a place on the same page; of an image in the file its kind alone."""
    if address.startswith("data:"):
        return [address.partition(",")[0][:LONGEST_TARGET]]
    return [address[:LONGEST_TARGET]] if address and not address.startswith("#") else []
