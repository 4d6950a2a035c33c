"""Whether a source has to be converted anew: what its document depends on, beside its bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import tiaoli
from tiaoli.batch.conversion import Choices
from tiaoli.discovery import plugins
from tiaoli.document import SCHEMA_VERSION
from tiaoli.rulebook.packs import load_library
from tiaoli.writing.store import VERSION, Entry


def fingerprint(choices: Choices) -> str:
    """A hash of all that a document depends on beside its bytes: versions, plugins, rules and options."""
    options = choices.options
    library = load_library(options.rules, options.settings)
    depends = {
        "tiaoli": tiaoli.__version__,
        "schema": SCHEMA_VERSION,
        "store": VERSION,
        "plugins": {plugin.key: plugin.version for plugin in plugins() if not plugin.error},
        "rules": {pack.id: pack.sha256 for pack in library.packs},
        "sites": {site.id: site.sha256 for site in library.sites},
        "choices": {
            **{name: value for name, value in asdict(choices).items() if name != "options"},
            **{name: getattr(options, name) for name in ("reader", "parser", "pack", "topics")},
        },
    }
    return hashlib.sha256(json.dumps(depends, sort_keys=True, default=str).encode()).hexdigest()


def is_fresh(entry: Entry | None, content_id: str, mark: str, outputs: tuple[Path, ...]) -> bool:
    """Whether what the ledger tells of a source still holds, and its files are there."""
    same = entry is not None and (entry.content_id, entry.fingerprint) == (content_id, mark)
    return same and all(output.exists() for output in outputs)
