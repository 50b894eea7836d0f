"""From figures of parts to those of the wholes that they make up: weights and shares put beside them, then merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.figures.merging import merged
from dxplan.figures.values import frame_of
from dxplan.figures.weighing import weigher_of
from dxplan.figures.worth import Parts
from dxplan.model.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.dataframes import ColumnKind
    from dxplan.figures.maps import Way
    from dxplan.figures.weighing import Weigher, Weights

Frame: TypeAlias = "nw.DataFrame[Any]"

_WEIGHTS: dict[str, ColumnKind] = {
    **dict.fromkeys(("weigher", "scope", "period"), "String"),
    **dict.fromkeys(("cohort", "part"), "Int64"),
    **dict.fromkeys(("weight", "total_weight"), "Float64"),
    "weight_period": "String",
}
_SHARES: dict[str, ColumnKind] = {
    **dict.fromkeys(("sharer", "period"), "String"),
    **dict.fromkeys(("cohort", "part"), "Int64"),
    "share": "Float64",
}
_WAYS: dict[str, ColumnKind] = {
    **dict.fromkeys(("part", "era", "cohort", "number_of_parts"), "Int64"),
    **dict.fromkeys(("divided", "listed"), "Boolean"),
}
_RULES: dict[str, ColumnKind] = {
    **dict.fromkeys(("indicator", "rule", "weigher", "sharer"), "String"),
    "stand_in": "Boolean",
}


@attrs.frozen(kw_only=True)
class Joining:
    """How figures of parts are joined.

    Attributes:
        indicators: The indicators by their code.
        parts: The places that figures are about.
        stand_ins: What weighs where an indicator names nothing that does: the code of an indicator, for all or by the
            indicator that is weighed; None for nothing.
        ignore_missing: Whether a value is made of the parts that are known.
    """

    indicators: Mapping[str, Indicator]
    parts: Parts
    stand_ins: Mapping[str, str] | str | None = None
    ignore_missing: bool = False

    @property
    def weighing(self) -> set[str]:
        """The codes of the indicators that weigh others."""
        found = (self._weigher(indicator) for indicator in self.indicators.values())
        return {code for weigher in found for code in (weigher.code, weigher.shares) if code is not None}

    def __call__(self, found: Frame, ways: Iterable[Way], known: Weights) -> tuple[Frame, Frame]:
        """Join the figures of parts.

        Args:
            found: The figures, as `worth` gives them, with the number of the map that each is read on, ``era``.
            ways: Which place is a part of which.
            known: The figures of what weighs.

        Returns:
            What `merged` gives; and the figures that it was made of, by ``cohort``.
        """
        ways = tuple(ways)
        wanted = frame_of([self._way(way) for way in ways], _WAYS, found.implementation)
        rules = frame_of(
            [self._rule(indicator) for indicator in self.indicators.values()], _RULES, found.implementation
        )
        rows = found.join(wanted, on=["part", "era"], how="inner").join(rules, on="indicator", how="left")
        # Of a stand-in the figures of the whole weigh, of the indicator's own weight those of the same breakdown.
        rows = rows.with_columns(scope=nw.when(nw.col("stand_in")).then(nw.lit("")).otherwise(nw.col("breakdown")))
        weights = frame_of(list(self._weights(rows, known, ways)), _WEIGHTS, found.implementation)
        shares = frame_of(list(self._shares(rows, known, ways)), _SHARES, found.implementation)
        rows = rows.join(weights, on=["weigher", "scope", "period", "cohort", "part"], how="left")
        rows = rows.join(shares, on=["sharer", "period", "cohort", "part"], how="left")
        return merged(rows, ignore_missing=self.ignore_missing), rows

    def _rule(self, indicator: Indicator) -> dict[str, Any]:
        weigher = self._weigher(indicator)
        return {
            "indicator": indicator.code,
            "rule": None if indicator.merging is None else indicator.merging.rule.value,
            "weigher": weigher.code,
            "sharer": weigher.shares,
            "stand_in": weigher.stands_in,
        }

    def _way(self, way: Way) -> dict[str, Any]:
        return {
            "part": self.parts.number(way.part),
            "era": way.era,
            "cohort": way.cohort.number,
            "number_of_parts": len(way.cohort.parts),
            "divided": way.divided,
            "listed": way.cohort.listed,
        }

    def _weigher(self, indicator: Indicator) -> Weigher:
        return weigher_of(indicator, self.stand_ins)

    def _weights(self, rows: Frame, known: Weights, ways: tuple[Way, ...]) -> Iterator[dict[str, Any]]:
        """Give the weight of every part of every place, for each period of what is weighed."""
        numbers = {
            cohort.number: [self.parts.number(part) for part in cohort.parts]
            for cohort in {way.cohort.number: way.cohort for way in ways}.values()
        }
        asked = rows.filter(~nw.col("weigher").is_null())
        for weigher, scope, period, cohort, last in (
            asked.select("weigher", "scope", "period", "cohort", "last").unique().rows()
        ):
            when, weights = known.of(weigher, scope, numbers[cohort], period, last)
            total = sum(weights.values()) if len(weights) == len(numbers[cohort]) else None
            for part, weight in weights.items():
                yield {
                    "weigher": weigher,
                    "scope": scope,
                    "period": period,
                    "cohort": cohort,
                    "part": part,
                    "weight": weight,
                    "total_weight": total,
                    "weight_period": when,
                }

    def _shares(self, rows: Frame, known: Weights, ways: tuple[Way, ...]) -> Iterator[dict[str, Any]]:
        """Give the share of every divided place that passed into each of those that have its land."""
        into: dict[int | None, dict[object, int | None]] = {}
        for way in ways:
            if way.divided:
                ends = into.setdefault(self.parts.number(way.part), {})
                ends[way.cohort.into.id] = self.parts.number(way.cohort.into)
        numbers = {way.cohort.number: self.parts.number(way.cohort.into) for way in ways}
        asked = rows.filter(nw.col("divided"), ~nw.col("sharer").is_null())
        for sharer, period, cohort, part, last in (
            asked.select("sharer", "period", "cohort", "part", "last").unique().rows()
        ):
            ends = into[part]
            _, weights = known.of(sharer, "", ends.values(), period, last)
            yield {
                "sharer": sharer,
                "period": period,
                "cohort": cohort,
                "part": part,
                "share": _share(weights, numbers[cohort], len(ends)),
            }


def _share(weights: Mapping[int, float], into: int | None, number: int) -> float | None:
    """Give the share that passed into one of several places; None where the weight of any is not known."""
    total = sum(weights.values())
    if into is None or into not in weights or len(weights) < number or total <= 0:
        return None
    return weights[into] / total
