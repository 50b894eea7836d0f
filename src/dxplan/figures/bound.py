"""Figures beside the plans that they are to be judged by: what is used of them, what is not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.dataframes import nw
from dxplan.errors import DefinitionError, DxplanError, Problems, Where
from dxplan.figures.batches import batches
from dxplan.figures.binding import problems_of
from dxplan.figures.figures import Figures
from dxplan.figures.lending import lent
from dxplan.figures.normalise import FILE, ROW
from dxplan.figures.one_by_one import grouped
from dxplan.figures.placing import is_of_another_time, joined_gazetteer
from dxplan.figures.strange_codes import ASKED, strange_figures
from dxplan.figures.unused import Reasons, Unused, WhyUnused, doubt_about
from dxplan.figures.values import frame_of
from dxplan.model.plan import Plan
from dxplan.places import Place
from dxplan.progress import WorkStage, pieces, span, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.places import Gazetteer


@attrs.frozen(eq=False, repr=False)
class BoundFigures:
    """Figures that were set beside plans, as `Figures.bind` gives them.

    `evaluate` takes them in place of figures, and does not bind them again.

    Attributes:
        figures: The figures.
        plans: The plans.
        asked: The places that each plan's targets are asked of instead of its own, by the plan's code.
        checked: Whether everything was looked at. It is not where they are millions, or still to be read: then
            `evaluate` looks at what the targets ask for, and `check` at everything.
    """

    figures: Figures
    plans: tuple[Plan, ...]
    asked: Mapping[str, tuple[Place, ...]] = attrs.field(factory=dict)
    checked: bool = False

    @cached_property
    def problems(self) -> tuple[DxplanError, ...]:
        """Everything that is wrong, in the order of the rows; it reads all the figures.

        Of one kind of problem in one column the first twenty are said one by one, and the rest are counted in a line.
        """
        return tuple(problems_of(self.figures, self.plans, self.places, self.asked))

    @property
    def doubts(self) -> tuple[DxplanError, ...]:
        """What may be wrong: codes that the plans do not know and that are like others, each at its first row.

        They are no problems, since one table may hold the figures of several plans.
        """
        return tuple(doubt_about(unused, self.plans) for unused in self.unused if unused.doubtful)

    def check(self) -> BoundFigures:
        """Look at every figure now, also where they are still to be read.

        Raises:
            Problems: The figures do not fit the plans; everything that is wrong with them.
        """
        with work({WorkStage.CHECKING: 1.0}), span(WorkStage.CHECKING, 0.0, 1.0):
            problems = self.problems
        if problems:
            raise Problems("the figures do not fit the plan", problems)
        return attrs.evolve(self, checked=True)

    def holding(self, plans: Iterable[Plan], asked: Mapping[str, Sequence[Place]]) -> BoundFigures:
        """Return them as they are, once it is sure that they were bound to these plans, and for these places.

        Raises:
            DefinitionError: They were bound to others.
        """
        plans = tuple(plans)
        strange = [plan.code for plan in plans if plan not in self.plans]
        if strange:
            bound = ", ".join(plan.code for plan in self.plans) or "none"
            raise DefinitionError(
                f"the figures are not bound to the plan {strange[0]!r}, but to {bound}",
                "bind them to all the plans that are evaluated: figures.bind(plan, …).",
            )
        for plan in plans:
            held = {place.id for place in self.asked.get(plan.code, ())}
            absent = [place for place in asked.get(plan.code, ()) if place.id not in held]
            if absent:
                raise DefinitionError(
                    f"the figures are not bound for the place {absent[0].code!r} ({absent[0].dated()})",
                    "bind them for all the places that are asked: figures.bind(plan, places=…).",
                )
        return self

    @cached_property
    def places(self) -> Gazetteer:
        """The places that the plans know together."""
        return joined_gazetteer(self.plans)

    @property
    def number(self) -> int:
        """How many figures there are."""
        return sum(number for *_, number in self._groups)

    @property
    def used(self) -> int:
        """How many of them targets can use: as an answer, beside one, or as part of a formula."""
        return self.number - sum(unused.number for unused in self.unused)

    @cached_property
    def unused(self) -> tuple[Unused, ...]:
        """The figures that no target can use, by indicator, place and breakdown, with the reason."""
        found: dict[tuple[str, str, str, WhyUnused, str], Unused] = {}
        with span(WorkStage.WRITING, 0.0, 0.4):
            groups = self._groups
        with span(WorkStage.WRITING, 0.4, 0.6):
            reasons = self._reasons
        for group in pieces(WorkStage.WRITING, groups, after=0.6):
            indicator, place, breakdown, file, late, other_time, empty, row, number = group
            if place is None:
                continue
            why, meant = reasons.of(indicator, place, breakdown, late=late, other_time=other_time, empty=empty)
            if why is None:
                continue
            key = (indicator, place, breakdown, why, file)
            before = found.get(key)
            where = Where("", file or "figures", row)
            found[key] = Unused(
                indicator=indicator,
                place=place,
                breakdown=breakdown,
                number=number + (before.number if before else 0),
                why=why,
                meant=meant,
                where=before.where if before else where,
            )
        return tuple(found.values())

    @cached_property
    def unasked(self) -> tuple[Unused, ...]:
        """Those of them that are about what the plans do not know: other codes, places, dimensions or members.

        Of a large table figures are counted by the code that is strange, whatever else they carry: what would tell the
        others apart is empty then, and only figures of strange codes are read.
        """
        if self.figures.few:
            return tuple(unused for unused in self.unused if not unused.beside)
        return tuple(strange_figures(self.figures, self._reasons, lambda: self._asked))

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.plans, self.asked)

    @cached_property
    def _asked(self) -> list[dict[str, Any]]:
        """What is asked of every indicator at every place, as rows of `ASKED`."""
        return [
            {
                "indicator": indicator,
                "place": place,
                "since": min(need.place.since or date.min for need in asked),
                "until": max(need.place.until or date.max for need in asked),
                "due": max(need.last for need in asked),
                "whole": any(need.fits("") for need in asked),
            }
            for (indicator, place), asked in self._reasons.asked.items()
        ]

    @cached_property
    def _groups(self) -> list[tuple[Any, ...]]:
        """Count the figures of each series by what may keep them from being used.

        Of a large table those of a whole place that are used are counted together, with neither place nor breakdown.
        """
        rows = self._asked
        if self.figures.at_hand is not None:
            return grouped(self.figures.at_hand, {(str(row["indicator"]), str(row["place"])): row for row in rows})
        asked = frame_of(rows, ASKED, self.figures.table.implementation)
        part = nw.col("numerator").is_null() | nw.col("denominator").is_null()
        key = ("indicator", "place", "breakdown", FILE, "late", "other_time", "empty")
        known = self.figures.contents.indicators
        some = [[""]] if known is None else batches(self.figures, known)
        several = len(some) > 1
        groups = (
            self.figures.table.join(lent(asked, self.figures.table), on=["indicator", "place"], how="left")
            .with_columns(
                late=(nw.col("last") > nw.col("due")).fill_null(False),
                other_time=is_of_another_time(),
                empty=nw.col("value").is_null() & nw.col("grade").is_null() & part,
                one=nw.lit(1),
            )
            # What is used is most of a large table, and only its number matters.
            .with_columns(used=_is_used())
            .with_columns(nw.when(~nw.col("used")).then(nw.col(name)).alias(name) for name in ("place", "breakdown"))
            .group_by(*key)
            .agg(nw.col(ROW).min(), number=nw.col("one").sum())
            .with_columns(nw.col("number").cast(nw.Int64))  # DuckDB counts in 128 bits
        )
        found = nw.concat(
            [
                self.figures.collected(groups.filter(nw.col("indicator").is_in(codes)) if several else groups)
                for codes in some
            ]
        )
        return found.sort(FILE, ROW, *key[:3], nulls_last=True).select(*key, ROW, "number").rows()

    def __repr__(self) -> str:
        plans = ", ".join(plan.code for plan in self.plans) or "no plan"
        return f"<BoundFigures: {self.figures!r} for {plans}>"


def _is_used() -> nw.Expr:
    """Tell whether a figure of a whole place is used for sure, as `Reasons` does."""
    kept_from = nw.col("late") | nw.col("other_time") | nw.col("empty")
    return (nw.col("whole") & (nw.col("breakdown") == "") & ~kept_from).fill_null(False)
