"""`tiaoli inspect`: what was understood of one file, for a person to read beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from tiaoli.batch.conversion import convert_input
from tiaoli.cli.options import choices, only_input, rules_in_use, with_choices
from tiaoli.cli.table import render, shorten
from tiaoli.cli.wording import Words
from tiaoli.diagnostic import Diagnostic
from tiaoli.document import Document, Evidence, RecordFacts, SectionFacts

TITLE_CELLS = 60
QUOTE_CELLS = 50
ROWS_SHOWN = 3
"""How many rows of a record are quoted."""
INDENT = "  "


def command(say: Words) -> click.Command:
    """The click command, in the terminal's language."""

    @click.command("inspect", help=say("inspect.help"))
    @click.argument("file", metavar="FILE")
    @with_choices(say)
    def inspect(file: str, **options: Any) -> int:
        item, chosen = only_input(file, say), choices(**options)
        rules_in_use(chosen.options, say)
        document = convert_input(item, chosen)
        click.echo("\n".join(_report(document, say)))
        return 1 if document.status == "failed" else 0

    return inspect


def _report(document: Document, say: Words) -> Iterator[str]:
    yield f"{document.source.uri}: {say.name('status', document.status)}"
    yield _made_by(document, say)
    parts = (
        (say("inspect.metadata"), _metadata_rows(document, say)),
        *_own_parts(document, say),
        (say("inspect.sections"), list(_section_rows(document.sections, say, depth=0))),
        (_dropped_title(document, say), _dropped_rows(document, say)),
        (say("inspect.diagnostics"), _diagnostic_rows(document, say)),
    )
    for title, rows in parts:
        yield ""
        yield title
        yield from (INDENT + line for line in (render(rows) if rows else say("inspect.none")).splitlines())


def _made_by(document: Document, say: Words) -> str:
    source, made = document.source, document.produced_by
    return say(
        "inspect.made-by", size=source.size_bytes, encoding=source.encoding or "-",
        encoding_from=source.encoding_from or "-", reader=made.reader or "-", parser=made.parser or "-",
        pack=made.pack or "-",
    )  # fmt: skip


def _metadata_rows(document: Document, say: Words) -> list[list[str]]:
    """Each value that was found, and for each of its pieces of evidence the words, the place and the rule."""
    rows: list[list[str]] = []
    for name in type(document.metadata).model_fields:
        value = getattr(document.metadata, name)
        if value is None or value == ():
            continue
        shown = [say.name("field", name), shorten(_shown(name, value, say), TITLE_CELLS)]
        rows += _with_evidence(shown, _evidence(document, f"metadata.{name}"), say)
    return rows


def _own_parts(document: Document, say: Words) -> Iterator[tuple[str, list[list[str]]]]:
    """The fields and the records of the pack's own, where it has any."""
    if document.fields:
        yield say("inspect.fields"), _field_rows(document, say)
    if document.records:
        yield say("inspect.records"), [_record_row(name, rows, say) for name, rows in document.records.items()]


def _field_rows(document: Document, say: Words) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, value in document.fields.items():
        shown = [name, shorten(_plain(value), TITLE_CELLS)]
        rows += _with_evidence(shown, _evidence(document, f"fields.{name}"), say)
    return rows


def _record_row(name: str, rows: Sequence[RecordFacts], say: Words) -> list[str]:
    quotes = [f"“{_one_line(row.quote, QUOTE_CELLS)}”" for row in rows[:ROWS_SHOWN]]
    return [name, say("inspect.rows", count=len(rows)), " ".join([*quotes, *(["…"] if len(rows) > ROWS_SHOWN else [])])]


def _with_evidence(shown: list[str], pieces: list[Evidence | None], say: Words) -> Iterator[list[str]]:
    """A row for each piece of evidence, the value in the first; one row where there is none."""
    for at, piece in enumerate(pieces or [None]):
        yield [*(["", ""] if at else shown), *_witness(piece, say)]


def _evidence(document: Document, key: str) -> list[Evidence | None]:
    return [piece for name, piece in document.evidence.items() if name == key or name.startswith(f"{key}.")]


def _witness(piece: Evidence | None, say: Words) -> list[str]:
    if piece is None:
        return ["", "", ""]
    place = say("inspect.at", start=piece.span[0]) if piece.span else piece.node or ""
    return [f"“{_one_line(piece.quote, QUOTE_CELLS)}”", place, piece.rule]


def _shown(name: str, value: Any, say: Words) -> str:
    """A metadata value as one line."""
    if name == "document_type":
        return say.name("type", value)
    if name == "region":
        return f"{value.name} {value.adcode}"
    if name == "speaker":
        return " ".join(filter(None, (value.name, value.title)))
    if name == "meeting":
        return str(value.name)
    return _plain(value)


def _plain(value: Any) -> str:
    """A value of a field as one line: the parts of a list or of an amount one after the other."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _section_rows(sections: Sequence[SectionFacts], say: Words, *, depth: int) -> Iterator[list[str]]:
    for section in sections:
        yield [
            str(section.level),
            shorten(INDENT * depth + section.marker + section.title, TITLE_CELLS) or "-",
            say.name("role", section.role),
            "" if section.state == "full" else say.name("state", section.state),
            say("inspect.characters", count=section.span[1] - section.span[0]),
            say("inspect.paragraphs", count=len(section.paragraphs)),
        ]
        yield from _section_rows(section.children, say, depth=depth + 1)


def _dropped(document: Document) -> list[tuple[int, int, str]]:
    """The stretches that went nowhere, neighbours with one reason joined."""
    joined: list[tuple[int, int, str]] = []
    for start, end, owner in document.claims:
        if owner != "toc" and not owner.startswith("dropped:"):
            continue
        if joined and joined[-1][1:] == (start, owner):
            start = joined.pop()[0]
        joined.append((start, end, owner))
    return joined


def _dropped_title(document: Document, say: Words) -> str:
    count, total = sum(end - start for start, end, _ in _dropped(document)), len(document.text)
    return say("inspect.dropped", count=count, total=total, share=count / total if total else 0)


def _dropped_rows(document: Document, say: Words) -> list[list[str]]:
    return [
        [
            owner.removeprefix("dropped:"),
            say("inspect.at", start=start),
            say("inspect.characters", count=end - start),
            _one_line(document.text[start:end], QUOTE_CELLS),
        ]
        for start, end, owner in _dropped(document)
    ]


def _diagnostic_rows(document: Document, say: Words) -> list[list[str]]:
    return [
        [
            say.name("severity", remark.severity),
            remark.code,
            say("inspect.at", start=remark.span[0]) if remark.span else "",
            Diagnostic(remark.code, remark.span, remark.params).message(say.language),
        ]
        for remark in document.diagnostics
    ]


def _one_line(text: str, limit: int) -> str:
    return shorten(" ".join(text[: limit * 4].split()), limit)
