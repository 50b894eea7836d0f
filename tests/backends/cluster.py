"""Evaluate on a cluster of two workers of their own, in a process of its own: one process has one Spark.

``python -m tests.backends.cluster`` prints what is different from Polars, and ends with 1 where anything is.
"""

import sys

import dxplan as dx
from dxplan.figures.columns import KNOWN
from tests.backends.figure_cases import PLANS, SHIPPED, rows_of
from tests.backends.frames import spark_session


def different():
    """Give the rows of the scorecard that Spark and Polars do not both have, and the number of workers."""
    session = spark_session("local-cluster[2,1,1024]")
    try:
        raw = SHIPPED.to_native().collect().select(*KNOWN)
        frame = session.createDataFrame(raw.to_arrow()).repartition(4, "indicator").persist()
        cards = [dx.evaluate(PLANS, dx.Figures.from_native(table), at=2025) for table in (raw, frame)]
        polars, spark = (set(rows_of(card.to_native())) for card in cards)
        workers = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # one of them is the driver
        return sorted(polars ^ spark), workers
    finally:
        session.stop()


if __name__ == "__main__":
    rows, workers = different()
    print(f"{workers} workers, {len(rows)} rows differ", *rows, sep="\n")  # noqa: T201
    sys.exit(bool(rows) or workers < 2)
