"""Many documents in one run: `python -m benchmarks.many [COUNT]`, twenty thousand where none is given.

Tells for each thousand at which rate it was done and what memory the process that gives out the work held, then how
long a second run takes that finds nothing to do. A last line of its own sets each document apart, so that copies have
to be told by their text.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.folder import fill
from tiaoli.batch.conversion import Choices
from tiaoli.batch.folder import Manner, convert_inputs
from tiaoli.batch.inputs import find_inputs
from tiaoli.batch.items import Input

USUAL_COUNT = 20_000
STEP = 1000
WORKERS = 2


def set_apart(folder: Path) -> None:
    """Ends each document with a line that no other has."""
    for number, path in enumerate(path for path in folder.rglob("*") if path.is_file()):
        with path.open("ab") as file:
            file.write(f"\n{number:06}\n".encode())


def memory_mib() -> float:
    """What this process holds at the moment; of Linux alone."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def tell_run(inputs: Sequence[Input], out: Path) -> None:
    """Converts, and prints how it went for each thousand and at the end, which includes the marking of copies."""
    begin = last = time.perf_counter()
    outcomes = convert_inputs(inputs, out, Choices(), Manner(WORKERS))
    done = 0
    while count := sum(1 for _ in islice(outcomes, STEP)):
        now = time.perf_counter()
        done += count
        print(f"{done:7}: {count / (now - last):6.1f} a second, {memory_mib():.0f} MiB", flush=True)
        last = now
    print(f"whole run: {time.perf_counter() - begin:.1f} s", flush=True)


def main(count: int) -> None:
    """Prints both runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "in", count)
        set_apart(folder / "in")
        inputs, _ = find_inputs([str(folder / "in")], out=folder / "out")
        # The corpus lies by kind, and kinds are of different length; each thousand is to hold the same mixture.
        random.Random(count).shuffle(inputs)
        tell_run(inputs, folder / "out")
        tell_run(inputs, folder / "out")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else USUAL_COUNT)
