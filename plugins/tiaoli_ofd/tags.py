"""Metadata that a file names: custom data in its entry, and tags that say what its text objects are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.plugin import Attribute
from tiaoli_ofd.document import Document
from tiaoli_ofd.elements import child, children, local_name, text_of
from tiaoli_ofd.package import ENTRY


def custom_data(body: Any, labels: frozenset[str]) -> Iterator[Attribute]:
    """What the entry says of a document under names that are labels of metadata, such as 发文字号.

    Title, author and dates that it has places for are the producer's and are not used.
    """
    for element in children(child(body, "DocInfo", "CustomDatas"), "CustomData"):
        name = "".join(element.get("Name", "").split())
        if name in labels and text_of(element):
            yield Attribute(name, text_of(element), f"{ENTRY}#CustomData[@Name='{name}']")


def read_tags(document: Document, labels: frozenset[str]) -> dict[str, list[str]]:
    """The tags that are named as labels of metadata, each with the ids of the objects that bear its value."""
    tags: dict[str, list[str]] = {}
    location = text_of(child(document.root, "CustomTags"))
    listing, listed = document.package.tree_at(location, document.part) if location else ("", None)
    for entry in children(listed, "CustomTag"):
        root = document.package.tree_at(text_of(child(entry, "FileLoc")), listing)[1]
        for element in () if root is None else root.iter():
            if local_name(element) in labels:
                tags.setdefault(local_name(element), []).extend(map(text_of, children(element, "ObjectRef")))
    return tags


def tagged(tags: Mapping[str, list[str]], words: Mapping[str, str]) -> Iterator[Attribute]:
    """The values of tags, of the words of each object by its id."""
    for name, references in tags.items():
        if value := "".join(words.get(reference, "") for reference in references).strip():
            yield Attribute(name, value, f"CustomTags#{name}")
