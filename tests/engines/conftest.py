"""What the tests of all engines share: the settings of their runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from chaos_among_reports import PACK, SECONDS

from tiaoli import discovery
from tiaoli.batch.conversion import Choices
from tiaoli.batch.guard import Allowance
from tiaoli.engines.batches import Settings, settings_of
from tiaoli.pipeline import Options
from tiaoli.selection import ALONE_VARIABLE, DISABLED_VARIABLE, FOLDER_VARIABLE
from tiaoli.testing import CHAOS

# Read when ray is imported: its services listen on this machine alone, and it tells nobody how it is used.
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Of a run with a pack that has a record, and with the reader that goes wrong on request."""
    for variable in (DISABLED_VARIABLE, ALONE_VARIABLE):
        monkeypatch.setenv(variable, "")  # what a run sets is put back as well
    monkeypatch.setenv(FOLDER_VARIABLE, str(CHAOS))
    discovery.forget()
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs/mine.yaml").write_text(PACK, "utf-8")
    choices = Choices(Options(pack="mine.report", rules=(tmp_path / "packs",)))
    yield settings_of(choices, Allowance(seconds=SECONDS))
    discovery.forget()
