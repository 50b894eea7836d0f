"""Reading formulas: ``parse(str(e)) == e``, with `render` as the other direction.

A formula is read with Python's own grammar and nothing in it is ever run: every piece of it must be on the list here.
Length and depth are capped, and optional numbers have names, so that a decimal comma cannot become another argument.
"""

from __future__ import annotations

import ast
import math
import warnings
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dxplan.errors import DefinitionError, FormulaError
from dxplan.expr import nodes
from dxplan.text import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.expr.fluent import Expr

LONGEST = 10_000
"""The most characters that a formula may have."""

DEEPEST = 60
"""The most levels that a formula may have."""

_ONE = (
    nodes.Absolute,
    nodes.Logarithm,
    nodes.Exponential,
    nodes.Known,
    nodes.Missing,
    nodes.Percentile,
    nodes.ShareOfTotal,
)
_ACROSS = (nodes.Mean, nodes.Geometric, nodes.Harmonic, nodes.Best, nodes.Worst, nodes.Total)
_LEAVES = {"given": nodes.Given, "param": nodes.Param, "figure": nodes.Figure}


_SPLIT = "split it: into named steps of a method, or into indicators of their own in a plan."


def parse(text: str) -> Expr:
    """Read a formula.

    A bare name is the figure of that indicator.
    Methods name other things: ``given(now)``, ``param(r_high)`` and ``step(ratio)``.

    Args:
        text: Such as ``share(docs_signed, docs_sent)`` or ``where(x >= 0.5, 2 * x, 1)``.

    Raises:
        FormulaError: It is no formula; the message says what cannot stand where.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"the formula has {len(text)} characters", f"write no more than {LONGEST}; {_SPLIT}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's grammar warns of odd literals that are refused below
            tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else type(error).__name__
        raise FormulaError(f"{_shown(text)} is not a formula: {reason}", "check brackets, signs and commas.") from None
    reader = _Reader(text)
    try:
        return reader.expr(tree.body, 0)
    except FormulaError:
        raise
    except DefinitionError as error:
        raise FormulaError(f"{_shown(text)} is not a formula: {error.fact}", error.hint) from None


def _shown(text: str) -> str:
    longest = 80
    return repr(text if len(text) <= longest else f"{text[:longest]}…")


_BINARY = {
    ast.Add: nodes.Add,
    ast.Sub: nodes.Subtract,
    ast.Mult: nodes.Multiply,
    ast.Div: nodes.Divide,
    ast.Pow: nodes.Power,
}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


class _Reader:
    """Turns Python's grammar into nodes, piece by listed piece."""

    def __init__(self, text: str) -> None:
        self.text = text

    def refuse(self, piece: ast.AST, why: str, hint: str) -> FormulaError:
        source = (
            ast.get_source_segment(self.text.strip(), piece) if isinstance(piece, (ast.expr, ast.keyword)) else None
        )
        return FormulaError(f"{_shown(source or self.text)} cannot stand in a formula: {why}", hint)

    def expr(self, piece: ast.expr, depth: int) -> Expr:  # noqa: C901, PLR0911 (one line for each piece of grammar)
        if depth + (len(piece.values) - 2 if isinstance(piece, ast.BoolOp) else 0) > DEEPEST:
            raise self.refuse(piece, f"it is more than {DEEPEST} levels deep", _SPLIT)
        below = depth + 1
        match piece:
            case ast.Name(id=name):
                return nodes.Figure(name)
            case ast.Attribute():
                return nodes.Figure(self.dotted(piece))
            case ast.Constant():
                return nodes.Constant(self.number(piece))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return nodes.Negate(self.expr(operand, below))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return nodes.Not(self.expr(operand, below))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return _BINARY[type(op)](self.expr(left, below), self.expr(right, below))
            case ast.BoolOp(op=op, values=[first, *others]):
                joined = self.expr(first, below)
                for other in others:
                    make = nodes.And if isinstance(op, ast.And) else nodes.Or
                    joined = make(joined, self.expr(other, below))
                return joined
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
                return nodes.Compare(_COMPARISONS[type(op)], self.expr(left, below), self.expr(right, below))
            case ast.Compare(ops=[_, _, *_]):
                raise self.refuse(piece, "comparisons do not chain", "write a < b and b < c.")
            case ast.Call(func=ast.Name(id=word)):
                return self.call(piece, word, below)
        raise self.refuse(piece, "it is none of numbers, names, signs and functions", "see the list of functions.")

    def dotted(self, piece: ast.expr) -> str:
        if isinstance(piece, ast.Attribute):
            return f"{self.dotted(piece.value)}.{piece.attr}"
        if isinstance(piece, ast.Name):
            return piece.id
        raise self.refuse(piece, "only names are divided by dots", "write a code such as dti.awareness.")

    def number(self, piece: ast.expr) -> float:
        match piece:
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.number(operand)
            case ast.Constant(value=value) if isinstance(value, (int, float)) and not isinstance(value, bool):
                try:
                    number = float(value)
                except OverflowError:
                    number = math.inf
                if math.isfinite(number):
                    return number
                raise self.refuse(piece, "it is too large", "write a number below 1e308.")
        raise self.refuse(piece, "a number is needed there", "write digits, with a point before decimals.")

    def call(self, piece: ast.Call, word: str, depth: int) -> Expr:
        build = _FUNCTIONS.get(word)
        if build is None:
            near = nearest(word, _FUNCTIONS)
            hint = f"did you mean {near!r}?" if near else f"there are: {', '.join(sorted(_FUNCTIONS))}."
            raise self.refuse(piece, f"there is no function {word!r}", hint)
        named: dict[str, ast.expr] = {}
        for keyword in piece.keywords:
            if keyword.arg is None or keyword.arg in named:
                raise self.refuse(keyword, "a name is given to one argument once", "write name=value once.")
            named[keyword.arg] = keyword.value
        made = build(_Call(self, piece, word, list(piece.args), named, depth))
        if named:
            raise self.refuse(piece, f"{word} has no argument {next(iter(named))!r}", f"leave it out: {_USAGE[word]}.")
        return made


class _Call:
    """The arguments of one function as they are used up."""

    def __init__(  # noqa: PLR0917 (made in one place)
        self, reader: _Reader, piece: ast.Call, word: str, args: list[ast.expr], named: dict[str, ast.expr], depth: int
    ) -> None:
        self.reader, self.piece, self.word, self.args, self.named, self.depth = reader, piece, word, args, named, depth

    def wrong(self, why: str) -> FormulaError:
        return self.reader.refuse(self.piece, why, f"write {_USAGE[self.word]}.")

    def exprs(self, least: int, most: int | None = None) -> list[Expr]:
        if not least <= len(self.args) <= (len(self.args) if most is None else most):
            raise self.wrong(f"{self.word} has {len(self.args)} unnamed arguments")
        return [self.reader.expr(arg, self.depth) for arg in self.args]

    def figures(self, least: int) -> tuple[Expr, ...]:
        """Read operands none of which is a bare number: ``mean(x, 1,5)`` has a decimal comma."""
        operands = tuple(self.exprs(least))
        if any(isinstance(operand, nodes.Constant) for operand in operands):
            raise self.wrong("a bare number stands among the operands; is it a decimal comma?")
        return operands

    def name(self) -> str:
        if len(self.args) != 1:
            raise self.wrong(f"{self.word} takes one name")
        return self.reader.dotted(self.args[0])

    def option(self, name: str) -> float | None:
        return self.reader.number(self.named.pop(name)) if name in self.named else None

    def options(self, **defaults: float) -> dict[str, float]:
        given = {name: self.option(name) for name in defaults}
        return {name: defaults[name] if value is None else value for name, value in given.items()}

    def flag(self, name: str) -> bool:
        piece = self.named.pop(name, None)
        if piece is None:
            return False
        if not (isinstance(piece, ast.Constant) and piece.value is True):
            raise self.wrong(f"{name} is left out or True")
        return True

    def policy(self) -> nodes.Policy:
        piece = self.named.pop("missing", None)
        if piece is None:
            return "propagate"
        for policy in nodes.POLICIES:
            if isinstance(piece, ast.Name) and piece.id == policy:
                return policy
        raise self.wrong(f"missing is one of {', '.join(nodes.POLICIES)}")

    def table(self, at: int) -> list[tuple[ast.expr, ast.expr]]:
        """Take the ``{…: …}`` that stands at a position."""
        piece = self.args.pop(at) if len(self.args) > at else None
        if not isinstance(piece, ast.Dict) or any(key is None for key in piece.keys):
            raise self.wrong("a table {…: …} is needed")
        return [(key, value) for key, value in zip(piece.keys, piece.values, strict=True) if key is not None]

    def points(self) -> tuple[tuple[float, float], ...]:
        return tuple((self.reader.number(x), self.reader.number(y)) for x, y in self.table(1))

    def parts(self) -> tuple[tuple[Expr, float], ...]:
        return tuple((self.reader.expr(x, self.depth), self.reader.number(w)) for x, w in self.table(0))


def _needed(call: _Call, name: str) -> float:
    value = call.option(name)
    if value is None:
        raise call.wrong(f"{call.word} needs {name}=")
    return value


def _steps(call: _Call) -> Expr:
    points = call.points()
    return nodes.Steps(call.exprs(1, 1)[0], points, below=call.option("below") or 0.0)


def _piecewise(call: _Call) -> Expr:
    points = call.points()
    return nodes.Piecewise(call.exprs(1, 1)[0], points)


def _change(call: _Call) -> Expr:
    return nodes.Change(call.exprs(1, 1)[0], months=_needed(call, "months"), relative=call.flag("relative"))


def _where(call: _Call) -> Expr:
    pieces = call.exprs(2)
    otherwise = pieces.pop() if len(pieces) % 2 else None
    return nodes.Where(tuple(zip(pieces[::2], pieces[1::2], strict=True)), otherwise)


def _weighted(call: _Call) -> Expr:
    parts = call.parts()
    call.exprs(0, 0)
    return nodes.Weighted(parts, policy=call.policy())


def _function(call: _Call) -> Expr:
    if not call.args:
        raise call.wrong("function needs a name")
    name = call.reader.dotted(call.args.pop(0))
    operands = call.exprs(1)
    for left, right in pairwise(operands):
        number = left.operand if isinstance(left, nodes.Negate) else left
        if isinstance(number, nodes.Constant) and isinstance(right, nodes.Constant):
            raise call.wrong("two bare numbers stand side by side; is it a decimal comma?")
    return nodes.Function(name, tuple(operands))


def _coalesce(call: _Call) -> Expr:
    operands = tuple(call.exprs(1))
    if any(isinstance(operand, nodes.Constant) for operand in operands[:-1]):
        raise call.wrong("a bare number stands before the last operand; is it a decimal comma?")
    return nodes.Coalesce(operands)


def _one(kind: Any) -> Callable[[_Call], Expr]:
    return lambda call: kind(call.exprs(1, 1)[0])


def _across(kind: Any) -> Callable[[_Call], Expr]:
    return lambda call: kind(call.figures(1), policy=call.policy())


def _leaf(kind: Any) -> Callable[[_Call], Expr]:
    return lambda call: kind(call.name())


_FUNCTIONS: dict[str, Callable[[_Call], Expr]] = {
    **{kind.word: _one(kind) for kind in _ONE},
    **{kind.word: _across(kind) for kind in _ACROSS},
    **{word: _leaf(kind) for word, kind in _LEAVES.items()},
    "step": lambda call: nodes.Step(call.name(), truth=call.flag("truth")),
    "share": lambda call: nodes.Share(*call.exprs(2, 2)),
    "scaled": lambda call: nodes.Scaled(call.exprs(1, 1)[0], by=_needed(call, "by")),
    "clip": lambda call: nodes.Clip(call.exprs(1, 1)[0], low=call.option("low"), high=call.option("high")),
    "steps": _steps,
    "piecewise": _piecewise,
    "where": _where,
    "weighted": _weighted,
    "coalesce": _coalesce,
    "function": _function,
    "power_mean": lambda call: nodes.PowerMean(call.figures(1), p=_needed(call, "p"), policy=call.policy()),
    "rank": lambda call: nodes.Rank(call.exprs(1, 1)[0], rising=call.flag("rising")),
    "minmax": lambda call: nodes.MinMax(call.exprs(1, 1)[0], **call.options(low=0, high=1)),
    "zscore": lambda call: nodes.ZScore(call.exprs(1, 1)[0], **call.options(mean=0, sd=1)),
    "change": _change,
}

_USAGE = {
    **{kind.word: f"{kind.word}(x)" for kind in _ONE},
    **{kind.word: f"{kind.word}(x, y, …, missing=skip)" for kind in _ACROSS},
    **{word: f"{word}(name)" for word in _LEAVES},
    "step": "step(name)",
    "share": "share(part, whole)",
    "scaled": "scaled(x, by=20)",
    "clip": "clip(x, low=0, high=1)",
    "steps": "steps(x, {1: 5, 2: 10})",
    "piecewise": "piecewise(x, {0: 0, 1: 10})",
    "where": "where(condition, value, …, otherwise)",
    "weighted": "weighted({x: 0.6, y: 0.4})",
    "coalesce": "coalesce(x, y)",
    "function": "function(name, x, y, …)",
    "power_mean": "power_mean(x, y, …, p=2)",
    "rank": "rank(x, rising=True)",
    "minmax": "minmax(x, low=0, high=100)",
    "zscore": "zscore(x, mean=10, sd=2)",
    "change": "change(x, months=12, relative=True)",
}

WORDS = frozenset(_FUNCTIONS)
"""The names of the functions; no indicator can have one of them as its code."""
