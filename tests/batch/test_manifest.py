"""A manifest: how its table is read, which file each row is of, and where documents say otherwise."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import tiaoli
from tiaoli.batch.manifest import Manifest, fingerprint_of, read_manifest
from tiaoli.errors import UsageError
from tiaoli.source import Source

ROOT = Path(__file__).resolve().parents[2]
URIS = ("a/一.html", "a/二.html", "b/一.html")


def read(folder: Path, table: str | bytes, *, uris: tuple[str, ...] = URIS, name: str = "m.csv") -> Manifest:
    path = folder / name
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return read_manifest(path, uris)


def told(manifest: Manifest) -> list[str]:
    return [str(remark) for remark in manifest.remarks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_however_a_spreadsheet_program_saved_it(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [["路径", "网址", "城市", "年份", "发布日期", "备注"]]
    rows += [["a/一.html", "http://a.gov.cn/1", "北京", "2024年", "2024/2/7", "扫描件"]]
    table = "\r\n".join(mark.join(row) for row in rows).encode(encoding)
    assert read(tmp_path, table).given("a/一.html") == {
        "url": "http://a.gov.cn/1",
        "region": "北京",
        "year": 2024,
        "published": "2024-02-07",
        "备注": "扫描件",
    }


def test_a_sheet_of_excel_gives_days_and_whole_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["文件", "年份", "发布日期", "region"])
    book.active.append(["二.html", 2024.0, datetime.datetime(2024, 2, 7), "=1+1"])
    book.save(tmp_path / "m.xlsx")
    manifest = read_manifest(tmp_path / "m.xlsx", URIS)
    assert manifest.given("a/二.html") == {"year": 2024, "published": "2024-02-07"}
    assert manifest.remarks == ()


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("a/一.html", "a/一.html"),
        (r".\a\一.html", "a/一.html"),
        ("二.html", "a/二.html"),
        ("reports/b/一.html", "b/一.html"),
        ("C:\\data\\a\\二.html", "a/二.html"),
    ],
)
def test_a_row_is_of_the_file_that_its_path_ends_in(tmp_path: Path, written: str, uri: str) -> None:
    manifest = read(tmp_path, f"path,year\n{written},2024\n")
    assert {each: manifest.given(each) for each in URIS if manifest.given(each)} == {uri: {"year": 2024}}


def test_folders_in_front_are_taken_off_only_where_all_rows_have_the_same(tmp_path: Path) -> None:
    uris = ("index.html", "2024/index.html")
    same = read(tmp_path, "path,year\nall/index.html,2023\nall/2024/index.html,2024\n", uris=uris)
    assert {uri: same.given(uri)["year"] for uri in uris} == {"index.html": 2023, "2024/index.html": 2024}
    unlike = read(tmp_path, "path,year\n2022/index.html,2022\n2023/index.html,2023\n", uris=uris)
    assert unlike.rows == {}
    assert told(unlike) == [f"row {at}: no file is {year}/index.html; write its path within the folder"
                            for at, year in ((2, 2022), (3, 2023))]  # fmt: skip


def test_a_name_that_several_files_bear_is_of_none(tmp_path: Path) -> None:
    manifest = read(tmp_path, "path,year\n一.html,2024\n")
    assert manifest.rows == {}
    assert told(manifest) == ["row 2: several files are 一.html; write the folder too"]


def test_a_name_composed_as_macos_does_is_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "path,year\nCafe\u0301.txt,2024\n", uris=("Café.txt",)).given("Café.txt") == {"year": 2024}


def test_what_is_wrong_in_a_row_is_told_with_its_number_and_the_rest_is_kept(tmp_path: Path) -> None:
    manifest = read(
        tmp_path, 'path,year,published,note\na/一.html,24,soon,"two\nlines"\na/一.html,2023\nc.html,2023,,,x\n'
    )
    assert manifest.given("a/一.html") == {"note": "two\nlines"}
    assert told(manifest) == [
        "row 2: 24 is no year; write four digits, such as 2024",
        "row 2: soon is no day; write it as 2024-02-27 or 2024年2月27日",
        "row 4: a/一.html has a row already, row 2, which counts; remove one",
        "row 5: it has more cells than the 4 columns of the first row; what is beyond them is left out",
        "row 5: no file is c.html; write its path within the folder",
    ]


def test_of_two_columns_for_one_thing_the_second_keeps_its_own_name(tmp_path: Path) -> None:
    assert read(tmp_path, "path,地区,城市\na/一.html,重庆,璧山\n").given("a/一.html") == {
        "region": "重庆",
        "城市": "璧山",
    }


def test_the_fingerprint_changes_with_the_row_of_that_file_alone(tmp_path: Path) -> None:
    head, ours, others = "path,year\n", "二.html,2024\n", "a/一.html,2024\n"
    alone = fingerprint_of(read(tmp_path, head + ours).given("a/二.html"))
    assert alone == fingerprint_of(read(tmp_path, head + others + ours).given("a/二.html"))
    assert alone != fingerprint_of(read(tmp_path, head + ours.replace("2024", "2023")).given("a/二.html"))
    assert fingerprint_of(read(tmp_path, head + others).given("a/二.html")) == ""


def test_columns_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    manifest = read(tmp_path, "note,path,note\n甲,a/一.html,乙\n丙\n")
    assert manifest.given("a/一.html") == {"note": "甲", "note 3": "乙"}
    assert told(manifest) == ["row 3: no file is –; write its path within the folder"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (b"", "is empty"),
        (b"name,year\na,2024\n", "no column `path`"),
        (b'path,year\n"' + b"a" * 200_000 + b'",1\n', "field larger than field limit"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, table: bytes, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read(tmp_path, table)


@pytest.mark.parametrize("data", [b"PK\x03\x04 no archive", b"path,year\n", b""])
def test_a_damaged_workbook_is_refused_with_the_reason(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UsageError, match=r"m\.xlsx cannot be read: .+; save it as CSV"):
        read(tmp_path, data, name="m.xlsx")


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        read_manifest(tmp_path / "none.csv", URIS)


def report(**given: Any) -> tiaoli.Source:
    return Source((ROOT / "seeds" / "plain-text.txt").read_bytes(), uri="a/开化.txt", given=given)


def test_what_is_given_stands_beside_what_was_found_and_changes_nothing_of_it() -> None:
    plain, given = tiaoli.convert(report()), tiaoli.convert(report(region="北京市", year=2023, 备注="甲"))
    assert given.source.given == {"region": "北京市", "year": 2023, "备注": "甲"}
    assert given.metadata == plain.metadata
    assert given.observations == plain.observations
    assert given.to_json() == tiaoli.convert(report(region="北京市", year=2023, 备注="甲")).to_json()


def test_the_site_is_that_of_the_given_address_where_the_uri_names_none(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(
        "rules: 1\nkind: site\nid: site.shiqiao\nversion: 1.0.0\ntitle: 石桥\ndomains: [shiqiao.gov.cn]\n"
        "clutter:\n  - {reason: furniture, zone: anywhere, exact: [石桥之窗]}\n",
        "utf-8",
    )
    text = "石桥之窗\n一、回顾\n县里修了很多路,大家都很高兴。\n"
    source = Source(text.encode(), uri="a.txt", given={"url": "http://www.shiqiao.gov.cn/a.html"})
    assert tiaoli.convert(source, rules=[tmp_path]).claims[0][2] == "dropped:furniture"
    assert tiaoli.convert(text.encode(), uri="a.txt", rules=[tmp_path]).claims[0][2] != "dropped:furniture"
