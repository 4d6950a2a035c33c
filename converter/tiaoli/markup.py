"""XML of untrusted files: no entities, no network, no document types, an end to nesting and to size."""

from __future__ import annotations

from typing import Any, Protocol

MAX_DEPTH = 400
"""Word itself opens nothing that nests so deep."""

MAX_ELEMENTS = 4_000_000
"""What has more elements would take minutes; a book of a thousand pages has a million."""

_CHUNK = 1 << 20


class XmlError(Exception):
    """XML that is not well-formed, or that holds what a file of untrusted origin must not."""


class XmlTarget(Protocol):
    """What takes a parser's events."""

    def start(self, name: str, attributes: Any) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text, whole or a part of it."""


class _Guard:
    """Passes events on, and stops at a document type or at too many levels."""

    def __init__(self, target: XmlTarget) -> None:
        self._target = target
        self._depth = 0
        self._count = 0
        self.data = target.data

    def start(self, name: str, attributes: Any) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise XmlError(f"its elements nest deeper than {MAX_DEPTH} levels")
        if self._count > MAX_ELEMENTS:
            raise XmlError(f"it has more than {MAX_ELEMENTS} elements")
        self._target.start(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._target.end(name)

    def doctype(self, *_: Any) -> None:
        raise XmlError("it declares a document type, which is not read")

    def close(self) -> None:
        pass


def parse_events(data: bytes, target: XmlTarget) -> None:
    """Gives the events of XML to the target; raises XmlError at the first fault, what came before being given."""
    from lxml import etree  # whoever reads plain text never needs it

    guard: Any = _Guard(target)
    # The parser's own limits are wider than ours, so that ours are the ones that tell.
    parser: Any = etree.XMLParser(
        target=guard, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        for at in range(0, len(data), _CHUNK):
            parser.feed(data[at : at + _CHUNK])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise XmlError(f"it is not well-formed XML: {error.msg}") from error


def parse_tree(data: bytes) -> Any:
    """The root element of XML, an lxml element; raises XmlError."""
    root, fault = parse_soundly(data)
    if fault:
        raise fault
    return root


def parse_soundly(data: bytes) -> tuple[Any, XmlError | None]:
    """The root element of XML with what comes before the first fault, None where nothing does; and the fault."""
    builder = _TreeTarget()
    try:
        parse_events(data, builder)
    except XmlError as fault:
        return builder.root, fault
    return builder.root, None if builder.root is not None else XmlError("it holds no element")


class _TreeTarget:
    """Builds a tree, under the same guard as events."""

    def __init__(self) -> None:
        from lxml import etree

        self.root: Any = None
        self._builder = etree.TreeBuilder()

    def start(self, name: str, attributes: Any) -> None:
        element = self._builder.start(name, dict(attributes))
        if self.root is None:
            self.root = element

    def end(self, name: str) -> None:
        self._builder.end(name)

    def data(self, text: str) -> None:
        self._builder.data(text)
