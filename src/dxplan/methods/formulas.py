"""Named formulas that build on one another: read, bound to the names around them, and put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.errors import CyclicFormulaError, DefinitionError, DxplanError, FormulaError, UnknownCodeError, Where
from dxplan.expr.check import check
from dxplan.expr.formula import WORDS, parse
from dxplan.expr.nodes import Figure, Param, Step
from dxplan.expr.walk import across_rows, children, distinct, substitute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dxplan.expr.fluent import Expr

DEEPEST = 100
"""The most levels that a formula may have with the steps that it names written out."""


class Names:
    """What a bare name means in the formulas of a method.

    Attributes:
        known: The leaf that each name stands for.
        broken: Names that would mean something if what defines them could be read; formulas that name them are left
            out without a problem of their own.
        dotted: Whether steps may have names with dots, which are kept for dxplan's own.
        problems: What was wrong with the formulas read so far.
    """

    def __init__(self, known: Mapping[str, Expr], *, broken: Iterable[str] = (), dotted: bool = False) -> None:
        self.known = dict(known)
        self.broken = set(broken)
        self.dotted = dotted
        self.problems: list[DxplanError] = []
        self._levels: dict[str, int] = {}

    def read(self, text: str, path: str, *, truth: bool) -> Expr | None:
        """Read one formula; what is wrong with it is kept and None returned, as it is where a name in it is broken.

        Args:
            text: The formula.
            path: Where it stands, for messages.
            truth: Whether it shall give a truth instead of a number.
        """
        try:
            parsed = parse(text)
            if not self.broken.isdisjoint(name for _, name in _named(parsed)):
                return None
            expr = self._bound(parsed)
            if check(expr).truth is not truth:
                wanted = "a condition, such as 'progress >= 0.5'" if truth else "a number"
                raise FormulaError(
                    f"'{text}' is {'a number' if truth else 'a condition'}, and {wanted} is needed here", _CHOOSE
                )
        except DxplanError as error:
            self.problems.append(error.at(Where(path)))
            return None
        return expr

    def read_steps(self, texts: Mapping[str, str], path: str) -> dict[str, Expr]:
        """Read formulas that may name one another in any order.

        They come back in an order in which each can be computed after those it names, and are then known by their
        names; those that cannot be read are kept as problems and left out.
        """
        return _Steps(self, texts, path).read()

    def _bound(self, expr: Expr) -> Expr:
        """Put the known leaves in the places of the names."""
        bound = substitute(expr, {leaf: self._leaf(name) for leaf, name in _named(expr)})
        if self._depth(bound) > DEEPEST:
            raise FormulaError(*_TOO_DEEP)
        if across_rows(bound):
            raise FormulaError(
                f"'{expr}' looks at other rows, and a method judges every target by itself",
                "compare places in a formula over a whole table, with dxplan.expr.",
            )
        return bound

    def _depth(self, expr: Expr) -> int:
        """Count the levels of a formula with its steps written out."""
        if isinstance(expr, Step):
            return self._levels.get(expr.name, 1)
        return 1 + max(map(self._depth, children(expr)), default=0)

    def add_step(self, name: str, expr: Expr) -> None:
        """Make a formula known by a name."""
        self._levels[name] = self._depth(expr)
        self.known[name] = Step(name, check(expr).truth)

    def _leaf(self, name: str) -> Expr:
        if name not in self.known:
            raise UnknownCodeError.among("name", name, self.known)
        return self.known[name]


_TOO_DEEP = (f"with its steps written out it is more than {DEEPEST} levels deep", "use fewer steps in a row.")
_CHOOSE = "compare numbers to get a condition; choose numbers by one with where(condition, 1, 0)."


def _named(expr: Expr) -> Iterator[tuple[Expr, str]]:
    """Give the leaves that name something: bare names, and those that say which kind of thing they name."""
    found = distinct(expr)
    yield from ((leaf, leaf.code) for leaf in found if isinstance(leaf, Figure))
    yield from ((leaf, leaf.name) for leaf in found if isinstance(leaf, Step))
    yield from ((leaf, leaf.name) for leaf in found if isinstance(leaf, Param))


class _Steps:
    """One reading of formulas that name one another."""

    def __init__(self, names: Names, texts: Mapping[str, str], path: str) -> None:
        self.names, self.texts, self.path = names, texts, path
        self.parsed: dict[str, Expr] = {}
        self.made: dict[str, Expr] = {}

    def read(self) -> dict[str, Expr]:
        taken = set(self.names.known)
        for name, text in self.texts.items():
            self._attempt(name, lambda name=name, text=text: self._parse(name, text, taken))  # type: ignore[misc]
        for name in list(self.parsed):
            self._make(name, ())
        return self.made

    def _parse(self, name: str, text: str, taken: set[str]) -> None:
        if name in taken:
            raise DefinitionError(f"{name!r} already means something here", "give the step another name.")
        if name in WORDS:
            raise DefinitionError(f"{name!r} is a function of formulas", "give the step another name.")
        if not self.names.dotted and "." in name:
            raise DefinitionError(f"the name {name!r} has a dot", "dots are for dxplan's own steps; use _.")
        Step(name)
        self.parsed[name] = parse(text)

    def _make(self, name: str, above: tuple[str, ...]) -> None:
        """Bind a formula after those it names."""
        if name in self.made or name in self.names.broken:
            return
        self._attempt(name, lambda: self._bind(name, above))

    def _bind(self, name: str, above: tuple[str, ...]) -> None:
        if len(above) > DEEPEST:
            raise FormulaError(*_TOO_DEEP)
        for _, needed in _named(self.parsed[name]):
            if needed in (*above, name):
                circle = " → ".join((*above, name, needed)[(*above, name).index(needed) :])
                raise CyclicFormulaError(
                    f"steps need each other in a circle: {circle}", "let one of them do without the others."
                )
            if needed in self.parsed:
                self._make(needed, (*above, name))
        broken = [needed for _, needed in _named(self.parsed[name]) if needed in self.names.broken]
        if broken:  # its own problem is reported; this one only follows from it
            self.names.broken.add(name)
            return
        expr = self.names._bound(self.parsed[name])  # noqa: SLF001 (two halves of one reading)
        self.names.add_step(name, expr)
        self.made[name] = expr

    def _attempt(self, name: str, action: Callable[[], None]) -> None:
        try:
            action()
        except DxplanError as error:
            self.names.broken.add(name)
            self.names.problems.append(error.at(Where(f"{self.path}.{name}")))
