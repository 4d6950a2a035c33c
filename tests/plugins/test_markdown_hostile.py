"""Markdown that is made to do harm, or nonsense: read in bounded time, and no word of it lost."""

from __future__ import annotations

import re

import pytest
from html_samples import codes, quotes
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_samples import read

import tiaoli
from tiaoli.plugin import Source

pytestmark = pytest.mark.timeout(60)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "![" * 60_000,
        "> " * 3000 + "桥",
        "1. " * 3000 + "桥",
        "\n".join(" " * n + "- 桥" for n in range(600)),
    ],
    ids=["brackets", "images", "quotations", "numbers", "lists"],
)  # fmt: skip
def test_what_is_too_deep_or_too_much_is_read_as_plain_text(text: str) -> None:
    page = read(text)
    assert codes(page)[-1] == "markdown.as-text"
    assert page.text == text


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 20_000, "**一" * 20_000, "*_" * 20_000, "`" * 50_000, "<a " * 30_000, "<!--" * 30_000,
        "&amp;" * 30_000, "#一" * 30_000, "```\n" * 20_000, "<!--\n" * 20_000, " " * 100_000 + "桥",
        "".join("`" * (n % 200) + "a" for n in range(2000)), "![" * 400 + "a" + "](b)" * 400,
        "|a" * 3000 + "\n" + "|-" * 3000, "---\n" + "a" * 100_000,
    ],
)  # fmt: skip
def test_marks_without_end_are_read_in_bounded_time(text: str) -> None:
    read(text)


@pytest.mark.parametrize("opening", ["<!-- 石桥", "<script>", "<style>", "<?xml", "<![CDATA["])
def test_what_never_ends_does_not_swallow_the_text(opening: str) -> None:
    assert quotes(read(f"{opening}\n\n水闸\n\n河镇"))[-2:] == ["水闸", "河镇"]


def test_a_huge_file_is_read_as_plain_text() -> None:
    assert codes(read("石桥修好了。\n\n" * 300_000)) == ["markdown.as-text"]


def test_marks_alone_are_an_empty_source() -> None:
    document = tiaoli.convert(Source(b"# \n\n***\n\n> \n", "a.md"))
    assert [remark.code for remark in document.diagnostics] == ["source.empty"]


VISIBLE = (
    "石桥", "水闸。", "一、", "1. ", "- ", "# ", "> ", "\n", "\n\n", "    ", "*", "**", "`", "[", "]", "[^1]: ",
    "[注]: ", "|", "---\n", "===\n", "\\", "  \n", "\u3000", "_", "#",
)  # fmt: skip
OTHERS = (
    "(a)", "[^1]", "]: ", "|-|\n", "<b>", "<br>", "<div>\n", "</div>", "<!--", "-->", "&lt;", "!", "\r\n", "\0", "\f",
    "：", "title: ", "```\n", "\t",
)  # fmt: skip
WORDS = re.compile("[\u4e00-\u9fff]")


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(VISIBLE + OTHERS), max_size=40).map("".join))
def test_any_marks_give_sound_blocks(text: str) -> None:
    read(text)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(VISIBLE), max_size=40).map("".join))
@example("```石桥")
@example("|---\n---\n石桥|石桥")
@example("|一、|\n|-|\n|石桥|水闸。|\n")
@example("```石桥\n水闸。\n```")
def test_no_character_is_lost_where_nothing_is_an_address_or_html(text: str) -> None:
    assert WORDS.findall(read(text).text) == WORDS.findall(text)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document(data: bytes) -> None:
    tiaoli.convert(Source(data, "a.md"))
