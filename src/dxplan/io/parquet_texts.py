"""The distinct texts of a large Parquet file, as the file itself lists them, which saves looking at every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MANY = 2_000_000
"""From so many rows on it is quicker than asking for the distinct texts of each column."""

_AT_ONCE = 1_000_000
"""So many rows are looked at at a time."""


def listed_texts(file: Path, names: Sequence[str]) -> dict[str, list[str]]:
    """Give the texts of columns without empty cells, and perhaps some that no row has.

    Args:
        file: The file.
        names: The columns; of one that is no text, or has empty cells, nothing is given.

    Returns:
        The texts by column; nothing where the file is small or pyarrow, which reads the lists, is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        return {}
    try:
        with pq.ParquetFile(file, read_dictionary=list(names)) as whole:
            asked = [
                name
                for name, kind in zip(whole.schema_arrow.names, whole.schema_arrow.types, strict=True)
                if name in names and pa.types.is_dictionary(kind)
            ]
            if whole.metadata.num_rows < _MANY or not asked:
                return {}
            return _texts(whole, asked)
    except (pa.ArrowException, OSError):  # whoever reads the rows says what is wrong
        return {}


def _texts(whole: Any, names: list[str]) -> dict[str, list[str]]:
    import pyarrow as pa

    lists: dict[str, list[Any]] = {name: [] for name in names}
    for batch in whole.iter_batches(_AT_ONCE, columns=names):
        for name in list(lists):
            column = batch.column(name)
            if column.null_count:
                del lists[name]
            else:
                lists[name].append(column.dictionary)
    return {name: pa.chunked_array(found).unique().to_pylist() for name, found in lists.items() if found}
