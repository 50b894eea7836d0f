"""Writing expressions as formulas, which `parse` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.expr import nodes

if TYPE_CHECKING:
    from dxplan.expr.fluent import Expr

# How tightly a node binds; its operands get brackets where they bind less.
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(9)
_SIGNS: dict[type, tuple[str, int]] = {
    nodes.Or: (" or ", _OR),
    nodes.And: (" and ", _AND),
    nodes.Add: (" + ", _SUM),
    nodes.Subtract: (" - ", _SUM),
    nodes.Multiply: (" * ", _PRODUCT),
    nodes.Divide: (" / ", _PRODUCT),
    nodes.Power: (" ** ", _POWER),
}


def render(expr: Expr) -> str:
    """Write an expression as a formula."""
    return _write(expr)[0]


def _write(expr: Expr) -> tuple[str, int]:  # noqa: C901, PLR0911 (one line for each way of writing)
    """Give the text of a node and how tightly it binds."""
    match expr:
        case nodes.Figure(code):
            return code, _ATOM
        case nodes.Given(name):
            return f"given({name})", _ATOM
        case nodes.Param(name):
            return f"param({name})", _ATOM
        case nodes.Step(name, truth):
            return f"step({name}, truth=True)" if truth else f"step({name})", _ATOM
        case nodes.Constant(value):
            return _number(value), _ATOM
        case nodes.Negate(operand):
            return f"-{_bound(operand, _SIGN)}", _SIGN
        case nodes.Not(operand):
            return f"not {_bound(operand, _NOT)}", _NOT
        case nodes.Compare(sign, left, right):
            return f"{_bound(left, _SUM)} {sign} {_bound(right, _SUM)}", _COMPARE
        case nodes.Power(left, right):
            return f"{_bound(left, _ATOM)} ** {_bound(right, _SIGN)}", _POWER
    if type(expr) in _SIGNS:
        sign, level = _SIGNS[type(expr)]
        return f"{_bound(expr.left, level)}{sign}{_bound(expr.right, level + 1)}", level  # type: ignore[attr-defined]
    return f"{expr.word}({', '.join(_arguments(expr))})", _ATOM


def _bound(expr: Expr, level: int) -> str:
    text, own = _write(expr)
    return text if own >= level else f"({text})"


def _arguments(expr: Expr) -> list[str]:  # noqa: C901, PLR0911, PLR0912 (one line for each form of arguments)
    """Write what stands in the brackets of a function."""
    match expr:
        case nodes.Share(part, whole):
            return [render(part), render(whole)]
        case nodes.Scaled(operand, by=by):
            return [render(operand), f"by={_number(by)}"]
        case nodes.Clip(operand, low=low, high=high):
            named = [f"{name}={_number(v)}" for name, v in (("low", low), ("high", high)) if v is not None]
            return [render(operand), *named]
        case nodes.Steps(operand, points, below=below):
            return [render(operand), _table(points), *_unless(0, below=below)]
        case nodes.Piecewise(operand, points):
            return [render(operand), _table(points)]
        case nodes.Where(cases, otherwise):
            pairs = [render(piece) for case in cases for piece in case]
            return [*pairs, *([render(otherwise)] if otherwise is not None else [])]
        case nodes.Weighted(parts, policy=policy):
            weights = ", ".join(f"{render(part)}: {_number(weight)}" for part, weight in parts)
            return [f"{{{weights}}}", *_policy(policy)]
        case nodes.Coalesce(operands):
            return [render(operand) for operand in operands]
        case nodes.Function(name, operands):
            return [name, *map(render, operands)]
        case nodes.PowerMean(operands, policy=policy, p=p):
            return [*map(render, operands), f"p={_number(p)}", *_policy(policy)]
        case nodes.Across(operands, policy=policy):
            return [*map(render, operands), *_policy(policy)]
        case nodes.Rank(operand, rising=rising):
            return [render(operand), *_flag("rising", rising)]
        case nodes.MinMax(operand, low=low, high=high):
            return [render(operand), *_unless(0, low=low), *_unless(1, high=high)]
        case nodes.ZScore(operand, mean=mean, sd=sd):
            return [render(operand), *_unless(0, mean=mean), *_unless(1, sd=sd)]
        case nodes.Change(operand, months=months, relative=relative):
            return [render(operand), f"months={months}", *_flag("relative", relative)]
    return [render(expr.operand)]  # type: ignore[attr-defined]


def _policy(policy: nodes.Policy) -> list[str]:
    return [] if policy == "propagate" else [f"missing={policy}"]


def _flag(name: str, value: bool) -> list[str]:  # noqa: FBT001 (what it writes is a truth)
    return [f"{name}=True"] if value else []


def _unless(default: float, **named: float) -> list[str]:
    """Write an optional number where it is not the one that stands without it."""
    return [f"{name}={_number(value)}" for name, value in named.items() if value != default]


def _table(points: tuple[tuple[float, float], ...]) -> str:
    return "{" + ", ".join(f"{_number(x)}: {_number(y)}" for x, y in points) + "}"


def _number(value: float) -> str:
    whole = 1e15
    return str(int(value)) if value.is_integer() and abs(value) < whole else repr(value)
