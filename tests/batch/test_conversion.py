"""One input to its document: what goes wrong with it is told in its document, and harms no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.batch import conversion
from tiaoli.batch.conversion import Choices, convert_input
from tiaoli.batch.inputs import find_inputs
from tiaoli.document import Document
from tiaoli.errors import UsageError
from tiaoli.pipeline import Options, convert_source
from tiaoli.source import Source


def fails_on_bad(source: Source, options: Options) -> Document:
    """The real conversion, but for a source that trips a fault of the program."""
    if source.uri == "bad.txt":
        raise ZeroDivisionError("division by zero")
    return convert_source(source, options)


def test_a_fault_of_the_program_fails_one_document_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "bad.txt", "c.txt"):
        (tmp_path / name).write_text("一、回顾\n经济平稳。\n", "utf-8")
    monkeypatch.setattr(conversion, "convert_source", fails_on_bad)

    documents = [convert_input(item, Choices()) for item in find_inputs([str(tmp_path)])[0]]

    assert [document.status for document in documents] == ["ok", "failed", "ok"]
    (remark,) = documents[1].diagnostics
    assert remark.code == "document.fault"
    assert "ZeroDivisionError: division by zero" in remark.message


def test_a_wrong_name_is_wrong_for_every_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、回顾\n", "utf-8")
    (item,) = find_inputs([str(tmp_path)])[0]
    with pytest.raises(UsageError, match="no reader is named"):
        convert_input(item, Choices(Options(reader="absent")))
