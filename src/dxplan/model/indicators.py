"""Indicators: what is measured, in which unit, and which way is better."""

from __future__ import annotations

import enum
import math
from typing import Any

import attrs

from dxplan.codes import check_name, member
from dxplan.errors import DefinitionError, FormulaError
from dxplan.expr.check import check
from dxplan.expr.fluent import Expr
from dxplan.expr.formula import WORDS, parse
from dxplan.expr.nodes import Given, Param, Peers, Step
from dxplan.expr.walk import leaves, walk
from dxplan.model.lists import as_tuple
from dxplan.model.merging import Merging, MergingRule, as_merging
from dxplan.periods import Frequency, Period, as_period
from dxplan.text import Text, as_text, fold
from dxplan.units import SHARE_SCALE, unit_name


class Direction(enum.Enum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self is Direction.UP else -1


class Kind(enum.Enum):
    """What kind of number an indicator is."""

    COUNT = "count"
    AMOUNT = "amount"
    RATIO = "ratio"
    RATE = "rate"
    INDEX = "index"
    RANK = "rank"
    FLAG = "flag"
    GRADE = "grade"


def as_direction(direction: Direction | str) -> Direction:
    """Return `direction` itself, or the one that a text names."""
    return member(Direction, direction)


def as_kind(kind: Kind | str) -> Kind:
    """Return `kind` itself, or the one that a text names."""
    return member(Kind, kind)


def as_frequency(frequency: Frequency | str) -> Frequency:
    """Return `frequency` itself, or the one that a text names."""
    return member(Frequency, frequency)


COMPUTED = "formula"
"""The series of figures that are computed by an indicator's formula."""


def as_formula(formula: Expr | str) -> Expr:
    """Return a formula itself, or read it from its text, for attrs classes."""
    return parse(formula) if isinstance(formula, str) else formula


def _finite(_instance: object, attribute: attrs.Attribute[Any], bound: float | None) -> None:
    if bound is not None and not math.isfinite(bound):
        raise DefinitionError(f"the bound {attribute.name} is {bound}", "give a number, or leave the bound out.")


def indicator_code_validator(_instance: object, attribute: attrs.Attribute[Any], code: str) -> None:
    """Check that a field can stand in a formula, and is no function there."""
    check_name(code, attribute.name)
    if code in WORDS:
        raise DefinitionError(
            f"{code!r} cannot be the code of an indicator: it is a function of the formulas",
            f"add a word that says of what, such as 'digital_{code}'.",
        )


@attrs.frozen(kw_only=True)
class Indicator:
    """A thing that is measured.

    Attributes:
        code: Its code, which formulas and figures use; no function of the formulas has that name.
        name: Its name.
        unit: The unit of its values; spellings such as ``%`` are read.
        direction: Which way is better. The indicator says it, since nearly half of all real goals are bare figures.
        kind: What kind of number it is.
        definition: What exactly is counted, over what.
        frequency: How often it is measured, and so how old a figure may be and still answer for a date.
        method: The series that answers where rival ones exist; the others are shown beside it, never mixed in.
        dimensions: The dimensions that its figures may be broken down by.
        proxies: Codes of related indicators, shown beside a target and never used as its answer.
        formula: How it is computed from other indicators, in base units, where 35 % is 0.35; None where it is reported.
            Reported figures of an indicator with a formula are shown beside it, unless `method` names their series.
        low: The least value it can have.
        high: The greatest value it can have.
        owner: Who measures and publishes it, in words; empty where that is not known.
        valid_from: The period from whose first day it is measured; None where it always was.
        valid_to: The period to whose last day it is measured; None where it still is.
        scale: Of a grade its words from the lowest to the highest; values are places in it, of which the lowest is 1.
        over_units: How its values of several places are merged, such as ``sum`` or ``ratio(grdp)``; None where nothing
            says it. See `merging` for what then holds.
    """

    code: str = attrs.field(validator=indicator_code_validator)
    name: Text = attrs.field(converter=as_text)
    unit: str = attrs.field(converter=unit_name)
    direction: Direction = attrs.field(converter=as_direction)
    kind: Kind = attrs.field(default=Kind.RATIO, converter=as_kind)
    definition: Text = attrs.field(factory=Text, converter=as_text)
    frequency: Frequency = attrs.field(default=Frequency.YEARLY, converter=as_frequency)
    method: str | None = None
    dimensions: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    formula: Expr | None = attrs.field(default=None, converter=attrs.converters.optional(as_formula))
    low: float | None = attrs.field(default=None, validator=_finite)
    high: float | None = attrs.field(default=None, validator=_finite)
    owner: Text = attrs.field(factory=Text, converter=as_text)
    valid_from: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    valid_to: Period | None = attrs.field(default=None, converter=attrs.converters.optional(as_period))
    scale: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    over_units: Merging | None = attrs.field(default=None, converter=attrs.converters.optional(as_merging))

    def __attrs_post_init__(self) -> None:
        if self.valid_from and self.valid_to and self.valid_from.first > self.valid_to.last:
            raise DefinitionError(
                f"indicator {self.code!r} is valid from {self.valid_from} to {self.valid_to}",
                "let valid_to come after valid_from.",
            )
        low, high = self.possible
        if low is not None and high is not None and low > high:
            raise DefinitionError(
                f"indicator {self.code!r} can have no value: none is {low:g} or more and {high:g} or less",
                "let low be no greater than high; a count has no fewer than 0 unless low says so.",
            )
        for kind, unit in ((Kind.FLAG, "yes_no"), (Kind.GRADE, "grade")):
            if (self.kind is kind) is not (self.unit == unit):
                raise DefinitionError(
                    f"indicator {self.code!r} is of kind {self.kind.value} and in the unit {self.unit}",
                    f'{unit} is the unit of the kind {kind.value}: write kind = "{kind.value}" and unit = "{unit}".',
                )

    @property
    def least(self) -> float | None:
        """The least value it can have: the one it names, 0 for no, or 1 for the lowest grade."""
        natural = {Kind.FLAG: 0.0, Kind.GRADE: 1.0}.get(self.kind)
        return natural if self.low is None else self.low

    @property
    def most(self) -> float | None:
        """The greatest value it can have: the one it names, 1 for yes, or the highest grade."""
        natural = {Kind.FLAG: 1.0, Kind.GRADE: float(len(self.scale))}.get(self.kind)
        return natural if self.high is None else self.high

    @property
    def possible(self) -> tuple[float | None, float | None]:
        """The least and the greatest value that a figure can have: a count has no fewer than 0, a rank begins at 1."""
        natural = 1.0 if self.unit == "rank" else 0.0 if self.kind is Kind.COUNT else None
        return natural if self.least is None else self.least, self.most

    @property
    def grows(self) -> bool:
        """Whether it is a rate of growth: a rate in a unit of shares."""
        return self.kind is Kind.RATE and self.unit in SHARE_SCALE

    @property
    def merging(self) -> Merging | None:
        """How its values of several places are merged: as it declares, or else as its kind leaves no choice.

        A ratio is that of the sums, yes or no is yes where all say yes, and ranks and rates of growth are never merged.
        None where it has to say and does not: what is counted in two places may be the same thing.
        """
        return self.over_units or _natural(self)

    @property
    def reference(self) -> str | None:
        """The series that answers: the one it names, or else what its formula gives; None where there is only one."""
        return self.method or (COMPUTED if self.formula is not None else None)

    @over_units.validator
    def _can_be_merged(self, _attribute: attrs.Attribute[Any], merging: Merging | None) -> None:
        rules = _rules_of(self)
        if merging is not None and merging.rule not in rules:
            known = ", ".join(rule.value for rule in rules)
            raise DefinitionError(
                f"indicator {self.code!r} cannot be merged by {str(merging)!r}: it is {_said(self)}",
                f"use one of: {known}; or leave over_units out.",
            )
        if merging is not None and merging.weight == self.code:
            raise DefinitionError(
                f"indicator {self.code!r} weighs itself", "name another one, such as its denominator."
            )

    @formula.validator
    def _looks_at_one_place(self, _attribute: attrs.Attribute[Any], formula: Expr | None) -> None:
        if formula is None:
            return
        check(formula)
        peers = next((found for found in walk(formula) if isinstance(found, Peers)), None)
        if peers is not None:
            raise FormulaError(
                f"the formula of {self.code!r} compares places in '{peers}', and a plan's figures are of its own place",
                "compare places in a formula over a whole table, with dxplan.expr; change(…) of one place may stay.",
            )
        told = [*leaves(formula, Given), *leaves(formula, Param), *leaves(formula, Step)]
        if told:
            raise FormulaError(
                f"the formula of {self.code!r} names {told[0]}, which only methods know",
                "use the codes of indicators and numbers.",
            )

    @scale.validator
    def _rises(self, _attribute: attrs.Attribute[Any], scale: tuple[str, ...]) -> None:
        if bool(scale) is not (self.kind is Kind.GRADE):
            raise DefinitionError(
                f"indicator {self.code!r} is of kind {self.kind.value} and has {len(scale) or 'no'} grades",
                'write kind = "grade" and its words from the lowest to the highest: scale = ["C", "B", "A"].',
            )
        again = sorted({grade for grade in scale if [fold(other) for other in scale].count(fold(grade)) > 1})
        if again:
            raise DefinitionError(f"the scale of {self.code!r} has the grade {again[0]!r} twice", "keep one of them.")
        if scale and self.direction is not Direction.UP:
            raise DefinitionError(
                f"the scale of {self.code!r} rises, but less of it is said to be better",
                'name the lowest grade first and write direction = "up".',
            )

    @direction.validator
    def _ranks_fall(self, _attribute: attrs.Attribute[Any], direction: Direction) -> None:
        if self.unit == "rank" and direction is not Direction.DOWN:
            raise DefinitionError(
                f"indicator {self.code!r} is a rank but more of it is said to be better",
                'the first rank is the best: write direction = "down".',
            )


def _natural(indicator: Indicator) -> Merging | None:
    """Give how an indicator merges if it does not say so; None where there is a choice."""
    if indicator.kind is Kind.RANK or indicator.unit == "rank" or indicator.grows:
        return Merging(MergingRule.NONE)
    if indicator.kind is Kind.FLAG:
        return Merging(MergingRule.ALL)
    return Merging(MergingRule.RATIO) if indicator.kind is Kind.RATIO and indicator.unit in SHARE_SCALE else None


def _rules_of(indicator: Indicator) -> tuple[MergingRule, ...]:
    """Give the rules that an indicator can be merged by."""
    if indicator.kind is Kind.RANK or indicator.unit == "rank" or indicator.grows:
        return (MergingRule.NONE,)
    if indicator.kind is Kind.FLAG:
        return (MergingRule.ALL, MergingRule.ANY, MergingRule.NONE)
    if indicator.kind is Kind.GRADE:
        return (MergingRule.MIN, MergingRule.MAX, MergingRule.NONE)
    shares = indicator.unit in SHARE_SCALE
    not_there = {MergingRule.ALL, MergingRule.ANY, MergingRule.SUM if shares else MergingRule.RATIO}
    return tuple(rule for rule in MergingRule if rule not in not_there)


def _said(indicator: Indicator) -> str:
    if indicator.kind is Kind.RANK or indicator.unit == "rank":
        return "a rank, and places are ranked anew"
    if indicator.grows:
        return "a rate of growth, which follows from the merged levels"
    return f"of kind {indicator.kind.value} and in the unit {indicator.unit}"


MILESTONE = Indicator(
    code="milestone",
    name=Text(vi="Mốc hoàn thành", en="Milestone"),
    unit="number",
    direction=Direction.UP,
    kind=Kind.COUNT,
    low=0,
    high=1,
)
"""What stands for the indicator of a target that has none: done is 1, and no figures are reported of it."""
