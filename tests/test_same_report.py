"""One report in other clothes: wrapped, indented, on one line, in full width, as a page; its outline is the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from marking import squashed, walk
from tiaoli.document import Document
from tiaoli.pipeline import convert
from tiaoli.source import Source
from tiaoli.structure.lines import display_width

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


def wrapped_in_columns(text: str, indent: str = "", columns: int = 64) -> str:
    """As word processors wrap: by the width of the letters, with no number broken and no mark at a line's beginning."""
    cut = []
    for line in lines_of(text):
        row = indent
        for word in re.findall(r"[\x21-\x7e]+[，。、；：！？”）》]*|.[，。、；：！？”）》]*", line):
            if display_width(row + word) > columns:
                cut.append(row)
                row = ""
            row += word
        cut.append(row)
    return "\n".join(cut)


ADDRESS = "http://www.example.com/zfxxgk/fdzdgknr/ghjh/202402/t20240206_1234567890_gongkai_neirong_xiangqing.html"

CLOTHES: dict[str, Callable[[str], str]] = {
    "hard-wrapped": wrapped,
    "hard-wrapped with indents": lambda text: wrapped(text, "\u3000\u3000"),
    "wrapped in columns": wrapped_in_columns,
    "wrapped in columns with indents": lambda text: wrapped_in_columns(text, "\u3000\u3000"),
    "wrapped in columns with four spaces": lambda text: wrapped_in_columns(text, "    ", 80),
    "wrapped below a long address": lambda text: f"{ADDRESS}\n{wrapped_in_columns(text)}",
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


@pytest.mark.parametrize("clothes", [name for name in CLOTHES if "wrapped" in name])
@pytest.mark.parametrize("name", ["plain-text.txt", "plan-report.txt"])
def test_what_a_wrapped_report_says_is_the_same(name: str, clothes: str) -> None:
    text = (SEEDS / name).read_text("utf-8")
    said = [
        [
            (entry.indicator, entry.value, entry.year, entry.kind)
            for entry in convert(Source(each.encode())).observations
        ]
        for each in (text, CLOTHES[clothes](text))
    ]
    assert said[0] == said[1]
