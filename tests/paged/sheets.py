"""Sets text on sheets as a printer would, and lays it out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiaoli.plugin import Page, Rule, Run, Sheet, Site, lay_out, trim

SITE = Site("test", labels=frozenset(("索引号", "发布日期")))
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP = 90.0, 506.0, 110.0
SIZE, PITCH = 16.0, 28.0


def run(text: str, left: float, top: float, size: float = SIZE, **more: object) -> Run:
    """A run of full-width characters, Western ones half as wide."""
    width = sum(0.5 if char < "\u2000" else 1.0 for char in text) * size
    return Run(text, (left, top, left + width, top + size), size, **more)  # type: ignore[arg-type]


def centred(text: str, top: float, size: float = SIZE) -> Run:
    return run(text, (WIDTH - len(text) * size) / 2, top, size)


def column(
    paragraphs: Sequence[str], *, left: float = LEFT, right: float = RIGHT, top: float = TOP, size: float = SIZE,
    pitch: float = PITCH, indent: int = 2,
) -> Iterator[Run]:  # fmt: skip
    """Paragraphs set in a column, each line as long as it can be."""
    most = int((right - left) / size)
    for text in paragraphs:
        first = most - indent
        lines = [text[:first], *(text[at : at + most] for at in range(first, len(text), most))]
        for number, line in enumerate(lines):
            yield run(line, left + (indent * size if number == 0 else 0), top, size)
            top += pitch


def box(left: float, top: float, right: float, bottom: float) -> list[Rule]:
    """The four sides of a box."""
    return [
        Rule((left, top, right, top)),
        Rule((left, bottom, right, bottom)),
        Rule((left, top, left, bottom)),
        Rule((right, top, right, bottom)),
    ]


def sheet(*runs: Run, rules: Sequence[Rule] = (), width: float = WIDTH, height: float = HEIGHT) -> Sheet:
    return Sheet(width, height, tuple(runs), tuple(rules))


def laid_out(*sheets: Sheet) -> Page:
    """The page, of which the blocks are sound."""
    page = lay_out(sheets, SITE)
    assert page.fault() is None
    end = 0
    for block in page.blocks:
        assert not page.folded[end : block.span[0]].strip()
        assert trim(page.folded, *block.span) == block.span
        assert block.page
        assert block.bbox
        end = block.span[1]
    assert not page.folded[end:].strip()
    return page


def texts(page: Page, kind: str | None = None) -> list[str]:
    """The words of the blocks that are content, or of one kind."""
    blocks = page.content if kind is None else [block for block in page.blocks if block.kind == kind]
    return [page.quote(block.span) for block in blocks]
