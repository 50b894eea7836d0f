"""Every kind of dataframe that expressions run on: how the tests make one, and how they read it back."""

import importlib.util
import os
import shutil
from collections.abc import Callable
from functools import cache
from typing import Any

import attrs
import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pytest

ID = "id"
"""The column of row numbers: DuckDB and Spark keep no order."""


@attrs.frozen
class Backend:
    """One kind of dataframe.

    Attributes:
        name: Its name on the page of the documentation.
        make: Makes one of a Polars dataframe.
        needs: The packages that it needs.
    """

    name: str
    make: Callable[[pl.DataFrame], Any]
    needs: tuple[str, ...] = ()

    def __str__(self):
        return self.name

    def lacks(self):
        """Say what is missing to run it here; empty if nothing is."""
        absent = [package for package in self.needs if not importlib.util.find_spec(package)]
        if "pyspark" in self.needs and not shutil.which("java") and "JAVA_HOME" not in os.environ:
            absent.append("Java")
        return f"{' and '.join(absent)} not installed" if absent else ""


def pandas_nullable(frame):
    import pandas as pd

    kinds = {pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}
    return frame.to_arrow().to_pandas(types_mapper=kinds.get)


def pandas_arrow(frame):
    import pandas as pd

    return frame.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)


@cache
def duckdb_connection():
    import duckdb

    return duckdb.connect()


@cache
def spark_session(master="local[2]"):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("dxplan tests")
    quiet = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.extraJavaOptions": "-Dlog4j2.level=error",
    }
    for key, value in quiet.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def spark_dataframe(frame):
    """Make a Spark dataframe; it has no categories, and takes moments for those of a zone if not told."""
    texts = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    made = spark_session().createDataFrame(texts.to_arrow())
    moments = [name for name, kind in frame.schema.items() if kind == pl.Datetime and kind.time_zone is None]
    return made.withColumns({name: made[name].cast("timestamp_ntz") for name in moments}) if moments else made


BACKENDS = (
    Backend("Polars", lambda frame: frame),
    Backend("Polars, lazy", lambda frame: frame.lazy()),
    Backend("pandas", lambda frame: frame.to_pandas(), ("pandas", "pyarrow")),
    Backend("pandas, nullable", pandas_nullable, ("pandas", "pyarrow")),
    Backend("pandas, Arrow", pandas_arrow, ("pandas", "pyarrow")),
    Backend("PyArrow", lambda frame: frame.to_arrow(), ("pyarrow",)),
    Backend("DuckDB", lambda frame: duckdb_connection().from_arrow(frame.to_arrow()), ("duckdb",)),
    Backend("PySpark", spark_dataframe, ("pyspark",)),
)


def parameters():
    """Give every kind as a parameter of a test; those that are not installed are skipped."""
    found = []
    for backend in BACKENDS:
        lacks = backend.lacks()
        marks = [pytest.mark.skipif(bool(lacks), reason=lacks)]
        if "pyspark" in backend.needs:
            marks.append(pytest.mark.spark)
        found.append(pytest.param(backend, id=backend.name, marks=marks))
    return found


def rows_of(native):
    """Give the rows of a dataframe of any kind, in the order of their numbers."""
    frame = nw.from_native(native)
    frame = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    return sorted(frame.to_arrow().to_pylist(), key=lambda row: row[ID])
