"""The conformance kit finds what plugins must not do, and finds nothing in ours."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tiaoli import discovery
from tiaoli.errors import UsageError
from tiaoli.plugin import Block, Page
from tiaoli.source import Source
from tiaoli.testing import check_plugin, page_faults

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"

pytestmark = pytest.mark.timeout(300)

READER = """
    import random
    from tiaoli.plugin import *

    TIAOLI_API = "1"

    class Reader:
        name = "acme"
        media_types = ["application/x-acme"]
        extensions = [".acme"]

        def recognise(self, source):
            {recognise}

        def read(self, source, site):
            text = source.decoded.text
            start, end = trim(fold(text), 0, len(text)) or (0, 0)
            {read}

    @hookimpl
    def tiaoli_readers():
        return [Reader()]
"""
RECOGNISE = 'return Recognition(0.9, "by its name") if source.uri.endswith(".acme") else None'
READ = """
            blocks = (Block("paragraph", (start, end)),) if end else ()
            remarks = () if end else (Diagnostic("reader.refused", None, {"reader": "acme", "why": "it is blank"}),)
            return Page(text, blocks, diagnostics=remarks)
"""
SAMPLE = Source("一、修桥\n好。\n".encode(), "sample.acme")

Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a plugin `acme_kit` into a folder that tiaoli looks into, here and in the processes of the kit."""
    monkeypatch.setenv("TIAOLI_PLUGINS_DIR", str(tmp_path))

    def write(code: str) -> None:
        (tmp_path / "acme_kit.py").write_text(dedent(code), "utf-8")
        discovery.forget()

    yield write
    sys.modules.pop("acme_kit", None)
    discovery.forget()


def findings(install: Install, *, recognise: str = RECOGNISE, read: str = READ) -> str:
    install(READER.format(recognise=recognise, read=read))
    return "\n".join(map(str, check_plugin("acme_kit", [SAMPLE])))


def test_a_sound_reader_has_no_findings(install: Install) -> None:
    assert findings(install) == ""


FAULTS = {
    "raises on a damaged file": (RECOGNISE, "return text.decode()", "it raised AttributeError"),
    "loses words": (
        RECOGNISE, 'return Page(text, (Block("paragraph", (start, start + 1)),) if end else ())', "in no block",
    ),
    "is another page each time": (
        RECOGNISE, 'return Page(text + str(random.random()), (Block("paragraph", (start, end)),) if end else ())',
        "another page when it was asked again",
    ),
    "says nothing of an empty page": (RECOGNISE, 'return Page("", ())', "empty page and no diagnostic"),
    "makes up a diagnostic": (
        RECOGNISE, 'return Page(text, (), diagnostics=(Diagnostic("acme.odd"),))', "unknown code 'acme.odd'",
    ),
    "claims every format": ('return Recognition(1, "mine")', READ, "recognise gave 1 for a source of text/html"),
    "does not know its own": ("return None", READ, "None for a sample of the reader's own"),
    "crashes": (RECOGNISE, "import os; os._exit(3)", "its process ended (exit status 3)"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_reader_that_errs_is_found_out(install: Install, fault: str) -> None:
    recognise, read, words = FAULTS[fault]

    assert words in findings(install, recognise=recognise, read=read)


def test_a_plugin_that_does_not_load_is_one_finding(install: Install) -> None:
    install("import nothing_of_the_kind")

    (finding,) = check_plugin("acme_kit")

    assert "nothing_of_the_kind" in finding.what


def test_a_name_that_no_plugin_has_is_told() -> None:
    with pytest.raises(UsageError, match=r"0 plugins are named 'absent'; name one of: .*tiaoli:text"):
        check_plugin("absent")


OURS = {
    "text": ["plain-text.txt"],
    "html": ["portal-page-gb18030.html"],
    "docx": ["word-report.docx"],
    "numbered": [],
    "outline": [],
    "writers": [],
}


@pytest.mark.parametrize("name", OURS)
def test_our_own_plugins_pass_the_kit(name: str) -> None:
    assert check_plugin(f"tiaoli:{name}", [SEEDS / sample for sample in OURS[name]]) == []


def test_words_outside_blocks_are_named_with_their_place() -> None:
    page = Page("石桥县 报告", (Block("paragraph", (0, 3)),))

    assert page_faults(page) == ["'报告' (from 3) stands in no block; what is no content is a clutter block"]
