"""Values that are quickly read back from where they were stored."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


class Stored:
    """A frozen dataclass that is read back by calling it: five times as quick as setting one field after another."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]  # it is one
