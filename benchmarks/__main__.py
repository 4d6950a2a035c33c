"""Medians of paired runs: a conversion beside jieba.cut, loading rules beside yaml.load, a start beside bare Python."""

from __future__ import annotations

import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
STARTS = 15
LOADS = 25


def main() -> None:
    """Prints every benchmark's figures."""
    print(f"loading the shipped rules beside yaml.load of the same files, medians of {LOADS} paired rounds")
    loading_ratios()
    print(f"\nconversion beside list(jieba.cut(text)), medians of {ROUNDS} paired rounds after one to warm up")
    ratios = list(conversion_ratios())
    print(f"{'all of them, median':44}{'':20}{statistics.median(ratios):8.3f}")
    print(f"\n`tiaoli --version` beside `python -c pass`, medians of {STARTS} paired starts")
    ours, bare = paired(lambda: start("-m", "tiaoli.cli", "--version"), lambda: start("-c", "pass"), STARTS)
    print(f"{ours * 1000:7.1f} ms beside {bare * 1000:.1f} ms: {(ours - bare) * 1000:.1f} ms more")


def conversion_ratios() -> Iterator[float]:
    """The ratio of each report, printed as it is measured."""
    import jieba

    from tiaoli.pipeline import convert
    from tiaoli.source import Source

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    for path in reports():
        source = path.read_bytes()
        text = Source(source).decoded.text
        ours, theirs = paired(
            lambda source=source, path=path: convert(Source(source, uri=path.name)).to_json(),  # type: ignore[misc]
            lambda text=text: list(jieba.cut(text)),  # type: ignore[misc]
            ROUNDS,
        )
        print(f"{path.name[:42]:44}{ours * 1000:7.1f} ms{theirs * 1000:8.1f} ms{ours / theirs:8.3f}")
        yield ours / theirs


def loading_ratios() -> None:
    """Prints how long the rules take to load, read anew and from the cache, beside a bare `yaml.load`."""
    import yaml

    from tiaoli.rulebook.cache import VARIABLE, load_cached
    from tiaoli.rulebook.loading import load_layers

    files = sorted((ROOT / "rules" / "tiaoli_rules_cn").glob("*.yaml"))
    layers = [("installed", files)]

    def bare() -> None:
        for file in files:
            yaml.load(file.read_bytes(), yaml.CSafeLoader)

    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        for name, load in (("anew", load_layers), ("from the cache", lambda found: load_cached(found, load_layers))):
            ours, theirs = paired(lambda load=load: load(layers), bare, LOADS)  # type: ignore[misc]
            print(f"{name:44}{ours * 1000:7.1f} ms{theirs * 1000:8.1f} ms{ours / theirs:8.3f}")


def reports() -> list[Path]:
    """The real reports where they are at hand, else the samples of the project."""
    shared = Path(os.environ.get("TIAOLI_SHARED", ROOT.parent / "shared")) / "seeds"
    folder = shared if shared.is_dir() else ROOT / "seeds"
    return sorted(path for path in folder.glob("*.txt"))


def paired(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of two actions done in turn, after each was done once."""
    first(), second()
    times = [(timed(first), timed(second)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in times), statistics.median(pair[1] for pair in times)


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def start(*arguments: str) -> None:
    """Starts this Python once."""
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
