"""Finds the plugins of the entry-point group `tiaoli` and of the user's folder, and checks each on its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any, cast

from tiaoli.admission import HOOKS, PLUGIN_FAULTS, check_version, checked, in_words, nearest, offers
from tiaoli.errors import PluginError, UsageError
from tiaoli.hookspecs import API_VERSION, Parser, Reader, Writer
from tiaoli.page import Page
from tiaoli.rulebook.models import Site
from tiaoli.selection import DISABLED_VARIABLE, Selection, forget_selection, selection
from tiaoli.source import Source

GROUP = "tiaoli"
STRICT_VARIABLE = "TIAOLI_STRICT_PLUGINS"
"""Environment variable: `1` makes any fault of any plugin a PluginError."""

FOLDER = "plugins-dir"
"""What stands for the distribution of a plugin that lies in the user's folder."""


@dataclass(frozen=True, slots=True)
class LoadedPlugin:
    """A plugin that was found, with what it offers or why it is not in use."""

    name: str
    distribution: str
    version: str
    module: str
    api: str | None = None
    """The version of the interface that it says it was written for."""
    disabled: bool = False
    """Whether it was left alone, and not even imported."""
    error: str | None = None
    """Why nothing of the plugin is in use; None where it is."""
    warnings: tuple[str, ...] = ()
    """What is wrong though the plugin is in use, such as a name that another plugin claims."""
    readers: tuple[Reader, ...] = ()
    parsers: tuple[Parser, ...] = ()
    writers: tuple[Writer, ...] = ()

    @property
    def key(self) -> str:
        """`distribution:name`, which no other plugin has."""
        return f"{self.distribution}:{self.name}"

    def offers(self, kind: str) -> tuple[Any, ...]:
        """The plugin's readers, parsers or writers; `kind` is the word in the singular."""
        return cast(tuple[Any, ...], getattr(self, f"{kind}s"))


@dataclass(frozen=True, slots=True)
class Clash:
    """A name that two plugins claim; the first in the order of their keys has it."""

    kind: str
    name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _Found:
    """All plugins, and the names that two of them claim."""

    plugins: tuple[LoadedPlugin, ...]
    clashes: tuple[Clash, ...]


# What is installed


def installed() -> tuple[LoadedPlugin, ...]:
    """Every plugin there is, by distribution and name, those that are disabled too; looked up once a process.

    Raises PluginError where strictness is asked for and any plugin has a fault.
    """
    return _discover(selection()).plugins


def plugins(disabled: Sequence[str] = ()) -> tuple[LoadedPlugin, ...]:
    """Every plugin that is not disabled, as `installed` gives them; `disabled` adds to what the user disabled."""
    wanted = selection()
    found = _discover(replace(wanted, disabled=wanted.disabled | set(disabled)))
    return tuple(plugin for plugin in found.plugins if not plugin.disabled)


def readers() -> tuple[Reader, ...]:
    """Every reader that is in use, in the fixed order of the plugins."""
    return tuple(reader for plugin in plugins() for reader in plugin.readers)


def parsers() -> tuple[Parser, ...]:
    """Every parser that is in use, in the fixed order of the plugins."""
    return tuple(parser for plugin in plugins() for parser in plugin.parsers)


def chosen(kind: str, name: str) -> Any:
    """The reader, parser or writer of that name; raises UsageError where there is none, or where two claim it."""
    for clash in _discover(selection()).clashes:
        if (clash.kind, clash.name) == (kind, name):
            raise UsageError(
                f"two plugins offer a {kind} named {name!r}: {clash.first} and {clash.second}; "
                f"disable one of them, for example {DISABLED_VARIABLE}={clash.second}"
            )
    known = {offered.name: offered for plugin in plugins() for offered in plugin.offers(kind)}
    if name in known:
        return known[name]
    failed = "; a plugin did not load, see `tiaoli plugins list`" if any(p.error for p in plugins()) else ""
    raise UsageError(f"no {kind} is named {name!r}{nearest(name, known)}; there are: {', '.join(known)}{failed}")


def read_with(name: str, source: Source, site: Site) -> Page:
    """The page that the reader of that name makes of a source: for readers of formats that hold another inside.

    Raises UsageError where no reader has the name.
    """
    return cast(Reader, chosen("reader", name)).read(source, site)


def origin(kind: str, name: str) -> str:
    """The key of the plugin that the reader, parser or writer of that name came from; `?` where none did."""
    return next((p.key for p in plugins() for offered in p.offers(kind) if offered.name == name), "?")


def forget() -> None:
    """Looks plugins up anew on the next call, for programs that install them while they run."""
    _discover.cache_clear()
    forget_selection()


# Where plugins lie


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A plugin by what is known of it before it is imported, and what imports it."""

    plugin: LoadedPlugin
    load: Callable[[], object] = field(repr=False)


def _candidates(folder: Path | None) -> list[_Candidate]:
    """What is installed and what lies in the user's folder, in the order of distribution and name."""
    found = [_Candidate(_described(entry), entry.load) for entry in metadata.entry_points(group=GROUP)]
    found += _in_folder(folder) if folder else ()
    return sorted(found, key=lambda one: (one.plugin.distribution, one.plugin.name, one.plugin.module))


def _described(entry: metadata.EntryPoint) -> LoadedPlugin:
    """The plugin by its metadata alone, nothing imported."""
    stated = dict(entry.dist.metadata.items()) if entry.dist else {}  # type: ignore[attr-defined]  # a message
    return LoadedPlugin(entry.name, stated.get("Name", "?"), stated.get("Version", "?"), entry.value)


def _in_folder(folder: Path) -> Iterator[_Candidate]:
    """Each module and package of a folder; names that begin with _ or . are helpers of others."""
    for path in sorted(folder.iterdir()):
        file = path / "__init__.py" if path.is_dir() else path
        if path.name[0] not in "_." and file.suffix == ".py" and file.is_file():
            plugin = LoadedPlugin(path.stem, FOLDER, "-", str(path))
            yield _Candidate(plugin, lambda name=path.stem, file=file: _import(name, file))  # type: ignore[misc]


def _import(name: str, file: Path) -> object:
    """The module of a file, which no import path leads to; raises ImportError where its name is another's."""
    if name in sys.modules and getattr(sys.modules[name], "__file__", None) != str(file):
        raise ImportError(f"another module is named {name}; rename {file.name}")
    spec = util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no module")
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # before it runs: its classes look themselves up there
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@cache
def _discover(wanted: Selection) -> _Found:
    """The plugins with each claimed name given to one of them, and the names that two of them claim."""
    found: list[LoadedPlugin] = []
    clashes: list[Clash] = []
    for candidate in _candidates(wanted.folder):
        plugin = candidate.plugin
        if wanted.leaves_out(plugin.distribution, plugin.name):
            loaded = replace(plugin, disabled=True)
        elif any(plugin.key == other.key for other in found):
            loaded = replace(plugin, error=f"{plugin.key} is declared twice; only the first is in use")
        else:
            loaded = _loaded(candidate)
        new = _clashes(loaded, found)
        clashes += new
        found.append(_without(loaded, new))
    known = tuple(_warned(plugin, found, clashes) for plugin in found)
    if os.environ.get(STRICT_VARIABLE) == "1":
        _insist(known)
    return _Found(known, tuple(clashes))


def _insist(found: Iterable[LoadedPlugin]) -> None:
    faults = [f"{p.key}: {fault}" for p in found for fault in ((p.error,) if p.error else p.warnings)]
    if faults:
        raise PluginError(f"{STRICT_VARIABLE}=1 and there are faulty plugins:\n" + "\n".join(faults))


# One plugin, checked on its own


def _loaded(candidate: _Candidate) -> LoadedPlugin:
    """The plugin with its offers, or with the error that keeps it out of use."""
    plugin = candidate.plugin
    try:
        module = candidate.load()
    except PLUGIN_FAULTS as error:
        return replace(plugin, error=f"it does not import: {in_words(error)}")
    declared = getattr(module, "TIAOLI_API", None)
    plugin = replace(plugin, api=str(declared) if declared is not None else None)
    try:
        check_version(declared)
        manager = checked(module)
        offered: dict[str, Any] = {f"{kind}s": tuple(offers(manager, hook, kind)) for hook, kind in HOOKS.items()}
    except PluginError as error:
        return replace(plugin, error=error.message)
    major = API_VERSION.partition(".")[0]
    unsaid = (
        () if declared is not None else (f'it does not say which interface it was written for: TIAOLI_API = "{major}"',)
    )
    return replace(plugin, warnings=unsaid, **offered)


# One name, one owner


def _clashes(plugin: LoadedPlugin, earlier: Sequence[LoadedPlugin]) -> list[Clash]:
    owners = {(kind, o.name): p.key for kind in HOOKS.values() for p in earlier for o in p.offers(kind)}
    return [
        Clash(kind, offered.name, owners[kind, offered.name], plugin.key)
        for kind in HOOKS.values()
        for offered in plugin.offers(kind)
        if (kind, offered.name) in owners
    ]


def _without(plugin: LoadedPlugin, clashes: Sequence[Clash]) -> LoadedPlugin:
    """The plugin less the names that an earlier one has."""
    taken = {(clash.kind, clash.name) for clash in clashes}
    left: dict[str, Any] = {
        f"{kind}s": tuple(offered for offered in plugin.offers(kind) if (kind, offered.name) not in taken)
        for kind in HOOKS.values()
    }
    return replace(plugin, **left)


def _warned(plugin: LoadedPlugin, found: Sequence[LoadedPlugin], clashes: Iterable[Clash]) -> LoadedPlugin:
    """The plugin with a warning for each name that it shares with another."""
    if plugin.disabled:
        return plugin
    warnings = list(plugin.warnings)
    for other in found:
        if other.name == plugin.name and other.key != plugin.key and not other.disabled:
            warnings.append(f"{other.key} has the same plugin name")
    for clash in clashes:
        if plugin.key == clash.first:
            warnings.append(
                f"its {clash.kind} {clash.name!r} is claimed by {clash.second} too, and stays with this plugin"
            )
        elif plugin.key == clash.second:
            warnings.append(f"its {clash.kind} {clash.name!r} is refused: {clash.first} has that name")
    return replace(plugin, warnings=tuple(warnings))
