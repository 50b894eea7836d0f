"""What becomes of a node on one kind of dataframe: it says what plain numbers say, or it is refused."""

import math
from functools import cache

import narwhals.stable.v2 as nw

from dxplan.errors import UnsupportedBackendError
from dxplan.expr.entry import admit
from dxplan.expr.plain_rows import evaluate_rows
from dxplan.expr.stage import stage
from tests.backends.cases import COLUMNS, KEYS, ROWS, expressions, plain, table
from tests.backends.frames import rows_of

RUNS, REFUSED = "✓", "refused"


@cache
def admitted(backend):
    return admit(backend.make(table()), numbers="xyz", truths="pq")


def agree(found, wanted):
    """Tell whether two results are the same."""
    if found is None or wanted is None or isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-12)


def outcome(node, backend):
    """Run the cases of a node.

    Returns:
        `RUNS` or `REFUSED`.

    Raises:
        AssertionError: A result is not what plain numbers say.
    """
    exprs = {f"result {n}": expr for n, expr in enumerate(expressions(node))}
    try:
        added = stage(exprs, COLUMNS, KEYS).apply(admitted(backend))
    except UnsupportedBackendError:
        return REFUSED
    found = rows_of(nw.to_native(added))
    assert len(found) == len(ROWS)
    for row, result, wanted in zip(ROWS, found, evaluate_rows(exprs, list(map(plain, ROWS))), strict=True):
        for name, expr in exprs.items():
            assert agree(result[name], wanted[name]), f"{expr} is {result[name]} and not {wanted[name]} for {row}"
    return RUNS
