"""A folder by one worker and by two, and once more with nothing to do: `python -m benchmarks.folder [COUNT]`.

Texts and pages of `../shared/corpus` where that is there, else of `seeds/`, repeated under other names.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import tiaoli

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared/corpus"
USUAL_COUNT = 1000


def fill(folder: Path, count: int) -> None:
    """Puts so many documents into a folder, a hundred to a folder of it."""
    origin = CORPUS if CORPUS.is_dir() else ROOT / "seeds"
    sources = sorted(path for path in origin.rglob("*") if path.suffix in (".txt", ".html"))
    for number, source in enumerate(islice(cycle(sources), count)):
        target = folder / f"{number // 100:04}" / f"{number:06}{source.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def timed(folder: Path, out: Path, workers: int) -> float:
    """How many documents a second are done."""
    start = time.perf_counter()
    counts = tiaoli.convert_folder(folder, out, workers=workers)
    done = counts.ok + counts.partial + counts.failed
    return done / (time.perf_counter() - start)


def main(count: int) -> None:
    """Prints the rates, and the memory of the process that gives out the work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "in", count)
        one = timed(folder / "in", folder / "one", 1)
        two = timed(folder / "in", folder / "two", 2)
        again = timed(folder / "in", folder / "two", 2)
        peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} documents, {os.cpu_count()} cores: one worker {one:.1f} a second, two {two:.1f} ({two / one:.2f})")
    print(f"unchanged: {again:.0f} a second; memory of the parent at most {peak_mib:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL_COUNT)
