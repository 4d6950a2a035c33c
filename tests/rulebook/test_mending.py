"""Repairs of rule files: what is changed, and that nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.rulebook.mending import mend

HEADER = "rules: 1\nid: x.pack\nversion: 1.0.0\ntitle: 甲\n"


def mended(text: str) -> str:
    return mend(text.encode())[0].decode()


def test_comments_layout_line_ends_and_byte_order_mark_stay() -> None:
    data = (
        b"\xef\xbb\xbf"
        + (HEADER + "# 说明：甲，乙\npart_heads:   [甲，乙]   # 注：丙，丁\n").replace("\n", "\r\n").encode()
    )
    assert mend(data)[0] == data.replace("[甲，乙]".encode(), "[甲, 乙]".encode())


def test_a_file_without_faults_is_left_as_it_is() -> None:
    text = HEADER + 'part_heads: ["甲，乙", "“丙”"]  # ：\n'
    assert mend(text.encode()) == (text.encode(), ())


def test_what_one_repair_uncovers_is_repaired_in_turn() -> None:
    text = HEADER + "headings:\n\tpart：{level：１，sample：“一、”}\nroles:\n\tplan：{has：［甲，乙］}\n"
    good = HEADER + 'headings:\n  part: {level: 1, sample: "一、"}\nroles:\n  plan: {has: [甲, 乙]}\n'
    assert mended(text) == good


def test_a_fault_that_nothing_repairs_does_not_keep_others_from_it() -> None:
    text = HEADER + "feilds: {}\nabstract: yes\nstatus：stabel\n"
    assert mended(text) == HEADER + "feilds: {}\nabstract: true\nstatus: stabel\n"


@pytest.mark.parametrize(
    "line",
    [
        "description: 注意\n  note：这里是文字",
        "part_heads: [奋力谱写现代化建设新篇章的一年，成绩来之不易]",
        "part_heads: [困难、问题]",
        "part_heads: [“十四五”时期]",
        "feilds: {}",
        "status: stabel",
        "headings: {part: {level: 一, sample: 一、}}",
    ],
)
def test_what_may_be_meant_otherwise_is_left_to_the_author(line: str) -> None:
    assert mended(f"{HEADER}{line}\n") == f"{HEADER}{line}\n"


def test_bytes_that_are_no_text_are_left_alone() -> None:
    data = HEADER.encode() + "part_heads：甲".encode("gb18030")
    assert mend(data) == (data, ())


PIECES = st.sampled_from(
    ["甲", "，", "：", "“", "”", "［", "］", "{n}", "- ", "-", "\t", "　", "\n", " ", "a", ": ", "[", "]", ","]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_repaired_file_stays_as_it_is_and_keeps_its_lines(text: str) -> None:
    once, changes = mend((HEADER + text).encode())
    assert mend(once) == (once, ())
    assert once.count(b"\n") == (HEADER + text).count("\n")
    assert bool(changes) == (once != (HEADER + text).encode())
