"""Methods: named, versioned formulas that turn a target's situation into progress and a status."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from dxplan.codes import label_validator, name_validator
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.expr import plain
from dxplan.expr.fluent import Expr, lift
from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import Given, Param, Step
from dxplan.expr.plain import Value
from dxplan.expr.walk import substitute
from dxplan.methods.statuses import STATUSES, Status
from dxplan.methods.verdict import ABOUT, VERDICT
from dxplan.model.documents import Confidence, as_confidence
from dxplan.numbers import as_float
from dxplan.text import Text, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Values: TypeAlias = Literal["declared_unit", "base_unit"]
"""The unit in which values reach a method: 20 for 20 %, or 0.2."""

HEADLINE = "progress"
"""The output that every method has."""

RESERVED = frozenset(
    {
        *("plan", "target", "indicator", "place", "place_name", "at", "by", "goal", "unit", "cited"),
        *("cited_confidence", "revised_by"),
        *("due", "value", "exact", "qualifier", "period", "age_months", "numerator", "denominator", "method", "source"),
        *("confidence", "published", "note", "gap", "met", "status", "reason", "word", "parts", "parts_met"),
        *(
            "parts_failed",
            "parts_known",
            "failing",
            "missing",
            "withheld",
            "last_value",
            "last_exact",
            "last_qualifier",
            "last_period",
        ),
        *("last_age_months", "situation", "part", "judging", "now", "base", "fresh", "figure_status", "line"),
        *("recent", "base_qualifier"),
        *("withheld_fresh", "state", "row", "scale", "one", "is_met", "is_failed", "is_known"),
    }
)
"""The names that no output can have, since the tables of a scorecard, or those it is made from, use them."""

COMBINE: dict[str, Callable[[list[float]], float]] = {
    "mean": lambda values: math.fsum(values) / len(values),
    "worst": min,
}
"""How the outputs of a group can become one number."""


@attrs.frozen(kw_only=True)
class Source:
    """Where a method comes from.

    Attributes:
        title: What describes it.
        url: Where that can be read, as far as it is known.
        confidence: How sure it is that the method is what its source says.
        note: What a reader should know about it.
    """

    title: Text = attrs.field(converter=as_text)
    url: str = ""
    confidence: Confidence = attrs.field(converter=as_confidence)
    note: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class Parameter:
    """A number that the user of a method may set.

    Attributes:
        name: Its name in formulas.
        value: Its value.
        note: What it does.
        chosen: Whether the user set it, instead of taking the method's own.
    """

    name: str = attrs.field(validator=name_validator)
    value: float = attrs.field(converter=as_float)
    note: Text = attrs.field(factory=Text, converter=as_text)
    chosen: bool = False

    @value.validator
    def _finite(self, _attribute: attrs.Attribute[float], value: float) -> None:
        if not math.isfinite(value):
            raise DefinitionError(f"parameter {self.name!r} cannot be {value!r}", "give a finite number.")
        if self.name == ABOUT and value < 0:
            raise DefinitionError(f"parameter {ABOUT!r} cannot be {value!r}", "give a share of zero or more.")


@attrs.frozen(kw_only=True)
class Output:
    """A number that a method gives for each target.

    Attributes:
        name: Its name: the step that computes it, and its column in a scorecard.
        title: What it is called in tables.
        percent: Whether it is a share, which tables write as a percentage.
    """

    name: str = attrs.field(validator=name_validator)
    title: Text = attrs.field(factory=Text, converter=as_text)
    percent: bool = False

    @name.validator
    def _is_free(self, _attribute: attrs.Attribute[str], name: str) -> None:
        if name in RESERVED:
            raise DefinitionError(f"{name!r} is a column of scorecards already", "give the output another name.")


@attrs.frozen(kw_only=True)
class Line:
    """One line of a method's statuses: the first whose condition is true decides.

    Attributes:
        code: The method's own word.
        status: The status of ours that it amounts to.
        when: The condition; where it cannot be told, it is not true.
        label: What the word means.
    """

    code: str = attrs.field(validator=label_validator)
    status: Status
    when: Expr
    label: Text = attrs.field(factory=Text, converter=as_text)


@attrs.frozen(kw_only=True)
class RollUp:
    """How the targets of a group make one result.

    Its conditions can name ``value`` (the combined output), ``members`` (how many there are), ``valued`` (how many have
    the output) and ``achieved`` (how many the method finds achieved).

    Attributes:
        output: The output that is combined.
        combine: How: ``mean`` or ``worst`` of those that have it; missing where none has.
        lines: The statuses.
    """

    output: str
    combine: str = attrs.field(validator=attrs.validators.in_(COMBINE))
    lines: tuple[Line, ...] = ()


@attrs.frozen(kw_only=True)
class Reading:
    """What a method says of one situation.

    Attributes:
        steps: The value of every step, by name; None for missing.
        outputs: The value of every output, by name; None for missing.
        line: The line of statuses that is true first, or None.
    """

    steps: dict[str, Value]
    outputs: dict[str, float | None]
    line: Line | None

    @property
    def word(self) -> str | None:
        """The method's own word, or None."""
        return None if self.line is None else self.line.code


@attrs.frozen(kw_only=True)
class Rolled:
    """What a method says of a group.

    Attributes:
        value: The combined output, or None.
        line: The line of statuses that is true first, or None.
        members: How many targets there are.
        valued: How many of them have the output.
    """

    value: float | None
    line: Line | None
    members: int
    valued: int


@attrs.frozen(kw_only=True)
class Method:
    """A way to turn a target's situation into progress and a status.

    Attributes:
        id: Its name, which travels with every result.
        version: Its version.
        title: What it is called.
        source: Where it comes from.
        values: The unit in which values reach it.
        needs: The facts without which it has nothing to say.
        parameters: The numbers a user may set.
        let: The named steps, outputs among them, in an order in which they can be computed.
        outputs: The steps that it gives as its numbers; one of them is ``progress``.
        lines: The statuses, in the order in which they are tried.
        roll_up: How the targets of a group make one result, or None.
    """

    id: str = attrs.field(validator=label_validator)
    version: str
    title: Text = attrs.field(converter=as_text)
    source: Source
    values: Values = "declared_unit"
    needs: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    let: dict[str, Expr] = attrs.field(factory=dict)
    outputs: tuple[Output, ...]
    lines: tuple[Line, ...] = ()
    roll_up: RollUp | None = None

    @cached_property
    def steps(self) -> dict[str, Expr]:
        """Everything that is computed for a situation, in its order: the verdict, the named steps, and the lines."""
        return {**VERDICT, **self.let, **dict(zip(self.line_steps, (line.when for line in self.lines), strict=True))}

    @property
    def headline(self) -> Output:
        """The output ``progress``."""
        return next(output for output in self.outputs if output.name == HEADLINE)

    @cached_property
    def line_steps(self) -> tuple[str, ...]:
        """The names of the steps that are the conditions of the lines."""
        return tuple(f"status.line{nth + 1}" for nth in range(len(self.lines)))

    def expanded(self) -> dict[str, Expr]:
        """Write every step out over facts alone, with the parameters' values put in; equal parts are one object."""
        known: dict[Expr, Expr] = {Param(parameter.name): lift(parameter.value) for parameter in self.parameters}
        found: dict[str, Expr] = {}
        for name, expr in self.steps.items():
            found[name] = known[Step(name, expr.gives_truth)] = substitute(expr, known)
        return found

    def with_parameters(self, values: Mapping[str, float]) -> Method:
        """Return the method with other values of some parameters.

        Raises:
            UnknownCodeError: It has no such parameter.
            DefinitionError: A value is not a finite number.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name, value in values.items():
            if name not in known:
                raise UnknownCodeError.among("parameter", name, known)
            known[name] = attrs.evolve(known[name], value=value, chosen=True)
        return attrs.evolve(self, parameters=tuple(known.values()))

    def read(self, facts: Mapping[str, Value]) -> Reading:
        """Say what the method makes of one situation.

        Args:
            facts: The facts by name, in the unit that `values` says; one that is not there is missing.

        Raises:
            UnknownCodeError: There is no such fact.
        """
        for name in facts:
            if name not in GIVENS:
                raise UnknownCodeError.among("given", name, GIVENS)
        return self.read_leaves({Given(name): value for name, value in facts.items()})

    def read_leaves(self, facts: Mapping[Expr, Value]) -> Reading:
        """Say the same of facts that are given as leaves."""
        steps = plain.run(self.steps, {**self._parameters, **facts})
        return Reading(
            steps=steps,
            outputs={output.name: _number(steps[output.name]) for output in self.outputs},
            line=next((line for name, line in zip(self.line_steps, self.lines, strict=True) if steps[name]), None),
        )

    def roll(self, readings: Iterable[Reading]) -> Rolled | None:
        """Combine what the method says of several situations; None where it has no rule for that."""
        rule = self.roll_up
        if rule is None:
            return None
        readings = list(readings)
        values = [value for reading in readings if (value := reading.outputs[rule.output]) is not None]
        combined = COMBINE[rule.combine](values) if values else None
        facts: dict[Expr, Value] = {
            Step("value"): combined,
            Step("members"): float(len(readings)),
            Step("valued"): float(len(values)),
            Step("achieved"): float(sum(_achieved(reading.line) for reading in readings)),
            **self._parameters,
        }
        return Rolled(
            value=combined,
            line=next((line for line in rule.lines if plain.evaluate(line.when, facts)), None),
            members=len(readings),
            valued=len(values),
        )

    @cached_property
    def _parameters(self) -> dict[Expr, Value]:
        return {Param(parameter.name): parameter.value for parameter in self.parameters}


ROLLED = ("value", "members", "valued", "achieved")
"""The names that the conditions of a roll-up can use."""


def _number(value: Value) -> float | None:
    return None if value is None else float(value)


def _achieved(line: Line | None) -> bool:
    return line is not None and line.status is STATUSES["achieved"]
