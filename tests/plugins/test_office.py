"""Old Word files, WPS, RTF and OpenDocument text by way of LibreOffice: the same report, whichever it is saved as."""

from __future__ import annotations

import http.server
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from office_samples import SEED, made_by, odt

import tiaoli
from same_report import facts
from tiaoli.choosing import choose
from tiaoli.plugin import Source
from tiaoli_office.libreoffice import ConversionError, convert_to_docx, find_program

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="session")
def program() -> str:
    found = find_program()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


@pytest.fixture(scope="session")
def saved(program: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word sample in the formats that LibreOffice writes. Its RTF has `?` for 、 in the numbers of lists,
    which Word writes as here."""
    folder = tmp_path_factory.mktemp("saved")
    made = {extension: made_by(program, folder, extension) for extension in ("doc", "odt", "rtf")}
    made["rtf"] = made["rtf"].replace(rb"\leveltext \'02\'00\'3f;", rb"\leveltext\'02\'00\u12289\'3f;")
    return made


@pytest.mark.parametrize("extension", ["doc", "odt", "rtf"])
def test_a_report_is_the_same_in_every_format_that_it_is_saved_in(saved: dict[str, bytes], extension: str) -> None:
    document = tiaoli.convert(Source(saved[extension], f"报告.{extension}"))
    original = tiaoli.convert(SEED)
    assert document.produced_by.reader == "office"
    assert facts(document) == facts(original)
    assert [remark.code for remark in document.diagnostics] == [remark.code for remark in original.diagnostics]


@pytest.mark.parametrize("name", ["报告.docx", "报告.wps", "报告.txt", "报告"])
def test_the_bytes_decide_whatever_the_name(saved: dict[str, bytes], name: str) -> None:
    for data in saved.values():
        assert choose("reader", None, Source(data, name))[0].name == "office"


def test_conversions_at_the_same_time_do_not_clash_and_give_the_same_json(saved: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(3) as pool:
        found = set(pool.map(lambda _: tiaoli.convert(Source(saved["doc"], "a.doc")).to_json(), range(3)))
    assert len(found) == 1


def test_nothing_is_left_behind(saved: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tiaoli.convert(Source(saved["doc"], "a.doc")).status == "ok"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for a program that hangs is a shell script")
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    hanging, mark = tmp_path / "soffice", tmp_path / "mark"
    hanging.write_text(f"#!/bin/sh\nsh -c 'sleep 2; touch {mark}' &\nwait\n")
    hanging.chmod(0o755)
    with pytest.raises(ConversionError, match="longer than 1 seconds"):
        convert_to_docx(str(hanging), b"", "doc", limit_s=1)
    time.sleep(1.5)
    assert not mark.exists()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}", asked
        found.shutdown()


def test_links_to_files_and_addresses_are_not_followed(
    program: str, server: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    link = '<text:section text:name="{0}"><text:section-source xlink:href="{0}"/><text:p>石桥</text:p></text:section>'
    image = f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{address}/a.png"/></draw:frame>'
    body = f"{link.format(secret.as_uri())}{link.format(f'{address}/a.odt')}<text:p>水闸{image}</text:p>"
    rtf = rf'{{\rtf1 \u30707?{{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt 1}}}}\par }}'
    text = tiaoli.convert(Source(odt(body), "a.odt")).text
    assert ("石桥" in text, "水闸" in text, "机密" in text) == (True, True, False)
    assert "机密" not in tiaoli.convert(Source(rtf.encode(), "a.rtf")).text
    assert asked == []


def test_a_file_without_text_says_so(program: str) -> None:
    document = tiaoli.convert(Source(odt("<text:p/>"), "a.odt"))
    assert [remark.code for remark in document.diagnostics] == ["office.failed"]
    assert "no text" in document.diagnostics[0].message


def test_real_reports_saved_as_doc_are_what_they_were(program: str, shared: Path, tmp_path: Path) -> None:
    path = sorted((shared / "corpus" / "workreport-docx").glob("*.docx"))[0]
    document = tiaoli.convert(Source(made_by(program, tmp_path, "doc", path), "a.doc"))
    original = tiaoli.convert(path)
    assert facts(document) == facts(original)
