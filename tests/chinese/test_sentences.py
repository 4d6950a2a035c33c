"""Where sentences end."""

import pytest

from tiaoli.chinese.sentences import find_sentences
from tiaoli.chinese.width import fold


def sentences(text: str, *, by_line: bool = False) -> list[str]:
    return [text[start:end] for start, end in find_sentences(fold(text), by_line=by_line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修路。办学！怎么办？再想；再做", ["修路。", "办学！", "怎么办？", "再想；", "再做"]),
        ("他说“修路。”路修好了。", ["他说“修路。”", "路修好了。"]),
        ("（见附件。）下一步。", ["（见附件。）", "下一步。"]),
        ("好啊！！！ 真的？！", ["好啊！！！", "真的？！"]),
        ("投资5.2亿元，增长3%。", ["投资5.2亿元，增长3%。"]),
        ("  \n ", []),
    ],
)
def test_a_sentence_ends_with_its_mark_and_what_closes_behind_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_break_ends_a_sentence_only_where_lines_count() -> None:
    assert sentences("今年再修公\n路。") == ["今年再修公\n路。"]
    assert sentences("甲\t1\n乙\t2", by_line=True) == ["甲\t1", "乙\t2"]


def test_a_stretch_is_cut_out_of_the_text() -> None:
    assert list(find_sentences("甲。乙。丙。", 1, 5)) == [(1, 2), (2, 4), (4, 5)]


@pytest.mark.timeout(30)
def test_marks_and_spaces_without_end_take_linear_time() -> None:
    for text in ("。" * 200_000, "”" * 200_000, " \n" * 100_000, "甲" * 200_000):
        list(find_sentences(text, by_line=True))
