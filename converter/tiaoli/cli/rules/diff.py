"""`tiaoli rules diff`: what other rules make of a corpus, and which versions they need."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from tiaoli.batch.conversion import Choices, convert_opened, open_or_failed
from tiaoli.batch.items import Input
from tiaoli.cli.options import rules_in_use
from tiaoli.cli.progress import with_progress
from tiaoli.cli.rules.corpus import corpus_of, status_of, write_json
from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words
from tiaoli.document import Document
from tiaoli.pipeline import Options
from tiaoli.rulebook.packs import Library
from tiaoli.rulebook.settings import rule_places
from tiaoli.source import Source
from tiaoli.workbench.bumps import Bump, compare_libraries
from tiaoli.workbench.comparison import GAINED, KINDS, Change, Side, compare_documents

INSTALLED = "installed"
EXAMPLES = 3
VALUE_CELLS, WHERE_CELLS, DOCUMENT_CELLS = 30, 24, 32
"""Widest that columns get, in cells of the terminal."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One of the two sets of rules: the options to convert with, and the library that they make."""

    options: Options
    rules: Library

    def convert(self, opened: Source | Document) -> Side:
        """The conversion of one source with these rules; one that could not be opened is on both sides as it is."""
        document = opened if isinstance(opened, Document) else convert_opened(opened, self.options)
        name = document.produced_by.pack
        return Side(document, self.rules.pack(name) if name else None)


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("diff", help=say("rules.diff.help"))
    @click.argument("old")
    @click.argument("new")
    @click.argument("corpus", metavar="CORPUS…", nargs=-1, required=True)
    @click.option("--json", "json_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
                  help=say("rules.json"))  # fmt: skip
    @click.option("--fail-on-change", is_flag=True, help=say("rules.diff.fail-on-change"))
    def diff(old: str, new: str, corpus: tuple[str, ...], json_file: Path | None, fail_on_change: bool) -> int:
        before, after = _rules(old, new, say), _rules(new, old, say)
        inputs = corpus_of(corpus, say)
        changes, failed = _compared(with_progress(_sides(inputs, before, after), len(inputs), say))
        bumps = compare_libraries(before.rules, after.rules, _gaining(changes))
        click.echo("\n\n".join(_parts(changes, bumps, len(inputs), say)))
        if json_file:
            write_json(json_file, _to_json(changes, bumps), say)
        status = status_of(failed, len(inputs), say)
        return 1 if fail_on_change and (changes or bumps) else status

    return diff


def _rules(place: str, other: str, say: Words) -> Rules:
    """The rules at a place, over what `tiaoli.toml` names but for the places that are compared."""
    compared = {Path(name).resolve() for name in (place, other)}
    if place == INSTALLED:
        options = Options()
    else:
        settings = tuple(path for path in rule_places(Path()) if path.resolve() not in compared)
        options = Options(rules=(Path(place),), settings=settings)
    return Rules(options, rules_in_use(options, say))


def _sides(inputs: Sequence[Input], before: Rules, after: Rules) -> Iterator[tuple[Side, Side]]:
    # Opened once: standard input can be read no second time.
    opened = (open_or_failed(item, Choices()) for item in inputs)
    return ((before.convert(source), after.convert(source)) for source in opened)


def _compared(sides: Iterable[tuple[Side, Side]]) -> tuple[list[Change], int]:
    """All changes, and how many documents failed on either side."""
    changes: list[Change] = []
    failed = 0
    for old, new in sides:
        failed += "failed" in (old.document.status, new.document.status)
        changes += compare_documents(old, new)
    return changes, failed


def _gaining(changes: Iterable[Change]) -> set[str]:
    """The packs that give values which they did not give before: those chosen, and those whose rules did it."""
    gained = [change for change in changes if change.kind == GAINED]
    return {pack for change in gained for pack in (change.pack, change.rule.partition("#")[0])}


def _to_json(changes: Sequence[Change], bumps: Sequence[Bump]) -> bytes:
    packs = [{**asdict(bump), "enough": bump.is_enough} for bump in bumps]
    whole: dict[str, Any] = {"changes": [asdict(change) for change in changes], "packs": packs}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _parts(changes: Sequence[Change], bumps: Sequence[Bump], total: int, say: Words) -> Iterator[str]:
    """Each part of the report: the counts by rule, examples of each rule, the versions."""
    kinds = Counter(change.kind for change in changes)
    counts = {kind: kinds[kind] for kind in KINDS}
    yield say("rules.diff.summary", documents=len({change.uri for change in changes}), total=total, **counts)
    by_rule: dict[str, list[Change]] = {}
    for change in changes:
        by_rule.setdefault(change.rule, []).append(change)
    ranked = sorted(by_rule.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    if ranked:
        head = [say(f"column.{name}") for name in ("rule", *KINDS, "documents")]
        yield render([_counts(rule, found) for rule, found in ranked], head)
        yield from (_examples(rule, found, say) for rule, found in ranked)
        if any(len(found) > EXAMPLES for _, found in ranked):
            yield say("rules.diff.more", shown=EXAMPLES)
    yield _versions(bumps, say)


def _counts(rule: str, found: Sequence[Change]) -> list[str]:
    kinds = Counter(change.kind for change in found)
    return [rule, *(str(kinds[kind] or "") for kind in KINDS), str(len({change.uri for change in found}))]


def _examples(rule: str, found: Sequence[Change], say: Words) -> str:
    rows = [
        [
            say(f"column.{change.kind}"),
            change.what,
            shorten(change.where, WHERE_CELLS),
            shorten(_shown(change.old), VALUE_CELLS),
            "→",
            shorten(_shown(change.new), VALUE_CELLS),
            shorten(change.uri, DOCUMENT_CELLS),
        ]
        for change in found[:EXAMPLES]
    ]
    return f"{rule}\n{render(rows)}"


def _shown(value: Any) -> str:
    """A value on one line, of rows and other compound values only what they hold; empty where there is none."""
    if isinstance(value, (dict, list)):
        parts = value.values() if isinstance(value, dict) else value
        return ", ".join(shown for part in parts if (shown := _shown(part)))
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "" if value is None else " ".join(written.split())


def _versions(bumps: Sequence[Bump], say: Words) -> str:
    if not bumps:
        return say("rules.diff.same-packs")
    head = [say(f"column.{name}") for name in ("pack", "old", "new", "needs", "advice", "reason")]
    rows = [
        [
            bump.pack,
            bump.old,
            bump.new or "",
            say(f"bump.{bump.level}"),
            say(f"rules.diff.{_advice(bump)}", version=bump.needed),
            "; ".join(dict.fromkeys(say(f"rules.diff.{reason.code}", part=reason.part) for reason in bump.reasons)),
        ]
        for bump in bumps
    ]
    return f"{say('rules.diff.versions')}\n{render(rows, head)}"


def _advice(bump: Bump) -> str:
    if bump.new is None:
        return "gone"
    return "enough" if bump.is_enough else "write"
