"""What a plan speaks in: documents, pillars, groups, sectors, dimensions, indicators, agencies and skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dxplan.expr import parse
from dxplan.expr.walk import requires
from dxplan.model.agencies import Agency
from dxplan.model.documents import Document
from dxplan.model.indicators import Direction, Indicator, Kind
from dxplan.model.plan import VOCABULARY
from dxplan.model.structure import Dimension, Pillar, Sector, SolutionGroup
from dxplan.model.tasks import Skill
from dxplan.periods import Frequency, Period
from dxplan.testing.strategies.codes import codes, labels
from dxplan.testing.strategies.indicators import indicators
from dxplan.testing.strategies.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DrawFn

    from dxplan.model.plan import Plan
    from dxplan.text import Text

T = TypeVar("T")

FORMULAS = ("share({0}, {1})", "where({0} > {1}, share({1}, {0}), 1)", "clip(share({0}, {1}), high=1)")
"""Formulas of two indicators in one unit that give a share."""


@attrs.frozen(kw_only=True)
class Makings:
    """What plans are made of.

    Attributes:
        said: Free text.
        periods: Periods.
        goal_bounds: The bounds of goals; None for numbers as plans name them.
    """

    said: SearchStrategy[str]
    periods: SearchStrategy[Period]
    goal_bounds: SearchStrategy[float] | None

    @property
    def named(self) -> SearchStrategy[Text]:
        """Texts in both languages."""
        return texts(self.said)


def maybe(known: Iterable[str]) -> SearchStrategy[str | None]:
    """Give one of these codes, or None."""
    return st.one_of(st.none(), st.sampled_from(sorted(known))) if known else st.none()


@st.composite
def vocabularies(draw: DrawFn, base: Plan | None, made: Makings) -> dict[str, list[Any]]:
    """Make a vocabulary; with a plan to implement, its own things come first, and then what it takes over.

    What is taken over is as it was, or changed where that is the plan's to change.
    """
    taken: dict[str, list[Any]] = {name: [] if base is None else list(getattr(base, name)) for name in VOCABULARY}
    found: dict[str, list[Any]] = {}

    def add(name: str, strategy: SearchStrategy[Any], least: int = 0) -> None:
        known = {thing.code for thing in taken[name]}
        new = draw(st.lists(strategy, max_size=3, unique_by=lambda thing: thing.code))
        own = [thing for thing in new if thing.code not in known]
        if len(own) + len(known) < least:
            own = [draw(strategy)]
        found[name] = own

    def all_codes(name: str) -> list[str]:
        return [thing.code for thing in (*found[name], *taken[name])]

    add("documents", _documents(made), least=1)
    add("pillars", st.builds(Pillar, code=labels(), name=made.named))
    pillar = maybe(all_codes("pillars"))
    add("groups", st.builds(SolutionGroup, code=labels(), name=made.named, pillar=pillar))
    add("sectors", st.builds(Sector, code=labels(), name=made.named))
    add("agencies", st.builds(Agency, code=labels(), name=made.named, note=made.named))
    add("skills", st.builds(Skill, code=labels(), name=made.named, note=made.named))
    members = st.lists(made.said, unique=True, max_size=3).map(tuple)
    add("dimensions", st.builds(Dimension, code=codes(), name=made.named, members=members))
    add("indicators", indicators(dimensions=tuple(all_codes("dimensions")), of=made.said), least=1)
    found["indicators"] += draw(_computed(found["indicators"], taken["indicators"], made))
    return {name: [*found[name], *(draw(_changed(name, thing, made)) for thing in taken[name])] for name in VOCABULARY}


def _documents(made: Makings) -> SearchStrategy[Document]:
    return st.builds(
        Document,
        code=labels(),
        title=made.named,
        number=made.said,
        issuer=made.said,
        issued=st.none() | made.periods,
        url=made.said,
    )


@st.composite
def _computed(draw: DrawFn, own: Sequence[Indicator], taken: Sequence[Indicator], made: Makings) -> list[Indicator]:
    """Make an indicator that is computed from two others, or none."""
    known = {indicator.code for indicator in (*own, *taken)}
    inputs = [found for found in own if found.formula is None and found.unit not in ("rank", "yes_no", "grade")]
    code = draw(codes())
    if not inputs or code in known or not draw(st.booleans()):
        return []
    part = draw(st.sampled_from(inputs))
    whole = draw(st.sampled_from([found for found in inputs if found.unit == part.unit]))
    return [
        Indicator(
            code=code,
            name=draw(made.named),
            unit="percent",
            direction=draw(st.sampled_from(Direction)),
            frequency=draw(st.sampled_from(Frequency)),
            formula=parse(draw(st.sampled_from(FORMULAS)).format(part.code, whole.code)),
        )
    ]


def _changed(name: str, thing: Any, made: Makings) -> SearchStrategy[Any]:
    """Leave something that is taken over as it is, or change what can be changed alone."""
    changes: dict[str, SearchStrategy[Any]] = {"name": made.named}
    if name == "documents":
        changes = {"title": made.named, "issued": st.none() | made.periods}
    if name == "groups":
        changes = {"pillar": st.none()}
    if name == "indicators":
        changes |= {
            "definition": made.named,
            "method": st.none() | made.said,
            "low": st.none(),
            "frequency": st.sampled_from(Frequency),
        }
    return st.just(thing) | st.fixed_dictionaries(changes).map(lambda keys: attrs.evolve(thing, **keys))


def inputs_of(plan: Plan, indicator: Indicator) -> list[Indicator]:
    """Give the indicators that another is computed from, directly or not; none where it is reported."""
    if indicator.formula is None:
        return []
    direct = [plan.indicator(code) for code in sorted(requires(indicator.formula))]
    return [*direct, *(inner for found in direct for inner in inputs_of(plan, found))]


def is_number(indicator: Indicator) -> bool:
    """Tell whether values are numbers, and not answers or grades."""
    return indicator.kind not in (Kind.FLAG, Kind.GRADE)
