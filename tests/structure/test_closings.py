"""A report that ends without what all of its kind end with breaks off, however whole its last sentence is."""

from __future__ import annotations

import pytest

from tiaoli import convert

HEAD = "石桥县2024年政府工作报告\n各位代表:\n现在,我代表县人民政府向大会报告工作,请予审议。\n一、2023年工作回顾\n"
SENTENCE = "全县修桥铺路,改水通电,各项事业都有了新的进步,群众的日子一年比一年好。\n"
LONG = SENTENCE * 60
CLOSE = "各位代表,让我们为石桥的明天而努力奋斗!\n"


@pytest.mark.parametrize(
    ("text", "breaks_off"),
    [
        (HEAD + LONG, True),
        (HEAD + LONG + CLOSE, False),
        (HEAD + LONG + CLOSE + SENTENCE * 10, True),
        (HEAD + LONG + CLOSE + "名词解释\n1.石桥:县城中的一座桥。\n", False),
        (HEAD + SENTENCE, False),
        (LONG + "关于修桥的通知\n", False),
    ],
    ids=["no close", "closed", "closed long before", "with a glossary behind", "an excerpt", "of another kind"],
)
def test_a_report_without_its_close_breaks_off(text: str, breaks_off: bool) -> None:
    document = convert(text.encode(), uri="a.txt")
    assert ("outline.truncated" in {remark.code for remark in document.diagnostics}) == breaks_off
    assert (document.status == "partial") == breaks_off
    if breaks_off:
        assert document.sections[-1].state == "truncated"
