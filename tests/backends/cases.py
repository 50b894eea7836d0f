"""What every node is tried on: formulas, and rows with a missing value in every place."""

from itertools import product

import polars as pl

from dxplan import expr as ex
from dxplan.expr import nodes
from dxplan.expr.rows import Keys, Row
from tests.backends.frames import ID
from tests.made_up import LEAD

X, Y, Z = (ex.figure(code) for code in "xyz")
P, Q = nodes.Step("p", truth=True), nodes.Step("q", truth=True)
UNHEARD, UNSAID = ex.figure("unheard"), nodes.Step("unsaid", truth=True)
"""Leaves that no column holds."""

COLUMNS = {X: "x", Y: "y", Z: "z", P: "p", Q: "q"}
"""The column of each leaf."""

KEYS = Keys(place="place", month="month", series="series")


SIGNS = ("<", "<=", ">", ">=", "==", "!=")


def all_policies(*texts):
    """Give formulas with every rule for missing parts."""
    return [f"{text[:-1]}, missing={policy})" for policy in nodes.POLICIES for text in texts]


CASES = {
    nodes.Figure: [X, UNHEARD],
    nodes.Given: [nodes.Given("goal")],
    nodes.Param: [nodes.Param("r_high")],
    nodes.Step: [P, nodes.Step("ratio"), UNSAID],
    nodes.Constant: ["1.5"],
    nodes.Negate: ["-x", "-(x / y)"],
    nodes.Absolute: ["abs(x)", "abs(x * y)"],
    nodes.Logarithm: ["log(x)", "log(x - y)"],
    nodes.Exponential: ["exp(x)", "exp(-x * y)", "exp(x) - exp(y)"],
    nodes.Add: ["x + y", "1 + 2", "x + unheard"],
    nodes.Subtract: ["x - y", "x * y - x * y"],
    nodes.Multiply: ["x * y", "0 * (x * y)"],
    nodes.Divide: ["x / y", "x / 0", "0 / x", "1 / 3", "1 / (x * y)", "x / (y - y)", "1 / (x / y)"],
    nodes.Power: ["x ** y", "x ** 0", "x ** 0.5", "0 ** x", "1 ** x", "2 ** -x", "(x * y) ** -1", "(x * y) ** 2",
                  "0.5 ** (x * y)", "x ** -2"],
    nodes.Share: ["share(x, y)", "share(7, 20)", "share(x, x * y)"],
    nodes.Scaled: ["scaled(x, by=20)", "scaled(x * y, by=0)"],
    nodes.Clip: ["clip(x, low=0, high=1)", "clip(x, low=0)", "clip(x, high=1)", "clip(x * y, low=-1, high=1)"],
    nodes.Steps: ["steps(x, {1: 5, 35: 10}, below=-1)", "steps(x, {-8: 5, 0: 1})", "steps(x * y, {0: 1})",
                  "steps(share(x, 20) * 100, {35: 1})"],
    nodes.Piecewise: ["piecewise(x, {0: 0, 10: 100})", "piecewise(x, {0: 5})", "piecewise(x * y, {-2: 2, 2: 1})",
                      "piecewise(x, {-1e300: -1e300, 1e300: 1e300})"],
    nodes.Compare: [*(f"x {sign} y" for sign in SIGNS), *(f"x {sign} 35" for sign in SIGNS),
                    *(f"x {sign} 0" for sign in SIGNS), *(f"35 {sign} x" for sign in SIGNS), "x * y > z", "1 < 2",
                    "x > unheard", "x >= -8", "x / y == 1"],
    nodes.And: [P & Q, "x > 1 and y > 1", P & X.gt(0), P & UNSAID, P & UNHEARD.gt(0)],
    nodes.Or: [P | Q, "x > 1 or y > 1", P | X.gt(0), P | UNSAID, P | UNHEARD.gt(0)],
    nodes.Not: [~P, "not x > y", ~UNSAID],
    nodes.Known: ["known(x)", P.known(), "known(x / y)", "known(unheard)", "known(where(x > 0, x > 1))"],
    nodes.Missing: ["missing(x)", P.missing(), "missing(x * y)", "missing(1)"],
    nodes.Where: ["where(x > 1, 10, y > 1, 20, 30)", "where(x > 1, 10)", ex.where(P, X, Y), ex.where(P, X, Q, Y),
                  ex.where(P, Q), ex.where(P, X.gt(1), Q), "where(x > 1, 10) > 5", "where(x > 0, x * y, 2)",
                  "where(x > 0, unheard, 2) + 1", ex.where(UNSAID, X, Y), "where(x / y > 1, x ** y)"],
    nodes.Coalesce: ["coalesce(x, y)", "coalesce(x, 7)", "coalesce(x / y, x * y, z)", "coalesce(unheard, x)"],
    nodes.Weighted: all_policies("weighted({x: 0.6, y: 0.4})", "weighted({x: 1, y: 0})", "weighted({x * y: 0, z: 1})"),
    nodes.Mean: all_policies("mean(x, y)", "mean(x)", "mean(x * y, z)"),
    nodes.Geometric: all_policies("geometric(x, y)", "geometric(x, y * z)"),
    nodes.Harmonic: all_policies("harmonic(x, y)"),
    nodes.PowerMean: all_policies("power_mean(x, y, p=2)", "power_mean(x, y, p=-2)", "power_mean(x, y, p=0.5)"),
    nodes.Best: all_policies("best(x, y)", "best(x * y, z)", "best(x)"),
    nodes.Worst: all_policies("worst(x, y)", "worst(x * y, z)"),
    nodes.Total: all_policies("total(x, y)", "total(x * y, z)"),
    nodes.Rank: ["rank(y)", "rank(y, rising=True)", "rank(x)", "rank(x * z)", "rank(35)", "rank(unheard)"],
    nodes.Percentile: ["percentile(y)", "percentile(x / z)"],
    nodes.MinMax: ["minmax(y)", "minmax(clip(y, low=-9, high=400), low=1, high=100)", "minmax(x)"],
    nodes.ZScore: ["zscore(clip(y, low=-9, high=400))", "zscore(y)", "zscore(x, mean=10, sd=2)", "zscore(log(z))"],
    nodes.ShareOfTotal: ["share_of_total(y)", "share_of_total(clip(z, low=0, high=400))", "share_of_total(x * y)"],
    nodes.Change: ["change(z, months=1)", "change(z, months=1, relative=True)", "change(x * y, months=2)",
                   "change(rank(z), months=1)", "rank(change(z, months=1))", "change(unheard, months=1)"],
    nodes.Function: [f"function({LEAD}, x, y)", f"function({LEAD}, x * y, 1)"],
}  # fmt: skip
"""The expressions that show what a node does; the first one is its example on the page of the documentation."""


def expressions(node):
    """Give the expressions of a node."""
    return [ex.parse(case) if isinstance(case, str) else case for case in CASES[node]]


# 7 / 20 * 100 is 35 within the tolerance, and 0.1 + 0.2 is 0.3.
NUMBERS = (
    None,
    0.0,
    1.0,
    -1.0,
    -8.0,
    1 / 3,
    2.0,
    35.0,
    7 / 20 * 100,
    0.1 + 0.2,
    0.3,
    7.0,
    400.0,
    1e300,
    -1e300,
    1e-300,
)
TRUTHS = (None, True, False)
KINDS = {
    ID: pl.Int64,
    "place": pl.String,
    "month": pl.Int64,
    "series": pl.String,
    "x": pl.Float64,
    "y": pl.Float64,
    "z": pl.Float64,
    "p": pl.Boolean,
    "q": pl.Boolean,
}

ROWS = [
    {
        ID: n,
        "place": f"place {n % 16}",
        "month": n // 16,
        "series": "all" if n % 3 else "urban",
        "x": x,
        "y": y,
        "z": NUMBERS[(n * 7 + n // 16) % 16],
        "p": TRUTHS[n % 3],
        "q": TRUTHS[n // 3 % 3],
    }
    for n, (x, y) in enumerate(product(NUMBERS, NUMBERS))
]
"""Every pair of numbers and of truths, a third number beside them; sixteen places in as many months."""


def table():
    """Give the rows as a Polars dataframe."""
    return pl.DataFrame(ROWS, schema=KINDS)


def plain(row):
    """Give a row as plain numbers and truths, and where it stands."""
    facts = {leaf: row[name] for leaf, name in COLUMNS.items()}
    return Row(facts=facts, **{key: row[key] for key in KEYS.all})
