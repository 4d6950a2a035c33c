"""The HTML reader beside other extractors on marked pages: one score, one run; and beside a bare parse by lxml.

usage: python -m benchmarks.pages [TEXTS_DIR]

TEXTS_DIR gets the body of each page as `<page>.html.txt`, for `score.py` of the marked pages. The marks hold the body
alone, without title, label table and line of publication, so these are left out of what tiaoli keeps, and so are
footnotes, which are blocks of their own kind.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tiaoli.page import Block, Page
from tiaoli.rulebook.models import Site
from tiaoli.rulebook.packs import load_library
from tiaoli.source import Source
from tiaoli_html import HtmlReader

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TIAOLI_SHARED", ROOT.parent / "shared")) / "html-bench"
ROUNDS = 5
HEAD_BLOCKS = 12
SENTENCE_LENGTH = 40
LONGEST_LINE = 80

_PUBLISHED = re.compile(r"\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}|^(?:来源|作者|编辑|发布于)")

Score = Callable[[str, str], tuple[float, float, float]]
Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its body as people marked it; every third by name is held out from any tuning."""

    name: str
    data: bytes
    body: str
    is_held_out: bool


def main() -> None:
    """Prints scores and speeds, and writes the texts where a folder is named."""
    if not SHARED.is_dir():
        print(f"the marked pages are not at hand: {SHARED}")
        return
    pages, score = marked_pages(), load_score()
    if len(sys.argv) > 1:
        write_texts(pages, Path(sys.argv[1]))
    print(f"body of {len(pages)} pages, mean F1 of 4-grams: all, tuned on, held out")
    for name, extract in (*ours().items(), *peers().items()):
        print(f"{name:44}{'  '.join(f'{value:.3f}' for value in means(pages, score, extract))}")
    print_speeds(pages)


def marked_pages() -> list[Marked]:
    """The marked pages by name."""
    truth = json.loads((SHARED / "truth.json").read_text("utf-8"))
    return [
        Marked(name, (SHARED / "pages" / name).read_bytes(), truth[name]["text"], at % 3 == 2)
        for at, name in enumerate(sorted(truth))
    ]


def load_score() -> Score:
    """The score as it comes with the pages: precision, recall and F1 of a text."""
    spec = importlib.util.spec_from_file_location("html_bench_score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{SHARED} has no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Score = module.score
    return found


def means(pages: list[Marked], score: Score, extract: Extract) -> tuple[float, float, float]:
    """The mean F1 of all pages, of those tuned on, and of those held out."""
    found = [(page.is_held_out, score(page.body, attempted(extract, decoded(page)))[2]) for page in pages]
    tuned = [value for is_held_out, value in found if not is_held_out]
    held_out = [value for is_held_out, value in found if is_held_out]
    return statistics.mean(tuned + held_out), statistics.mean(tuned), statistics.mean(held_out)


def attempted(extract: Extract, markup: str) -> str:
    """What an extractor gives; nothing where it fails, which some do on some pages."""
    try:
        return extract(markup)
    except Exception:  # noqa: BLE001 whatever a peer raises
        return ""


def decoded(page: Marked) -> str:
    """The page's markup, decoded for the peers too, some of which take a wrong declaration at its word."""
    return Source(page.data).decoded.text


def ours() -> Mapping[str, Extract]:
    """The reader under the shipped rules, and with containers and content comments switched off."""
    site = load_library().site_for("page.html")
    bare = replace(site, containers=(), content_comments=())
    return {
        "tiaoli": lambda text: body_of(read(text, site)),
        "tiaoli, scorer alone": lambda text: body_of(read(text, bare)),
    }


def read(markup: str, site: Site) -> Page:
    """The page of some markup."""
    return HtmlReader().read(Source(markup.encode(), uri="page.html", given_encoding="utf-8"), site)


def peers() -> Mapping[str, Extract]:
    """The extractors of the dependency group `bench` that are installed."""
    logging.disable(logging.CRITICAL)
    found: dict[str, Extract] = {}
    for name, load in (("trafilatura", _trafilatura), ("readability-lxml", _readability), ("gne", _gne)):
        try:
            found[name] = load()
        except ImportError:
            print(f"{name:44}not installed: pip install --group bench")
    return found


def _trafilatura() -> Extract:
    import trafilatura

    return lambda text: trafilatura.extract(text) or ""


def _readability() -> Extract:
    import readability
    from lxml import html

    return lambda text: str(html.fromstring(readability.Document(text).summary()).text_content())


def _gne() -> Extract:
    import gne

    return lambda text: str(gne.GeneralNewsExtractor().extract(text)["content"])


def body_of(page: Page) -> str:
    """The text of the content blocks behind the page's head, without pairs and footnotes."""
    content = page.content
    blocks = content[_head_length(page, content) :]
    return "\n".join(page.quote(block.span) for block in blocks if block.kind not in ("pair", "footnote"))


def _head_length(page: Page, content: tuple[Block, ...]) -> int:
    """How many content blocks are title, subtitle, label table and line of publication."""
    title, length, is_titled = _bare(page.title or ""), 0, False
    for at, block in enumerate(content[:HEAD_BLOCKS]):
        text = page.quote(block.span)
        words = _bare(text)
        if is_titled and words == title:
            break  # the body opens with its title once more
        of_title = bool(title) and (words == title or (len(words) >= 4 and words in title))
        published = len(text) < LONGEST_LINE and "。" not in text and _PUBLISHED.search(text)
        if block.kind == "pair" or of_title or (block.kind == "heading" and at < 4) or published:
            length = at + 1
            is_titled = is_titled or words == title
        elif "。" in text and len(text) > SENTENCE_LENGTH:
            break
    return length


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def write_texts(pages: list[Marked], folder: Path) -> None:
    """Writes the body of each page that the reader finds under the shipped rules."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (folder / f"{page.name}.txt").write_text(ours()["tiaoli"](decoded(page)), "utf-8")


def print_speeds(pages: list[Marked]) -> None:
    """Prints the time of each extractor over all pages, medians of rounds in which they take turns."""
    from lxml import html

    markups = [decoded(page) for page in pages]
    site = load_library().site_for("page.html")
    parser: Any = html.HTMLParser(encoding="utf-8", huge_tree=True)
    actions: dict[str, Callable[[], object]] = {
        "lxml.html, bare parse": lambda: [html.document_fromstring(text.encode(), parser=parser) for text in markups],
        "tiaoli, reader alone": lambda: [HtmlReader().read(Source(page.data, uri=page.name), site) for page in pages],
    }  # fmt: skip
    for name, extract in peers().items():
        actions[name] = lambda extract=extract: [attempted(extract, text) for text in markups]  # type: ignore[misc]
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(ROUNDS + 1):
        for name, action in actions.items():
            began = time.process_time()
            action()
            times[name].append(time.process_time() - began)
    size = sum(len(page.data) for page in pages) / 1e6
    medians = {name: statistics.median(taken[1:]) for name, taken in times.items()}
    print(f"\nprocessor time over {size:.1f} MB, medians of {ROUNDS} rounds after one to warm up")
    for name, seconds in medians.items():
        ratio = seconds / medians["tiaoli, reader alone"]
        print(f"{name:44}{seconds * 1000:8.0f} ms{size / seconds:8.1f} MB/s{ratio:8.2f} times as long as tiaoli")


if __name__ == "__main__":
    main()
