"""Which plugins a command works with: `--no-plugins` and `--plugins-dir`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from tiaoli.cli.wording import Words
from tiaoli.selection import ALONE_VARIABLE, FOLDER_VARIABLE

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def with_plugins(say: Words) -> Callable[[Decorated], Decorated]:
    """Adds the two options, whose values reach plugins by the environment, and so every process of the run."""

    def decorate(function: Decorated) -> Decorated:
        folder = click.option(
            "--plugins-dir", type=click.Path(exists=True, file_okay=False), metavar="DIR", expose_value=False,
            callback=_handing_on(FOLDER_VARIABLE), help=say("option.plugins-dir"),
        )  # fmt: skip
        alone = click.option(
            "--no-plugins", is_flag=True, expose_value=False, callback=_handing_on(ALONE_VARIABLE),
            help=say("option.no-plugins"),
        )  # fmt: skip
        return folder(alone(function))

    return decorate


def _handing_on(variable: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """What puts the value of an option into the environment for as long as the command runs."""

    def hand_on(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if not value:
            return
        before = os.environ.get(variable)
        os.environ[variable] = "1" if value is True else str(value)
        context.call_on_close(lambda: _put_back(variable, before))

    return hand_on


def _put_back(variable: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value
