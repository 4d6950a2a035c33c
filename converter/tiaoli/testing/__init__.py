"""The conformance kit: what any plugin must keep to, checked on its own samples and on hostile sources.

A plugin's own tests need one line of it:

    assert check_plugin("epub2", samples=[Path("sample.epub2")]) == []
"""

from pathlib import Path

from tiaoli.testing.faults import document_faults, page_faults
from tiaoli.testing.kit import Finding, check_plugin, check_plugins
from tiaoli.testing.sources import foreign_sources, hostile_sources

CHAOS = Path(__file__).parent / "chaos"
"""A folder for `--plugins-dir`: its reader hangs, raises, crashes and more, as a source asks for."""

__all__ = [
    "CHAOS",
    "Finding",
    "check_plugin",
    "check_plugins",
    "document_faults",
    "foreign_sources",
    "hostile_sources",
    "page_faults",
]
