"""A composite index as the reference implementation computes it, from formulas.

The figures in ``tests/data/composite`` are random and our own: 34 units, 12 indicators with holes, a tree of four
levels with unequal weights and mixed directions. What COINr 1.1.14 (R) makes of them stands beside them.
"""

import csv
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from dxplan import expr as ex
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.rows import Keys, Row
from dxplan.expr.stage import stage

DATA = Path(__file__).parents[1] / "data" / "composite"
ASEM = Path(__file__).parents[3] / "shared" / "oracles" / "asem_methods"


def rows_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_in(path):
    """Read a table of units: name of the unit, then name of the indicator or aggregate, to the number or None."""
    return {
        row["uCode"]: {
            name: None if value in {"", "NA"} else float(value) for name, value in row.items() if name != "uCode"
        }
        for row in rows_in(path)
    }


class Tree:
    """An index: who is part of what, with which weight, and which way is better."""

    def __init__(self, path, weights=None):
        lines = [row for row in rows_in(path) if row["Type"] in {"Indicator", "Aggregate"}]
        self.level = {row["iCode"]: int(row["Level"]) for row in lines}
        self.parts = {
            row["iCode"]: [other["iCode"] for other in lines if other["Parent"] == row["iCode"]] for row in lines
        }
        self.weight = weights or {row["iCode"]: float(row["Weight"]) for row in lines}
        self.sign = {row["iCode"]: float(row["Direction"]) for row in lines}

    @property
    def indicators(self):
        return [code for code, parts in self.parts.items() if not parts]

    def figure(self, code):
        """Give the figure of an indicator, turned so that more is better."""
        return ex.figure(code.lower()) if self.sign[code] > 0 else -ex.figure(code.lower())

    def scores(self, normalise, *averages):
        """Give the formula of every indicator's score and every aggregate's; the last average serves what is above."""
        found = {}
        for code in sorted(self.parts, key=self.level.get):
            if self.parts[code]:
                average = averages[min(self.level[code] - 2, len(averages) - 1)]
                found[code] = average({found[part]: self.weight[part] for part in self.parts[code]})
            else:
                found[code] = normalise(self.figure(code))
        return found


def arithmetic(parts):
    return ex.weighted(parts, missing="skip")


def geometric(parts):
    return ex.weighted({part.log(): weight for part, weight in parts.items()}, missing="skip").exp()


def harmonic(parts):
    return 1 / ex.weighted({1 / part: weight for part, weight in parts.items()}, missing="skip")


def minmax(x):
    return x.minmax(low=1, high=100)


def computed(exprs, figures, carrier):
    """Compute formulas for every unit, on plain numbers or on columns."""
    codes = list(next(iter(figures.values())))
    leaves = {ex.figure(code.lower()): code for code in codes}
    if carrier == "plain":
        rows = [
            Row(facts={leaf: known[code] for leaf, code in leaves.items()}, place=unit, month=0)
            for unit, known in figures.items()
        ]
        return dict(zip(figures, evaluate_rows(exprs, rows), strict=True))
    data = [{"unit": unit, "month": 0, **known} for unit, known in figures.items()]
    frame = nw.from_native(
        pl.LazyFrame(data, dict.fromkeys(codes, pl.Float64) | {"unit": pl.String, "month": pl.Int64})
    )
    named = {f"of {name}": expr for name, expr in exprs.items()}
    found = stage(named, leaves, Keys(place="unit", month="month")).apply(frame).collect()
    return {row["unit"]: {name: row[f"of {name}"] for name in exprs} for row in found.iter_rows(named=True)}


def assert_same(found, wanted, names, tolerance=1e-9):
    assert set(found) == set(wanted)
    for unit, numbers in wanted.items():
        for name in names:
            expected = numbers[name]
            assert found[unit][name] == (
                expected if expected is None else pytest.approx(expected, rel=tolerance, abs=tolerance)
            ), (unit, name)


@pytest.fixture(params=["plain", "columns"])
def carrier(request):
    return request.param


@pytest.mark.parametrize(
    ("table", "averages"),
    [
        ("raw_minmax_1_100_a_amean", [arithmetic]),
        ("raw_minmax_1_100_a_gmean", [geometric]),
        ("raw_minmax_1_100_a_hmean", [harmonic]),
        ("raw_minmax_1_100_amean_gmean_gmean", [arithmetic, geometric, geometric]),
    ],
)
def test_an_index_of_four_levels(table, averages, carrier):
    tree, figures = Tree(DATA / "tree.csv"), table_in(DATA / "figures.csv")
    exprs = tree.scores(minmax, *averages)
    assert_same(computed(exprs, figures, carrier), table_in(DATA / f"{table}.csv"), exprs)


def test_z_scores(carrier):
    tree, figures = Tree(DATA / "tree.csv"), table_in(DATA / "figures.csv")
    exprs = {code: tree.figure(code).zscore(mean=10, sd=2) for code in tree.indicators}
    assert_same(computed(exprs, figures, carrier), table_in(DATA / "raw_zscore_10_2.csv"), exprs)


def test_ranks_of_every_score(carrier):
    tree, figures = Tree(DATA / "tree.csv"), table_in(DATA / "figures.csv")
    exprs = {code: score.rank() for code, score in tree.scores(minmax, geometric).items()}
    assert_same(computed(exprs, figures, carrier), table_in(DATA / "raw_ranks_gmean.csv"), exprs, 0)


@pytest.mark.skipif(not ASEM.is_dir(), reason="the reference results are not beside this checkout")
class TestConnectivityIndex:
    """The ASEM connectivity index, 51 countries and 49 indicators, in every normalisation and aggregation we have."""

    @pytest.fixture
    def tree(self):
        return Tree(ASEM / "in_ASEM_iMeta.csv")

    @pytest.mark.parametrize(
        ("table", "normalise"),
        [
            ("treated_minmax_1_100", minmax),
            ("treated_n_zscore", lambda x: x.zscore()),
            ("treated_n_zscore_10_2", lambda x: x.zscore(mean=10, sd=2)),
            ("treated_n_prank", lambda x: x.percentile()),
            ("treated_n_rank", lambda x: x.rank(rising=True)),
        ],
    )
    def test_normalisations(self, tree, table, normalise, carrier):
        exprs = {code: normalise(tree.figure(code)) for code in tree.indicators}
        found = computed(exprs, table_in(ASEM / "step_Treated.csv"), carrier)
        assert_same(found, table_in(ASEM / f"{table}.csv"), exprs)

    @pytest.mark.parametrize(
        ("source", "table", "average"),
        [
            ("raw_Raw", "raw_minmax_1_100_a_amean", arithmetic),
            ("raw_Raw", "raw_minmax_1_100_a_gmean", lambda parts: ex.geometric(*parts, missing="skip")),
            # The reference's generalised mean knows no figures that are left out.
            ("raw_Raw", "raw_minmax_1_100_genmean_p_minus2", lambda parts: ex.power_mean(*parts, p=-2)),
            ("step_Treated", "treated_minmax_1_100_a_amean", arithmetic),
            ("step_Treated", "treated_minmax_1_100_a_gmean", lambda parts: ex.geometric(*parts)),
            ("step_Treated", "treated_minmax_1_100_a_hmean", lambda parts: ex.harmonic(*parts)),
        ],
    )
    def test_aggregations(self, tree, source, table, average, carrier):
        exprs = tree.scores(minmax, average)
        found = computed(exprs, table_in(ASEM / f"{source}.csv"), carrier)
        assert_same(found, table_in(ASEM / f"{table}.csv"), exprs)

    def test_unequal_weights(self, carrier):
        weights = {row["iCode"]: float(row["Weight"]) for row in rows_in(ASEM / "weights_unequal.csv")}
        exprs = Tree(ASEM / "in_ASEM_iMeta.csv", weights).scores(minmax, arithmetic)
        found = computed(exprs, table_in(ASEM / "step_Treated.csv"), carrier)
        assert_same(found, table_in(ASEM / "treated_minmax_1_100_amean_w_unequal.csv"), exprs)
