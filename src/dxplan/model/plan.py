"""Plans: what a government promised, by when, on which legal basis."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from dxplan.codes import label_validator
from dxplan.errors import (
    CyclicFormulaError,
    DefinitionError,
    DxplanError,
    FormulaError,
    Problems,
    UnknownCodeError,
    Where,
)
from dxplan.expr.check import check_result
from dxplan.expr.formula import DEEPEST
from dxplan.expr.nodes import Coalesce, Figure
from dxplan.expr.walk import children, requires, substitute
from dxplan.model.agencies import ROLES, Agency
from dxplan.model.documents import Document
from dxplan.model.goal_problems import goal_problems
from dxplan.model.indicators import Indicator
from dxplan.model.lists import as_tuple
from dxplan.model.references import circle
from dxplan.model.references import duplicates as _duplicates
from dxplan.model.references import unknown as _unknown
from dxplan.model.structure import Crosswalk, Dimension, OwnPlace, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Target
from dxplan.model.task_problems import each_problems, task_problems
from dxplan.model.tasks import Initiative, Pilots, Skill, Task, Tasks, as_pilots, as_tasks
from dxplan.model.whereabouts import place_problems
from dxplan.notebooks import Shown
from dxplan.periods import Period, as_period
from dxplan.places import LEVELS, Gazetteer, gazetteer
from dxplan.text import Text, as_text
from dxplan.typing import LANGS, NumberStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dxplan.expr.fluent import Expr
    from dxplan.model.references import Coded
    from dxplan.periods import IntoPeriod

Thing = TypeVar("Thing")
Made = TypeVar("Made")

VOCABULARY = ("documents", "pillars", "groups", "sectors", "dimensions", "indicators", "agencies", "skills")
"""The fields of a plan that a plan which implements it takes over. Targets are never among them."""


def number_style_validator(_instance: object, _attribute: attrs.Attribute[Any], style: str) -> None:
    """Check that a field names a style of numbers."""
    if style not in LANGS:
        raise UnknownCodeError.among("number style", style, LANGS)


@attrs.frozen(kw_only=True)
class Plan(Shown):
    """A plan: its vocabulary, its targets, and who does what to reach them.

    Attributes:
        code: Its code, such as ``dien-bien-2020``.
        title: Its title.
        place: The code of the place it is for, such as ``11`` or ``VN``: what the code meant when it was adopted.
        adopted: The period in which it was adopted; a year is enough where the day is not known.
        implements: The code of the plan whose vocabulary it takes over, or None.
        documents: The documents it cites.
        pillars: The pillars of the programme.
        groups: The groups of tasks and solutions.
        sectors: The priority sectors.
        dimensions: The dimensions that figures may be broken down by.
        indicators: What is measured.
        crosswalks: Files that say which of its places passed to which; what they hold is among `known_places`.
        places: Places that the tables of dxplan do not have, such as the communes of its province.
        targets: What is promised.
        agencies: Who has something to do.
        skills: What people learn.
        tasks: What is to be done; ``plan.tasks(agency="dic")`` gives those of one agency.
        initiatives: The lists of initiatives.
        pilots: What is tried in a few places first; ``plan.pilots(skill="e-mail")`` gives those that teach one skill.
        numbers: How numbers are written in the wordings of its goals; None where a number that reads two ways is
            refused.
        known_places: The places besides those that it declares: those of dxplan, and those of files such as its
            crosswalks. They are no part of what is compared.

    Raises:
        Problems: Codes are defined twice, or used and not defined, or units do not fit.
    """

    code: str = attrs.field(validator=label_validator)
    title: Text = attrs.field(converter=as_text)
    place: str
    adopted: Period = attrs.field(converter=as_period)
    implements: str | None = None
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_tuple)
    pillars: tuple[Pillar, ...] = attrs.field(default=(), converter=as_tuple)
    groups: tuple[SolutionGroup, ...] = attrs.field(default=(), converter=as_tuple)
    sectors: tuple[Sector, ...] = attrs.field(default=(), converter=as_tuple)
    dimensions: tuple[Dimension, ...] = attrs.field(default=(), converter=as_tuple)
    indicators: tuple[Indicator, ...] = attrs.field(default=(), converter=as_tuple)
    crosswalks: tuple[Crosswalk, ...] = attrs.field(default=(), converter=as_tuple)
    places: tuple[OwnPlace, ...] = attrs.field(default=(), converter=as_tuple)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=as_tuple)
    agencies: tuple[Agency, ...] = attrs.field(default=(), converter=as_tuple)
    skills: tuple[Skill, ...] = attrs.field(default=(), converter=as_tuple)
    tasks: Tasks = attrs.field(default=Tasks(), converter=as_tasks)
    initiatives: tuple[Initiative, ...] = attrs.field(default=(), converter=as_tuple)
    pilots: Pilots = attrs.field(default=Pilots(), converter=as_pilots)
    numbers: NumberStyle | None = attrs.field(default=None, validator=attrs.validators.optional(number_style_validator))
    known_places: Gazetteer = attrs.field(default=gazetteer, eq=False, repr=False, metadata={"key": False})

    def __attrs_post_init__(self) -> None:
        # A frozen object sets its own fields like this; what can be asked for is known only now.
        object.__setattr__(self, "tasks", self.tasks.knowing(**_asked_by(self)))
        object.__setattr__(self, "pilots", self.pilots.knowing(skill=_codes(self.skills), task=_codes(self.tasks)))
        problems = list(_problems(self))
        if problems:
            raise Problems(f"plan {self.code!r} does not hold together", problems)

    def target(self, code: str) -> Target:
        """Return the target with this code.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("target", code, self._targets)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code, its own or one taken over.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("indicator", code, self._indicators)

    def formula(self, code: str) -> Expr | None:
        """Return the formula of an indicator over what is reported, or None where it has none.

        A computed indicator that it names is what was reported of it, and where nothing was, what its formula gives.

        Raises:
            UnknownCodeError: The plan has no such indicator.
        """
        formula = self.indicator(code).formula
        if formula is None:
            return None
        computed = {Figure(inner): self.formula(inner) for inner in requires(formula)}
        return substitute(
            formula, {leaf: Coalesce((leaf, inner)) for leaf, inner in computed.items() if inner is not None}
        )

    def document(self, code: str) -> Document:
        """Return the document with this code.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("document", code, {document.code: document for document in self.documents})

    def dimension(self, code: str) -> Dimension:
        """Return the dimension with this code.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("dimension", code, {dimension.code: dimension for dimension in self.dimensions})

    def agency(self, code: str, at: IntoPeriod | None = None) -> Agency:
        """Return the agency with this code, or the one that has its duties at the end of a period.

        Args:
            code: Its code.
            at: The period; the agency itself if it is left out.

        Raises:
            UnknownCodeError: The plan has none.
            PeriodError: `at` names no period.
        """
        known = {agency.code: agency for agency in self.agencies}
        agency = _find("agency", code, known)
        last = None if at is None else Period.of(at).last
        while last is not None and agency.valid_to and agency.valid_to.last < last and agency.succeeded_by:
            agency = known[agency.succeeded_by]
        return agency

    def task(self, code: str) -> Task:
        """Return the task with this code.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("task", code, {task.code: task for task in self.tasks})

    def skill(self, code: str) -> Skill:
        """Return the skill with this code.

        Raises:
            UnknownCodeError: The plan has none.
        """
        return _find("skill", code, {skill.code: skill for skill in self.skills})

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places that come with dxplan, those of its crosswalks, and those that it declares."""
        own = [own.in_place(self.place) for own in self.places]
        return self.known_places.with_places(own) if own else self.known_places

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    @cached_property
    def _targets(self) -> dict[str, Target]:
        return {target.code: target for target in self.targets}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}


def once(plan: Plan, make: Callable[[Plan], Made]) -> Made:
    """Give what a function makes of a plan: made when it is first asked for, and kept as long as the plan."""
    made: dict[Any, Made] = plan._made  # noqa: SLF001 (its own module)
    if make not in made:
        made[make] = make(plan)
    return made[make]


def _find(kind: str, code: str, coded: dict[str, Thing]) -> Thing:
    try:
        return coded[code]
    except KeyError:
        raise UnknownCodeError.among(kind, code, coded) from None


def _problems(plan: Plan) -> Iterator[DxplanError]:
    """Find everything that does not hold together, each with its path in the plan."""
    for field in (*VOCABULARY, "targets", "tasks", "initiatives", "pilots"):
        yield from _duplicates(field, getattr(plan, field))
    for place, group in enumerate(plan.groups):
        yield from _unknown("pillar", group.pillar, plan.pillars, f"$.groups[{place}].pillar")
    for place, indicator in enumerate(plan.indicators):
        for nth, proxy in enumerate(indicator.proxies):
            yield from _unknown("indicator", proxy, plan.indicators, f"$.indicators[{place}].proxies[{nth}]")
        for nth, dimension in enumerate(indicator.dimensions):
            yield from _unknown("dimension", dimension, plan.dimensions, f"$.indicators[{place}].dimensions[{nth}]")
        weight = indicator.over_units and indicator.over_units.weight
        yield from _unknown("indicator", weight or None, plan.indicators, f"$.indicators[{place}].over_units")
    yield from _formula_problems(plan)
    yield from place_problems(plan)
    for place, target in enumerate(plan.targets):
        yield from _target_problems(plan, target, f"$.targets[{place}]")
    yield from task_problems(plan)


def _formula_problems(plan: Plan) -> Iterator[DxplanError]:
    """Find formulas that name unknown indicators, need each other in a circle, or give another unit."""
    formulas = {indicator.code: indicator.formula for indicator in plan.indicators}
    needs = {code: sorted(requires(formula)) for code, formula in formulas.items() if formula is not None}
    circles = {code: circle(code, needs) for code in needs}
    before: set[str] = set()
    sizes = _Sizes(formulas)
    units = {indicator.code: indicator.unit for indicator in plan.indicators}
    for place, indicator in enumerate(plan.indicators):
        if indicator.formula is None:
            continue
        try:
            for code in sorted(requires(indicator.formula)):
                if code not in units:
                    raise UnknownCodeError.among("indicator", code, units)
            way = circles[indicator.code]
            before.add(indicator.code)
            if way and before.isdisjoint(way[1:-1]):  # said once, at the first of them
                raise CyclicFormulaError(
                    f"formulas need each other in a circle: {' → '.join(way)}", "let one of them be reported."
                )
            if not any(circles.values()):
                sizes.check(indicator.code)
            check_result(indicator.formula, units, indicator.unit)
        except DxplanError as error:
            yield error.at(Where(f"$.indicators[{place}].formula"))


_MOST_PARTS = 10_000


class _Sizes:
    """How large formulas get when those that they name are written out in them."""

    def __init__(self, formulas: dict[str, Expr | None]) -> None:
        self.formulas = formulas
        self.found: dict[str, tuple[int, int]] = {}

    def check(self, code: str) -> None:
        """Refuse a formula that nests too deeply or grows too large; one that names such a one only follows from it."""
        levels, parts = self.of(code, 0)
        if levels <= DEEPEST and parts <= _MOST_PARTS:
            return
        self.found[code] = (0, 0)
        what = f"{DEEPEST} levels deep" if levels > DEEPEST else f"{_MOST_PARTS} parts long"
        raise FormulaError(f"with the formulas that it names it is more than {what}", "use fewer in a row.")

    def of(self, code: str, above: int) -> tuple[int, int]:
        """Count the levels and the parts of an indicator's formula; what is reported is one part."""
        formula = self.formulas.get(code)
        if formula is None or above > DEEPEST:
            return (0, 0) if formula is None else (DEEPEST, 0)
        if code not in self.found:
            self.found[code] = self.count(formula, above + 1)
        return self.found[code]

    def count(self, expr: Expr, above: int) -> tuple[int, int]:
        inner = (
            [self.of(expr.code, above)] if isinstance(expr, Figure) else [self.count(c, above) for c in children(expr)]
        )
        return 1 + max((levels for levels, _ in inner), default=0), 1 + sum(parts for _, parts in inner)


def _target_problems(plan: Plan, target: Target, path: str) -> Iterator[DxplanError]:
    yield from _unknown("pillar", target.pillar, plan.pillars, f"{path}.pillar")
    for nth, agency in enumerate(target.agencies):
        yield from _unknown("agency", agency, plan.agencies, f"{path}.agencies[{nth}]")
    yield from _unknown("group", target.group, plan.groups, f"{path}.group")
    yield from _unknown("sector", target.sector, plan.sectors, f"{path}.sector")
    yield from _unknown("document", target.cite.document, plan.documents, f"{path}.cite.document")
    if target.starts_from is not None:
        yield from _baseline_problems(plan, target, f"{path}.{'goal' if target.baseline is None else 'baseline'}")
    for dimension in target.where:
        yield from _unknown("dimension", dimension, plan.dimensions, f"{path}.where.{dimension}")
    if target.each is not None and target.each in target.where:
        yield DefinitionError(
            f"target {target.code!r} asks it of each {target.each} and of one {target.each}",
            "keep either each or where for a dimension.",
            Where(f"{path}.where.{target.each}"),
        )
    if target.goal is None:
        yield from each_problems(plan, target.each, f"{path}.each")
        return
    if target.each not in LEVELS:
        yield from _unknown("dimension", target.each, plan.dimensions, f"{path}.each")
    missing = list(_unknown("indicator", target.indicator, plan.indicators, f"{path}.indicator"))
    yield from missing
    if not missing:
        indicator = next(i for i in plan.indicators if i.code == target.indicator)
        yield from goal_problems(indicator, target.goal, path)
        yield from _breakdown_problems(plan, indicator, target, path)


def _baseline_problems(plan: Plan, target: Target, path: str) -> Iterator[DxplanError]:
    baseline = target.starts_from
    if baseline is None:
        return
    if baseline.period.last >= target.by.last:
        yield DefinitionError(
            f"the baseline of target {target.code!r} is of {baseline.period}, and the target is due by {target.by}",
            "a baseline lies before the day a target is due.",
            Where(f"{path}.period" if target.baseline is not None else path),
        )
    if baseline.cite is not None:
        yield from _unknown("document", baseline.cite.document, plan.documents, f"{path}.cite.document")


def _breakdown_problems(plan: Plan, indicator: Indicator, target: Target, path: str) -> Iterator[DxplanError]:
    """Find dimensions that the indicator is not broken down by, and members that a dimension does not have."""
    members = {dimension.code: dimension.members for dimension in plan.dimensions}
    asked = [(target.each, f"{path}.each"), *((dimension, f"{path}.where.{dimension}") for dimension in target.where)]
    for dimension, spot in asked:
        if dimension in members and dimension not in indicator.dimensions:
            yield DefinitionError(
                f"indicator {indicator.code!r} is not broken down by {dimension!r}",
                f"add {dimension!r} to its dimensions, or leave it out of the target.",
                Where(spot),
            )
    for dimension, member in target.where.items():
        if members.get(dimension) and member not in members[dimension]:
            yield UnknownCodeError.among(dimension, member, members[dimension]).at(Where(f"{path}.where.{dimension}"))


def _asked_by(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Give the codes by which the tasks can be asked for, by kind."""
    return {
        "agency": _codes(plan.agencies),
        "role": tuple(ROLES),
        "pillar": _codes(plan.pillars),
        "group": _codes(plan.groups),
        "sector": _codes(plan.sectors),
    }


def _codes(things: Iterable[Coded]) -> tuple[str, ...]:
    return tuple(thing.code for thing in things)
