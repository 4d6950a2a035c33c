"""The pages of a document as sheets, each upright, with what is to be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tiaoli.plugin import Box, Rule, Run, Sheet
from tiaoli_ofd.content import Budget, Canvas, Placed, Scope, within
from tiaoli_ofd.document import MOST_PAGES, Document, area_of, read_composites
from tiaoli_ofd.elements import child, children, is_true, text_of
from tiaoli_ofd.geometry import POINTS, Matrix, quarter_of, turned

SCAN_SHARE = 0.5
"""Of a page: what a picture covers at the least of which hidden text is the reading."""
LEAST_DRAWINGS = 10
"""Paths on a page without text that may be letters; a blank page of a form has a few lines."""
_REASONS = {"Watermark": "watermark", "Stamp": "stamp"}
"""Why the text of an annotation is no content; that of others is an `annotation`."""


@dataclass
class Findings:
    """What is to be said of the pages that were read; pages count from 1."""

    budget: Budget = field(default_factory=Budget)
    pages: int = 0
    pictures: int = 0
    recognised_pages: list[int] = field(default_factory=list)
    """Pages that are pictures with a hidden layer of recognised text."""
    unread_pages: int = 0
    words: dict[str, str] = field(default_factory=dict)
    """What the text objects say whose ids are the keys."""


def read_sheets(document: Document, findings: Findings) -> Iterator[Sheet]:
    """The sheets of a document, a page without one that can be read left empty."""
    entries = document.pages()
    for at, entry in enumerate(entries):
        if findings.pages == MOST_PAGES or findings.budget.is_spent:
            findings.unread_pages += len(entries) - at
            return
        findings.pages += 1
        part, root = document.package.tree_at(entry.location, document.part)
        area = area_of(child(root, "Area")) or document.area
        canvas = Canvas(document.composites, findings.budget, words=findings.words)
        for element in children(root, "PageRes"):
            own = read_composites(document.package, text_of(element), part)
            canvas.composites = {**canvas.composites, **own}
        scope = Scope(Matrix(POINTS, 0, 0, POINTS, -area[0] * POINTS, -area[1] * POINTS))
        _draw_content(root, document, canvas, scope)
        _draw_annotations(document, entry.page_id, canvas, scope)
        yield _sheet(canvas, area[2] * POINTS, area[3] * POINTS, findings)


def _draw_content(root: Any, document: Document, canvas: Canvas, scope: Scope) -> None:
    """Draws the templates of a page, each once, and its own content."""
    pages, used = [root], set[str]()
    for page in pages:
        for name in (element.get("TemplateID", "") for element in children(page, "Template")):
            if name in document.templates and name not in used:
                used.add(name)
                pages.append(document.templates[name])
    for page in reversed(pages):
        content = child(page, "Content")
        canvas.draw(() if content is None else content, scope)


def _draw_annotations(document: Document, page_id: str, canvas: Canvas, scope: Scope) -> None:
    for part in document.annotations.get(page_id, ()):
        for annotation in children(document.package.read_tree(part), "Annot"):
            appearance = child(annotation, "Appearance")
            if appearance is not None:
                is_seen = is_true(annotation.get("Visible"), default=True)
                reason = _REASONS.get(annotation.get("Type", ""), "annotation") if is_seen else "hidden"
                canvas.draw(appearance, within(appearance, scope)._replace(reason=reason))


def _sheet(canvas: Canvas, width: float, height: float, findings: Findings) -> Sheet:
    """What was drawn, as a sheet: turned so that most of its text is upright."""
    findings.pictures += len(canvas.pictures)
    texts = [_on_page(placed, width, height) for placed in canvas.texts]
    if _is_recognised(texts, canvas.pictures, width * height):
        findings.recognised_pages.append(findings.pages)
        texts = [placed._replace(reason=None) if placed.reason == "hidden" else placed for placed in texts]
    quarters = _turn(texts)
    runs = (
        Run(
            piece.text,
            turned(piece.box, quarters, width, height),
            piece.size,
            reason,
            turned=piece.runs_down or quarter_of(piece.angle) != quarters,
        )
        for piece, reason in texts
    )
    rules = (Rule(turned(rule.box, quarters, width, height)) for rule in canvas.rules)
    if quarters % 2:
        width, height = height, width
    letters = canvas.drawings if not texts and canvas.drawings >= LEAST_DRAWINGS else 0
    return Sheet(width, height, tuple(runs), tuple(rules), len(canvas.pictures) + letters)


def _on_page(placed: Placed, width: float, height: float) -> Placed:
    """The same text, hidden where it stands outside of the page."""
    left, top, right, bottom = placed.piece.box
    is_outside = right < 0 or bottom < 0 or left > width or top > height
    return placed._replace(reason=placed.reason or "hidden") if is_outside else placed


def _is_recognised(texts: list[Placed], pictures: list[Box], size: float) -> bool:
    """Whether a page is a picture, and its hidden text what was recognised in it."""
    ink: Counter[str | None] = Counter()
    for piece, reason in texts:
        ink[reason] += len(piece.text.strip())
    is_scan = any((right - left) * (bottom - top) >= SCAN_SHARE * size for left, top, right, bottom in pictures)
    return is_scan and ink["hidden"] > ink[None]


def _turn(texts: list[Placed]) -> int:
    """By how many quarters most of the text is turned."""
    counts: Counter[int] = Counter()
    for piece, reason in texts:
        quarters = quarter_of(piece.angle)
        if reason is None and quarters is not None:
            counts[quarters] += len(piece.text.strip())
    return max(counts, key=lambda quarters: counts[quarters], default=0)
