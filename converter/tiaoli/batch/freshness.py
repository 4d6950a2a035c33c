"""Whether a source has to be converted anew: what its document depends on, beside its bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import tiaoli
from tiaoli.batch.conversion import Choices
from tiaoli.batch.items import Input
from tiaoli.batch.manifest import fingerprint_of
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
            **{name: getattr(choices, name) for name in ("writers", "encoding", "max_bytes")},
            **{name: getattr(options, name) for name in ("reader", "parser", "pack", "topics")},
        },
    }
    return hashlib.sha256(json.dumps(depends, sort_keys=True, default=str).encode()).hexdigest()


def mark_of(mark: str, item: Input, content_id: str, choices: Choices) -> str:
    """The fingerprint of a run for one source, with what a manifest gives of it and a person corrected in it."""
    own = choices.corrections.fingerprint(item.uri, content_id)
    given = fingerprint_of(item.given)
    if not own and not given:
        return mark
    return hashlib.sha256(f"{mark}\0{own}\0{given}".encode()).hexdigest()


def is_fresh(entry: Entry, content_id: str, mark: str, outputs: tuple[Path, ...]) -> bool:
    """Whether what the ledger tells of a source still holds, and its files are there."""
    same = (entry.content_id, entry.fingerprint) == (content_id, mark)
    return same and all(output.exists() for output in outputs)
