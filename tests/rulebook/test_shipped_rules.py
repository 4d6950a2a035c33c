"""Every rule file that is shipped: its own tests pass, and leave none of its rules open."""

from __future__ import annotations

import pytest

from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.packs import load_library
from tiaoli.workbench.testing import report_on

LIBRARY = load_library()
FILES: dict[str, Pack | Site] = {file.id: file for file in (*LIBRARY.packs, *LIBRARY.sites)}


@pytest.mark.parametrize("file_id", sorted(FILES))
def test_a_shipped_rule_file_passes_its_tests_and_none_of_its_rules_is_without_test_or_counter_example(
    file_id: str,
) -> None:
    report = report_on(LIBRARY, FILES[file_id])
    assert [outcome.test.name for outcome in report.outcomes if outcome.status == "failed"] == []
    assert [str(rule) for rule in report.untested] == []
    assert [str(rule) for rule in report.unopposed] == []
