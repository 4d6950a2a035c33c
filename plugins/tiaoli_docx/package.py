"""The archive of a Word file: which part is the document, and how the parts refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from tiaoli.plugin import Archive, plain_name
from tiaoli_docx.names import short

_MAIN_TYPES = ("wordprocessingml.document.main", "wordprocessingml.template.main", "ms-word.")


class Package(Archive):
    """The parts of a Word file by name; raises ArchiveError where it has no sound list of contents."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, "docx")

    def main_part(self) -> str | None:
        """The name of the part that holds the document; None where the archive holds none of Word's.

        It is what the package's relationships name, else the part of the right content type, else the usual name.
        """
        named = [target for kind, target in self.related("").values() if kind == "officeDocument" and self.has(target)]
        types = self._content_types
        for part in named:
            content_type = types.get(plain_name(part), "")
            if _is_main(content_type) or (not content_type and part.startswith("word/")):
                return part
        typed = next((part for part, kind in types.items() if _is_main(kind) and self.has(part)), None)
        usual = "word/document.xml"
        return typed or (usual if self.has(usual) and not named else None)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the archive: id -> (kind, name of the part); of the whole package for ''."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self.read_tree(path) if self.has(path) else None
        found = {}
        for element in root if root is not None else ():
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            if element.get("TargetMode") != "External" and target:
                found[element.get("Id", "")] = (
                    kind,
                    posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
                )
        return found

    @cached_property
    def _content_types(self) -> dict[str, str]:
        """The content type that each part is said to have, of those named one by one."""
        path = "[Content_Types].xml"
        root = self.read_tree(path) if self.has(path) else None
        return dict(_overrides(root)) if root is not None else {}


def _overrides(root: Any) -> Iterator[tuple[str, str]]:
    for element in root:
        if isinstance(element.tag, str) and short(element.tag).endswith("Override"):
            yield plain_name(element.get("PartName", "")), element.get("ContentType", "")


def _is_main(content_type: str) -> bool:
    return any(kind in content_type for kind in _MAIN_TYPES) and content_type.endswith("main+xml")
