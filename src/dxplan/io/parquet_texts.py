"""The distinct texts of a large Parquet file, as the file itself lists them, which saves looking at every row."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MANY = 2_000_000
"""From so many rows on it is quicker than asking for the distinct texts of each column."""

_AT_ONCE = 250_000
"""So many rows a worker looks at at a time."""

_WORKERS = min(4, os.cpu_count() or 1)


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
        metadata = pq.read_metadata(file)
        if metadata.num_rows < max(_MANY, 1):
            return {}
        columns = metadata.schema.to_arrow_schema()
        there = [column.name for column in columns if column.name in names and not pa.types.is_nested(column.type)]
        with pq.ParquetFile(file, metadata=metadata, read_dictionary=there) as whole:
            kinds = zip(whole.schema_arrow.names, whole.schema_arrow.types, strict=True)
            asked = [name for name, kind in kinds if name in names and pa.types.is_dictionary(kind)]
        if not asked:
            return {}
        groups = range(metadata.num_row_groups)
        with ThreadPoolExecutor(_WORKERS) as workers:
            found = list(workers.map(lambda nth: _lists(file, asked, groups[nth::_WORKERS]), range(_WORKERS)))
    except (pa.ArrowException, OSError):  # whoever reads the rows says what is wrong
        return {}
    return {
        name: pa.chunked_array([part for lists in found for part in lists[name]]).unique().to_pylist()
        for name in asked
        if all(name in lists for lists in found)
    }


def _lists(file: Path, names: list[str], groups: Sequence[int]) -> dict[str, list[Any]]:
    """Give the lists of some groups of rows, of the columns in which they have no empty cells."""
    import pyarrow.parquet as pq

    lists: dict[str, list[Any]] = {name: [] for name in names}
    with pq.ParquetFile(file, read_dictionary=names) as whole:
        for batch in whole.iter_batches(_AT_ONCE, row_groups=list(groups), columns=names, use_threads=False):
            for name in list(lists):
                column = batch.column(name)
                if column.null_count:
                    del lists[name]
                else:
                    lists[name].append(column.dictionary)
    return lists
