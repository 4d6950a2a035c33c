"""A site and a body for samples of HTML, and what holds of every page that is read."""

from __future__ import annotations

from tiaoli.plugin import Block, Page, Site, Source, trim
from tiaoli_html import HtmlReader

SITE = Site(
    "test",
    containers=("#zoom", ".TRS_Editor", "article"),
    content_comments=(("text.begin", "text.end"),),
    clutter_classes=(
        ("navigation", ("nav", "crumb")),
        ("share", ("share",)),
        ("footer", ("footer", "copyright")),
        ("related", ("related",)),
    ),
    labels=frozenset(("索引号", "发布日期", "发文机关", "来源", "标题", "文号", "有效性")),
)
SENTENCE = "这一年,我们把集市从河东搬到河西,修好了三座石桥,种下了两千棵柿子树。"
BODY = f"<p>{SENTENCE}</p><p>{SENTENCE.replace('集市', '码头')}</p><p>{SENTENCE.replace('石桥', '水闸')}</p>"


def read(markup: str | bytes, site: Site = SITE) -> Page:
    data = markup if isinstance(markup, bytes) else markup.encode()
    page = HtmlReader().read(Source(data, "sample.html"), site)
    check_blocks(page)
    return page


def check_blocks(page: Page) -> None:
    """Blocks are sorted, disjoint, trimmed, and hold every visible character."""
    end = 0
    for block in page.blocks:
        assert end <= block.span[0] < block.span[1] <= len(page.text)
        assert not page.folded[end : block.span[0]].strip()
        assert trim(page.folded, *block.span) == block.span
        for part in (block.label, block.value, *(cell.span for cell in block.cells)):
            assert part is None or block.span[0] <= part[0] < part[1] <= block.span[1]
        end = block.span[1]
    assert not page.folded[end:].strip()


def quotes(page: Page, kind: str | None = None) -> list[str]:
    return [page.quote(block.span) for block in page.content if kind in (None, block.kind)]


def dropped(page: Page) -> dict[str, str | None]:
    return {page.quote(block.span): block.reason for block in page.blocks if block.kind == "clutter"}


def pairs(page: Page) -> list[tuple[str, str | None]]:
    found = [block for block in page.blocks if block.kind == "pair"]
    return [(_label(page, block), page.quote(block.value) if block.value else None) for block in found]


def _label(page: Page, block: Block) -> str:
    assert block.label
    return "".join(page.quote(block.label).split()).rstrip(":：")


def codes(page: Page) -> list[str]:
    return [remark.code for remark in page.diagnostics]
