"""Real OFD files, where they are at hand: nothing that a page prints is lost, and a reply is understood."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from pathlib import Path

from ofd_samples import SITE

import tiaoli
from tiaoli.source import Source
from tiaoli_ofd import OfdReader

CODE = re.compile(r"<(?:\w+:)?TextCode[^>]*>(.*?)</", re.DOTALL)
PAGE = re.compile(r"pages/page_\d+/content\.xml$", re.IGNORECASE)


def test_every_character_of_a_page_is_in_the_text(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "ofd").glob("*.ofd")):
        page = OfdReader().read(Source.from_path(path), SITE)
        assert page.fault() is None
        lost = printed(path) - Counter(page.text)
        assert not lost, path.name


def printed(path: Path) -> Counter[str]:
    """How often each character stands on the pages of a file, white space aside."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name).decode() for name in file.namelist() if PAGE.search(name)]
    words = (html.unescape(code) for part in parts for code in CODE.findall(part))
    return Counter(char for code in words for char in code if not char.isspace())


def test_a_real_reply_gives_its_title_issuer_number_and_date(shared: Path) -> None:
    (path,) = (shared / "corpus" / "ofd").glob("01-*.ofd")
    document = tiaoli.convert(path)
    found = document.metadata
    assert found.title is not None
    assert found.title.endswith("批复")
    assert f"{found.issuer}文件" in document.text
    assert found.document_number is not None
    assert document.evidence["metadata.document_number"].quote == found.document_number
    assert found.written is not None
    assert found.document_type == "policy_document"
