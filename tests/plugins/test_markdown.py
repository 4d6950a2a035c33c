"""The reader of Markdown on samples written for it: words without marks, and what Chinese authors mean by them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from html_samples import SITE, codes, dropped, pairs, quotes
from markdown_samples import kinds, read

import tiaoli
from marking import walk
from same_report import facts
from tiaoli.plugin import Source
from tiaoli_markdown import MarkdownReader


def titles(text: str) -> list[tuple[int, str, str]]:
    document = tiaoli.convert(Source(text.encode(), "a.md"))
    return [(section.level, section.marker, section.title) for section in walk(document.sections) if section.heading]


def test_marks_are_gone_and_words_stay() -> None:
    text = "**石桥**、*水闸*、`河镇`,[名单](名单.docx)<u>已</u>报&nbsp;\\*。"
    assert quotes(read(text)) == ["石桥、水闸、河镇,名单已报\xa0*。"]


@pytest.mark.parametrize(
    "text", ["**“十四五”**规划", "**一是修桥。**今年修三座", "修好**《石桥志》**一书", "柿子**(甜)**熟了"]
)
def test_strong_words_beside_chinese_marks_lose_their_stars(text: str) -> None:
    assert quotes(read(text)) == [text.replace("*", "")]


def test_attributes_that_pandoc_writes_are_no_words() -> None:
    text = '# 石桥 {#qiao .unnumbered}\n\n![图](a.png){width="5in" height="2in"}\n\n[水闸]{.underline}修好{了}。'
    assert quotes(read(text)) == ["石桥", "图", "水闸修好{了}。"]


def test_stars_between_digits_multiply() -> None:
    assert quotes(read("长3*4米,宽5*6米")) == ["长3*4米,宽5*6米"]


def test_headings_of_both_kinds_have_their_level() -> None:
    page = read("# 石桥县总结\n\n水闸\n---\n\n### 一、修桥 ###\n\n#二、铺路\n")
    assert [(block.kind, block.level) for block in page.blocks] == [("heading", n) for n in (1, 2, 3, 1)]
    assert quotes(page) == ["石桥县总结", "水闸", "一、修桥", "二、铺路"]


def test_a_topic_between_hashes_is_no_heading() -> None:
    assert kinds("#石桥#修好了") == [("paragraph", "#石桥#修好了")]


@pytest.mark.parametrize("above", ["石桥修好了。", "桥:三座", "修桥;\n铺路。", "桥" * 90])
def test_strokes_under_a_sentence_make_no_heading(above: str) -> None:
    assert {kind for kind, _ in kinds(f"{above}\n---\n水闸")} == {"paragraph"}


def test_a_line_break_begins_a_new_paragraph() -> None:
    text = "各位代表:\n石桥修好了。  \n水闸也修好了。\\\n二、铺路<br>三、种树"
    assert quotes(read(text)) == ["各位代表:", "石桥修好了。", "水闸也修好了。", "二、铺路", "三、种树"]


def test_lines_that_were_cut_at_a_width_are_joined_within_their_paragraph() -> None:
    words = "这一年我们把集市从河东搬到河西,修好了三座石桥,种下了125000棵柿子树,大家都说好,"
    paragraph = "\n".join((words * 3)[at : at + 26] for at in range(0, 3 * len(words), 26))
    assert quotes(read(f"{paragraph}\n\n# 石桥\n\n{paragraph}\n二、铺路")) == [words * 3, "石桥", words * 3, "二、铺路"]


def test_hard_wrapped_text_is_made_whole() -> None:
    sentence = "这一年我们把集市从河东搬到河西修好了三座石桥种下了两千棵柿子树"
    lines = [f"{sentence[:28]}{n:02}" for n in range(14)] + ["大家都说好。"]
    (section,) = tiaoli.convert(Source("\n".join(lines).encode(), "a.md")).sections
    assert len(section.paragraphs) == 1


@pytest.mark.parametrize("indent", ["    ", "\t", "　　", "        "])
def test_an_indented_line_is_a_paragraph_and_no_code(indent: str) -> None:
    assert kinds(f"{indent}一、修桥\n\n{indent}**石桥**修好了。") == [
        ("paragraph", "一、修桥"),
        ("paragraph", "石桥修好了。"),
    ]


def test_numbers_of_lists_stay_as_they_are_printed() -> None:
    text = "3. 修桥\n4. 铺路\n   1) 县道\n\n   两条\n- 种树\n+ 植柿\n"
    assert kinds(text) == [
        ("paragraph", "3. 修桥"), ("paragraph", "4. 铺路"), ("paragraph", "1) 县道"), ("paragraph", "两条"),
        ("item", "种树"), ("item", "植柿"),
    ]  # fmt: skip


def test_items_that_all_have_one_number_are_counted() -> None:
    assert quotes(read("1. 修桥\n1. 铺路\n1. 种树\n")) == ["1. 修桥", "2. 铺路", "3. 种树"]


def test_numbered_headings_make_sections_however_they_are_marked() -> None:
    body = "这一年,我们把集市从河东搬到河西,修好了三座石桥,大家都说好。"
    plain = f"石桥县总结\n\n一、修桥\n\n{body}\n\n(一)石桥\n\n1.桥墩。{body}\n\n2.桥面。{body}\n\n二、铺路\n\n{body}\n"
    marked = plain.replace("石桥县总结", "# 石桥县总结").replace("1.", "1. ").replace("2.", "2. ")
    wanted = [(1, "一、", "修桥"), (2, "(一)", "石桥"), (3, "1.", "桥墩"), (3, "2.", "桥面"), (1, "二、", "铺路")]
    assert titles(plain) == titles(marked) == wanted
    for old, new in (("一、修桥", "## 一、修桥"), ("二、铺路", "**二、铺路**"), ("(一)石桥", "### (一)石桥")):
        marked = marked.replace(old, new)
        assert titles(marked) == wanted


def test_headings_without_numbers_make_sections_by_their_level() -> None:
    body = "这一年,我们把集市从河东搬到河西,修好了三座石桥,大家都说好。"
    text = f"# 石桥县总结\n\n## 修桥\n\n{body}\n\n### 石桥\n\n{body}\n\n## 铺路\n\n{body}\n"
    assert titles(text) == [(1, "", "修桥"), (2, "", "石桥"), (1, "", "铺路")]


def test_a_salutation_is_no_section_whatever_its_marks() -> None:
    assert titles("# 石桥县总结\n\n# 各位代表:\n\n现在报告工作。\n\n# 修桥\n\n石桥修好了。\n") == [(1, "", "修桥")]


def test_a_table_keeps_its_cells() -> None:
    page = read("| 指标 | 2024年 |\n|:--|--:|\n| 石桥 | **3**座 |\n| 水闸 | |\n")
    (block,) = page.blocks
    assert [(page.quote(cell.span), cell.row, cell.column) for cell in block.cells] == [
        ("指标", 0, 0), ("2024年", 0, 1), ("石桥", 1, 0), ("3座", 1, 1), ("水闸", 2, 0),
    ]  # fmt: skip
    assert page.text == "指标\t2024年\n石桥\t3座\n水闸"


def test_a_table_of_labels_is_pairs() -> None:
    page = read("| 索引号 | A-1 | 发布日期 | 2024-03-05 |\n|--|--|--|--|\n| 文号 | | 标题 | 石桥 |\n\n来源:河镇")
    assert pairs(page) == [
        ("索引号", "A-1"), ("发布日期", "2024-03-05"), ("文号", None), ("标题", "石桥"), ("来源", "河镇"),
    ]  # fmt: skip


def test_quotations_code_and_html_keep_their_words() -> None:
    text = "> 石桥\n\n```\n水闸  桥\n```\n\n<div class='nav'>河镇<br>柿子</div>\n\n<!-- 草稿 -->\n"
    assert quotes(read(text)) == ["石桥", "水闸  桥", "河镇", "柿子"]


def test_a_table_in_html_keeps_its_cells() -> None:
    (block,) = read("<table><tr><td>桥</td><td>3</td></tr><tr><td>闸</td><td>2</td></tr></table>\n").blocks
    assert (block.kind, len(block.cells)) == ("table", 4)
    assert block.node == "line 1#/html/body/table"


def test_links_and_images_name_their_targets() -> None:
    page = read(
        "见[附件](附件 1.docx)、[表](<a b.xls>)、[上](#一)\n![图1 石桥](img/a.png)\n\n![章](data:image/png;base64,AAAA)"
    )
    assert [(block.kind, block.targets) for block in page.blocks] == [
        ("paragraph", ("a b.xls",)), ("image", ("img/a.png",)), ("image", ("data:image/png;base64",)),
    ]  # fmt: skip


def test_notes_are_footnotes_and_their_marks_plain_brackets() -> None:
    text = "增长8.3%[^1]。柿子[^2]。\n\n[^1]: 按可比价。\n[^2]: 青柿,\n即未熟者。\n"
    assert kinds(text) == [
        ("paragraph", "增长8.3%[1]。柿子[2]。"), ("footnote", "[1] 按可比价。"), ("footnote", "[2] 青柿,"),
        ("footnote", "即未熟者。"),
    ]  # fmt: skip


def test_what_looks_like_an_address_but_is_none_stays() -> None:
    assert quotes(read("[1]: 增长6.2%。\n\n[注]: 增长6.2%\n\n[a]: https://example.org/a\n\n见[a]")) == [
        "[1]: 增长6.2%。", "[注]: 增长6.2%", "见a",
    ]  # fmt: skip


def test_front_matter_is_attributes_and_pairs_and_no_text_of_the_document() -> None:
    page = read('---\ntitle: "石桥县总结"\ndate: 2024-03-05\n来源:河镇\ntags:\n  - 桥\n---\n石桥修好了。\n')
    assert quotes(page, "paragraph") == ["石桥修好了。"]
    assert pairs(page) == [("来源", "河镇")]
    assert page.title == "石桥县总结"
    assert {one.name: one.value for one in page.attributes}["pubdate"] == "2024-03-05"
    assert set(dropped(page).values()) == {"front-matter"}


def test_strokes_around_text_are_no_front_matter() -> None:
    assert quotes(read("---\n石桥修好了。\n---\n水闸\n")) == ["石桥修好了。", "水闸"]
    assert quotes(read("---\n今年主要目标是:增长6%。\n---\n水闸\n")) == ["今年主要目标是:增长6%。", "水闸"]


def test_a_top_heading_is_the_title_unless_it_is_numbered() -> None:
    assert read("# 石桥县总结\n\n## 修桥\n").title == "石桥县总结"
    assert read("# 一、修桥\n\n石桥修好了。\n").title is None
    assert read("# 石桥\n\n# 水闸\n").title is None


def test_blocks_know_their_line() -> None:
    assert [block.node for block in read("# 石桥\n\n水闸\n河镇\n").blocks] == ["line 1", "line 3", "line 4"]


def test_only_text_that_is_named_so_is_markdown() -> None:
    for name, data in (("a.txt", "# 桥".encode()), ("a.md", b"PK\x03\x04"), ("-", "# 桥".encode())):
        assert MarkdownReader().recognise(Source(data, name)) is None
    page = tiaoli.convert(Source("<!doctype html><html><body><p>石桥</p></body></html>".encode(), "a.md"))
    assert page.produced_by.reader == "html"


def test_without_its_library_the_message_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['markdown_it'] = None; import tiaoli;"
        "document = tiaoli.convert('# 石桥'.encode(), uri='a.md');"
        "print(document.status, [one.message for one in document.diagnostics])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode("utf-8")
    assert said.startswith("failed")
    assert "tiaoli[markdown]" in said


def test_crlf_and_gb18030_are_read_like_any_text() -> None:
    page = MarkdownReader().read(Source("# 石桥县总结\r\n\r\n水闸修好了。\r\n".encode("gb18030"), "a.md"), SITE)
    assert quotes(page) == ["石桥县总结", "水闸修好了。"]
    assert codes(page) == []


def test_real_reports_say_the_same_as_markdown(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "workreport").glob("*.txt"))[::12]
    assert paths
    for path in paths:
        source = Source.from_path(path)
        lines = [line for line in source.decoded.text.split("\n") if line.strip()]
        wanted = facts(tiaoli.convert(source))
        for text in ("\n".join(lines), "\n\n".join(lines), "\n".join(f"    {line.strip()}" for line in lines)):
            assert facts(tiaoli.convert(Source(text.encode(), "a.md"))) == wanted, path.name
