"""How the numbers of a line were computed: every step with its formula and value, down to facts and their sources."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import attrs

from dxplan.expr.nodes import Figure, Given, Param, Step
from dxplan.expr.plain import Value
from dxplan.expr.taken import taken
from dxplan.expr.walk import leaves, substitute, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxplan.expr.fluent import Expr
    from dxplan.methods.method import Method, Reading


@attrs.frozen(kw_only=True)
class Working:
    """One number or truth behind a line.

    Attributes:
        name: What it is called in the formulas around it: a step, a parameter, or a fact such as ``given(actual)``.
        formula: How it is computed, in bare names; None for what is given.
        value: Its value; None for missing.
        source: Where a given one comes from; empty for what is computed.
    """

    name: str
    formula: str | None
    value: Value
    source: str = ""

    def __str__(self) -> str:
        value = "missing" if self.value is None else repr(self.value)
        return " = ".join(filter(None, (self.name, self.formula, value)))


def workings(
    method: Method, reading: Reading, facts: Mapping[str, Value], sources: Mapping[str, str]
) -> tuple[Working, ...]:
    """Give everything behind a reading: the outputs and the verdict first, then what they need, and the facts last.

    Args:
        method: The method.
        reading: What it made of the facts.
        facts: The facts, by name.
        sources: Where each fact comes from, by name, and what to say of a parameter that the user chose, as ``chosen``.
    """
    steps = _shown(method)
    computed = [Working(name=name, formula=bare(method.steps[name]), value=reading.steps[name]) for name in steps]
    told = dict.fromkeys(leaf for name in steps for leaf in leaves(method.steps[name], Given))
    given = [
        Working(name=str(leaf), formula=None, value=facts.get(leaf.name), source=sources.get(leaf.name, ""))
        for leaf in told
    ]
    used = dict.fromkeys(leaf.name for name in steps for leaf in leaves(method.steps[name], Param))
    parameters = {parameter.name: parameter for parameter in method.parameters}
    set_ = [
        Working(
            name=name,
            formula=None,
            value=parameters[name].value,
            source=sources["chosen"] if parameters[name].chosen else f"{method.id} {method.version}",
        )
        for name in used
    ]
    return (*computed, *given, *set_)


def bare(expr: Expr) -> str:
    """Write a formula of a method with bare names for its steps and parameters, as its file does."""
    names: dict[Expr, Expr] = {leaf: Figure(leaf.name) for leaf in leaves(expr, Step)}
    names |= {leaf: Figure(leaf.name) for leaf in leaves(expr, Param)}
    return str(substitute(expr, names))


def short_form(method: Method, name: str, facts: Mapping[str, Value]) -> Expr | None:
    """Give the formula of a step over facts, with only the branches that decided; None where that is still long."""
    short = taken(method.expanded()[name], {Given(fact): value for fact, value in facts.items()})
    return short if sum(1 for _ in islice(walk(short), _LONGEST + 1)) <= _LONGEST else None


_LONGEST = 12
"""The most nodes of a formula that is shown on one line."""


def _shown(method: Method) -> list[str]:
    """Give the steps that the outputs, the verdict and the statuses need: these first, each other one where needed."""
    shown: dict[str, None] = {}
    waiting = [*(output.name for output in method.outputs), "met", "gap", *method.line_steps]
    for name in waiting:
        if name not in shown:
            shown[name] = None
            waiting += [leaf.name for leaf in leaves(method.steps[name], Step)]
    return list(shown)
