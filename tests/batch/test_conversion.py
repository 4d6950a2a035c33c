"""A batch: one bad document fails alone, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaoli.batch import conversion
from tiaoli.batch.conversion import Choices, convert_inputs
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.outputs import plan_outputs
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
    inputs, _ = find_inputs([str(tmp_path)])
    outcomes = list(convert_inputs(inputs, plan_outputs(inputs, tmp_path / "out", [".json"]), Choices()))
    assert [outcome.status for outcome in outcomes] == ["ok", "failed", "ok"]
    (remark,) = outcomes[1].document.diagnostics
    assert remark.code == "document.fault"
    assert "ZeroDivisionError: division by zero" in remark.message


def test_a_wrong_name_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、回顾\n", "utf-8")
    inputs, _ = find_inputs([str(tmp_path)])
    with pytest.raises(UsageError, match="no reader is named"):
        list(
            convert_inputs(inputs, plan_outputs(inputs, tmp_path / "out", [".json"]), Choices(Options(reader="absent")))
        )
