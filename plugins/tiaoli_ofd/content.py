"""What stands on one page: the objects of its content, templates and annotations, placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tiaoli.plugin import Box, Rule
from tiaoli_ofd.elements import child, children, is_true, local_name, number, numbers, text_of
from tiaoli_ofd.geometry import Matrix, quarter_of
from tiaoli_ofd.path import lines_of
from tiaoli_ofd.text import Piece, pieces_of

MOST_OBJECTS = 500_000
MOST_CHARACTERS = 2_000_000
"""Of all pages together; a book of a thousand pages has a million characters."""
DEEPEST = 8
"""Composite objects within each other."""
OPAQUE = 255
SEE_THROUGH = 128
"""Text that is more transparent is a watermark."""


class Placed(NamedTuple):
    """A piece of text, and why it is no content, if it is none."""

    piece: Piece
    reason: str | None


class Scope(NamedTuple):
    """What an object has from those around it."""

    matrix: Matrix
    reason: str | None = None
    alpha: float = OPAQUE
    depth: int = 0


@dataclass
class Budget:
    """How much of a file is still read; what is past it is told of, not read."""

    objects: int = MOST_OBJECTS
    characters: int = MOST_CHARACTERS

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is read."""
        return min(self.objects, self.characters) < 0


@dataclass
class Canvas:
    """What was placed on a page so far."""

    composites: Mapping[str, Any]
    budget: Budget
    texts: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    drawings: int = 0
    words: dict[str, str] = field(default_factory=dict)
    """What each of the text objects says whose ids were asked for, by being keys here."""

    def draw(self, blocks: Any, scope: Scope) -> None:
        """Places the objects in blocks; no depth of nesting costs recursion."""
        waiting = [(element, scope) for element in reversed(list(blocks))]
        while waiting and not self.budget.is_spent:
            element, scope = waiting.pop()
            self.budget.objects -= 1
            match local_name(element):
                case "PageBlock" | "Layer":
                    waiting += [(inner, scope) for inner in reversed(element)]
                case "TextObject":
                    self._place_text(element, within(element, scope))
                case "PathObject":
                    self._place_path(element, within(element, scope))
                case "ImageObject":
                    self._place_picture(element, scope)
                case "CompositeObject":
                    waiting += self._parts(element, scope)

    def _place_text(self, element: Any, scope: Scope) -> None:
        self.budget.characters -= sum(len(code.text or "") for code in children(element, "TextCode"))
        if self.budget.is_spent:
            return
        if (name := element.get("ID")) in self.words:
            self.words[name] = "".join(text_of(code) for code in children(element, "TextCode"))
        for piece in pieces_of(element, scope.matrix):
            self.texts.append(Placed(piece, scope.reason or _reason(element, piece, scope.alpha)))

    def _place_path(self, element: Any, scope: Scope) -> None:
        if scope.reason or not scope.alpha:
            return
        self.drawings += 1
        drawn = lines_of(
            text_of(child(element, "AbbreviatedData")),
            scope.matrix,
            is_stroked=is_true(element.get("Stroke"), default=True),
            is_filled=is_true(element.get("Fill"), default=False),
        )
        for box in drawn:
            self.budget.objects -= 1
            self.rules.append(Rule(box))

    def _place_picture(self, element: Any, scope: Scope) -> None:
        left, top, width, height = numbers(element.get("Boundary"), 4) or (0, 0, 0, 0)
        if not scope.reason:
            self.pictures.append(scope.matrix.box(left, top, left + width, top + height))

    def _parts(self, element: Any, scope: Scope) -> list[tuple[Any, Scope]]:
        """The objects that a composite object is made of, last first, with what they have from it."""
        unit = self.composites.get(element.get("ResourceID", ""))
        content = child(unit, "Content")
        if content is None or scope.depth >= DEEPEST:
            return []
        inner = within(element, scope)._replace(depth=scope.depth + 1)
        return [(part, inner) for part in reversed(content)]


def within(element: Any, scope: Scope) -> Scope:
    """The scope of what is drawn in an object: moved, turned, hidden as the object is."""
    left, top, *_ = numbers(element.get("Boundary"), 4) or (0, 0)
    own = Matrix(*(numbers(element.get("CTM"), 6) or ()))
    matrix = own.within(Matrix(e=left, f=top)).within(scope.matrix)
    is_seen = is_true(element.get("Visible"), default=True)
    alpha = _alpha(element) * scope.alpha / OPAQUE
    return scope._replace(matrix=matrix, reason=scope.reason if is_seen else "hidden", alpha=alpha)


def _alpha(element: Any) -> float:
    value = number(element.get("Alpha")) if element is not None else None
    return OPAQUE if value is None else value


def _reason(element: Any, piece: Piece, alpha: float) -> str | None:
    """Why a piece of text is no content: drawn by neither pen, transparent, or set aslant."""
    is_drawn = is_true(element.get("Fill"), default=True) or is_true(element.get("Stroke"), default=False)
    alpha *= _alpha(child(element, "FillColor")) / OPAQUE
    if not is_drawn or not alpha:
        return "hidden"
    return "watermark" if alpha < SEE_THROUGH or quarter_of(piece.angle) is None else None
