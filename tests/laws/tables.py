"""Tables of places, months and series made up for expressions that look beyond their row."""

import zlib
from itertools import product
from random import Random

import polars as pl
from hypothesis import strategies as st

from dxplan.expr import nodes
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.rows import Keys, Row
from dxplan.expr.walk import children, rebuild
from dxplan.testing.strategies.expressions import CODES, numbers_over, truths_over, windows_over
from tests.laws.trees import SHAKEN, WIDE, agree
from tests.made_up import LEAD

KEYS = Keys(place="place", month="month", series="series")
FIGURES = tuple(map(nodes.Figure, CODES))
COLUMNS = {leaf: f"column {n}" for n, leaf in enumerate(FIGURES)}


def table(seed):
    """Make rows of some places, months and series; every tenth row is a hole, and now and then one stands twice."""
    random = Random(seed)  # noqa: S311 (nothing is kept secret)
    places = random.sample("PQRST", random.choice([1, 3, 4, 5]))
    months = random.sample([1, 2, 3, 13], random.choice([1, 3, 4]))
    known, widest = random.choice([0.5, 0.9, 1.0]), random.choice([2, 40])
    rows = [
        Row(
            facts={leaf: random.randint(-widest, widest) / 8 if random.random() < known else None for leaf in FIGURES},
            place=place,
            month=month,
            series=series,
        )
        for place, month, series in product(places, months, ["all", "urban"])
        for _ in range(random.choices([1, 0, 2], [17, 2, 1])[0])
    ]
    random.shuffle(rows)
    return rows


# Drawn by a seed: a table drawn cell by cell would mostly be empty, and hardly a change would be known.
TABLES = st.integers(0, 2**32).map(table)
LIKELY = st.sampled_from([*FIGURES, *FIGURES, nodes.Constant(2), nodes.Given("now")])
INNER = st.one_of(LIKELY, LIKELY, numbers_over(LIKELY, truths_over(LIKELY), [LEAD]))
WINDOWED = st.one_of(
    windows_over(INNER),
    windows_over(windows_over(INNER)),
    numbers_over(windows_over(INNER), truths_over(windows_over(INNER)), [LEAD]),
    WIDE,
    truths_over(WIDE),
)


def values_of(expr, rows):
    return [row["found"] for row in evaluate_rows({"found": expr}, rows)]


def nudged(expr, by):
    """Change every number that is calculated, the same trees alike: what is equal by more than chance stays so."""
    changed = rebuild(expr, lambda child: nudged(child, by))
    if expr.gives_truth or not children(expr):
        return changed
    return nodes.Scaled(changed, by=1 + by * (1 + zlib.crc32(str(expr).encode()) % 7))


def frame_of(rows, number):
    """Give rows as a Polars dataframe with a column of their numbers."""
    kinds = {number: pl.Int64, "place": pl.String, "month": pl.Int64, "series": pl.String}
    data = [(n, row.place, row.month, row.series, *map(row.facts.get, COLUMNS)) for n, row in enumerate(rows)]
    return pl.DataFrame(data, kinds | dict.fromkeys(COLUMNS.values(), pl.Float64), orient="row")


def assert_said(expr, rows, found):
    """Hold what was found for every row to what plain numbers say, but where that hangs on the last digits."""
    moved = zip(*(values_of(nudged(expr, by), rows) for by in (SHAKEN, -SHAKEN)), strict=True)
    for value, wanted, others in zip(found, values_of(expr, rows), moved, strict=True):
        if all(agree(wanted, other, 1e-6) for other in others):
            assert agree(value, wanted, 1e-9), (str(expr), value, wanted)
