"""What the styles of a document say of its paragraphs: outline level, list, hidden, title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tiaoli_docx.names import is_on, number, short, value

BODY_LEVEL = 9
"""The outline level that Word gives to body text; headings have 0 to 8."""

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE = "title"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; None where it says nothing."""

    name: str = ""
    outline_level: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    hidden: bool | None = None

    @property
    def is_title(self) -> bool:
        """Whether it is the style that Word has for the title of a document."""
        return self.name.lower() == _TITLE

    def over(self, parent: Style) -> Style:
        """This style on the ground of the one that it is based on."""
        said = {name: mine for name in _INHERITED if (mine := getattr(self, name)) is not None}
        return replace(parent, name=self.name, **said)


_INHERITED = ("outline_level", "list_id", "list_level", "hidden")


@dataclass(frozen=True)
class Styles:
    """All styles of a document by id, each with what it inherits."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = Style()

    def of(self, style_id: str | None) -> Style:
        """The style of that id, the default one for a paragraph that names none or one that there is not."""
        return self.by_id.get(style_id, self.default) if style_id else self.default


def read_styles(root: Any) -> Styles:
    """The styles that `styles.xml` defines; none where the part is missing."""
    own: dict[str, Style] = {}
    parents: dict[str, str] = {}
    default = ""
    for element in root if root is not None else ():
        style_id = _attribute(element, "w:styleId")
        if short(element.tag) != "w:style" or style_id is None:
            continue
        own[style_id] = _own(element)
        if _attribute(element, "w:type") == "paragraph" and (_attribute(element, "w:default") or "0") in ("1", "true"):
            default = style_id
        parent = next((value(child.attrib) for child in element if short(child.tag) == "w:basedOn"), None)
        if parent:
            parents[style_id] = parent
    resolved = {style_id: _resolved(style_id, own, parents) for style_id in own}
    return Styles(resolved, resolved.get(default, Style()))


def _resolved(style_id: str, own: dict[str, Style], parents: dict[str, str]) -> Style:
    chain: list[str] = []
    at: str | None = style_id
    while at in own and at not in chain and len(chain) < 20:
        chain.append(at)
        at = parents.get(at)
    style = Style()
    for each in reversed(chain):
        style = own[each].over(style)
    return style


def _own(style: Any) -> Style:
    """What a style says itself; a built-in heading style has its level by its name."""
    said: dict[str, Any] = {}
    for name, attributes in _properties(style):
        match name:
            case "w:name":
                said["name"] = value(attributes) or ""
            case "w:outlineLvl":
                said["outline_level"] = number(value(attributes))
            case "w:numId":
                said["list_id"] = number(value(attributes))
            case "w:ilvl":
                said["list_level"] = number(value(attributes))
            case "w:vanish":
                said["hidden"] = is_on(attributes)
    heading = _HEADING.fullmatch(said.get("name", ""))
    return Style(**{"outline_level": int(heading[1]) - 1 if heading else None, **said})


def _properties(style: Any) -> Iterator[tuple[str, Any]]:
    """The elements of a style that matter, with their attributes; earlier versions of it are left out."""
    for child in style:
        name = short(child.tag)
        if name in ("w:pPr", "w:rPr", "w:numPr"):
            yield from _properties(child)
        else:
            yield name, child.attrib


def _attribute(element: Any, name: str) -> str | None:
    return next((text for key, text in element.attrib.items() if short(key) == name), None)
