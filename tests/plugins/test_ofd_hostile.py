"""OFD files that are damaged or made to do harm: the reader says what is wrong, and keeps what it can."""

from __future__ import annotations

import time

import pytest
from docx_samples import archive
from hypothesis import given, settings
from hypothesis import strategies as st
from ofd_samples import RESOURCES, SITE, codes, composites, document, entry, ofd, page, path, read, sheets, text, words

import tiaoli
from tiaoli.plugin import Source
from tiaoli_ofd import OfdReader
from tiaoli_ofd.content import Budget
from tiaoli_ofd.sheets import Findings

pytestmark = pytest.mark.timeout(60)

NOTICE = "石桥县人民政府关于印发方案的通知"
GOOD = ofd(page(text(NOTICE)), page(text("各乡镇人民政府:")))


@pytest.mark.parametrize("size", [10, 60, 200, len(GOOD) // 2, len(GOOD) - 30])
def test_a_file_cut_anywhere_fails_in_good_order(size: int) -> None:
    converted = tiaoli.convert(Source(GOOD[:size], "a.ofd"))
    assert converted.status == "failed"
    assert converted.produced_by.reader == "ofd"
    assert [remark.code for remark in converted.diagnostics] == ["archive.unreadable"]


def test_an_archive_whose_entry_names_nothing_is_searched_for_documents() -> None:
    assert words(ofd(page(text(NOTICE)), parts={"OFD.xml": "no markup"})) == [NOTICE]
    assert words(ofd(page(text(NOTICE)), parts={"OFD.xml": entry("Nowhere/Document.xml")})) == [NOTICE]


def test_a_document_that_cannot_be_read_leaves_its_pages_in_the_order_of_their_names() -> None:
    pages = [page(text(f"第{at}页")) for at in range(12)]
    data = ofd(*pages, parts={"Doc_0/Document.xml": "<cut"})
    assert [sheet.runs[0].text for sheet in sheets(data)] == [f"第{at}页" for at in range(12)]
    assert "archive.damaged-part" in codes(read(data))


def test_an_archive_without_a_document_says_so() -> None:
    converted = tiaoli.convert(Source(archive({"OFD.xml": entry()}), "a.ofd"))
    (remark,) = converted.diagnostics
    assert (remark.code, "holds no document" in remark.message) == ("archive.unreadable", True)


def test_a_page_that_breaks_off_keeps_what_comes_before() -> None:
    whole = page(text(NOTICE), text("各乡镇人民政府:", y=60))
    found = read(ofd(whole[: whole.rindex("<ofd:TextCode")]))
    assert found.text == NOTICE
    assert codes(found) == ["archive.damaged-part"]


def test_missing_pages_are_told_of_in_one_remark() -> None:
    locations = ["Pages/Page_0/Content.xml", *(f"Pages/Page_{at}/Content.xml" for at in range(50, 80))]
    found = read(ofd(page(text(NOTICE)), parts={"Doc_0/Document.xml": document(locations)}))
    (remark,) = found.diagnostics
    assert remark.code == "archive.missing-part"
    assert "Page_50" in remark.params["part"]
    assert "(30)" in remark.params["part"]
    assert found.text.strip("\f") == NOTICE


def test_a_bomb_is_refused() -> None:
    found = read(ofd(page(text(NOTICE)), parts={"Doc_0/Pages/Page_0/Content.xml": b" " * 20_000_000}))
    assert codes(found) == ["archive.too-large"]


def test_depth_ends_a_page_and_is_told_of() -> None:
    deep = page(text(NOTICE), "<ofd:PageBlock>" * 5000 + "</ofd:PageBlock>" * 5000)
    found = read(ofd(deep))
    assert found.text == NOTICE
    assert codes(found) == ["archive.damaged-part"]


def test_document_types_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "啊啊">]>' + page(text("&a;")).partition("?>")[2]
    assert codes(read(ofd(bomb))) == ["archive.damaged-part"]


@pytest.mark.parametrize("steps", ["g 999999999 1", "g -3 1", "g", "g 1", "g x y", "nan inf 1e999", "1,1,1", "g 1e5 1"])
def test_steps_of_any_kind_lose_no_character(steps: str) -> None:
    assert "".join(words(ofd(page(text("工作报告", code=f'DeltaX="{steps}"'))))) == "工作报告"


@pytest.mark.parametrize(
    "said",
    [{"CTM": "nan 0 0 nan 0 0"}, {"CTM": "1 0"}, {"Alpha": "x"}, {"HScale": "1e9"}, {"CharDirection": "1e99"}],
)
def test_numbers_of_any_kind_lose_no_text(said: dict[str, str]) -> None:
    assert "".join(words(ofd(page(text(NOTICE, **said))))) == NOTICE


def test_composite_objects_within_themselves_come_to_an_end() -> None:
    inner = '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="60"/>' * 20
    data = ofd(page(text(NOTICE), inner), parts=composites(text("套") + inner), common=RESOURCES)
    findings = Findings(Budget(objects=5000))
    (sheet,) = sheets(data, findings)
    assert sheet.runs[0].text == NOTICE
    assert len(sheet.runs) < 5000
    assert findings.budget.is_spent


def test_thousands_of_pages_are_read_up_to_a_limit_that_is_told() -> None:
    data = ofd(page(), parts={"Doc_0/Document.xml": document(["Pages/Page_0/Content.xml"] * 20_000)})
    found = read(data)
    (remark,) = found.diagnostics
    assert (remark.code, remark.params) == ("ofd.too-much", {"read": 5000, "unread": 15_000})


def test_a_document_that_is_named_many_times_is_read_once() -> None:
    assert read(ofd(page(text(NOTICE)), parts={"OFD.xml": entry(*["Doc_0/Document.xml"] * 1000)})).text == NOTICE


def test_a_path_of_many_strokes_is_read_in_time() -> None:
    start = time.monotonic()
    read(ofd(page(text(NOTICE), path("M 20 100" + " L 190 100 L 20 100" * 300_000))))
    assert time.monotonic() - start < 30


PARTS = ["OFD.xml", *(f"Doc_0/{name}.xml" for name in ("Document", "Pages/Page_0/Content", "T", "Res", "A"))]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PARTS), st.binary(max_size=200))
def test_random_bytes_in_place_of_a_part_never_raise(part: str, data: bytes) -> None:
    common = '<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="5" BaseLoc="T.xml"/>'
    body = page(text(NOTICE), head='<ofd:Template TemplateID="5"/>')
    read(ofd(body, parts={part: data}, common=common, more="<ofd:Annotations>A.xml</ofd:Annotations>"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_flipped_bytes_never_raises(at: int, put: bytes) -> None:
    source = Source(GOOD[:at] + put + GOOD[at + len(put) :], "a.ofd")
    if OfdReader().recognise(source):
        OfdReader().read(source, SITE)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="SMLBQAC0123456789. -ex", max_size=60), st.text(alphabet="g0123456789. -e", max_size=40))
def test_any_path_and_any_steps_never_raise(data: str, steps: str) -> None:
    read(ofd(page(path(data), text(NOTICE, code=f'DeltaX="{steps}" DeltaY="{steps}"'))))
