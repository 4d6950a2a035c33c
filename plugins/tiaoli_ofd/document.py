"""One document of an OFD file: its pages in order, and what they share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tiaoli.plugin import plain_name
from tiaoli_ofd.elements import child, children, numbers, text_of
from tiaoli_ofd.package import Package

A4 = (0.0, 0.0, 210.0, 297.0)
MOST_PAGES = 5000
_PAGE_PART = re.compile(r"pages?/page_?(\d+)/content\.xml$")


class PageEntry(NamedTuple):
    """A page by the id that annotations name, and where it lies."""

    page_id: str
    location: str


@dataclass(frozen=True)
class Document:
    """What is known of a document before its pages are read."""

    package: Package
    part: str
    root: Any
    """The root element of its part; None where that cannot be read."""
    composites: dict[str, Any] = field(default_factory=dict)
    """Composite graphic units by id."""
    templates: dict[str, Any] = field(default_factory=dict)
    """The root elements of template pages by id."""
    annotations: dict[str, list[str]] = field(default_factory=dict)
    """The parts with the annotations of a page by its id."""

    @property
    def area(self) -> tuple[float, ...]:
        """The box of a page that does not say its own, in millimetres: left, top, width, height."""
        return area_of(child(self.root, "CommonData", "PageArea")) or A4

    def pages(self) -> list[PageEntry]:
        """The pages in their order; in that of their names where the document's own part lists none."""
        entries = [
            PageEntry(page.get("ID", ""), page.get("BaseLoc", ""))
            for page in children(child(self.root, "Pages"), "Page")
        ]
        return entries or [PageEntry("", f"/{name}") for name in _named_pages(self.package, self.part)]

    def attachments(self) -> Iterator[str]:
        """The names of attached files."""
        if location := text_of(child(self.root, "Attachments")):
            _, root = self.package.tree_at(location, self.part)
            yield from (each.get("Name") or each.get("ID", "") for each in children(root, "Attachment"))


def read_document(package: Package, part: str) -> Document:
    """The document whose root is that part, with the resources, templates and annotations that it names."""
    root = package.read_tree(part)
    common = child(root, "CommonData")
    document = Document(package, part, root)
    for kind in ("PublicRes", "DocumentRes"):
        for element in children(common, kind):
            document.composites.update(read_composites(package, text_of(element), part))
    for element in children(common, "TemplatePage"):
        document.templates[element.get("ID", "")] = package.tree_at(element.get("BaseLoc", ""), part)[1]
    if location := text_of(child(root, "Annotations")):
        listing, listed = package.tree_at(location, part)
        pages = {entry.page_id for entry in document.pages()}
        for element in children(listed, "Page"):
            if element.get("PageID") in pages:  # listings go on to name pages that were taken out
                found = (package.part_at(text_of(each), listing) for each in children(element, "FileLoc"))
                document.annotations.setdefault(element.get("PageID"), []).extend(filter(None, found))
    return document


def read_composites(package: Package, location: str, base: str) -> dict[str, Any]:
    """The composite graphic units of a resource part by id."""
    _, root = package.tree_at(location, base)
    lists = children(root, "CompositeGraphicUnits")
    return {unit.get("ID", ""): unit for each in lists for unit in children(each, "CompositeGraphicUnit")}


def area_of(element: Any) -> tuple[float, ...] | None:
    """The physical box of an area; None where it has none that a page could have."""
    box = numbers(text_of(child(element, "PhysicalBox")), 4)
    return box if box and min(box[2:]) > 0 else None


def _named_pages(package: Package, part: str) -> list[str]:
    folder = plain_name(part).rpartition("/")[0]
    found = [(int(match[1]), name) for name in package.names if (match := _PAGE_PART.search(plain_name(name)))]
    return [name for _, name in sorted(found) if plain_name(name).startswith(folder)]
