"""What a command line finds: inputs to convert, and what is left out with its reason."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Input:
    """One source to convert: its file, and its path relative to the argument it was found under."""

    path: Path | None
    """None is standard input, or what lies at an address."""
    relative: Path
    members: tuple[str, ...] = ()
    """Where the file is an archive: the name within it, and within an archive in it, as the archive spells them."""
    address: str | None = None
    """Where a source that is no local file lies, such as `s3://bucket/report.html`."""
    given: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What a manifest says of it."""

    @property
    def uri(self) -> str:
        r"""The relative path with `/` on every system; bytes of a name that are no UTF-8 stand as `\xff`."""
        return os.fsencode(self.relative.as_posix()).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something found that is not converted; `reason` is hidden, link, special or unreadable, and of what lies in an
    archive also damaged, bomb, deep, name or many."""

    path: Path
    reason: str


HARMLESS = ("hidden", "link", "special")
"""Reasons that are as it should be; what is skipped for another is missing from the result."""
