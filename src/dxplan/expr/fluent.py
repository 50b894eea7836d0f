"""What every expression can be asked and combined with, in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NoReturn

from dxplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Expr:
    """A function from figures to one column, as a tree that holds no data.

    Two trees are equal if they have the same structure, and a tree can be the key of a dictionary.
    ``str(expression)`` is its formula, which `parse` reads back.
    """

    __slots__ = ()
    word: ClassVar[str] = ""
    """The name of the function in a formula; empty for what is written as a sign."""
    truthful: ClassVar[bool] = False
    """Whether every node of the class gives a truth."""
    windowed: ClassVar[bool] = False
    """Whether every node of the class looks beyond its row; `across_rows` asks a whole tree."""

    @property
    def gives_truth(self) -> bool:
        """Whether it gives a truth instead of a number."""
        return self.truthful

    def __add__(self, other: Expr | float) -> Expr:
        return nodes.Add(self, lift(other))

    def __radd__(self, other: float) -> Expr:
        return nodes.Add(lift(other), self)

    def __sub__(self, other: Expr | float) -> Expr:
        return nodes.Subtract(self, lift(other))

    def __rsub__(self, other: float) -> Expr:
        return nodes.Subtract(lift(other), self)

    def __mul__(self, other: Expr | float) -> Expr:
        return nodes.Multiply(self, lift(other))

    def __rmul__(self, other: float) -> Expr:
        return nodes.Multiply(lift(other), self)

    def __truediv__(self, other: Expr | float) -> Expr:
        return nodes.Divide(self, lift(other))

    def __rtruediv__(self, other: float) -> Expr:
        return nodes.Divide(lift(other), self)

    def __pow__(self, other: Expr | float) -> Expr:
        return nodes.Power(self, lift(other))

    def __rpow__(self, other: float) -> Expr:
        return nodes.Power(lift(other), self)

    def __neg__(self) -> Expr:
        return nodes.Negate(self)

    def __abs__(self) -> Expr:
        return nodes.Absolute(self)

    def __and__(self, other: Expr) -> Expr:
        return nodes.And(self, lift(other))

    def __or__(self, other: Expr) -> Expr:
        return nodes.Or(self, lift(other))

    def __invert__(self) -> Expr:
        return nodes.Not(self)

    def lt(self, other: Expr | float) -> Expr:
        """Ask whether it is less than `other`."""
        return nodes.Compare("<", self, lift(other))

    def le(self, other: Expr | float) -> Expr:
        """Ask whether it is at most `other`."""
        return nodes.Compare("<=", self, lift(other))

    def gt(self, other: Expr | float) -> Expr:
        """Ask whether it is more than `other`."""
        return nodes.Compare(">", self, lift(other))

    def ge(self, other: Expr | float) -> Expr:
        """Ask whether it is at least `other`."""
        return nodes.Compare(">=", self, lift(other))

    def eq(self, other: Expr | float) -> Expr:
        """Ask whether it equals `other`; ``==`` compares the trees."""
        return nodes.Compare("==", self, lift(other))

    def ne(self, other: Expr | float) -> Expr:
        """Ask whether it differs from `other`; ``!=`` compares the trees."""
        return nodes.Compare("!=", self, lift(other))

    def known(self) -> Expr:
        """Ask whether it is known."""
        return nodes.Known(self)

    def missing(self) -> Expr:
        """Ask whether it is missing."""
        return nodes.Missing(self)

    def share_of(self, whole: Expr | float) -> Expr:
        """Give it as a part of `whole`."""
        return nodes.Share(self, lift(whole))

    def scaled(self, by: float) -> Expr:
        """Turn a ratio into a score: `by` points for a ratio of one."""
        return nodes.Scaled(self, by=by)

    def clip(self, *, low: float | None = None, high: float | None = None) -> Expr:
        """Keep it between bounds."""
        return nodes.Clip(self, low=low, high=high)

    def steps(self, points: Mapping[float, float], *, below: float = 0) -> Expr:
        """Give the value of the highest threshold that it reaches."""
        return nodes.Steps(self, _points(points), below=below)

    def piecewise(self, points: Mapping[float, float]) -> Expr:
        """Follow the straight lines through some points."""
        return nodes.Piecewise(self, _points(points))

    def log(self) -> Expr:
        """Take the natural logarithm."""
        return nodes.Logarithm(self)

    def exp(self) -> Expr:
        """Take Euler's number to its power."""
        return nodes.Exponential(self)

    def rank(self, *, rising: bool = False) -> Expr:
        """Give its place among its peers: the greatest has place 1, or the least if `rising`."""
        return nodes.Rank(self, rising=rising)

    def percentile(self) -> Expr:
        """Give the share of its other peers that are less."""
        return nodes.Percentile(self)

    def minmax(self, *, low: float = 0, high: float = 1) -> Expr:
        """Scale it so that the least of its peers becomes `low` and the greatest `high`."""
        return nodes.MinMax(self, low=low, high=high)

    def zscore(self, *, mean: float = 0, sd: float = 1) -> Expr:
        """Scale it so that its peers have a mean of `mean` and a standard deviation of `sd`."""
        return nodes.ZScore(self, mean=mean, sd=sd)

    def share_of_total(self) -> Expr:
        """Give it as a part of the sum of its peers."""
        return nodes.ShareOfTotal(self)

    def change(self, *, months: int, relative: bool = False) -> Expr:
        """Compare it with the same place so many months before; with `relative` as a ratio to the earlier value."""
        return nodes.Change(self, months=months, relative=relative)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"the truth of {self} is not known before there are figures\n\n"
            "Hint: combine conditions with & | ~ instead of and, or, not, and choose values with where(…)."
        )

    def _no_order(self, _other: object) -> NoReturn:
        raise TypeError(
            f"{self} cannot be compared with a sign\n\nHint: write .lt(…), .le(…), .gt(…), .ge(…), .eq(…) or .ne(…)."
        )

    __lt__ = __le__ = __gt__ = __ge__ = _no_order

    def __str__(self) -> str:
        from dxplan.expr.render import render

        return render(self)

    def __repr__(self) -> str:
        return f"<{self}>"


def lift(value: Expr | float) -> Expr:
    """Return an expression itself, or a number as the expression of that number.

    Raises:
        DefinitionError: It is neither.
    """
    if isinstance(value, Expr):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DefinitionError(
            f"{value!r} is neither an expression nor a number", "use figure(…), given(…) or a number."
        )
    return nodes.Negate(nodes.Constant(-value)) if value < 0 else nodes.Constant(abs(value))


def _points(points: Mapping[float, float]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points.items())


# The nodes are made of the class above, and its methods make nodes: the one circle of the package, closed here.
from dxplan.expr import nodes  # noqa: E402
