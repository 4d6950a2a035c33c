"""Aliases written once for several spellings."""

import pytest

from tiaoli.rulebook.aliases import MAX_SPELLINGS, read_alias
from tiaoli.rulebook.notation import PatternError


@pytest.mark.parametrize(
    ("source", "spellings"),
    [
        ("生产总值", ("生产总值",)),
        ("（Ｒ＆Ｄ） 经费", ("(R&D)经费",)),
        ("{?全体}居民收入", ("全体居民收入", "居民收入")),
        ("{?社会{?消费}品}零售额", ("社会消费品零售额", "社会品零售额", "零售额")),
        ("工业{?企业}{value}", ("工业企业增加值", "工业企业产值", "工业增加值", "工业产值")),
        ("{value}{?增加值}", ("增加值增加值", "增加值", "产值增加值", "产值")),
        ("甲{{乙}}", ("甲{乙}",)),
    ],
)
def test_an_alias_stands_for_every_spelling_once(source: str, spellings: tuple[str, ...]) -> None:
    assert read_alias(source, {"value": ("增加值", "产 值")}).spellings == spellings


def test_an_alias_is_the_text_that_was_written() -> None:
    assert read_alias("{?全体}居民收入") == "{?全体}居民收入"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("全年{year}收入", "pattern.in-alias"),
        ("{kind}收入", "pattern.unknown-placeholder"),
        ("{?全体}", "pattern.nothing-needed"),
        ("", "pattern.nothing-needed"),
        ("{?全体居民收入", "pattern.unclosed"),
    ],
)
def test_what_is_no_spelling_is_refused(source: str, fault: str) -> None:
    with pytest.raises(PatternError) as caught:
        read_alias(source)
    assert caught.value.phrase.key == fault


def test_as_many_spellings_as_there_may_be_are_read_and_no_more() -> None:
    words = {"kind": tuple(f"甲{at}" for at in range(MAX_SPELLINGS))}
    assert len(read_alias("{kind}收入", words).spellings) == MAX_SPELLINGS
    with pytest.raises(PatternError) as caught:
        read_alias("{kind}{?总}收入", words)
    assert caught.value.phrase.key == "pattern.spellings"


def test_spellings_too_long_to_be_meant_are_refused() -> None:
    with pytest.raises(PatternError) as caught:
        read_alias("{kind}" * 50, {"kind": ("甲" * 10_000,)})
    assert caught.value.phrase.key == "pattern.words-too-many"
