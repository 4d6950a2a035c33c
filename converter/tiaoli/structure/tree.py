"""The tree that a list of heads makes of the lines: levels stacked, paragraphs under their headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tiaoli.page import Page, Span, kept_parts, trim
from tiaoli.structure.heads import Head
from tiaoli.structure.lines import Line
from tiaoli.structure.markers import paragraph_marker
from tiaoli.structure.sections import Paragraph, Section


@dataclass(slots=True)
class _Node:
    head: Head | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.head.level if self.head else 0


def grow(
    lines: Sequence[Line], heads: Sequence[Head], page: Page, *, annex_lines: Iterable[int] = ()
) -> tuple[Section, ...]:
    """Top-level sections in reading order, the preamble first (it is there even when it is empty).

    Everything from the first annex head on is an annex, whatever its numbering says.
    """
    folded, text = page.folded, page.text
    annex = min(annex_lines, default=len(lines))
    root = _Node(None)
    stack = [root]
    at_line: dict[int, list[Head]] = {}
    for head in heads:
        at_line.setdefault(head.line, []).append(head)
    for index, line in enumerate(lines):
        start = line.span[0]
        for head in at_line.get(index, []):
            _add(stack[-1], line, (start, head.start), page)
            while stack[-1].level >= head.level:
                stack.pop()
            node = _Node(head)
            stack[-1].children.append(node)
            stack.append(node)
            start = max(head.body, head.span[1])
        _add(stack[-1], line, (start, line.span[1]), page)
    ends = lines[-1].span[1] if lines else 0
    preamble_end = root.children[0].head.start if root.children and root.children[0].head else ends
    preamble = Section(0, (min(lines[0].span[0], preamble_end) if lines else 0, preamble_end), role="preamble")
    preamble = replace(preamble, paragraphs=tuple(root.paragraphs))
    annex_start = lines[annex].span[0] if annex < len(lines) else None
    return (preamble, *_sections(root.children, ends, folded, text, annex_start))


def _add(node: _Node, line: Line, span: Span, page: Page) -> None:
    folded = page.folded
    inside = trim(folded, *span)
    while inside and folded[inside[0]] in "。!?:;" and inside[0] > line.span[0]:
        inside = trim(folded, inside[0] + 1, inside[1])
    if inside is None:
        return
    joined = "".join(_one_line(page.quote(part)) for part in kept_parts(page.blocks, line.blocks, inside))
    marker = paragraph_marker(folded[slice(*inside)])
    literal = joined[: len(marker)] if marker else None
    node.paragraphs.append(Paragraph(inside, joined, literal, line.blocks))


def _sections(nodes: Sequence[_Node], end: int, folded: str, text: str, annex_start: int | None) -> tuple[Section, ...]:
    sections = []
    for at, node in enumerate(nodes):
        head = node.head
        assert head is not None  # only the root has none
        following = nodes[at + 1].head if at + 1 < len(nodes) else None
        stop = following.start if following else end
        is_annex = annex_start is not None and head.start >= annex_start
        sections.append(
            Section(
                level=head.level,
                span=(head.start, stop),
                marker=text[slice(*head.marker)] if head.marker else "",
                number=head.number,
                title=_clean_title(text, head.title),
                heading=head.span,
                role="annex" if is_annex else None,
                paragraphs=tuple(node.paragraphs),
                children=_sections(node.children, stop, folded, text, annex_start),
            )
        )
    return tuple(sections)


def _clean_title(text: str, span: Span | None) -> str:
    return _one_line(text[slice(*span)]) if span else ""


def _one_line(words: str) -> str:
    """Words in one line; a line break inside them is no character of theirs."""
    return "".join([part.strip() for part in words.split("\n")])
