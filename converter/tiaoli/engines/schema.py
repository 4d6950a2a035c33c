"""What goes into an engine and what comes out, as Arrow schemas; pyarrow is imported where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiaoli.rulebook.models import ColumnRule, Pack, RecordRule
from tiaoli.writing.columns import RECORD_PREFIX, RECORDS, Column, fixed_tables, tables

if TYPE_CHECKING:
    import pyarrow as pa

Tables = dict[str, tuple[Column, ...]]

LEDGER = (
    Column("uri", "text"),
    Column("doc_id", "text"),
    Column("content_id", "text"),
    Column("status", "text"),
    Column("error", "text"),
    Column("attempts", "integer"),
    Column("seconds", "real"),
)
"""What is kept of each conversion beside its document: what `ledger` is in the store of a folder."""

JSON = (Column("uri", "text"), Column("doc_id", "text"), Column("json", "bytes"))
"""The documents themselves."""

_PARTS = {
    "money": (("_value", "real"), ("_unit", "text")),
    "region": (("_name", "text"), ("_adcode", "text")),
    "number": (("", "real"),),
    "percent": (("", "real"),),
    "year": (("", "integer"),),
}
"""What follows the name of a record's column in the columns that it is laid out in, by its type; else it is text."""


def shard_schema() -> pa.Schema:
    """The rows of shards: a source's URI and bytes, and what is known of them.

    `fault` says why there are no bytes, as JSON of a diagnostic's code and params; `given` is what a manifest says of
    the source, as a JSON object.
    """
    import pyarrow as pa

    text = pa.string()
    told = [(name, text) for name in ("media_type", "encoding", "fault", "given")]
    return pa.schema([("uri", text), ("data", pa.binary()), *told])


def result_schema(known: Tables) -> pa.Schema:
    """The rows that come out, one a document: its line of the ledger, its JSON, and of each table its rows."""
    import pyarrow as pa

    nested = [(name, pa.list_(pa.struct(list(schema_of(columns))))) for name, columns in known.items()]
    return pa.schema([*schema_of((*LEDGER, JSON[-1])), *(pa.field(name, kind) for name, kind in nested)])


def schema_of(columns: tuple[Column, ...]) -> pa.Schema:
    """The rows of a table."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "boolean": pa.bool_(), "bytes": pa.binary()
    }  # fmt: skip
    return pa.schema([(column.name, types[column.type]) for column in columns])


def tables_of(packs: tuple[Pack, ...]) -> Tables:
    """Every table that documents under these packs may have rows in: an engine has to know all columns beforehand."""
    found: Tables = dict(fixed_tables())
    for pack in packs:
        for rule in pack.records.values():
            name = RECORD_PREFIX + rule.name
            found[name] = _united(found.get(name, tables()[RECORDS]), _columns_of(rule))
    return found


def _columns_of(rule: RecordRule) -> list[Column]:
    names = dict.fromkeys(name for pattern in rule.patterns for name in pattern.names)
    own = rule.columns or tuple(ColumnRule(name) for name in names)
    return [
        Column(column.name + part, kind)
        for column in own
        for part, kind in _PARTS.get(column.type, (("", "text"),))
    ]  # fmt: skip


def _united(columns: tuple[Column, ...], more: list[Column]) -> tuple[Column, ...]:
    """The columns of two packs' records of one name; what they hold differently is text."""
    united = {column.name: column for column in columns}
    for column in more:
        known = united.setdefault(column.name, column)
        if known.type != column.type:
            united[column.name] = Column(column.name, "text")
    return tuple(united.values())
