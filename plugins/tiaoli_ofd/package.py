"""The archive of an OFD file: which documents it holds, and where its parts lie."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from tiaoli.plugin import Archive, Diagnostic, plain_name
from tiaoli_ofd.elements import child, children, is_true, text_of

ENTRY = "OFD.xml"
MOST_NAMED = 10
"""Missing parts that a remark names."""
MOST_FOLDERS = 4
"""Around a part, in which a location is looked for."""
_DOCUMENT = re.compile(r"(?:^|/)document\.xml$")


class Package(Archive):
    """The parts of an OFD file by name; raises ArchiveError where it has no sound list of contents."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, "ofd")
        self._missing: dict[str, None] = {}

    def part_at(self, location: str, base: str) -> str | None:
        """The name of the part at a location that the part `base` gives; None, and a remark, where there is none.

        A location is absolute or relative to the folder of `base`; producers also begin at a folder around that.
        """
        location = location.strip().replace("\\", "/")
        around = [
            folder.as_posix() for folder in (*PurePosixPath("/", base).parents[:MOST_FOLDERS], PurePosixPath("/"))
        ]
        for folder in reversed(around) if location.startswith("/") else around:
            part = posixpath.normpath(posixpath.join(folder, location.lstrip("/"))).lstrip("/")
            if self.has(part):
                return part
        if location:
            self._missing[location] = None
        return None

    def tree_at(self, location: str, base: str) -> tuple[str, Any]:
        """The name and the root element of the part at a location; the root is None where it cannot be read."""
        part = self.part_at(location, base)
        return (part, self.read_tree(part)) if part else ("", None)

    def documents(self) -> Iterator[tuple[str, Any]]:
        """The root part of each document in its current version, and what the entry says of it.

        Where the entry says nothing that holds, every part is a document that is named as one.
        """
        entry = self.read_tree(ENTRY) if self.has(ENTRY) else None
        found = {part: body for body in children(entry, "DocBody") if (part := self._root_part(body))}
        yield from found.items() or ((name, None) for name in self.names if _DOCUMENT.search(plain_name(name)))

    def _root_part(self, body: Any) -> str | None:
        for version in children(child(body, "Versions"), "Version"):
            if is_true(version.get("Current"), default=False):
                part, root = self.tree_at(version.get("BaseLoc", ""), ENTRY)
                location = text_of(child(root, "DocRoot"))
                if found := location and self.part_at(location, part):
                    return found
        return self.part_at(text_of(child(body, "DocRoot")), ENTRY)

    def remarks(self) -> tuple[Diagnostic, ...]:
        """What is wrong with parts that were asked for."""
        if not self._missing:
            return tuple(self.diagnostics)
        named = ", ".join(list(self._missing)[:MOST_NAMED])
        more = f" … ({len(self._missing)})" if len(self._missing) > MOST_NAMED else ""
        missing = Diagnostic("archive.missing-part", None, {"format": self.kind, "part": named + more})
        return (*self.diagnostics, missing)
