"""ZIP archives of reports: what is found in them, and what is left out with its reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tiaoli.batch import zipped
from tiaoli.batch.conversion import Choices, convert_input
from tiaoli.batch.inputs import find_inputs

REPORT = "石桥县2024年政府工作报告\n\n一、2023年工作回顾\n修好了三座桥。\n".encode()


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return stream.getvalue()


def found(path: Path) -> list[str]:
    return [item.uri for item in find_inputs([str(path)])[0]]


def left_out(path: Path) -> list[tuple[str, str]]:
    return [(item.path.name, item.reason) for item in find_inputs([str(path)])[1]]


def test_an_archive_is_a_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive(**{"b/two.txt": REPORT, "a.txt": REPORT}))

    assert found(tmp_path) == ["all.zip/a.txt", "all.zip/b/two.txt"]
    document = convert_input(find_inputs([str(tmp_path)])[0][1], Choices())
    assert (document.status, document.source.uri) == ("ok", "all.zip/b/two.txt")
    assert document.metadata.year == 2024


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    data = archive(**{"report.txt": REPORT})
    for _ in range(4):
        data = archive(**{"inner.zip": data, "beside.txt": REPORT})
    (tmp_path / "all.zip").write_bytes(data)

    assert found(tmp_path) == [
        "all.zip/beside.txt",
        "all.zip/inner.zip/beside.txt",
        "all.zip/inner.zip/inner.zip/beside.txt",
    ]
    assert left_out(tmp_path) == [("inner.zip", "deep")]
    inner = find_inputs([str(tmp_path)])[0][-1]
    assert convert_input(inner, Choices()).status == "ok"


def test_names_that_chinese_programs_wrote_are_read(tmp_path: Path) -> None:
    name = "石桥县.txt"
    as_stored = name.encode("gb18030").decode("cp437")
    data = archive(**{"X" * len(as_stored): REPORT})
    raw = name.encode("gb18030")
    (tmp_path / "all.zip").write_bytes(data.replace(b"X" * len(as_stored), raw))

    assert found(tmp_path) == [f"all.zip/{name}"]
    assert convert_input(find_inputs([str(tmp_path)])[0][0], Choices()).status == "ok"


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape.txt", "a/../../escape.txt", "C:\\escape.txt"])
def test_a_name_that_leads_out_of_the_archive_is_left_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "all.zip").write_bytes(archive(**{name: REPORT, "good.txt": REPORT}))

    assert found(tmp_path) == ["all.zip/good.txt"]
    assert [reason for _, reason in left_out(tmp_path)] == ["name"]


def test_what_systems_leave_in_archives_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive(**{"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": REPORT}))

    assert found(tmp_path) == ["all.zip/a.txt"]
    assert [reason for _, reason in left_out(tmp_path)] == ["hidden", "hidden"]


def test_a_member_made_to_fill_memory_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive(**{"bomb.txt": bytes(10_000_000), "a.txt": REPORT}))

    assert found(tmp_path) == ["all.zip/a.txt"]
    assert left_out(tmp_path) == [("bomb.txt", "bomb")]


def test_members_have_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 2)
    (tmp_path / "all.zip").write_bytes(archive(**{f"{n}.txt": REPORT for n in range(5)}))

    assert found(tmp_path) == ["all.zip/0.txt", "all.zip/1.txt"]
    assert left_out(tmp_path) == [("all.zip", "many")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", archive(a=REPORT)[:-8]])
def test_an_archive_that_cannot_be_opened_is_left_out_and_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "all.zip").write_bytes(data)

    assert found(tmp_path) == []
    assert left_out(tmp_path) == [("all.zip", "damaged")]


def test_a_document_that_is_an_archive_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "report.zip").write_bytes(archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}))

    assert found(tmp_path) == ["report.zip"]


def test_an_encrypted_member_fails_alone_with_its_reason(tmp_path: Path) -> None:
    data = bytearray(archive(**{"a.txt": REPORT, "b.txt": REPORT}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    (tmp_path / "all.zip").write_bytes(bytes(data))

    documents = [convert_input(item, Choices()) for item in find_inputs([str(tmp_path)])[0]]

    assert [document.status for document in documents] == ["failed", "ok"]
    assert "it is encrypted; unpack the archive with its password first" in documents[0].diagnostics[0].message


def test_a_member_larger_than_the_limit_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(archive(**{"a.txt": REPORT, "b.txt": REPORT * 10}))

    documents = [convert_input(item, Choices(max_bytes=200)) for item in find_inputs([str(tmp_path)])[0]]

    assert [document.status for document in documents] == ["ok", "failed"]
    assert documents[1].diagnostics[0].code == "source.too-large"
