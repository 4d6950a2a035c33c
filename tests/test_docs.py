"""The documentation keeps its word."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_of_diagnostics_is_the_one_the_table_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "diagnostics.py"))["page"]()
    assert (ROOT / "docs" / "diagnostics.md").read_text("utf-8") == made, "run `make docs`"


def test_every_code_that_is_used_has_its_wording_and_none_is_idle() -> None:
    from tiaoli.diagnostic import wordings

    sources = [*(ROOT / "converter").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    used = set(re.findall(r'Diagnostic\(\s*f?"([a-z{}]+\.[a-z-]+)"', text))
    written = {code for code in used if "{" not in code}
    kinds = {code.replace("{kind}", kind) for code in used - written for kind in ("reader", "parser")}
    assert written | kinds <= set(wordings())
    assert set(wordings()) <= written | kinds
