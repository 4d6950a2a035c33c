"""What a test says of a value against the value: numbers as numbers, words folded and without white space."""

from __future__ import annotations

import math
from typing import Any

import yaml

from tiaoli.chinese.width import squeeze

_MAIN_PARTS = ("value", "name", "adcode")
"""The parts of a compound value that a plain one is compared with."""


def is_same(wanted: Any, actual: Any) -> bool:
    """Whether the value is what is wanted; of a mapping only what is wanted of it is looked at.

    >>> is_same("增长 5%", "增长５％"), is_same(5, {"value": 5.0, "unit": "CNY"}), is_same({"a": 1}, {"a": 2, "b": 1})
    (True, True, False)
    """
    if isinstance(wanted, dict):
        return isinstance(actual, dict) and all(key in actual and is_same(wanted[key], actual[key]) for key in wanted)
    if isinstance(actual, dict):
        return any(is_same(wanted, actual[part]) for part in _MAIN_PARTS if part in actual)
    if isinstance(wanted, (list, tuple)) or isinstance(actual, (list, tuple)):
        return (
            isinstance(wanted, (list, tuple))
            and isinstance(actual, (list, tuple))
            and len(wanted) == len(actual)
            and all(map(is_same, wanted, actual))
        )
    if wanted is None or actual is None or isinstance(wanted, bool) or isinstance(actual, bool):
        return wanted is actual
    if isinstance(wanted, (int, float)) and isinstance(actual, (int, float)):
        return math.isclose(wanted, actual, rel_tol=1e-9)
    return squeeze(str(wanted)) == squeeze(str(actual))


def has_words(words: str, text: str) -> bool:
    """Whether the words stand in the text, whatever their width and the white space between them."""
    return squeeze(words) in squeeze(text)


def written(value: Any) -> str:
    """The value on one line, as a rule file writes it."""
    if not isinstance(value, (dict, list)):
        return str(value)
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return text.strip()
