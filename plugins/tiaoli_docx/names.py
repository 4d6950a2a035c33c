"""Names of WordprocessingML, the same for the transitional and the strict form of its namespaces."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_PREFIXES = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OFFICE}/markup-compatibility/2006": "mc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_OFF = frozenset(("0", "false", "off"))


@lru_cache(maxsize=4096)
def short(name: str) -> str:
    """An element's or attribute's name with its usual prefix, `?:` before the names of unknown namespaces.

    >>> short("{http://purl.oclc.org/ooxml/wordprocessingml/main}p")
    'w:p'
    """
    namespace, _, local = name.rpartition("}")
    return f"{_PREFIXES.get(namespace[1:], '?')}:{local}" if namespace else local


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """The attribute of that short name; documents are few that do not prefix their attributes, and are read too."""
    bare = name.partition(":")[2]
    for key, value in attributes.items():
        if key == bare or short(key) == name:
            return value
    return None


def value(attributes: Mapping[str, str]) -> str | None:
    """The `w:val` of an element."""
    return attribute(attributes, "w:val")


def number(text: str | None) -> int | None:
    """A decimal number of at most nine digits; None for anything else."""
    digits = (text or "").strip()
    sign, bare = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
    return sign * int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else None


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether an element such as `w:vanish` switches on what it names: without a `w:val` it does."""
    return (value(attributes) or "1").strip().lower() not in _OFF
