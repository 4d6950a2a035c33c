"""What the commands of `tiaoli rules` share: where rules come from, and the library they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tiaoli.cli.options import rules_in_use
from tiaoli.cli.wording import Words
from tiaoli.pipeline import Options
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.settings import rule_places

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def with_rules(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds `--rules`, which gives folders and files."""
    return click.option(
        "--rules", multiple=True, type=click.Path(exists=True, path_type=Path), help=say("option.rules")
    )


def library_of(rules: tuple[Path, ...], say: Words) -> Library:
    """The rules that a command works with; those that had to give way to others are named on stderr."""
    return rules_in_use(Options(rules=rules, settings=rule_places(Path())), say)
