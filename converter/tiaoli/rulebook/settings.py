"""`tiaoli.toml` of the working folder: where one's own rule packs lie."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tiaoli.errors import UsageError
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.wording import Phrase

FILE = "tiaoli.toml"
KEYS = ("rules",)


def rule_places(folder: Path) -> tuple[Path, ...]:
    """The folders and files that `rules = [...]` of a folder's `tiaoli.toml` names, relative to that folder.

    Empty where there is no such file. Raises UsageError where it cannot be read or holds anything else.
    """
    file = folder / FILE
    if not file.is_file():
        return ()
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(Phrase("settings.toml", {"file": file, "why": error})) from error
    unknown = next((key for key in settings if key not in KEYS), None)
    if unknown:
        raise UsageError(Phrase("settings.key", {"file": file, "key": f"`{unknown}`", "hint": nearest(unknown, KEYS)}))
    places = settings.get("rules", [])
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        raise UsageError(Phrase("settings.rules", {"file": file}))
    return tuple(folder / place for place in places)
