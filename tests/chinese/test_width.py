import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaoli.chinese.width import fold


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（一）２０２４年", "(一)2024年"),
        ("二○二四", "二〇二四"),
        ("二00九年", "二〇〇九年"),
        ("二０一0年", "二〇一〇年"),
        ("第一00号,十0.5", "第一00号,十0.5"),
        ("７％", "7%"),
        ("一\u00a0二\u3000三\u200b", "一 二 三 "),
        ("页\f页", "页\n页"),
    ],
)
def test_full_width_and_look_alike_characters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_printed_no_break_space_becomes_spaces_of_its_own_length() -> None:
    assert fold("一<U+00A0>二") == "一" + " " * 8 + "二"
