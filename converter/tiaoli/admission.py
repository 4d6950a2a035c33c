"""What a plugin must hold to before anything of it is in use: its version, its hooks, and what they return."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from inspect import isfunction
from typing import Any

import pluggy

from tiaoli import hookspecs
from tiaoli.errors import PluginError
from tiaoli.hookspecs import API_VERSION

HOOKS = {"tiaoli_readers": "reader", "tiaoli_parsers": "parser", "tiaoli_writers": "writer"}
_METHODS = {"reader": ("recognise", "read"), "parser": ("recognise", "parse"), "writer": ("write",)}
_STRINGS = {"reader": ("name",), "parser": ("name",), "writer": ("name", "extension")}
_LISTS = {"reader": ("media_types", "extensions"), "parser": (), "writer": ()}

PLUGIN_FAULTS = (Exception, SystemExit)
"""What code of a plugin may raise without stopping the host; a stray sys.exit() is among it."""

_LONGEST_WORDS = 300


def check_version(declared: object) -> None:
    """Raises PluginError where the plugin was written for another major version of the interface."""
    if declared is None:
        return
    ours = API_VERSION.partition(".")[0]
    if not isinstance(declared, str) or declared.partition(".")[0] != ours:
        raise PluginError(
            f"it was written for interface {declared!r}; this tiaoli has {API_VERSION!r}: update one of the two"
        )


def checked(module: object) -> pluggy.PluginManager:
    """A manager that holds this plugin alone; raises PluginError where a hook is misspelt or unmarked."""
    manager = pluggy.PluginManager("tiaoli")
    manager.add_hookspecs(hookspecs)
    for name, function in _own_functions(module):
        options = manager.parse_hookimpl_opts(module, name)
        hook = (options.get("specname") or name) if options else name
        if options and hook not in HOOKS:
            raise PluginError(f"there is no hook {hook!r}{nearest(hook, HOOKS)}; the hooks are {', '.join(HOOKS)}")
        if not options and name.startswith("tiaoli_"):
            line = function.__code__.co_firstlineno
            raise PluginError(f"{name} (line {line}) lacks its mark: write @hookimpl above it{nearest(name, HOOKS)}")
    try:
        manager.register(module)
        manager.check_pending()
    except PLUGIN_FAULTS as error:
        raise PluginError(f"its hooks do not fit: {in_words(error)}") from error
    if not any(getattr(manager.hook, hook).get_hookimpls() for hook in HOOKS):
        raise PluginError(f"it offers nothing: it defines none of {', '.join(HOOKS)}")
    return manager


def _own_functions(module: object) -> Iterator[tuple[str, Any]]:
    """The functions that are defined in the module, not brought in from another."""
    home = getattr(module, "__name__", None)
    for name, value in list(vars(module).items()):
        if isfunction(value) and value.__module__ == home:
            yield name, value


def offers(manager: pluggy.PluginManager, hook: str, kind: str) -> list[Any]:
    """What the one plugin's hook returns, each object checked; raises PluginError."""
    caller = getattr(manager.hook, hook)
    if not caller.get_hookimpls():
        return []
    try:
        results = caller()
        offered = [item for result in results for item in result]
    except PLUGIN_FAULTS as error:
        raise PluginError(f"{hook} failed: {in_words(error)}") from error
    if not results:
        raise PluginError(f"{hook} returned None, not a list of {kind}s")
    for item in offered:
        _check_offer(item, hook, kind)
    names = [item.name for item in offered]
    if twice := {name for name in names if names.count(name) > 1}:
        raise PluginError(f"{hook} returned two {kind}s with one name: {', '.join(sorted(twice))}")
    return offered


def _check_offer(item: object, hook: str, kind: str) -> None:
    """Raises PluginError where an object lacks what its kind must have."""
    what = f"{hook} returned {item!r:.80}"
    if isinstance(item, type):
        raise PluginError(f"{what}, a class; return an instance of it")
    for name in _STRINGS[kind]:
        value = getattr(item, name, None)
        if not isinstance(value, str) or not value or value != value.strip():
            raise PluginError(f"{what}, whose {name} is {value!r}; a {kind} needs a {name} of one word")
    for name in _LISTS[kind]:
        value = getattr(item, name, None)
        if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            raise PluginError(f"{what}, whose {name} is {value!r}; a {kind} needs a list of strings there")
    missing = [name for name in _METHODS[kind] if not callable(getattr(item, name, None))]
    if missing:
        raise PluginError(f"{what}, which has no method {' and no '.join(missing)}; a {kind} needs it")


def in_words(error: BaseException) -> str:
    """An exception on one line: its type and what it says, cut where it quotes half the source."""
    said = " ".join(str(error).split())
    shown = said if len(said) <= _LONGEST_WORDS else f"{said[:_LONGEST_WORDS]}…"
    return f"{type(error).__name__}: {shown}".removesuffix(": ")


def nearest(name: str, known: Iterable[str]) -> str:
    """`, did you mean …?` for the known name nearest to this one; empty where none is near or it is one."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near and near[0] != name else ""
