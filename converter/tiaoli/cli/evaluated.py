"""What `tiaoli eval` shows: tables of figures, what was missed and what is false, and all of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words
from tiaoli.document import ObservationFacts
from tiaoli.workbench.evaluation import DIGITS, FIGURES, Evaluation, Scored, figures_of
from tiaoli.workbench.gold import GoldObservation
from tiaoli.workbench.marked_parts import Count, Wrong
from tiaoli.workbench.matching import Inexact, Matching, Missed, Spurious, Stretch

NAME_CELLS, VALUE_CELLS, QUOTE_CELLS = 44, 60, 80
"""Widest that these get, in cells of the terminal."""
NONE = "–"
_COUNTED = ("gold", "found", "right", "precision", "recall", "f1")


def shown_tables(evaluation: Evaluation, say: Words) -> str:
    """The figures of each document and of all, of each indicator, and of each rule with its measure."""
    parts = [_document_table(evaluation, say)]
    if evaluation.indicators:
        head = [say("column.indicator"), *(say(f"column.{name}") for name in _COUNTED)]
        parts.append(render([[name, *_counted(count)] for name, count in evaluation.indicators.items()], head))
    if evaluation.rules:
        head = [say("eval.rule"), say("column.measure"), *(say(f"column.{name}") for name in _COUNTED)]
        rows = (
            [rule.name or say("eval.no-rule"), rule.measure, *_counted(count)]
            for rule, count in evaluation.rules.items()
        )
        parts.append(render(list(rows), head))
    return "\n\n".join(parts)


def shown_misses(evaluation: Evaluation, say: Words) -> str:
    """For each document what is not as gold has it, observations with their words; empty where all is."""
    return "\n".join(line for document in evaluation.documents for line in _misses(document, say))


def to_json(evaluation: Evaluation) -> bytes:
    """The figures, the counts, and everything that is wrong."""
    whole = {
        "documents": [_document_json(document) for document in evaluation.documents],
        "all": figures_of(evaluation.counts),
        "indicators": {name: _count_json(count) for name, count in evaluation.indicators.items()},
        "rules": [{"rule": rule.name or None, "measure": rule.measure, **_count_json(count)}
                  for rule, count in evaluation.rules.items()],
    }  # fmt: skip
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _document_table(evaluation: Evaluation, say: Words) -> str:
    named = [*((document.name, document.counts) for document in evaluation.documents), ("ALL", evaluation.counts)]
    rows = [[shorten(name, NAME_CELLS), *_figures(counts)] for name, counts in named]
    return render(rows, [say("column.document"), *FIGURES])


def _figures(counts: Mapping[str, Count]) -> Iterator[str]:
    for value in figures_of(counts).values():
        yield NONE if value is None else f"{value:.{DIGITS}f}"


def _counted(count: Count) -> list[str]:
    measured = (count.precision, count.recall, count.f1)
    return [*map(str, (count.gold, count.found, count.right)), *(f"{value:.{DIGITS}f}" for value in measured)]


def _misses(document: Scored, say: Words) -> Iterator[str]:
    lines = [_wrong(wrong, say) for wrong in document.wrong]
    if document.matching:
        lines += [_inexact(inexact, say) for inexact in document.matching.inexact()]
        lines += [_missed(missed, say) for missed in document.matching.missed()]
        lines += [_spurious(spurious, say) for spurious in document.matching.spurious()]
    if lines:
        yield f"\n{document.name}"
        yield from (f"  {line}" for line in lines)


def _wrong(wrong: Wrong, say: Words) -> str:
    gold, found = (NONE if value is None else shorten(str(value), VALUE_CELLS) for value in (wrong.gold, wrong.found))
    return say("eval.wrong", part=wrong.part, what=shorten(wrong.what, VALUE_CELLS), gold=gold, found=found)


def _inexact(inexact: Inexact, say: Words) -> str:
    found, gold = (f"{_plain(each.unit)} {each.bound}" for each in (inexact.observation, inexact.gold))
    said, rule = _said(inexact.observation), inexact.observation.rule
    return say("eval.inexact", said=said, words=_quoted(inexact.words), rule=rule, found=found, gold=gold)


def _missed(missed: Missed, say: Words) -> str:
    return say("eval.missed", said=_said(missed.observation), words=_quoted(missed.words))


def _spurious(spurious: Spurious, say: Words) -> str:
    observation, nearest = spurious.observation, spurious.nearest
    line = say("eval.false", said=_said(observation), words=_quoted(spurious.words), rule=observation.rule)
    if nearest is None:
        return line
    differs = ", ".join(f"{name} {_plain(getattr(nearest, name))}" for name in spurious.differs)
    return f"{line}\n    {say('eval.nearest', said=_said(nearest), differs=differs)}"


def _said(observation: GoldObservation | ObservationFacts) -> str:
    high = observation.value_high
    value = _plain(observation.value) if high is None else f"{_plain(observation.value)}…{_plain(high)}"
    parts = (observation.indicator, observation.measure, value, observation.unit, observation.kind, observation.year)
    return " ".join(_plain(part) for part in parts)


def _plain(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return NONE if value is None else str(value)


def _quoted(words: Stretch) -> str:
    return f"{words.before}【{shorten(words.quote, QUOTE_CELLS)}】{words.after}"


def _document_json(document: Scored) -> dict[str, Any]:
    matching = document.matching
    return {
        "file": document.name,
        "state": document.state,
        **figures_of(document.counts),
        "wrong": [asdict(wrong) for wrong in document.wrong],
        **(_observations_json(matching) if matching else {}),
    }


def _observations_json(matching: Matching) -> dict[str, Any]:
    return {
        "inexact": [{"found": _dumped(each.observation), "gold": _dumped(each.gold), **asdict(each.words)}
                    for each in matching.inexact()],
        "missed": [{"gold": _dumped(each.observation), **asdict(each.words)} for each in matching.missed()],
        "false": [{"found": _dumped(each.observation), **asdict(each.words),
                   "nearest": each.nearest and _dumped(each.nearest), "differs": each.differs}
                  for each in matching.spurious()],
    }  # fmt: skip


def _dumped(observation: GoldObservation | ObservationFacts) -> dict[str, Any]:
    # The words stand beside it, with what is around them.
    return observation.model_dump(mode="json", exclude={"quote"})


def _count_json(count: Count) -> dict[str, Any]:
    measured = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
    return {**asdict(count), **{name: round(value, DIGITS) for name, value in measured.items()}}
