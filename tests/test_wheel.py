"""The wheel, built and installed as a user would: what it holds, and that it converts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

OURS = tomllib.loads((Path(__file__).parent.with_name("pyproject.toml")).read_text("utf-8"))["project"]["entry-points"][
    "tiaoli"
]

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).parent.parent
REPORT = "关于某县2025年工作的报告\n\n一、去年做了什么\n修好了三座桥。\n\n二、今年要做什么\n再修两座桥。\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("tiaoli-*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of scripts of a fresh environment with nothing but the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts" if os.name == "nt" else "bin")
    run(found / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return found


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_only_names_of_ours_stand_at_top_level(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    strange = {name for name in names if name != "tiaoli" and not name.startswith(("tiaoli_", "tiaoli-"))}

    assert strange == set()
    assert {"tiaoli", "tiaoli_text.py", "tiaoli_rules_cn"} <= names


def test_every_data_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path.relative_to(root).as_posix()
        for root in (ROOT / "converter", ROOT / "plugins", ROOT / "rules")
        for path in root.rglob("*")
        if path.suffix in {".yaml", ".tsv", ".csv", ".txt", ".json", ".sql"}
    }

    assert data - packed == set()


def test_the_installed_wheel_finds_its_plugins_and_rule_packs(scripts: Path, tmp_path: Path) -> None:
    plugins = run(scripts / "tiaoli", "plugins", "list", "--lang", "en", cwd=tmp_path)
    packs = run(scripts / "tiaoli", "rules", "list", "--lang", "en", cwd=tmp_path)

    assert plugins.count("in use") == len(OURS) + 1  # the rules
    assert "see below" not in plugins
    assert "cn.generic" in packs


def test_the_installed_wheel_converts(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")

    run(scripts / "tiaoli", "convert", "report.txt", "-o", "out", cwd=tmp_path)

    document = json.loads((tmp_path / "out" / "report.txt.json").read_text("utf-8"))
    assert [section["title"] for section in document["sections"] if section["marker"]] == [
        "去年做了什么",
        "今年要做什么",
    ]
