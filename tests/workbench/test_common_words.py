"""What texts have in common."""

from tiaoli.workbench.common_words import covering_words, parts_of, shared_runs, trimmed

TITLES = ["云溪县关于消防检查情况的通报", "青山市关于食品安全检查情况的通报"]


def test_the_runs_that_all_texts_hold_are_found_in_the_order_of_the_first() -> None:
    assert shared_runs(TITLES, least=2) == ["关于", "检查情况的通报"]


def test_a_run_does_not_reach_over_a_mark() -> None:
    assert shared_runs(["检查。通报", "检查。通报"], least=2) == ["检查", "通报"]


def test_texts_without_a_common_run_have_none() -> None:
    assert shared_runs(["甲乙", "丙丁"], least=2) == []


def test_every_text_holds_one_of_the_covering_words() -> None:
    texts = ["消防检查通报", "食品检查通报", "会议纪要", "2024"]
    words = covering_words(texts, least=2)
    assert words == ["检查通报", "会议纪要"]


def test_words_that_say_nothing_are_taken_off_both_ends() -> None:
    assert trimmed("关于检查情况的") == "检查情况"


def test_a_single_title_falls_into_its_parts() -> None:
    assert parts_of("云溪县关于消防检查情况的通报") == ["云溪县", "消防检查情况", "通报"]
