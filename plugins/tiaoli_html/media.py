"""Attachments and images: which lines name a file or say what an image shows, and where those lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tiaoli_html.lines import Line, Lines
from tiaoli_html.titles import is_centred
from tiaoli_html.tree import Tree

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|ceb|rtf|odt|ods|csv|zip|rar|7z|gz)\s*(?:[?#]|$)", re.IGNORECASE
)
_CAPTION = re.compile(
    r"^\s*[△▲▽▼↑↓◎]|图为|^(?:附?图|图片|图表)\s?\d*\s?[:：]?|摄\s?[)）。]?$|供图\s?[)）。]?$|资料图|图片来源|图源"
)
LONGEST_CAPTION = 120
LONGEST_ADDRESS = 2000
"""Images in the page itself (`data:`) and the like are named by their kind alone."""


@dataclass(frozen=True)
class Media:
    """The files and images of a page by the number of the line that they stand on."""

    files: dict[int, tuple[str, ...]] = field(default_factory=dict)
    images: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def of(self, lines: Lines, at: int) -> tuple[str, tuple[str, ...]] | None:
        """Kind and addresses of a line that is an attachment or a caption; None for any other."""
        line = lines.all[at]
        files = self.files.get(line.number)
        if files and (line.linked * 2 > len(line.text) or line.text.startswith("附件")):
            return "link", files
        if not self.images or len(line.text) > LONGEST_CAPTION:
            return None
        images = self.images.get(line.number) or self._above(lines, at)
        return ("image", images) if images else None

    def _above(self, lines: Lines, at: int) -> tuple[str, ...] | None:
        """The images between a line and the one before, where the line reads or looks like their caption."""
        line = lines.all[at]
        figure = _figure(lines.tree, line) if lines.tree.all_of("figure") else -1
        before = lines.all[at - 1].number if at else -1
        if figure >= 0:
            before = min(before, lines.tree.firsts[figure] - 1)
        found = next((self.images[n] for n in range(line.number - 1, before, -1) if n in self.images), None)
        if found and figure < 0 and not _CAPTION.search(line.text):
            return found if is_centred(lines.tree, line.owner) and "。" not in line.text else None
        return found


def find_media(tree: Tree) -> Media:
    """The files and images of a page."""
    files: dict[int, tuple[str, ...]] = {}
    images: dict[int, tuple[str, ...]] = {}
    for number, kind, address in _addresses(tree):
        found = files if kind == "file" else images
        found[number] = (*found.get(number, ()), address)
    return Media(files, images)


def _addresses(tree: Tree) -> Iterator[tuple[int, str, str]]:
    for at in tree.all_of("a"):
        attributes = tree.attributes[at]
        address = attributes.get("href", "")
        if address and ("download" in attributes or _names_file(address)):
            yield tree.lasts[at], "file", address.strip()[:LONGEST_ADDRESS]
    for at in tree.all_of("img"):
        if not tree.places[at].hidden:
            attributes = tree.attributes[at]
            address = (attributes.get("data-src") or attributes.get("src", "")).strip()
            if address:
                yield tree.firsts[at], "image", _shortened(address)


def _names_file(address: str) -> bool:
    if address.endswith((".html", ".htm", ".shtml", "/")) and "?" not in address and "#" not in address:
        return False  # as most do
    name = address[address.rfind("/") + 1 :]
    return "." in name and _FILE.search(name[:LONGEST_ADDRESS]) is not None


def _shortened(address: str) -> str:
    return address.split(",", 1)[0] if address.startswith("data:") else address[:LONGEST_ADDRESS]


def _figure(tree: Tree, line: Line) -> int:
    """The `<figure>` around a line of `<figcaption>`, or -1."""
    at, inside = line.owner, False
    while at >= 0:
        tag = tree.tags[at]
        inside = inside or tag == "figcaption"
        if tag == "figure":
            return at if inside else -1
        if not inside and tag != "p":
            return -1
        at = tree.parents[at]
    return -1
