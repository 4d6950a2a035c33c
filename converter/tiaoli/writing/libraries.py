"""Libraries that only some formats need."""

from __future__ import annotations

import importlib.util

from tiaoli.errors import UsageError


def require(library: str, package: str, *, what: str) -> None:
    """Raises UsageError where a library is missing, with the package that brings it and what it is needed for."""
    if importlib.util.find_spec(library) is None:
        raise UsageError(f"{what} needs {library}, which is not installed: pip install {package}")
