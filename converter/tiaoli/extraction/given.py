"""What a manifest gives of a document, held against what was found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tiaoli.chinese.dates import parse_date
from tiaoli.chinese.regions import NATION, Region, resolve
from tiaoli.chinese.width import fold
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Metadata

Difference = tuple[str, object, object]
"""A field, what was given, and what was found (None where the document does not say)."""

_CODE_DIGITS = 6
_NATION = frozenset(("中国", "国家", "中央", "全国人大", "国务院", "国务院办公厅"))
"""What people write of documents of the whole country, beside 全国."""
_MARKS = re.compile(r"\W+")


def differences(found: Metadata, given: Mapping[str, Any]) -> list[Difference]:
    """The fields that a manifest gives and the document does not say alike, in the order region, year, published."""
    return [
        (name, given[name], _shown(found, name))
        for name, is_same in _SAME.items()
        if given.get(name) not in (None, "") and not is_same(found, given[name])
    ]


def manifest_remarks(found: Metadata, given: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    """A diagnostic for each difference: a warning where the document says otherwise, else that it is silent."""
    return tuple(_remark(*difference) for difference in differences(found, given))


def _remark(name: str, given: object, found: object) -> Diagnostic:
    if found is None:
        return Diagnostic("manifest.alone", None, {"field": name, "given": given})
    return Diagnostic("manifest.differs", None, {"field": name, "given": given, "found": found})


def _shown(found: Metadata, name: str) -> object:
    if name == "region":
        return found.region.name if found.region else None
    value: object = getattr(found, name)
    return value


def _is_region(found: Metadata, given: object) -> bool:
    """Whether the words may mean the region: by its code, its name, or any short form of it, such as 璧山."""
    if found.region is None:
        return False
    region = Region(**found.region.model_dump())
    words = _MARKS.sub("", fold(str(given)))
    if region == NATION and words in _NATION:
        return True
    if words.isdecimal():
        return words[:_CODE_DIGITS].ljust(_CODE_DIGITS, "0") == region.adcode
    named = resolve(words, year=found.year, within=region)
    return any(each.adcode == region.adcode for each in named)


def _is_year(found: Metadata, given: object) -> bool:
    return str(found.year) == str(given)


def _is_published(found: Metadata, given: object) -> bool:
    return found.published is not None and parse_date(found.published) == parse_date(str(given))


_SAME: dict[str, Callable[[Metadata, object], bool]] = {
    "region": _is_region,
    "year": _is_year,
    "published": _is_published,
}
