"""tiaoli (条理): Chinese reports to structured data.

>>> import tiaoli
>>> document = tiaoli.convert("一、2023年工作回顾\\n全年地区生产总值增长5%。\\n".encode())
>>> document.sections[1].title
'2023年工作回顾'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiaoli.batch.folder import convert_folder
    from tiaoli.document import Document
    from tiaoli.errors import PluginError, RuleError, SourceError, TiaoliError, UsageError
    from tiaoli.pipeline import convert
    from tiaoli.source import Source
    from tiaoli.writing.loading import load

__version__ = "0.1.0"

_HOMES = {
    "Document": "document",
    "PluginError": "errors",
    "RuleError": "errors",
    "Source": "source",
    "SourceError": "errors",
    "TiaoliError": "errors",
    "UsageError": "errors",
    "convert": "pipeline",
    "convert_folder": "batch.folder",
    "load": "writing.loading",
}

__all__ = [
    "Document",
    "PluginError",
    "RuleError",
    "Source",
    "SourceError",
    "TiaoliError",
    "UsageError",
    "__version__",
    "convert",
    "convert_folder",
    "load",
]


def __getattr__(name: str) -> Any:
    """Loads a public name where it is first asked for, so that `import tiaoli` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tiaoli' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tiaoli.{_HOMES[name]}"), name)
