"""How much memory hostile pages of 40 MB take at the most, each converted in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from html_samples import BODY, SENTENCE

pytest.importorskip("resource")
pytestmark = pytest.mark.timeout(300)

CHILD = """
import json, resource, sys
from pathlib import Path
import tiaoli

document = tiaoli.convert(Path(sys.argv[1]))
if sys.platform == "linux":  # where getrusage tells what the process that started this one had, too
    peak = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([document.text, [remark.code for remark in document.diagnostics], peak]))
"""
MEGABYTE = 1_000_000


def test_a_page_of_images_attributes_and_nesting_takes_less_than_600_megabytes(tmp_path: Path) -> None:
    image = f'<img src="data:image/png;base64,{"A" * (20 * MEGABYTE)}">'
    one = f'<p title="{"x" * (10 * MEGABYTE)}">'
    many = "<p " + " ".join(f'data-{n}="{"x" * 1000}"' for n in range(10_000)) + ">"
    text, codes, peak = converted(tmp_path, image + one + many + "<div>" * 200_000 + BODY)
    assert SENTENCE in text
    assert {"html.depth-limit", "html.little-text"} <= set(codes)
    assert peak < 600 * MEGABYTE


@pytest.mark.nightly
def test_a_page_of_nothing_but_tags_takes_less_than_1200_megabytes(tmp_path: Path) -> None:
    text, codes, peak = converted(tmp_path, "<b>" * (14 * MEGABYTE) + BODY)
    assert SENTENCE in text
    assert "html.too-many-elements" in codes
    assert peak < 1200 * MEGABYTE


def converted(folder: Path, markup: str) -> tuple[str, list[str], int]:
    """The text of a page, the codes of what is said of it, and the most bytes that its process held."""
    page = folder / "page.html"
    page.write_text(markup, "utf-8")
    run = subprocess.run([sys.executable, "-c", CHILD, str(page)], capture_output=True, text=True, check=True)
    text, codes, peak = json.loads(run.stdout)
    return text, codes, peak
