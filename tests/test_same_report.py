"""One report in other clothes: wrapped, indented, on one line, in full width, as a page; its outline is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from marking import squashed, walk
from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
WIDE = str.maketrans("(),:;0123456789%.", "（），：；０１２３４５６７８９％．")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def wrapped(text: str, indent: str = "") -> str:
    cut = []
    for line in lines_of(text):
        whole = indent + line
        cut += [whole[at : at + 40] for at in range(0, len(whole), 40)]
    return "\n".join(cut)


CLOTHES: dict[str, Callable[[str], str]] = {
    "hard-wrapped": wrapped,
    "hard-wrapped with indents": lambda text: wrapped(text, "\u3000\u3000"),
    "on one line": lambda text: " ".join(lines_of(text)),
    "on one line with ideographic spaces": lambda text: "\u3000\u3000".join(lines_of(text)),
    "with CRLF and indents": lambda text: "\r\n".join("\u3000\u3000" + line for line in lines_of(text)),
    "in full width": lambda text: text.translate(WIDE),
    "without blank lines": lambda text: "\n".join(lines_of(text)),
    "as a page of paragraphs": lambda text: "".join(f"<p>{line}</p>" for line in lines_of(text)),
    "as a page of source lines": lambda text: f"<div>{text}</div>",
    "as a page of line breaks": lambda text: f"<div id=zoom>{'<br>'.join(lines_of(text))}</div>",
}


def outline(document: Document) -> list[tuple[int, str, str]]:
    return [
        (section.level, squashed(section.title), section.state)
        for section in walk(document.sections)
        if section.state != "outline"
    ]


@pytest.mark.parametrize("clothes", CLOTHES)
@pytest.mark.parametrize("name", ["plain-text.txt", "glossary.txt", "contents-then-truncated.txt", "plan-report.txt"])
def test_the_outline_is_the_same(name: str, clothes: str) -> None:
    text = (SEEDS / name).read_text("utf-8")
    changed = CLOTHES[clothes](text)
    ending = "html" if changed.startswith("<") else "txt"
    document = convert(Source(changed.encode(), uri=f"a.{ending}"))
    assert outline(document) == outline(convert(Source(text.encode(), uri="a.txt")))
    assert document.metadata.region is not None
