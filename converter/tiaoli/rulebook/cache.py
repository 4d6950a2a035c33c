"""Loaded rules kept between runs in the user's own cache folder, by the hash of every byte they were made from.

A cache holds plain values of the rule language's models and nothing that runs: what names any other class is
not read, and a cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tiaoli
from tiaoli.rulebook.loaded import Layers, Loaded

VARIABLE = "TIAOLI_CACHE"
"""Environment variable: another folder for the cache; `off` for none."""

KEPT = 20
"""How many libraries are kept; the ones not used for longest go first."""

_SUFFIX = ".rules"
_HASH_BYTES = 32
_MODULES = ("tiaoli.rulebook.models", "tiaoli.rulebook.patterns", "tiaoli.rulebook.loaded", "tiaoli.rulebook.entries")


def load_cached(layers: Layers, load: Callable[[Layers], Loaded]) -> Loaded:
    """What `load` makes of the layers, from the cache where the same files were loaded before."""
    folder = cache_folder()
    key = _key(layers) if folder else None
    if folder is None or key is None:
        return load(layers)
    file = folder / f"{key}{_SUFFIX}"
    found = _read(file)
    if found is None:
        found = load(layers)
        # A file saved meanwhile may be in what was loaded and not in the key, or the other way round.
        if _key(layers) == key:
            with contextlib.suppress(OSError):
                _write(file, found)
    return found


def cache_folder() -> Path | None:
    """Where loaded rules are kept, per user; None where no cache is wanted or no home is known."""
    stated = os.environ.get(VARIABLE)
    if stated:
        return None if stated == "off" else Path(stated)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "tiaoli" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "tiaoli"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "tiaoli"


def _key(layers: Layers) -> str | None:
    """The hash of the names and bytes of all files, and of what reads them; None where a file cannot be read."""
    try:
        digest = hashlib.sha256(f"{tiaoli.__version__} {sys.version} {_code_age()}".encode())
        for why, files in layers:
            digest.update(f"\0{why}".encode())
            for file in files:
                digest.update(f"\0{file}\0".encode(errors="surrogateescape"))
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    except OSError:
        return None
    return digest.hexdigest()


def _code_age() -> int:
    """When the code that makes rules was last changed, so that its developers never meet a stale cache."""
    package = Path(tiaoli.__file__).parent
    entries = [entry for name in ("rulebook", "chinese") for entry in os.scandir(package / name)]
    return max(entry.stat().st_mtime_ns for entry in entries)


class _Reader(pickle.Unpickler):
    """Reads the models of the rule language, and refuses everything else."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """The class, where it is one that rules are made of; raises UnpicklingError for any other."""
        found = super().find_class(module_name, global_name) if module_name in _MODULES else None
        if isinstance(found, type) and found.__module__ == module_name:
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of a rule library")


def _read(file: Path) -> Loaded | None:
    """What the file holds, None where it cannot be read or is not as it was written.

    No garbage is looked for meanwhile, since there is none.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        data = file.read_bytes()
        os.utime(file)  # used just now
        if hashlib.sha256(data[_HASH_BYTES:]).digest() != data[:_HASH_BYTES]:
            return None
        found = _Reader(io.BytesIO(data[_HASH_BYTES:])).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    finally:
        if collects:
            gc.enable()
    return found if isinstance(found, Loaded) else None


def _write(file: Path, loaded: Loaded) -> None:
    """Puts the file in place whole, so that a run beside this one never reads half of it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = pickle.dumps(loaded, protocol=5)
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).digest() + data)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    others = sorted(file.parent.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[KEPT:]:
        old.unlink(missing_ok=True)
