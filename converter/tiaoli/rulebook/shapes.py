"""The shapes that values of a rule file may have: from them files are checked, editors served, pages written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The literal text, whatever YAML would make of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with a point or without."""


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class PatternText:
    """Text with placeholders."""


@dataclass(frozen=True, slots=True)
class RegexText:
    """A raw regular expression."""


@dataclass(frozen=True, slots=True)
class AnyPattern:
    """Text with placeholders, or `{regex: …}`."""


@dataclass(frozen=True, slots=True)
class AliasText:
    """Words that name something, which may hold optional parts and the rule's own words."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Whatever stands there, as plain values: numbers and truths read as such where they look so."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Whatever stands there, as its node, to be checked once it is known what it has to be."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape; `length` where it is fixed."""

    item: Shape
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Values of one shape under names that the author chooses: lower-case letters, digits and _."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Labelled:
    """Values of one shape under any text, or under aliases."""

    value: Shape
    by_alias: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping, what stands under it, and whether it has to be there."""

    name: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping of known keys. Its `name` is that under which `language.yaml` describes its keys."""

    name: str
    keys: tuple[Key, ...]
    one_of: tuple[str, ...] = ()
    """Keys of which exactly one has to be there."""
    any_of: tuple[str, ...] = ()
    """Keys of which at least one has to be there."""
    others: Shape | None = None
    """What stands under any other key; None where there may be none."""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys there are."""
        return tuple(key.name for key in self.keys)

    def shape_of(self, name: str) -> Shape | None:
        """What stands under a key; None for a key that there is not."""
        return next((key.shape for key in self.keys if key.name == name), None)


Shape = (
    Text | Choice | Integer | Number | Truth | PatternText | RegexText | AnyPattern | AliasText | Plain | Raw
    | ListOf | Named | Labelled | Mapping
)  # fmt: skip


def mappings(shape: Shape) -> Iterator[Mapping]:
    """The mappings within a shape, itself first, each once for each place it stands in."""
    match shape:
        case Mapping():
            yield shape
            for key in shape.keys:
                yield from mappings(key.shape)
        case ListOf(item=inner) | Named(value=inner) | Labelled(value=inner):
            yield from mappings(inner)
