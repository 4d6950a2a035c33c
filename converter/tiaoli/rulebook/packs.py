"""The rule library: every pack and site file found in installed libraries and in folders of the user's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from pathlib import Path

from tiaoli.errors import PluginError, UsageError
from tiaoli.rulebook.cache import load_cached
from tiaoli.rulebook.faults import nearest
from tiaoli.rulebook.loaded import Layers, Loaded, Replaced
from tiaoli.rulebook.models import Pack, Site
from tiaoli.rulebook.wording import Phrase
from tiaoli.selection import selection

ENTRY_POINTS = "tiaoli.rules"
"""The group under which a distribution names its rule libraries."""

_HOST = re.compile(r"https?://(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Library:
    """All packs and sites, each sorted by id, and the files that gave way to others of the same id."""

    packs: tuple[Pack, ...]
    sites: tuple[Site, ...]
    replaced: tuple[Replaced, ...] = ()

    def pack(self, pack_id: str) -> Pack:
        """The pack with this id; raises UsageError with the nearest one where there is none."""
        found = next((pack for pack in self.packs if pack.id == pack_id and not pack.abstract), None)
        if found is None:
            if any(pack.id == pack_id for pack in self.packs):
                raise UsageError(Phrase("abstract-pack", {"pack": pack_id}))
            raise no_pack(pack_id, [pack.id for pack in self.packs if not pack.abstract])
        return found

    def site_for(self, uri: str | None) -> Site:
        """What is known of the site a URI names, over what is true of every site.

        The longest domain that is the host of an http(s) address in the URI, or that the host belongs to, counts.
        """
        general = self._general()
        match = _HOST.search(uri or "")
        if not match:
            return general
        host = match[1].lower()
        fits = [
            (len(domain), site) for site in self.sites for domain in site.domains if f".{host}".endswith(f".{domain}")
        ]
        if not fits:
            return general
        return _over(max(fits, key=lambda fit: fit[0])[1], general)

    def over_general(self, site: Site) -> Site:
        """The site's rules over what the other files say is true of every site."""
        return _over(site, self._general(besides=site.id))

    def _general(self, besides: str = "") -> Site:
        """What is true of every site; a later file's rules go before an earlier one's."""
        general = Site("", ())
        for site in self.sites:
            if not site.domains and site.id != besides:
                general = _over(site, general) if general.id else site
        return general


def no_pack(pack_id: str, known: Iterable[str]) -> UsageError:
    """What is said of an id that no pack bears, with the nearest of those there are."""
    return UsageError(Phrase("no-pack", {"pack": pack_id, "hint": nearest(pack_id, known)}))


def load_library(extra: tuple[Path, ...] = (), settings: tuple[Path, ...] = ()) -> Library:
    """The installed rule libraries, then what `tiaoli.toml` names, then the folders and files of `extra`.

    Where two rule files bear one id, the later of these places has it. Read once per process, and again where one
    of the user's files has changed. Raises RuleError with every fault of every file, and UsageError for a folder or
    file that is not there.
    """
    return _load(tuple(extra), tuple(settings), (_in_use(), *_stamps((*settings, *extra))))


def _stamps(places: tuple[Path, ...]) -> tuple[object, ...]:
    """What tells whether the files of some places are still those that were read."""
    found = [(file, Path(str(file)).stat()) for file in _files(places)]
    return tuple((os.path.realpath(str(file)), status.st_mtime_ns, status.st_size) for file, status in found)


@lru_cache(maxsize=8)
def _load(extra: tuple[Path, ...], settings: tuple[Path, ...], stamps: tuple[object, ...]) -> Library:
    loaded = load_cached(layers_of(extra, settings), _load_anew)
    return Library(
        tuple(sorted(loaded.packs, key=lambda pack: pack.id)),
        tuple(sorted(loaded.sites, key=lambda site: site.id)),
        loaded.replaced,
    )


def _load_anew(layers: Layers) -> Loaded:
    # Imported where needed: what reads YAML takes longer to import than a cache takes to read.
    from tiaoli.rulebook.loading import load_layers

    return load_layers(layers)


def layers_of(extra: tuple[Path, ...], settings: tuple[Path, ...]) -> Layers:
    """The rule files by where they come from, as `load_library` reads them; raises UsageError as it does."""
    installed = [file for root in _installed() for file in rule_files(root)]
    return _each_once([("installed", installed), ("settings", _files(settings)), ("folder", _files(extra))])


def _each_once(layers: list[tuple[str, list[Traversable]]]) -> list[tuple[str, list[Traversable]]]:
    """The layers without the files that are named again later: they would take the place of themselves."""
    seen: set[str] = set()
    kept = []
    for why, files in reversed(layers):
        # Of one layer too a file may be named twice, by itself and with its folder.
        once = {os.path.realpath(str(file)): file for file in files}
        kept.append((why, [file for real, file in once.items() if real not in seen]))
        seen |= set(once)
    return kept[::-1]


def _files(places: tuple[Path, ...]) -> list[Traversable]:
    """The rule files of some folders, and files named themselves."""
    files: list[Traversable] = []
    for place in places:
        if not place.exists():
            raise UsageError(Phrase("no-rules", {"place": place}))
        files += rule_files(place) if place.is_dir() else [place]
    return files


def rule_files(root: Traversable) -> list[Traversable]:
    """The rule files of a library or folder, by name."""
    found = (entry for entry in root.iterdir() if entry.name.endswith((".yaml", ".yml")) and entry.is_file())
    return sorted(found, key=lambda entry: entry.name)


@dataclass(frozen=True, slots=True)
class InstalledLibrary:
    """An entry point of the group `tiaoli.rules`: a package of rule files, known before it is imported."""

    name: str
    distribution: str
    version: str
    module: str
    disabled: bool = False

    @property
    def key(self) -> str:
        """`distribution:name`, which no other rule library has."""
        return f"{self.distribution}:{self.name}"


def installed_libraries() -> list[InstalledLibrary]:
    """Every rule library that is installed, disabled ones too, by distribution and name."""
    wanted = selection()
    return [replace(library, disabled=wanted.leaves_out(library.distribution, library.name)) for library in _declared()]


@cache
def _declared() -> tuple[InstalledLibrary, ...]:
    """The rule libraries as distributions declare them, looked up once a process."""
    found = []
    for entry in entry_points(group=ENTRY_POINTS):
        distribution, version = (entry.dist.name, entry.dist.version) if entry.dist else ("?", "?")
        found.append(InstalledLibrary(entry.name, distribution, version, entry.value))
    return tuple(sorted(found, key=lambda library: (library.distribution, library.name, library.module)))


def _in_use() -> tuple[str, ...]:
    """The packages of the rule libraries that are not disabled, in a fixed order and each once."""
    return tuple(sorted({library.module for library in installed_libraries() if not library.disabled}))


def _installed() -> Iterator[Traversable]:
    """The root of each rule library that is in use, in a fixed order and each once."""
    for value in _in_use():
        try:
            yield resources.files(value)
        except ImportError as error:
            raise PluginError(
                f"the rule library {value} is installed but cannot be imported: {error}; mend or uninstall it, "
                f"or leave it out with `tiaoli plugins disable`"
            ) from error


def _over(site: Site, general: Site) -> Site:
    """A site's own rules before the general ones."""
    return replace(
        site,
        containers=site.containers + general.containers,
        content_comments=site.content_comments + general.content_comments,
        clutter_classes=site.clutter_classes + general.clutter_classes,
        labels=site.labels | general.labels,
        clutter=site.clutter + general.clutter,
    )
