"""Figures made of those of parts: all at once where they are few, or else a few indicators at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import DuplicateFigureError, MixedMethodError, Problems
from dxplan.figures.batches import batches
from dxplan.figures.computed import beside
from dxplan.figures.joining import Joining
from dxplan.figures.many import readable
from dxplan.figures.maps import Way
from dxplan.figures.weighing import Weights
from dxplan.figures.worth import places_and_days, worth
from dxplan.progress import WorkStage, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dxplan.errors import DxplanError
    from dxplan.figures.figures import Figures
    from dxplan.figures.maps import Cohort
    from dxplan.figures.worth import Parts
    from dxplan.model.indicators import Indicator

Frame: TypeAlias = "nw.DataFrame[Any]"


class Material:
    """The figures that are merged, in the units of their indicators.

    Large tables are read again for whatever is asked, a few indicators at a time; small ones are held.

    Args:
        figures: The figures.
        table: Those of them that count.
        indicators: The indicators by their code.
        parts: The places that figures are about.
    """

    def __init__(
        self, figures: Figures, table: nw.LazyFrame[Any], indicators: Mapping[str, Indicator], parts: Parts
    ) -> None:
        known = figures.contents.indicators
        self.batches = batches(figures, [code for code in indicators if known is None or code in known])
        self._figures, self._table, self._indicators, self._parts = figures, table, indicators, parts

    @property
    def held(self) -> bool:
        """Whether all figures are held."""
        return len(self.batches) == 1

    def looked_at(self, codes: Collection[str]) -> tuple[Frame, list[DxplanError]]:
        """Give the figures of some indicators, as `worth` does, and what is wrong with them."""
        if not self.held:
            return self._worth(codes)
        found, problems = self._all
        return found if {*codes} >= {*self.batches[0]} else found.filter(nw.col("indicator").is_in([*codes])), problems

    def of(self, codes: Collection[str]) -> Frame:
        """Give the figures of some indicators."""
        return self.looked_at(codes)[0]

    @cached_property
    def places_and_days(self) -> Frame:
        """Each pair of a place (``part``) and a ``day`` that figures are of."""
        if self.held:
            return self.of(self.batches[0]).select("part", "day").unique()
        return places_and_days(self._figures, self._table, list(self._indicators.values()), self._parts)

    @cached_property
    def _all(self) -> tuple[Frame, list[DxplanError]]:
        return self._worth(self.batches[0])

    def _worth(self, codes: Collection[str]) -> tuple[Frame, list[DxplanError]]:
        wanted = [self._indicators[code] for code in codes]
        return worth(self._figures, self._table, wanted, self._parts)


@attrs.frozen(kw_only=True, eq=False)
class Making:
    """From which figures, and how, those of the places that parts make up are made.

    Attributes:
        material: The figures of the parts.
        joining: How they are joined.
        ways: Which place is a part of which.
        era: The number of the map that each figure is read on.
    """

    material: Material
    joining: Joining
    ways: tuple[Way, ...]
    era: nw.Expr
    _made: dict[tuple[str, ...], Frame] = attrs.field(factory=dict, init=False)

    @cached_property
    def cohorts(self) -> dict[int, Cohort]:
        """What makes up a place together, by number."""
        return {way.cohort.number: way.cohort for way in self.ways}

    def all(self, look: Callable[[Frame], None] | None = None) -> Frame:
        """Make all of them, as `merged` gives them, with what was reported beside.

        Args:
            look: What is told the figures that they are made of, some after others.

        Raises:
            Problems: Values or units do not fit, or a key has two values.
            MixedMethodError: What weighs others has figures of several methods, and names none that answers.
        """
        tables: list[Frame] = []
        problems: list[DxplanError] = []
        mixed: MixedMethodError | None = None
        for codes in pieces(WorkStage.MERGING, self.material.batches):
            found, wrong = self.material.looked_at(codes)
            problems += wrong
            if look is not None:
                look(found)
            if problems or mixed is not None:
                continue
            try:
                tables.append(self._some(codes, found))
            except MixedMethodError as error:  # told where no figure is wrong, of this batch or a later one
                mixed = error
        if problems:  # of two values one may be wrong, which is told first
            first = [one for one in problems if not isinstance(one, DuplicateFigureError)] or problems
            raise Problems("the figures do not fit their indicators", readable(first))
        if mixed is not None:
            raise mixed
        return nw.concat(tables) if len(tables) > 1 else tables[0]

    def of(self, codes: Collection[str]) -> Frame:
        """Make those of some indicators."""
        some = ([code for code in batch if code in codes] for batch in self.material.batches)
        tables = [self._some(mine, self.material.of(mine)) for mine in some if mine]
        return nw.concat(tables) if len(tables) > 1 else tables[0]

    def inputs(self, codes: Collection[str]) -> Frame:
        """Give the figures that those of some indicators are made of, by ``cohort``."""
        if not any({*made} >= {*codes} for made in self._made):
            self._some(codes, self.material.of(codes))
        return next(inputs for made, inputs in self._made.items() if {*made} >= {*codes})

    def by(self, joining: Joining) -> Making:
        """Make them of the same figures in another way."""
        return attrs.evolve(self, joining=joining)

    def _some(self, codes: Collection[str], found: Frame) -> Frame:
        """Make those of some indicators, and keep what they are made of; of a large table what was kept before goes."""
        table, inputs = self.joining(found.with_columns(era=self.era), self.ways, self._weights)
        table = beside(table, found, self.cohorts, self.joining)
        if not self.material.held:
            self._made.clear()
        self._made[tuple(codes)] = inputs
        return table

    @cached_property
    def _weights(self) -> Weights:
        weighing = self.joining.weighing
        return Weights(self.material.of(weighing), weighing, self.joining.indicators)
