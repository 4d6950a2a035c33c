"""What stands on pages but not in the document is kept, and told apart."""

from __future__ import annotations

import pytest
from sheets import LEFT, TOP, column, laid_out, run, sheet, texts

from tiaoli.plugin import Page, Rule, Sheet

TEXT = "这一年我们修好了三座石桥又在上游修了两座水闸下游的三个村子从此不再受淹。"


def clutter(page: Page) -> list[str]:
    assert {block.reason for block in page.blocks if block.kind == "clutter"} <= {"furniture"}
    return texts(page, "clutter")


def pages(*feet: str, left: float = 280, top: float = 780) -> list[Sheet]:
    """Pages with these words in their margins."""
    return [sheet(*column([TEXT[number:]]), run(foot, left, top, 10)) for number, foot in enumerate(feet)]


@pytest.mark.parametrize("foot", ["— 1 —", "- 1 -", "第1页", "第 1 页 共 3 页", "1/3", "—1—", "1"])
def test_a_page_number_is_furniture(foot: str) -> None:
    assert clutter(laid_out(*pages(foot))) == [foot]


@pytest.mark.parametrize("left", [60, 500])
def test_page_numbers_that_run_on_are_furniture_wherever_they_stand(left: float) -> None:
    assert clutter(laid_out(*pages("17", "18", "19", left=left))) == ["17", "18", "19"]


def test_words_at_the_same_height_of_all_pages_are_a_running_head() -> None:
    page = laid_out(*pages("石桥县人民政府公报", "石桥县人民政府公报", "石桥县人民政府公报", top=50))
    assert clutter(page) == ["石桥县人民政府公报"] * 3
    assert page.text.startswith("石桥县人民政府公报\n这一年")


def test_a_running_head_may_hold_the_number_of_the_page() -> None:
    assert len(clutter(laid_out(*pages("公报 8", "公报 9", "公报 10", top=50)))) == 3


def test_a_head_that_stands_once_is_content() -> None:
    assert clutter(laid_out(*pages("附件一", "附件二", "名单", top=60))) == []


def test_a_number_at_the_end_of_a_paragraph_is_content() -> None:
    assert clutter(laid_out(sheet(run("2024", LEFT, 760)))) == []


def test_notes_are_small_print_below_a_short_stroke() -> None:
    notes = [run("①石桥:河上的桥。", LEFT, 700, 10), run("②水闸:拦水的门。", LEFT, 714, 10)]
    page = laid_out(sheet(*column([TEXT]), *notes, rules=[Rule((LEFT, 694, LEFT + 120, 694))]))
    assert texts(page, "footnote") == ["①石桥:河上的桥。", "②水闸:拦水的门。"]
    assert texts(page, "paragraph") == [TEXT]


def test_a_note_does_not_cut_a_paragraph_that_runs_on() -> None:
    lines = list(column([TEXT * 2]))
    note = run("①石桥:河上的桥。", LEFT, 700, 10)
    rest = [run(line.text, line.box[0], TOP + 28 * at) for at, line in enumerate(lines[2:])]
    page = laid_out(sheet(*lines[:2], note, rules=[Rule((LEFT, 694, LEFT + 120, 694))]), sheet(*rest))
    assert texts(page) == [TEXT * 2, "①石桥:河上的桥。"]
