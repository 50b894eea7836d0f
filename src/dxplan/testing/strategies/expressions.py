"""Expression trees, and facts to compute them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hypothesis import strategies as st

from dxplan.expr import nodes
from dxplan.expr.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from dxplan.expr.fluent import Expr
    from dxplan.expr.plain import Value

CODES = ("a", "b", "docs_signed", "dti.awareness")
"""The codes of indicators that trees name if they are given none."""


def numbers() -> SearchStrategy[float]:
    """Make finite numbers as formulas hold them: whole ones, zero, and some that are huge or next to nothing."""
    return st.one_of(_sizes(), _sizes().map(lambda size: -size + 0.0))


def _sizes() -> SearchStrategy[float]:
    return st.one_of(st.integers(0, 9).map(float), st.floats(0, 1e6), st.sampled_from([0.0, 0.1, 1e-300, 1e300]))


def expressions(
    codes: Sequence[str] = CODES,
    *,
    gives: Literal["number", "truth", "any"] = "any",
    windows: bool = False,
    leaves: SearchStrategy[Expr] | None = None,
    functions: Sequence[str] = (),
    most: int = 12,
) -> SearchStrategy[Expr]:
    """Make expression trees of every kind of node, as ``ex.parse(str(tree))`` reads them back.

    Units are not looked at: a tree may add people to percent. They shrink to a single leaf.

    Args:
        codes: The codes of indicators that they name.
        gives: What they give: a ``number``, a ``truth``, or ``any`` of the two.
        windows: Whether they may look beyond their row, as ranks and changes do.
        leaves: What they are made of; by default figures, constants, and what only methods know: facts (``now``,
            ``goal`` and ``is_due``), the parameter ``r_high`` and the step ``ratio``.
        functions: The names of Python functions of two numbers that they may call; those must be registered.
        most: How many leaves they have at most, about.
    """
    inner = _leaves(codes) if leaves is None else leaves
    trees = st.recursive(inner, _grown(windows=windows, functions=functions), max_leaves=most)
    if gives == "number":
        return trees
    truths = truths_over(trees)
    return truths if gives == "truth" else st.one_of(trees, truths)


def facts_for(expr: Expr, of: SearchStrategy[float] | None = None) -> SearchStrategy[dict[Expr, Value]]:
    """Make values for the leaves of a tree, any of which may be missing.

    Args:
        expr: The tree.
        of: The numbers; by default those that formulas hold.
    """
    values = numbers() if of is None else of
    leaves = {leaf for leaf in walk(expr) if isinstance(leaf, nodes.Figure | nodes.Given | nodes.Param)}
    return st.fixed_dictionaries(
        {leaf: st.none() | (st.booleans() if leaf.gives_truth else values) for leaf in sorted(leaves, key=str)}
    )


def _leaves(codes: Sequence[str]) -> SearchStrategy[Expr]:
    named = [st.sampled_from(codes).map(nodes.Figure)] if codes else []
    return st.one_of(
        *named,
        st.sampled_from(["now", "goal"]).map(nodes.Given),
        st.just(nodes.Param("r_high")),
        st.just(nodes.Step("ratio")),
        _sizes().map(nodes.Constant),
    )


def _grown(*, windows: bool, functions: Sequence[str]) -> Callable[[SearchStrategy[Expr]], SearchStrategy[Expr]]:
    def grow(inner: SearchStrategy[Expr]) -> SearchStrategy[Expr]:
        plain = numbers_over(inner, truths_over(inner), functions)
        return st.one_of(windows_over(inner), windows_over(inner), plain) if windows else plain

    return grow


@st.composite
def numbers_over(
    draw: DrawFn, inner: SearchStrategy[Expr], truths: SearchStrategy[Expr], functions: Sequence[str] = ()
) -> Expr:
    """Make one node that gives a number, over others."""
    operands = draw(st.lists(inner, min_size=1, max_size=3).map(tuple))
    x, y = draw(inner), draw(inner)
    low, high = sorted([draw(numbers()), draw(numbers())])
    made: list[Expr] = [
        nodes.Negate(x),
        nodes.Absolute(x),
        nodes.Logarithm(x),
        nodes.Exponential(x),
        nodes.Add(x, y),
        nodes.Subtract(x, y),
        nodes.Multiply(x, y),
        nodes.Divide(x, y),
        nodes.Power(x, y),
        nodes.Share(x, y),
        nodes.Scaled(x, by=draw(numbers())),
        nodes.Clip(x, low=low, high=draw(st.sampled_from([None, high]))),
        nodes.Steps(x, draw(_points()), below=draw(numbers())),
        nodes.Piecewise(x, draw(_points())),
        nodes.Coalesce((y, x) if isinstance(x, nodes.Constant) else (x,)) if _varies(y) else x,
        nodes.Where(((draw(truths), x), (draw(truths), y)), draw(st.none() | inner)),
        nodes.Weighted(tuple((operand, 1.0 + n) for n, operand in enumerate(operands)), policy=draw(_policies())),
        *(nodes.Function(name, (x, y)) for name in functions if _varies(x)),
        *draw(_across(tuple(filter(_varies, operands)))),
    ]
    return draw(st.sampled_from(made))


def truths_over(inner: SearchStrategy[Expr]) -> SearchStrategy[Expr]:
    """Make a node that gives a truth, over others that give numbers."""
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    atoms: SearchStrategy[Expr] = st.one_of(
        st.builds(nodes.Compare, signs, inner, inner),
        inner.map(nodes.Known),
        inner.map(nodes.Missing),
        st.just(nodes.Given("is_due")),
    )
    return st.one_of(atoms, atoms.map(nodes.Not), st.builds(nodes.And, atoms, atoms), st.builds(nodes.Or, atoms, atoms))


@st.composite
def windows_over(draw: DrawFn, inner: SearchStrategy[Expr]) -> Expr:
    """Make one node that looks beyond its row, over another."""
    x, turned = draw(inner), draw(st.booleans())
    low, mean, size = draw(numbers()), draw(numbers()), draw(st.sampled_from([0.5, 2.0, 99.0]))
    made: list[Expr] = [
        nodes.Rank(x, rising=turned),
        nodes.Percentile(x),
        nodes.MinMax(x),
        nodes.MinMax(x, low=low, high=low + size) if low < low + size else nodes.MinMax(x),
        nodes.ZScore(x),
        nodes.ZScore(x, mean=mean, sd=size),
        nodes.ShareOfTotal(x),
        nodes.Change(x, months=draw(st.sampled_from([1, 2, 12])), relative=turned),
    ]
    return draw(st.sampled_from(made))


@st.composite
def _points(draw: DrawFn) -> tuple[tuple[float, float], ...]:
    places = sorted(set(draw(st.lists(st.integers(-5, 9), min_size=1, max_size=4))))
    return tuple((float(place), draw(numbers())) for place in places)


def _policies() -> SearchStrategy[nodes.Policy]:
    return st.sampled_from(nodes.POLICIES)


def _varies(operand: Expr) -> bool:
    return not isinstance(operand, nodes.Constant)


@st.composite
def _across(draw: DrawFn, operands: tuple[Expr, ...]) -> list[Expr]:
    if not operands:
        return []
    kinds = [nodes.Mean, nodes.Geometric, nodes.Harmonic, nodes.Best, nodes.Worst, nodes.Total]
    p = draw(st.sampled_from([-2.0, 0.5, 3.0]))
    return [nodes.PowerMean(operands, p=p), *(kind(operands, policy=draw(_policies())) for kind in kinds)]
