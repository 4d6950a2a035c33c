"""What quantities are measured in: dimensions, their base units, and the units that reports print."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

import yaml

from tiaoli.chinese.width import fold


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: its base unit, how many of it each printed unit is, and what currencies are printed as."""

    name: str
    base: str
    units: dict[str, Decimal]
    currencies: dict[str, str]
    bare: bool = False
    """Whether a number without a unit may be one of this dimension."""


@cache
def load_dimensions() -> dict[str, Dimension]:
    """The dimensions by name, as `units.yaml` lists them; units are folded."""
    text = (resources.files("tiaoli.chinese") / "units.yaml").read_text("utf-8")
    loaded = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        name: Dimension(
            name,
            given["base"],
            {fold(unit): Decimal(str(factor)) for unit, factor in given["units"].items()},
            given.get("currencies", {}),
            given.get("bare", False),
        )
        for name, given in loaded.items()
    }
