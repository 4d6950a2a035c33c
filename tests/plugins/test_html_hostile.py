"""The HTML reader on markup that is deep, broken, random or real: nothing is lost, and nothing hangs."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from html_samples import BODY, SENTENCE, SITE, check_blocks, codes, read
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaoli.plugin import Source
from tiaoli_html import HtmlReader
from tiaoli_html.parsing import parse

pytestmark = pytest.mark.timeout(90)


def test_a_page_ten_thousand_deep_keeps_its_text_in_bounded_time() -> None:
    page = read("".join(f"<div>第{n}段" for n in range(10_000)))
    assert page.text == "\n".join(f"第{n}段" for n in range(10_000))
    assert "html.depth-limit" in codes(page)


def test_beyond_the_most_elements_text_is_kept_line_by_line_and_scripts_are_none() -> None:
    markup = "<div><p>石<b>桥</b></p><p>水闸<script>f()</script></p><i>码</i>头<br>集市</div><p>柿子"
    tree = parse(markup.encode(), most=5)
    assert len(tree.tags) == 5
    assert tree.passed_over == 5
    lines = groupby(tree.runs, key=lambda run: run[0])
    assert ["".join(text for _, text, *_ in runs) for _, runs in lines] == ["石桥", "水闸", "码头", "集市", "柿子"]


@pytest.mark.parametrize("tags", ["<p><b>", "<table><tr><td>", "<ul><li>", "<dl><dt>", "<font>", "<span>"])
def test_any_element_may_nest_deep(tags: str) -> None:
    page = read("".join(f"{tags}第{n}段" for n in range(3000)))
    assert "".join(page.text.split()) == "".join(f"第{n}段" for n in range(3000))


def test_nul_and_control_characters_vanish_and_are_reported() -> None:
    page = read(b"<p>" + "石\0桥\x01修好".encode() + b"</p>")
    assert page.text == "石桥修好"
    assert "html.repaired" in codes(page)


def test_an_entity_bomb_expands_to_nothing() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    page = read(f'<!DOCTYPE html [<!ENTITY a0 "桥">{entities}]><p>&a11;</p>{BODY}')
    assert SENTENCE in page.text
    assert len(page.text) < 1000


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    assert "机密" not in read(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>&x;</p>{BODY}').text


@pytest.mark.parametrize(
    "markup",
    ["", " ", "<", "<a" * 20_000, "<![" * 20_000, "<!--" * 20_000, '<a b="' * 20_000, "<?xml", "\0\0",
     "</html>" * 9_000,
     "<table>" + "<tr>" + "<td rowspan=999 colspan=999>桥" * 500, "<title>" * 5_000, "<p " + "a" * 1_000_000],
)  # fmt: skip
def test_hostile_markup_is_read_without_fail(markup: str) -> None:
    read(markup)


TAGS = ("div", "p", "span", "table", "tr", "td", "li", "h2", "b", "br",
        "script", "article", "title", "pre", "a href=x",
        'div class="nav"', 'div style="display:none"', "!--",
        "/div", "/p", "/td", "/table", "/li", "/body", "/html", "/a")  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from(["来源：", "文号", "石桥。", "&nbsp;", "\u3000", " \n ", "<", "&#0;", "-->", "\u200b", SENTENCE]),
    st.text(max_size=8),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup_gives_sorted_disjoint_trimmed_blocks_that_cover_the_text(markup: str) -> None:
    read(markup.encode("utf-8", "replace"))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    read(b"<p>" + data)


@given(st.lists(st.text("桥闸集市柿。 ", min_size=1, max_size=30), max_size=12))
@settings(deadline=None)
def test_every_visible_character_is_kept_in_order(paragraphs: list[str]) -> None:
    page = read("".join(f"<div><p>{text}</p>" for text in paragraphs))
    assert "".join(page.text.split()) == "".join("".join(paragraphs).split())


def test_every_real_page_is_read_with_sound_blocks(shared: Path) -> None:
    paths = [*sorted((shared / "corpus").rglob("*.html")), *sorted((shared / "html-bench" / "pages").glob("*.html"))]
    assert paths
    for path in paths:
        page = HtmlReader().read(Source.from_path(path), SITE)
        check_blocks(page)
        assert page.content or "document.no-content" in {remark.code for remark in page.diagnostics}, path.name


def test_megabytes_of_attributes_are_passed_over_and_remarked_on() -> None:
    check_giant(2)


@pytest.mark.nightly
def test_a_hundred_megabytes_of_attributes_are_passed_over_and_remarked_on() -> None:
    check_giant(100)


def check_giant(megabytes: int) -> None:
    """A page with its text, and so many megabytes in one attribute and in a thousand attributes."""
    one = f'<p title="{"桥" * (megabytes * 500_000 // 3)}">'
    many = "<p " + " ".join(f'data-{n}="{"x" * (megabytes * 500)}"' for n in range(1000)) + ">"
    page = read(f"{one}{many}{BODY}")
    assert SENTENCE in page.text
    assert "html.little-text" in codes(page)


def test_megabytes_of_images_inside_the_page_are_passed_over_and_remarked_on() -> None:
    image = f'<img src="data:image/png;base64,{"A" * 2_000_000}">'
    page = read(
        f"{image}<div id=zoom>{BODY}</div><style>i{{background:url(data:image/png;base64,{'A' * 99_999})}}</style>"
    )
    assert SENTENCE in page.text
    assert len(page.text) < 1000
    assert "html.little-text" in codes(page)


def test_declared_entities_are_taken_out_and_reported() -> None:
    page = read(f'<!DOCTYPE html [<!ENTITY a "桥"><!ENTITY b "&a;&a;">]>{BODY}')
    assert SENTENCE in page.text
    assert "html.repaired" in codes(page)


def test_lines_in_another_encoding_than_the_rest_are_read_and_reported() -> None:
    page = read("\n".join([f"<p>{SENTENCE}</p>"] * 6).encode() + f"\n<p>{SENTENCE}</p>".encode("gb18030"))
    assert page.text.count(SENTENCE) == 7
    assert "text.mixed-encodings" in codes(page)


def test_text_that_a_script_would_write_is_reported_as_missing() -> None:
    page = read(f"<body><script>document.write('<p>{SENTENCE * 5}</p>')</script></body>")
    assert "html.script-text" in codes(page)


def test_a_comment_without_an_end_is_reported() -> None:
    assert "html.repaired" in codes(read(f"{BODY}<!-- {BODY}"))


@pytest.mark.parametrize("tag", ["script", "style", "title", "textarea", "select", "iframe", "noscript", "svg"])
def test_an_element_that_nothing_closes_is_never_passed_over_in_silence(tag: str) -> None:
    page = read(f"<{tag}>{BODY}")
    assert SENTENCE in page.text or codes(page)
