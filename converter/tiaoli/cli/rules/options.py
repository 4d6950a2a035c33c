"""What the commands of `tiaoli rules` share: the library that `--rules` and the settings make."""

from __future__ import annotations

from pathlib import Path

from tiaoli.cli.options import rules_in_use
from tiaoli.cli.wording import Words
from tiaoli.pipeline import Options
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.settings import rule_places


def library_of(rules: tuple[Path, ...], say: Words) -> Library:
    """The rules that a command works with; those that had to give way to others are named on stderr."""
    return rules_in_use(Options(rules=rules, settings=rule_places(Path())), say)
