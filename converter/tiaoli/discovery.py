"""Finds the plugins of the entry-point group `tiaoli`, checks each on its own, and ranks what they offer."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from typing import Any, Generic, TypeVar, cast

from tiaoli.admission import HOOKS, check_version, checked, in_words, nearest, offers
from tiaoli.admission import PLUGIN_FAULTS as PLUGIN_FAULTS  # callers catch the same
from tiaoli.diagnostic import Diagnostic
from tiaoli.errors import PluginError, UsageError
from tiaoli.hookspecs import API_VERSION, Parser, Reader, Recognition, Writer
from tiaoli.page import Page
from tiaoli.rulebook.models import Site
from tiaoli.source import Source

GROUP = "tiaoli"
STRICT_VARIABLE = "TIAOLI_STRICT_PLUGINS"
"""Environment variable: `1` makes any fault of any plugin a PluginError."""
DISABLED_VARIABLE = "TIAOLI_DISABLED_PLUGINS"
"""Environment variable: plugins to leave alone, comma-separated, each `name` or `distribution:name`."""

Offered = TypeVar("Offered")


@dataclass(frozen=True, slots=True)
class LoadedPlugin:
    """One entry point of the group, with what it offers or why it is not in use."""

    name: str
    distribution: str
    version: str
    module: str
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
class Ranked(Generic[Offered]):
    """A reader or parser that recognised something: how sure it is, and why."""

    name: str
    plugin: Offered
    score: float
    reason: str


# What is installed


def plugins(disabled: Sequence[str] = ()) -> tuple[LoadedPlugin, ...]:
    """Every plugin that is installed and not disabled, by distribution and name; looked up once a process.

    `disabled` adds to what the environment disables. Raises PluginError where strictness is asked for
    and any plugin has a fault.
    """
    return _discover(frozenset(disabled))[0]


def readers() -> tuple[Reader, ...]:
    """Every reader that is in use, in the fixed order of the plugins."""
    return tuple(reader for plugin in plugins() for reader in plugin.readers)


def parsers() -> tuple[Parser, ...]:
    """Every parser that is in use, in the fixed order of the plugins."""
    return tuple(parser for plugin in plugins() for parser in plugin.parsers)


def chosen_reader(name: str) -> Reader:
    """The reader of that name; raises UsageError where there is none, or where two plugins claim it."""
    return cast(Reader, _chosen("reader", name))


def chosen_parser(name: str) -> Parser:
    """The parser of that name; raises UsageError where there is none, or where two plugins claim it."""
    return cast(Parser, _chosen("parser", name))


def read_with(name: str, source: Source, site: Site) -> Page:
    """The page that the reader of that name makes of a source: for readers of formats that hold another inside.

    Raises UsageError where no reader has the name.
    """
    return chosen_reader(name).read(source, site)


def origin(kind: str, name: str) -> str:
    """The key of the plugin that the reader, parser or writer of that name came from; `?` where none did."""
    return next((p.key for p in plugins() for offered in p.offers(kind) if offered.name == name), "?")


def forget() -> None:
    """Looks plugins up anew on the next call, for programs that install them while they run."""
    _discover.cache_clear()


def _chosen(kind: str, name: str) -> Any:
    for clash in _discover(frozenset())[1]:
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


@cache
def _discover(disabled: frozenset[str]) -> tuple[tuple[LoadedPlugin, ...], tuple[Clash, ...]]:
    """The plugins with each claimed name given to one of them, and the names that two of them claim."""
    disabled |= {name.strip() for name in os.environ.get(DISABLED_VARIABLE, "").split(",")}
    described = [(_described(entry), entry) for entry in metadata.entry_points(group=GROUP)]
    described.sort(key=lambda pair: (pair[0].distribution, pair[0].name, pair[0].module))
    found: list[LoadedPlugin] = []
    clashes: list[Clash] = []
    for plugin, entry in described:
        if plugin.name in disabled or plugin.key in disabled:
            continue
        if any(plugin.key == other.key for other in found):
            loaded = replace(plugin, error=f"{plugin.key} is declared twice; only the first is in use")
        else:
            loaded = _loaded(plugin, entry)
        new = _clashes(loaded, found)
        clashes += new
        found.append(_without(loaded, new))
    known = tuple(_warned(plugin, found, clashes) for plugin in found)
    if os.environ.get(STRICT_VARIABLE) == "1":
        _insist(known)
    return known, tuple(clashes)


def _described(entry: metadata.EntryPoint) -> LoadedPlugin:
    """The plugin by its metadata alone, nothing imported."""
    stated = dict(entry.dist.metadata.items()) if entry.dist else {}  # type: ignore[attr-defined]  # a message
    return LoadedPlugin(entry.name, stated.get("Name", "?"), stated.get("Version", "?"), entry.value)


def _insist(found: Iterable[LoadedPlugin]) -> None:
    faults = [f"{p.key}: {fault}" for p in found for fault in ((p.error,) if p.error else p.warnings)]
    if faults:
        raise PluginError(f"{STRICT_VARIABLE}=1 and there are faulty plugins:\n" + "\n".join(faults))


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
    warnings = list(plugin.warnings)
    for other in found:
        if other.name == plugin.name and other.key != plugin.key:
            warnings.append(f"{other.key} has the same plugin name")
    for clash in clashes:
        if plugin.key == clash.first:
            warnings.append(
                f"its {clash.kind} {clash.name!r} is claimed by {clash.second} too, and stays with this plugin"
            )
        elif plugin.key == clash.second:
            warnings.append(f"its {clash.kind} {clash.name!r} is refused: {clash.first} has that name")
    return replace(plugin, warnings=tuple(warnings))


# One plugin, checked on its own


def _loaded(plugin: LoadedPlugin, entry: metadata.EntryPoint) -> LoadedPlugin:
    """The plugin with its offers, or with the error that keeps it out of use."""
    try:
        module = entry.load()
    except PLUGIN_FAULTS as error:
        return replace(plugin, error=f"it does not import: {in_words(error)}")
    try:
        declared = getattr(module, "TIAOLI_API", None)
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


# Who recognises what


def rank(candidates: Iterable[Offered], subject: object) -> tuple[list[Ranked[Offered]], tuple[Diagnostic, ...]]:
    """Who recognises a source or a page, highest score first and then by name, and what went wrong on the way.

    A candidate that fails, or gives no score from 0 to 1, is left out with a diagnostic. Ties are the caller's
    to report.
    """
    kind = "reader" if isinstance(subject, Source) else "parser"
    ranked: list[Ranked[Offered]] = []
    diagnostics: list[Diagnostic] = []
    for candidate in candidates:
        name: str = candidate.name  # type: ignore[attr-defined]  # readers and parsers alike have one
        try:
            recognition = candidate.recognise(subject)  # type: ignore[attr-defined]
        except UsageError:
            raise  # what the user asked of the source cannot be done; no fault of the plugin
        except PLUGIN_FAULTS as error:
            diagnostics.append(Diagnostic(f"{kind}.recognise-failed", None, {kind: name, "why": in_words(error)}))
            continue
        if recognition is None:
            continue
        if fault := _recognition_fault(recognition):
            diagnostics.append(Diagnostic("plugin.bad-result", None, {"plugin": f"{kind} {name}", "why": fault}))
            continue
        ranked.append(Ranked(name, candidate, float(recognition.score), recognition.reason))
    ranked.sort(key=lambda entry: (-entry.score, entry.name))
    return ranked, tuple(diagnostics)


def choose(kind: str, name: str | None, subject: object) -> tuple[Any, tuple[Diagnostic, ...]]:
    """The reader or parser of that name, else the one that is surest of the subject; None where nobody is.

    A tie is reported, and decided by name. Raises UsageError for a name that nothing bears.
    """
    if name:
        return _chosen(kind, name), ()
    candidates: tuple[Any, ...] = readers() if kind == "reader" else parsers()
    ranked, remarks = rank(candidates, subject)
    if not ranked:
        return None, remarks
    tied = [entry.name for entry in ranked if entry.score == ranked[0].score]
    if len(tied) > 1:
        params = {"names": ", ".join(tied), "score": ranked[0].score, "chosen": tied[0]}
        remarks += (Diagnostic(f"{kind}.tie", None, params),)
    return ranked[0].plugin, remarks


def _recognition_fault(recognition: object) -> str | None:
    """What is wrong with the result of a `recognise`; None where nothing is."""
    if not isinstance(recognition, Recognition):
        return f"recognise gave {recognition!r:.80}, not a Recognition or None"
    score, reason = recognition.score, recognition.reason
    if isinstance(score, bool) or not isinstance(score, (int, float)) or math.isnan(score) or not 0 <= score <= 1:
        return f"recognise gave the score {score!r}, not a number from 0 to 1"
    return None if isinstance(reason, str) else f"recognise gave the reason {reason!r:.80}, not a string"
