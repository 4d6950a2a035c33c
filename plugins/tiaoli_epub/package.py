"""The archive of an EPUB book: its package document (OPF), which chapters it lists and what it says of itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import unquote

from tiaoli.plugin import Archive, Attribute, Diagnostic, XmlError, parse_tree, plain_name

MOST_CHAPTERS = 5000
LONGEST_VALUE = 500

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to scramble fonts, which hide no text."""
_CHAPTERS = (".xhtml", ".html", ".htm", ".xml")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>", re.IGNORECASE)
_STATED = ("title", "creator", "publisher", "date")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its name in the archive, its media type, and what the package says it is for."""

    part: str
    media_type: str = ""
    properties: frozenset[str] = frozenset()
    is_linear: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """What the package document says: the chapters in reading order, their titles, the book's own data."""

    spine: tuple[Item, ...]
    titles: dict[str, str]
    """The words of the table of contents for each whole chapter, by its plain name."""
    attributes: tuple[Attribute, ...] = ()
    title: str = ""
    asides: frozenset[str] = frozenset()
    """Plain names of covers and tables of contents."""


class Package:
    """A book's archive, and how its XML is read."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data, "EPUB")

    def tree(self, part: str) -> Any:
        """The root element of a part; None where it is missing or damaged, which is noted."""
        data = _DOCTYPE.sub(b"", self.archive.read(part), count=1)  # those of XHTML and NCX; entities are refused
        try:
            return parse_tree(data) if data else None
        except XmlError as fault:
            self.archive.note_damage(part, str(fault))
            return None

    def book(self) -> Book:
        """What the package document says; where there is none, every page of the archive in its order."""
        part = self._package_part()
        root = self.tree(part) if part else None
        if root is None:
            pages = (Item(name) for name in self.archive.names if name.lower().endswith(_CHAPTERS[:3]))
            return Book(tuple(pages)[:MOST_CHAPTERS], {})
        items = {element.get("id", ""): _item(part, element) for element in _all(root, "item")}
        spine = tuple(dict.fromkeys(self._spine(part, root, items)))[:MOST_CHAPTERS]
        stated = tuple(_stated(part, root))
        title = next((one.value for one in stated if one.name == "dc:title"), "")
        navigation = (item for item in items.values() if "nav" in item.properties)
        older = (item for item in items.values() if item.media_type == "application/x-dtbncx+xml")
        contents = next(chain(navigation, older), None)
        titles = dict(self._contents(contents)) if contents else {}
        return Book(spine, titles, stated, title, frozenset(_asides(part, root, items)))

    def encrypted(self) -> frozenset[str]:
        """Plain names of the parts that are encrypted, scrambled fonts aside."""
        root = self.tree(_ENCRYPTION) if self.archive.has(_ENCRYPTION) else None
        found = set()
        for element in _all(root, "EncryptedData") if root is not None else ():
            method = next((one.get("Algorithm") for one in _all(element, "EncryptionMethod")), None)
            if method not in _FONTS:
                found |= {_located("", one.get("URI", "")) for one in _all(element, "CipherReference")}
        return frozenset(map(plain_name, found))

    def _package_part(self) -> str:
        """The name of the package document: what the container names, else the first of its kind; empty for none."""
        root = self.tree(_CONTAINER) if self.archive.has(_CONTAINER) else None
        named = [unquote(one.get("full-path", "")) for one in _all(root, "rootfile")] if root is not None else []
        found = [part for part in (*named, *self.archive.names) if part.lower().endswith(".opf")]
        part = next((part for part in (*named, *found) if self.archive.has(part)), "")
        if not part:
            missing = {"format": "EPUB", "part": named[0] if named else "the package document (.opf)"}
            self.archive.diagnostics.append(Diagnostic("archive.missing-part", None, missing))
        return part

    def _spine(self, part: str, root: Any, items: dict[str, Item]) -> Iterator[Item]:
        for reference in _all(root, "itemref"):
            name = reference.get("idref", "")
            if name in items:
                item = items[name]
                linear = reference.get("linear", "yes").strip().lower() != "no"
                yield Item(item.part, item.media_type, item.properties, linear)
            else:
                missing = {"format": "EPUB", "part": f"{name} (named in the spine of {part})"}
                self.archive.diagnostics.append(Diagnostic("archive.missing-part", None, missing))

    def _contents(self, item: Item) -> Iterator[tuple[str, str]]:
        """Plain name and title of each chapter that the table of contents names as a whole, the last entry first."""
        root = self.tree(item.part) if self.archive.has(item.part) else None
        entries = list(_entries(root)) if root is not None else []
        for address, title in reversed(entries):
            if address and "#" not in address and title:
                yield plain_name(_located(item.part, address)), title


def _entries(root: Any) -> Iterator[tuple[str, str]]:
    """Address and title of each entry of a navigation document or an NCX."""
    for link in _all(root, "a"):
        yield link.get("href", ""), _words(link)
    for point in _all(root, "navPoint"):
        label = next(_all(point, "navLabel"), None)
        content = next(_all(point, "content"), None)
        if label is not None and content is not None:
            yield content.get("src", ""), _words(label)


def _asides(part: str, root: Any, items: dict[str, Item]) -> Iterator[str]:
    """Plain names of the documents that are no chapters: the navigation, and what the guide calls cover or contents."""
    yield from (plain_name(item.part) for item in items.values() if "nav" in item.properties)
    for reference in _all(root, "reference"):
        if reference.get("type", "").lower() in ("cover", "toc"):
            yield plain_name(_located(part, reference.get("href", "")))


def _stated(part: str, root: Any) -> Iterator[Attribute]:
    """What the package states of the book; a date is the document's own only where it is said to be of publication."""
    for metadata in _all(root, "metadata"):
        for element in metadata.iter():
            name = _local(element)
            value = _words(element)[:LONGEST_VALUE]
            if name in _STATED and value:
                yield Attribute(f"dc:{name}", value, f"{part}#{name}")
                if name == "date" and any(key.endswith("event") and v == "publication" for key, v in element.items()):
                    yield Attribute("pubdate", value, f"{part}#{name}")


def _item(part: str, element: Any) -> Item:
    properties = frozenset(element.get("properties", "").split())
    return Item(_located(part, element.get("href", "")), element.get("media-type", ""), properties)


def _located(part: str, address: str) -> str:
    """The name in the archive of what a part refers to, without a place in it."""
    path = unquote(address.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")


def _all(root: Any, name: str) -> Iterator[Any]:
    """The elements of that name below one, whatever their namespace."""
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
