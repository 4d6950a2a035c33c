"""The direction of imports, and that built-ins have no privileges."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "converter" / "tiaoli"
LAYERS = (
    ("errors", "diagnostic", "selection"),
    ("chinese",),
    ("page", "source", "document", "breaks", "tables", "markup", "archive", "watermarks"),
    ("rulebook",),
    ("structure", "clutter", "page_numbers", "pairing", "paged"),
    ("hookspecs", "plugin", "admission", "discovery", "choosing"),
    ("extraction",),
    ("pipeline", "writing"),
    ("batch",),
    ("engines",),
    ("workbench",),
    ("testing",),
    ("cli",),
)
"""From what imports nothing of ours to what may import all; a layer imports from those before it and itself."""
HEAVY = ("lxml", "jieba", "pandas", "pyarrow", "pypdfium2", "re2")


def imports_of(path: Path) -> Iterator[str]:
    """Modules that a file imports, type-checking imports left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer_of(module: str) -> int:
    part = module.split(".")[1]
    return next(at for at, names in enumerate(LAYERS) if part in names)


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: path.relative_to(CORE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = ".".join(["tiaoli", *path.relative_to(CORE).with_suffix("").parts])
    if own == "tiaoli.__init__":
        return
    for module in imports_of(path):
        if module.startswith("tiaoli."):
            assert layer_of(module) <= layer_of(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", sorted((ROOT / "plugins").rglob("*.py")), ids=lambda path: path.name)
def test_a_plugin_imports_only_the_public_names(path: Path) -> None:
    ours = {module for module in imports_of(path) if module == "tiaoli" or module.startswith("tiaoli.")}
    assert ours <= {"tiaoli.plugin"}


def test_the_core_names_no_plugin_and_no_pack() -> None:
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                assert (
                    not node.value.startswith(("tiaoli_", "cn.gov"))
                    or " " in node.value
                    or node.value
                    in (
                        "tiaoli_readers",
                        "tiaoli_parsers",
                        "tiaoli_writers",
                        "tiaoli_",
                    )
                ), f"{path.name}: {node.value}"


def test_importing_tiaoli_loads_nothing_heavy() -> None:
    code = "import sys, tiaoli; print([m for m in sys.modules if m.startswith(('pydantic', 'pluggy', 'lxml', 'yaml'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_plain_text_is_converted_without_the_libraries_of_other_formats() -> None:
    code = (
        "import sys, tiaoli; tiaoli.convert('一、回顾\\n经济平稳。\\n'.encode());"
        f"print([name for name in {HEAVY[:5]!r} if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
