"""The tables in pandas or polars, from a store or from exported Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tiaoli.errors import UsageError
from tiaoli.writing.exports.table import Table, names_of, stored_table
from tiaoli.writing.libraries import require
from tiaoli.writing.store import FILE, open_store, told

_PANDAS_TYPES = {"text": "string", "integer": "Int64", "real": "float64", "boolean": "boolean"}


def load(path: Path | str, table: str | None = None, *, engine: str = "pandas") -> Any:
    """A table as a data frame of pandas or polars, by the name of the engine; without the name of a table, all of
    them as a mapping that reads each when it is asked for.

    The path is a store, the folder of a conversion, or a folder of exported Parquet. In pandas, text is `string`,
    integers are `Int64`, booleans `boolean`, numbers `float64`. Raises UsageError for a name that nothing bears and
    where the library is missing, StoreError where there is neither store nor Parquet.
    """
    if engine not in _ENGINES:
        raise UsageError(f"there is no engine {engine!r}; there are: {', '.join(_ENGINES)}")
    require(engine, engine, what="tiaoli.load")
    tables = _Tables(Path(path), engine)
    return tables if table is None else tables[table]


class _Tables(Mapping[str, Any]):
    """The tables of a place by name, each read anew when it is asked for."""

    def __init__(self, path: Path, engine: str) -> None:
        self._path = path
        self._from_table, self._from_parquet = _ENGINES[engine]
        is_store = path.is_file() or (path / FILE).is_file()
        self._parquet = {} if is_store else {each.stem: each for each in sorted(path.glob("*.parquet"))}
        self._names = list(self._parquet) or _stored_names(path)

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise UsageError(f"{self._path} has no table {name!r}; there are: {', '.join(self._names)}")
        if name in self._parquet:
            require("pyarrow", "'tiaoli[parquet]'", what="Parquet")
            return self._from_parquet(self._parquet[name])
        with closing(open_store(self._path)) as store, told("read", self._path):
            return self._from_table(stored_table(store, name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _stored_names(path: Path) -> list[str]:
    with closing(open_store(path)) as store:
        return names_of(store)


def _to_pandas(table: Table) -> Any:
    import pandas

    rows = list(table.read())
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    arrays = {
        column.name: pandas.array(list(values), dtype=_PANDAS_TYPES[column.type])
        for column, values in zip(table.columns, columns, strict=True)
    }
    return pandas.DataFrame(arrays)


def _pandas_from_parquet(path: Path) -> Any:
    import pandas

    frame = pandas.read_parquet(path, dtype_backend="numpy_nullable")
    return frame.astype({name: "float64" for name, kind in frame.dtypes.items() if kind == "Float64"})


def _to_polars(table: Table) -> Any:
    import polars

    types = {"text": polars.String, "integer": polars.Int64, "real": polars.Float64, "boolean": polars.Boolean}
    schema = {column.name: types[column.type] for column in table.columns}
    return polars.DataFrame(list(table.read()), schema=schema, orient="row")


def _polars_from_parquet(path: Path) -> Any:
    import polars

    return polars.read_parquet(path)


_ENGINES: dict[str, tuple[Callable[[Table], Any], Callable[[Path], Any]]] = {
    "pandas": (_to_pandas, _pandas_from_parquet),
    "polars": (_to_polars, _polars_from_parquet),
}
"""How each engine makes a frame of a table, and of a folder of Parquet."""
