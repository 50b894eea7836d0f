"""What every node means on numbers, missing values included."""

import math

import attrs
import pytest

from dxplan import expr as ex
from dxplan.expr import nodes
from dxplan.expr.check import infer
from dxplan.expr.fluent import Expr
from dxplan.expr.formula import WORDS
from dxplan.expr.plain import compute, evaluate
from dxplan.expr.plain_rows import stand
from dxplan.expr.stage import lower

X, Y = ex.figure("x"), ex.figure("y")


def at(text, **figures):
    return evaluate(ex.parse(text), {ex.figure(code): value for code, value in figures.items()})


def concrete():
    kinds, waiting = [], [Expr]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if attrs.has(kind) and kind.__name__ not in {"Across", "Unary", "Binary", "Window", "Peers"}:
            kinds.append(kind)
    # attrs makes slotted classes anew, so each name is looked up where it is public.
    return sorted({getattr(nodes, kind.__name__) for kind in kinds}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", concrete())
def test_every_node_has_a_meaning(kind):
    for interpreter in (compute, infer, lower):
        assert interpreter.dispatch(kind) is not interpreter.dispatch(Expr)
    if issubclass(kind, nodes.Peers):
        assert stand.dispatch(kind) is not stand.dispatch(Expr)
    assert kind.windowed is issubclass(kind, nodes.Window)
    assert not kind.word or kind.word in WORDS


@pytest.mark.parametrize(
    ("text", "x", "y", "value"),
    [
        ("x + y", 2, 3, 5),
        ("x / y", 1, 0, None),
        ("x ** y", -8, 1 / 3, None),
        ("x ** y", 10, 400, None),
        ("x ** y", 0, -1, None),
        ("log(x)", 0, 0, None),
        ("exp(x)", 1000, 0, None),
        ("abs(x)", -2, 0, 2),
        ("share(x, y)", 7, 20, 0.35),
        ("share(x, y)", 7, 0, None),
        ("scaled(x, by=20)", 0.5, 0, 10),
        ("clip(x, low=0, high=1)", 1.5, 0, 1),
        ("clip(x, low=0)", -3, 0, 0),
        ("steps(x, {1: 5, 2: 10, 3: 15, 4: 20})", 3.5, 0, 15),
        ("steps(x, {1: 5, 2: 10, 3: 15, 4: 20})", 0, 0, 0),
        ("steps(x, {1: 5}, below=-1)", 0.5, 0, -1),
        ("piecewise(x, {0: 0, 10: 100})", 2.5, 0, 25),
        ("piecewise(x, {0: 0, 10: 100})", 11, 0, 100),
        ("piecewise(x, {0: 5, 10: 100})", -1, 0, 5),
        ("x >= y", 0.1 + 0.2, 0.3, True),
        ("x > y", 0.1 + 0.2, 0.3, False),
        ("x == y", 7 / 20 * 100, 35, True),
        ("where(x > 1, 10, y > 1, 20, 30)", 0, 2, 20),
        ("where(x > 1, 10)", 0, 0, None),
        ("weighted({x: 0.6, y: 0.4})", 10, 20, 14),
        ("mean(x, y)", 1, 2, 1.5),
        ("best(x, y) - worst(x, y)", 1, 5, 4),
        ("total(x, y)", 1, 5, 6),
        ("geometric(x, y)", 2, 8, 4),
        ("geometric(x, y)", 0, 8, None),
        ("harmonic(x, y)", 1, 3, 1.5),
        ("power_mean(x, y, p=2)", 1, 7, 5),
    ],
)
def test_known_values(text, x, y, value):
    found = at(text, x=x, y=y)
    if isinstance(value, float | int) and not isinstance(value, bool):
        assert found == pytest.approx(value, rel=1e-12)
    else:
        assert found is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x + y", None),
        ("x > y", None),
        ("not x > y", None),
        ("known(x)", False),
        ("missing(x)", True),
        ("missing(x + y)", True),
        ("x > 1 and y > 5", False),
        ("x > 1 and y > 1", None),
        ("x > 1 or y > 1", True),
        ("x > 1 or y > 5", None),
        ("coalesce(x, y)", 2),
        ("coalesce(x, 7)", 7),
        ("where(x > 1, 1, 2)", 2),
        ("where(y > 1, x, 2)", None),
        ("clip(x, low=0)", None),
        ("steps(x, {0: 1})", None),
        ("mean(x, y)", None),
        ("mean(x, y, missing=skip)", 2),
        ("mean(x, y, missing=zero)", 1),
        ("mean(x, missing=skip)", None),
        ("weighted({x: 3, y: 1})", None),
        ("weighted({x: 3, y: 1}, missing=skip)", 2),
        ("weighted({x: 3, y: 1}, missing=zero)", 0.5),
        ("weighted({x: 3, y: 0}, missing=skip)", None),
        ("geometric(x, y, missing=zero)", None),
        ("best(x, y, missing=skip)", 2),
    ],
)
def test_where_x_is_missing_and_y_is_2(text, value):
    assert at(text, x=None, y=2) == value
    assert at(text, y=2) == value
    assert at(text, x=math.nan, y=2) == value
    assert at(text, x=math.inf, y=2) == value


def test_the_literal_checks_of_the_published_means():
    parts = {ex.figure("a"): 1, ex.figure("b"): 2, ex.figure("c"): 3}
    facts = {figure: float(value) for figure, value in parts.items()}
    a, b, c = parts
    assert evaluate(ex.geometric(a, b, c, c), facts) == pytest.approx(18 ** (1 / 4), rel=1e-12)
    assert evaluate(ex.harmonic(a, a, b, c), facts) == pytest.approx(4 / (2 + 0.5 + 1 / 3), rel=1e-12)


@pytest.mark.parametrize(
    ("government", "economy", "society", "index"),
    [
        (0.5346, 0.4155, 0.4964, 0.4874),
        (0.522, 0.304, 0.3655, 0.4097),
        (0.4449, 0.3668, 0.4052, 0.4096),
        (0.4513, 0.3019, 0.3955, 0.3897),
        (0.4446, 0.3136, 0.3764, 0.3848),
        (0.4168, 0.3065, 0.3915, 0.3761),
        (0.4544, 0.3087, 0.3174, 0.3696),
        (0.3915, 0.3161, 0.377, 0.3645),
        (0.403, 0.3051, 0.3678, 0.3631),
    ],
)
def test_the_provincial_index_of_2020_is_an_ordinary_formula(government, economy, society, index):
    # Published values of the index of 2020 for nine provinces, 40/30/30 by decision 1726/QĐ-BTTTT.
    formula = ex.parse("weighted({government: 0.4, economy: 0.3, society: 0.3})")
    facts = {"government": government, "economy": economy, "society": society}
    found = evaluate(formula, {ex.figure(code): value for code, value in facts.items()})
    assert found == pytest.approx(index, abs=1e-4)
