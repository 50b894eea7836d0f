"""The door back to Python: functions by name, what is known of them, and what is said where they fail."""

import math
from fractions import Fraction

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
import pytest

from dxplan import expr as ex
from dxplan import plugins
from dxplan.errors import (
    DefinitionError,
    DuplicateCodeError,
    FormulaError,
    FunctionError,
    PluginError,
    UnitMismatchError,
    UnknownCodeError,
    UnsupportedBackendError,
)
from dxplan.expr import functions
from dxplan.expr.check import check
from dxplan.expr.plain import evaluate
from dxplan.expr.stage import stage
from dxplan.units import measure

X, Y = ex.figure("x"), ex.figure("y")
UNITS = {"homes": "household", "people": "person", "ratio": "percent"}


@pytest.fixture(autouse=True)
def no_functions(monkeypatch):
    monkeypatch.setattr(functions, "_REGISTERED", {})


@pytest.fixture
def let(no_functions):
    """Register a function; keywords say more of it."""

    def register(name, call, **said):
        ex.register_function(name, ex.python_function(**{"arity": None, "unit": "any"} | said)(call))

    return register


def at(text, **figures):
    return evaluate(ex.parse(text), {ex.figure(code): value for code, value in figures.items()})


def columns(text, x, y):
    stages = stage({"found": ex.parse(text)}, {X: "x", Y: "y"})
    frame = pl.LazyFrame({"x": x, "y": y}, schema={"x": pl.Float64, "y": pl.Float64})
    return stages.apply(nw.from_native(frame)).collect()["found"].to_list()


def test_a_registered_function_is_called_with_floats(let):
    let("hypotenuse", math.hypot, arity=2)
    assert at("1 + function(hypotenuse, x, y)", x=3, y=4) == 6


def test_a_decorated_function_can_still_be_called():
    @ex.python_function(arity=1, unit="none")
    def twice(x):
        return 2 * x

    assert isinstance(twice, ex.PythonFunction)
    assert twice(2) == 4


@pytest.mark.parametrize("result", [None, math.nan, math.inf, 1j, 10**400])
def test_what_is_no_finite_number_is_missing(let, result):
    let("f", lambda x: result)
    assert at("function(f, x)", x=1) is None


@pytest.mark.parametrize("result", [2, 2.0, Fraction(2), np.float32(2), np.int64(2)])
def test_every_kind_of_number_will_do(let, result):
    let("f", lambda x: result)
    found = at("function(f, x)", x=1)
    assert (found, type(found)) == (2, float)


def test_a_missing_operand_makes_the_result_missing(let):
    let("f", lambda x, y: 7)
    assert at("function(f, x, y)", x=None, y=1) is None


def test_a_function_may_ask_to_see_missing_ones(let):
    let("known", lambda *values: sum(value is not None for value in values), sees_missing=True)
    assert at("function(known, x, y)", x=None, y=1) == 1


def test_a_failure_says_which_function_on_which_values(let):
    let("inverse", lambda x, y: 1 / x)
    with pytest.raises(FunctionError) as caught:
        at("function(inverse, x, y)", x=0, y=2.5)
    assert caught.value.fact == "function 'inverse' failed on (0.0, 2.5): ZeroDivisionError: float division by zero"
    assert caught.value.hint
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize("result", ["7", True, [1]])
def test_what_is_no_number_is_refused(let, result):
    let("f", lambda x: result)
    with pytest.raises(FunctionError, match=r"function 'f' gave .* on \(1\.0\)"):
        at("function(f, x)", x=1)


def test_an_unknown_function_is_told_when_it_is_needed_and_not_before(let):
    let("logistic", math.exp)
    expr = ex.parse("function(logistics, x)")
    for ask in (lambda: check(expr), lambda: evaluate(expr, {X: 1.0}), lambda: stage({"found": expr}, {X: "x"})):
        with pytest.raises(UnknownCodeError, match="no function has the code 'logistics'") as caught:
            ask()
        assert caught.value.hint == "did you mean 'logistic'?"


def test_a_function_takes_as_many_operands_as_it_says(let):
    let("hypotenuse", math.hypot, arity=2, columns=lambda x, y: x + y)
    expr = ex.parse("function(hypotenuse, x)")
    for ask in (lambda: check(expr), lambda: evaluate(expr, {X: 1.0}), lambda: stage({"found": expr}, {X: "x"})):
        with pytest.raises(FormulaError, match="has 1 operands, and 'hypotenuse' takes 2"):
            ask()


def test_units_are_those_of_its_rule(let):
    for rule in ("any", "same", "none"):
        let(f"of_{rule}", max, unit=rule)
    assert check(ex.parse("function(of_any, homes, people) + people"), UNITS).unit == measure("person")
    assert check(ex.parse("function(of_any, homes)"), UNITS).unit is None
    assert check(ex.parse("function(of_same, homes, 1, homes)"), UNITS).unit == measure("household")
    assert check(ex.parse("function(of_none, ratio)"), UNITS).unit is None
    with pytest.raises(UnitMismatchError, match="'people' in person"):
        check(ex.parse("function(of_same, homes, people)"), UNITS)
    with pytest.raises(UnitMismatchError, match="needs a number without a unit"):
        check(ex.parse("function(of_none, homes)"), UNITS)
    for rule in ("any", "same", "none"):
        with pytest.raises(FormulaError, match="is a truth"):
            check(ex.parse(f"function(of_{rule}, homes > 1)"))


def test_on_columns_it_says_what_it_says_on_numbers(let):
    let("ratio", lambda x, y: x / y if y else None, arity=2, columns=lambda x, y: x / y)
    x, y = [1.0, None, 3.0, 4.0, 0.0], [2.0, 2.0, None, 0.0, 0.0]
    assert columns("function(ratio, x, y) + 1", x, y) == [1.5, None, None, None, None]


def test_on_columns_missing_ones_are_hidden_unless_it_asks(let):
    let("blind", lambda x: 0, columns=lambda x: x.fill_null(7.0))
    let("seeing", lambda x: 0, sees_missing=True, columns=lambda x: x.fill_null(7.0))
    assert columns("function(blind, x)", [None, 1.0], [0.0, 0.0]) == [None, 1]
    assert columns("function(seeing, x)", [None, 1.0], [0.0, 0.0]) == [7, 1]


def test_on_columns_a_bare_number_is_a_column_too(let):
    let("sum", lambda x, y: x + y, columns=nw.sum_horizontal)
    assert columns("function(sum, x, 2)", [None, 1.0], [0.0, 0.0]) == [None, 3]
    assert columns("function(sum, 2, param(a))", [None, 1.0], [0.0, 0.0]) == [None, None]


def test_one_without_columns_is_refused_before_any_work(let):
    let("f", math.exp)
    with pytest.raises(
        UnsupportedBackendError, match=r"function 'f' in 'function\(f, x\)' is written for single numbers"
    ):
        stage({"found": ex.parse("1 + function(f, x)")}, {X: "x"})


def test_a_failure_on_columns_names_the_function(let):
    let("f", math.exp, columns=lambda x: x.no_such_method())
    with pytest.raises(FunctionError, match="function 'f' failed on columns: AttributeError"):
        stage({"found": ex.parse("function(f, x)")}, {X: "x"})


def test_a_name_is_given_once(let):
    function = ex.python_function(arity=1, unit="any")(math.exp)
    ex.register_function("f", function)
    ex.register_function("f", function)
    with pytest.raises(DuplicateCodeError, match="there is a function 'f' already"):
        let("f", math.log)
    with pytest.raises(DefinitionError, match="function 'F' cannot be used in a formula"):
        let("F", math.log)


@pytest.mark.parametrize("said", [{"arity": 0, "unit": "any"}, {"arity": 1, "unit": "some"}])
def test_what_is_said_of_a_function_must_make_sense(said):
    with pytest.raises(DefinitionError):
        ex.python_function(**said)(math.exp)


class TestInstalled:
    @pytest.fixture(autouse=True)
    def offers(self, monkeypatch):
        offers = {"logistic": ex.python_function(arity=1, unit="none")(math.exp), "broken": "no function"}
        monkeypatch.setattr(plugins, "names", lambda group: tuple(sorted(offers)))
        monkeypatch.setattr(plugins, "load", lambda group, name: offers[name])

    def test_it_is_found_by_its_name(self):
        assert at("function(logistic, x)", x=0) == 1

    def test_what_is_no_function_is_refused(self):
        with pytest.raises(PluginError, match="what is installed as the function 'broken' is 'no function'"):
            at("function(broken, x)", x=0)

    def test_its_name_is_taken(self, let):
        with pytest.raises(DuplicateCodeError, match="there is a function 'logistic' already"):
            let("logistic", math.exp)
