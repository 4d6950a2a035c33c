"""Which plugins are wanted: what the user and the environment disable, and folders of plugins beside the installed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tiaoli.errors import UsageError

DISABLED_VARIABLE = "TIAOLI_DISABLED_PLUGINS"
"""Environment variable: plugins to leave alone, comma-separated, each `name` or `distribution:name`."""
ALONE_VARIABLE = "TIAOLI_NO_PLUGINS"
"""Environment variable: `1` leaves out every plugin and rule library that tiaoli does not bring itself."""
FOLDER_VARIABLE = "TIAOLI_PLUGINS_DIR"
"""Environment variable: a folder whose modules are plugins that nobody had to install."""
CONFIG_VARIABLE = "TIAOLI_CONFIG"
"""Environment variable: another folder for what `tiaoli plugins disable` remembers."""

_PLACES = (CONFIG_VARIABLE, "XDG_CONFIG_HOME", "HOME", "APPDATA")
"""Environment variables: where what is remembered may lie."""

OWN = "tiaoli"
"""The distribution whose plugins are never left out for being somebody else's."""

_FILE = "disabled-plugins"


@dataclass(frozen=True, slots=True)
class Selection:
    """What decides whether an installed plugin is in use, and where else plugins lie."""

    disabled: frozenset[str] = field(default=frozenset())
    """Names and keys (`distribution:name`)."""
    alone: bool = False
    """Whether only tiaoli's own are wanted."""
    folder: Path | None = None

    def leaves_out(self, distribution: str, name: str) -> bool:
        """Whether a plugin or rule library is not to be used, and so not even imported."""
        stranger = self.alone and distribution != OWN
        return stranger or bool({name, f"{distribution}:{name}"} & self.disabled)


def selection() -> Selection:
    """What the environment and the user's own settings ask for; raises UsageError for a folder that is not there.

    The command line's options are handed on as environment variables, so that processes started for the work
    agree with the one that started them. Settings are read once a process, until `remember` or `forget_selection`.
    """
    return _selection(*map(os.environ.get, (DISABLED_VARIABLE, ALONE_VARIABLE, FOLDER_VARIABLE, *_PLACES)))


@lru_cache(maxsize=8)
def _selection(disabled: str | None, alone: str | None, folder: str | None, *places: str | None) -> Selection:
    """The selection by the values of environment variables: asked for several times a document."""
    names = frozenset(name.strip() for name in (disabled or "").split(",")) | remembered()
    if folder and not Path(folder).is_dir():
        raise UsageError(f"{folder} is no folder; --plugins-dir and {FOLDER_VARIABLE} take a folder of plugin modules")
    return Selection(names - {""}, alone == "1", Path(folder).absolute() if folder else None)


def remembered() -> frozenset[str]:
    """What the user disabled for good; raises UsageError where that cannot be read."""
    file = settings_file()
    if file is None or not file.is_file():
        return frozenset()
    try:
        return frozenset(file.read_text("utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}, where disabled plugins are remembered, cannot be read: {error}") from error


def remember(names: frozenset[str]) -> None:
    """Disables these plugins for good, and no others; raises UsageError where that cannot be written."""
    file = settings_file()
    if file is None:
        raise UsageError(f"no home folder is known to remember this in; name a folder in {CONFIG_VARIABLE}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror or error}") from error
    forget_selection()


def forget_selection() -> None:
    """Has the settings read anew."""
    _selection.cache_clear()


def settings_file() -> Path | None:
    """Where disabled plugins are remembered, per user, one a line; None where no home folder is known."""
    stated = os.environ.get(CONFIG_VARIABLE)
    if stated:
        return Path(stated) / _FILE
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home / "AppData" / "Roaming")) / OWN / _FILE
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / OWN / _FILE
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / OWN / _FILE
