"""What all tests share: the flag that rewrites golden files, and the folder of real reports."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


# The cache of rules and the settings are the tests' own, so that they neither find nor leave anything in the user's.
for variable in ("TIAOLI_CACHE", "TIAOLI_CONFIG"):
    os.environ[variable] = tempfile.mkdtemp(prefix="tiaoli-tests-")
    atexit.register(shutil.rmtree, os.environ[variable], ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew, and fail")


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written, not compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports: `../shared`, or what TIAOLI_SHARED names."""
    folder = Path(os.environ.get("TIAOLI_SHARED", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"no real reports here: {folder} is not there; TIAOLI_SHARED may name another folder")
    return folder
