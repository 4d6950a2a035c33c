"""All that an installed plugin must keep to, each check in a process that may hang or die."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from pebble import ProcessPool

from tiaoli.admission import HOOKS
from tiaoli.batch.guard import Allowance, Lost, guarded_pool, outcome_of
from tiaoli.discovery import FOLDER, LoadedPlugin, installed
from tiaoli.errors import UsageError
from tiaoli.source import Source
from tiaoli.testing.examination import examine
from tiaoli.testing.sources import foreign_sources, hostile_sources

ALLOWANCE = Allowance(seconds=30)
"""What one source may cost a plugin."""

_LOADS = (
    "import sys, tiaoli.plugin; before = set(sys.modules); import {module}; "
    "print(*sorted({{name.partition('.')[0] for name in set(sys.modules) - before}}))"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a plugin must not do, and with which sample it did; `sample` is empty for loading."""

    subject: str
    sample: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.subject, self.sample, self.what) if part)


def check_plugin(name: str, samples: Sequence[Path | Source] = ()) -> list[Finding]:
    """Everything that is wrong with an installed plugin, by its name or its key (`distribution:name`).

    `samples` are sound sources of a reader's own formats: each must become a document, and damaged copies of them are
    tried too. Sources of other formats and hostile ones are the kit's. Raises UsageError where no plugin has the name,
    and where two have it.
    """
    return next(check_plugins([name], samples))


def check_plugins(names: Sequence[str], samples: Sequence[Path | Source] = ()) -> Iterator[list[Finding]]:
    """What `check_plugin` gives for each of these plugins in turn; a reader is given the samples of its own formats."""
    plugins = [_only(name) for name in names]
    sources = [sample if isinstance(sample, Source) else Source.from_path(sample) for sample in samples]
    with guarded_pool(os.cpu_count() or 1, ALLOWANCE) as pool:
        for plugin in plugins:
            faults = [plugin.error] if plugin.error else [*plugin.warnings, *_loading(plugin)]
            found = [Finding(plugin.key, "", fault) for fault in faults]
            yield found if plugin.error else [*found, *_examined(plugin, sources, pool)]


def _only(name: str) -> LoadedPlugin:
    found = [plugin for plugin in installed() if name in (plugin.name, plugin.key)]
    if len(found) != 1:
        known = ", ".join(plugin.key for plugin in found or installed())
        raise UsageError(f"{len(found)} plugins are named {name!r}; name one of: {known}")
    return found[0]


def _loading(plugin: LoadedPlugin) -> Iterator[str]:
    """Libraries that importing the plugin imports, though nobody asked yet for what they do."""
    if plugin.distribution == FOLDER:
        return
    done = subprocess.run(
        [sys.executable, "-c", _LOADS.format(module=plugin.module)],
        capture_output=True, text=True, encoding="utf-8", timeout=ALLOWANCE.seconds, check=False,
    )  # fmt: skip
    homes = metadata.packages_distributions()
    for module in done.stdout.split():
        owners = {owner for owner in homes.get(module, ()) if owner not in ("tiaoli", plugin.distribution)}
        if owners:
            where = ", ".join(sorted(owners))
            yield f"importing it imports {module} ({where}) too; import that in the function that needs it"


def _examined(plugin: LoadedPlugin, samples: Sequence[Source], pool: ProcessPool) -> Iterator[Finding]:
    """What each source brings to light, tried on all that the plugin offers, as many at once as there are workers."""
    trials = []
    for kind, name, source, expected in _trials(plugin, samples):
        arguments = (plugin.key, kind, name, source, expected)
        trials.append((f"{kind} {name}", source.uri, pool.schedule(examine, arguments, timeout=ALLOWANCE.seconds)))
    for subject, sample, work in trials:
        outcome = outcome_of(work, ALLOWANCE)
        for fault in [outcome.why] if isinstance(outcome, Lost) else outcome:
            yield Finding(subject, sample, fault)


def _trials(plugin: LoadedPlugin, samples: Sequence[Source]) -> Iterator[tuple[str, str, Source, str]]:
    """What is to be tried: the kind and name of each thing offered, a source, and what that is to it."""
    for kind in HOOKS.values():
        for offered in plugin.offers(kind):
            endings = tuple(offered.extensions) if kind == "reader" else ()
            own = [sample for sample in samples if not endings or sample.uri.lower().endswith(endings)]
            damaged = hostile_sources(own, endings[0] if endings else ".txt")
            for expected, sources in (("own", own), ("foreign", foreign_sources()), ("hostile", damaged)):
                yield from ((kind, offered.name, source, expected) for source in sources)
