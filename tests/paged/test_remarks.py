"""What is said of pages that hold no text, or text that nobody can read; and that no page takes for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import column, laid_out, run, sheet, texts

from tiaoli.plugin import Page, Rule, Run, Sheet

TEXT = sheet(*column(["修好了三座石桥。"]))
SCAN = replace(sheet(), pictures=1)


def params(page: Page, code: str) -> dict[str, object]:
    return next(remark.params for remark in page.diagnostics if remark.code == code)


def test_pages_of_pictures_without_text_are_told() -> None:
    found = params(laid_out(TEXT, SCAN, SCAN, SCAN, TEXT, SCAN), "paged.scanned")
    assert (found["pages"], found["count"], found["total"]) == ("2–4, 6", 4, 6)


def test_an_empty_page_is_no_scan() -> None:
    assert laid_out(TEXT, sheet()).diagnostics == ()


def test_characters_without_a_meaning_are_told() -> None:
    found = params(laid_out(sheet(run("石\ufffd\ue123桥", 90, 110))), "paged.unknown-characters")
    assert (found["count"], found["share"]) == (2, "50%")


@pytest.mark.timeout(60)
def test_a_page_of_very_many_runs_is_laid_out_in_bounded_time() -> None:
    runs = (run("桥", 10 + at % 400, 10 + at / 300, 1) for at in range(100_000))
    assert len(texts(laid_out(sheet(*runs)))) > 0


@pytest.mark.timeout(60)
def test_a_paragraph_of_very_many_lines_is_joined_in_bounded_time() -> None:
    pages = [chr(ord("一") + number) * 26 * 25 for number in range(300)]
    assert texts(laid_out(*(sheet(*column([page], indent=0, pitch=24)) for page in pages))) == ["".join(pages)]


NUMBERS = st.floats(-50, 900, allow_nan=False).map(lambda number: round(number, 1))
BOXES = st.tuples(NUMBERS, NUMBERS, st.floats(0, 300), st.floats(0, 40)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)
RUNS = st.builds(
    Run,
    st.text("桥闸 1a-。、第页①•\u3000\f\n", max_size=8),
    BOXES,
    st.sampled_from((0.0, 9.0, 16.0)),
    st.sampled_from((None, None, None, "watermark")),
    st.sampled_from((False, False, False, True)),
)
SHEETS = st.builds(
    Sheet, st.just(595.0), st.just(842.0), st.lists(RUNS, max_size=30).map(tuple),
    st.lists(st.builds(Rule, BOXES), max_size=12).map(tuple),
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(SHEETS, max_size=4))
def test_any_sheets_give_sound_blocks_that_cover_the_text(sheets: list[Sheet]) -> None:
    laid_out(*sheets)
