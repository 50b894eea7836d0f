"""Functions written in Python that formulas can name: ``function(logistic, x)``.

A function is made with `python_function`, and found under its name once it is registered, or once a package that
offers it is installed::

    [project.entry-points."dxplan.functions"]
    logistic = "my_package.scores:logistic"

Reading a formula looks for no function, and loads no package; checking and computing it do.
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from dxplan import plugins
from dxplan.codes import check_name
from dxplan.errors import (
    DefinitionError,
    DuplicateCodeError,
    FormulaError,
    FunctionError,
    PluginError,
    UnknownCodeError,
    UnsupportedBackendError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.expr import nodes

GROUP = "dxplan.functions"
"""The entry point group under which packages offer functions."""

UnitRule: TypeAlias = Literal["any", "same", "none"]
"""Which units the operands of a function may have: any, one that all share and the result has too, or none."""


@attrs.frozen(kw_only=True)
class PythonFunction:
    """A function of numbers, and what must be known of it to let it stand in formulas.

    It gives one number for one row, and depends on nothing but its operands.

    Attributes:
        call: The function: it takes a float for each operand and gives one; None and what is not finite are missing.
        arity: How many operands it takes, or None for one and more.
        unit: Which units they may have: ``any``, ``same`` (all share one, which the result has too) or ``none``.
            With ``any`` and ``none`` the result takes any unit, as a number in the formula does.
        sees_missing: Whether it is asked where an operand is missing, with None for that; otherwise the result is
            missing there.
        columns: The same function on columns, or None where it has none: it takes a Narwhals expression for each
            operand and gives one that looks at no other rows. Null is missing; it meets nulls only if `sees_missing`
            makes a difference of them.
    """

    call: Callable[..., float | None]
    arity: int | None = attrs.field()
    unit: UnitRule = attrs.field()
    sees_missing: bool = False
    columns: Callable[..., Any] | None = None

    @arity.validator
    def _takes_something(self, _attribute: attrs.Attribute[Any], arity: int | None) -> None:
        if arity is not None and arity < 1:
            raise DefinitionError(f"a function cannot take {arity} operands", "give 1 or more, or None for any number.")

    @unit.validator
    def _is_a_rule(self, _attribute: attrs.Attribute[Any], unit: str) -> None:
        if unit not in {"any", "same", "none"}:
            raise DefinitionError(f"{unit!r} is no rule for units", "use one of: any, same, none.")

    def __call__(self, *values: float | None) -> float | None:
        """Call it, as if nothing had been said of it."""
        return self.call(*values)


def python_function(
    *,
    arity: int | None,
    unit: UnitRule,
    sees_missing: bool = False,
    columns: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., float | None]], PythonFunction]:
    """Say of a Python function what must be known of it to let it stand in formulas; a decorator.

    Args:
        arity: How many operands it takes, or None for one and more.
        unit: Which units they may have: ``any``, ``same`` or ``none``.
        sees_missing: Whether it is asked where an operand is missing.
        columns: The same function on columns.
    """
    return lambda call: PythonFunction(call=call, arity=arity, unit=unit, sees_missing=sees_missing, columns=columns)


_REGISTERED: dict[str, PythonFunction] = {}


def register_function(name: str, function: PythonFunction) -> None:
    """Let formulas find a function under a name, in this process.

    Raises:
        DuplicateCodeError: Another function has that name.
    """
    check_name(name, "function")
    if _REGISTERED.get(name, function) is not function or name in plugins.names(GROUP):
        raise DuplicateCodeError(f"there is a function {name!r} already", "choose another name.")
    _REGISTERED[name] = function


def find(expr: nodes.Function) -> PythonFunction:
    """Find the function that a node names.

    Raises:
        UnknownCodeError: No function of that name is installed or registered.
        PluginError: The package that offers it cannot be loaded, or offers something else.
        FormulaError: It does not take that many operands.
    """
    function = _REGISTERED.get(expr.name) or _installed(expr.name)
    if function.arity not in {None, len(expr.operands)}:
        raise FormulaError(
            f"'{expr}' has {len(expr.operands)} operands, and {expr.name!r} takes {function.arity}",
            "give as many as it takes.",
        )
    return function


def _installed(name: str) -> PythonFunction:
    offered = plugins.names(GROUP)
    if name not in offered:
        raise UnknownCodeError.among("function", name, {*offered, *_REGISTERED})
    found = plugins.load(GROUP, name)
    if not isinstance(found, PythonFunction):
        raise PluginError(
            f"what is installed as the function {name!r} is {found!r}", "make it with python_function(…)."
        )
    return found


def computed(expr: nodes.Function, values: Sequence[float | None]) -> float | None:
    """Call the function of a node with numbers.

    Raises:
        FunctionError: It fails, or gives something else than a number.
    """
    function = find(expr)
    if not function.sees_missing and None in values:
        return None
    try:
        result: Any = function.call(*values)
    except Exception as error:
        raise _failed(expr, _said(values), error) from error
    if isinstance(result, complex):
        return None
    if result is not None and (isinstance(result, bool) or not isinstance(result, Real)):
        raise FunctionError(
            f"function {expr.name!r} gave {result!r} on {_said(values)}", "it must give a number, or None for missing."
        )
    try:
        return None if result is None else float(result)
    except OverflowError:
        return None


def on_columns(expr: nodes.Function, operands: Iterable[Any]) -> Any:
    """Call the function of a node with columns.

    Raises:
        UnsupportedBackendError: It is written for single numbers only.
        FunctionError: It fails.
    """
    function = find(expr)
    if function.columns is None:
        raise UnsupportedBackendError(
            f"function {expr.name!r} in '{expr}' is written for single numbers, not for columns",
            "give it columns=…, the same function on Narwhals expressions.",
        )
    try:
        return function.columns(*operands)
    except Exception as error:
        raise _failed(expr, "columns", error) from error


def _failed(expr: nodes.Function, given: str, error: Exception) -> FunctionError:
    return FunctionError(
        f"function {expr.name!r} failed on {given}: {type(error).__name__}: {error}",
        "mend the function: where there is no result it returns None.",
    )


def _said(values: Iterable[float | None]) -> str:
    return f"({', '.join(map(repr, values))})"
