"""Which version a changed pack needs, by what its users would miss, gain or find otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tiaoli.rulebook.models import Pack
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.versions import parse_version

LEVELS = ("patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Edit:
    """Why a pack needs a version of some level: a code, and the part of the pack that it is about."""

    level: str
    code: str  # removed | retyped | added | gained | edited | pack-removed
    part: str = ""


@dataclass(frozen=True, slots=True)
class Bump:
    """The version that a changed pack needs, and whether the one in its file will do."""

    pack: str
    old: str
    new: str | None
    """None where the pack is gone."""
    level: str
    needed: str
    reasons: tuple[Edit, ...]

    @property
    def is_enough(self) -> bool:
        """Whether the new version is at least the one that is needed."""
        return self.new is not None and parse_version(self.new) >= parse_version(self.needed)


def compare_libraries(old: Library, new: Library, gaining: Collection[str] = ()) -> list[Bump]:
    """The packs that changed or went, by id, each with the version that it needs; new packs need none.

    What a pack inherits counts as its own: its version is the only one that its documents bear. `gaining` are the
    ids of packs that give values which they did not give before.
    """
    after = {pack.id: pack for pack in new.packs}
    bumps = []
    for pack in old.packs:
        changed = after.get(pack.id)
        if changed is None or changed.sha256 != pack.sha256:
            bumps.append(_bump(pack, changed, pack.id in gaining))
    return bumps


def _bump(old: Pack, new: Pack | None, gains: bool) -> Bump:
    reasons = tuple(_reasons(old, new, gains)) if new else (Edit("major", "pack-removed"),)
    level = max((reason.level for reason in reasons), key=LEVELS.index)
    return Bump(old.id, old.version, new.version if new else None, level, next_version(old.version, level), reasons)


def _reasons(old: Pack, new: Pack, gains: bool) -> Iterator[Edit]:
    before, after = _parts(old), _parts(new)
    found = [Edit("major", "removed", part) for part in before if part not in after]
    found += [Edit("major", "retyped", part) for part, kind in before.items() if part in after and after[part] != kind]
    found += [Edit("minor", "added", part) for part in after if part not in before]
    found += [Edit("minor", "gained")] if gains else []
    yield from found or [Edit("patch", "edited")]


def _parts(pack: Pack) -> dict[str, str]:
    """What users of a pack's output build on, by path, each with its type where it has one."""
    named: dict[str, Collection[str]] = {
        "roles": pack.roles,
        "indicators": pack.indicators,
        "topics": pack.topics,
        "records": pack.records,
    }
    return {
        "document_type": pack.document_type,
        **{f"fields.{name}": rule.type for name, rule in pack.fields.items()},
        **{f"{kind}.{name}": "" for kind, rules in named.items() for name in rules},
        **{
            f"indicators.{n}.{m}": each.dimension
            for n, rule in pack.indicators.items()
            for m, each in rule.measures.items()
        },
        **{f"records.{n}.{column.name}": column.type for n, rule in pack.records.items() for column in rule.columns},
    }


def next_version(version: str, level: str) -> str:
    """The version that follows at a level.

    >>> next_version("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = parse_version(version)
    following = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, following[level]))
