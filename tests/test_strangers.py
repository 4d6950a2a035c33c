"""What strangers make for tiaoli, in an environment of its own: built, installed, and tried by their own tests."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from guides import said, steps

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs/write-a-reader.md"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of scripts of a fresh environment that holds tiaoli's wheel and pytest."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts" if os.name == "nt" else "bin")
    run(found, f"pip wheel --quiet --no-deps --wheel-dir {shlex.quote(str(folder))} {shlex.quote(str(ROOT))}", folder)
    (wheel,) = folder.glob("tiaoli-*.whl")
    run(found, f"pip install --quiet pytest {shlex.quote(str(wheel))}", folder)
    return found


def run(scripts: Path, command: str, folder: Path) -> str:
    """What a command of the environment prints on both streams, pip's warnings apart; it must not fail."""
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": path, "LANG": "en_US.UTF-8", "LC_ALL": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    call = shlex.split(command)
    done = subprocess.run(
        [str(scripts / call[0]), *call[1:]], cwd=folder, env={**os.environ, **settings},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines() if not line.startswith("WARNING: "))


def test_the_guide_leads_to_a_reader_that_passes_the_kit(scripts: Path, tmp_path: Path) -> None:
    folder = tmp_path
    for what, name, text in steps(GUIDE.read_text("utf-8")):
        if what == "write":
            (folder / name).write_text(text, "utf-8")
        elif name.startswith("cd "):
            folder /= name.removeprefix("cd ").strip()
        else:
            printed = run(scripts, name, folder)
            assert said(text).fullmatch(printed) if text else not printed, f"$ {name}\n{printed}"


@pytest.mark.parametrize("kind", ["reader", "writer", "rules"])
def test_the_wheel_of_a_new_project_passes_its_own_tests(scripts: Path, tmp_path: Path, kind: str) -> None:
    run(scripts, f"tiaoli plugins new try-{kind} --kind {kind} -o project", tmp_path)
    run(scripts, "pip wheel --quiet --no-deps --wheel-dir built ./project", tmp_path)
    (wheel,) = (tmp_path / "built").glob("*.whl")
    run(scripts, f"pip install --quiet {wheel}", tmp_path)

    printed = run(scripts, "pytest --quiet tests", tmp_path / "project")

    assert re.search(r"^2 passed", printed, re.MULTILINE)


def test_the_writer_of_the_examples_is_valid_against_its_schema(scripts: Path, tmp_path: Path) -> None:
    example = ROOT / "examples/tiaoli-akn"
    run(scripts, f"pip install --quiet {example}[test]", tmp_path)

    printed = run(scripts, f"pytest --quiet -p no:cacheprovider {example}/tests", tmp_path)

    assert re.search(r"^8 passed", printed, re.MULTILINE)


def test_a_plugin_that_is_uninstalled_is_gone(scripts: Path, tmp_path: Path) -> None:
    assert sys.prefix != str(scripts.parent)
    run(scripts, "pip uninstall --quiet --yes tiaoli-try-reader", tmp_path)

    assert "try-reader" not in run(scripts, "tiaoli plugins list", tmp_path)
