"""From figures of parts to those of the wholes that they make up: weights and shares put beside them, then merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.figures.merging import merged
from dxplan.figures.values import frame_of
from dxplan.figures.weighing import NOTHING, Weights, weigher_of
from dxplan.figures.worth import Parts
from dxplan.model.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.figures.maps import Way
    from dxplan.figures.weighing import Weigher

Frame: TypeAlias = "nw.DataFrame[Any]"

_ON = ("indicator", "breakdown", "period", "cohort")

_WEIGHTS: dict[str, Any] = {
    **dict.fromkeys(("indicator", "breakdown", "period"), nw.String()),
    **dict.fromkeys(("cohort", "part"), nw.Int64()),
    **dict.fromkeys(("weight", "total_weight", "share"), nw.Float64()),
    **dict.fromkeys(("weigher", "weight_period", "share_period"), nw.String()),
    "stand_in": nw.Boolean(),
}
_WAYS: dict[str, Any] = {
    **dict.fromkeys(("part", "era", "cohort", "number_of_parts"), nw.Int64()),
    **dict.fromkeys(("divided", "listed"), nw.Boolean()),
}
_RULES: dict[str, Any] = {"indicator": nw.String(), "rule": nw.String()}


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

    def __call__(self, found: Frame, ways: Iterable[Way]) -> tuple[Frame, Frame]:
        """Join the figures of parts.

        Args:
            found: The figures, as `worth` gives them, with the number of the map that each is read on, ``era``.
            ways: Which place is a part of which.

        Returns:
            What `merged` gives; and the figures that it was made of, by ``cohort``.
        """
        ways = tuple(ways)
        wanted = frame_of([self._way(way) for way in ways], _WAYS, found.implementation)
        rules = [
            {"indicator": code, "rule": None if indicator.merging is None else indicator.merging.rule.value}
            for code, indicator in self.indicators.items()
        ]
        rows = found.join(wanted, on=["part", "era"], how="inner").join(
            frame_of(rules, _RULES, found.implementation), on="indicator", how="left"
        )
        weights = frame_of(list(self._weights(rows, found, ways)), _WEIGHTS, found.implementation)
        rows = rows.join(weights, on=[*_ON, "part"], how="left").with_columns(
            nw.col("stand_in").fill_null(False), nw.col("weigher").cast(nw.String)
        )
        return merged(rows, ignore_missing=self.ignore_missing), rows

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

    def _weights(self, rows: Frame, found: Frame, ways: tuple[Way, ...]) -> Iterator[dict[str, Any]]:
        """Give the weight and the share of every part, for each series that has any."""
        weighing = self.weighing
        if not weighing:
            return
        weights = Weights(found, weighing, self.indicators)
        into: dict[int | None, list[Way]] = {}
        for way in ways:
            others = into.setdefault(self.parts.number(way.part), [])
            if way.cohort.into.id not in {other.cohort.into.id for other in others}:
                others.append(way)
        cohorts = {way.cohort.number: way.cohort for way in ways}
        numbers = {n: [self.parts.number(part) for part in cohort.parts] for n, cohort in cohorts.items()}
        divided = {(self.parts.number(way.part), way.cohort.number) for way in ways if way.divided}
        asked = [code for code, indicator in self.indicators.items() if self._weigher(indicator) != NOTHING]
        series = rows.filter(nw.col("indicator").is_in(asked)).select(*_ON, "part", "last").unique()
        for code, breakdown, period, number, part, last in series.rows():
            weigher = self._weigher(self.indicators[code])
            when, known = weights.of(weigher.code, weigher.scope(breakdown), numbers[number], period, last)
            shares: tuple[str | None, Mapping[int, float]] = (None, {})
            if (part, number) in divided:
                ends = [self.parts.number(way.cohort.into) for way in into[part]]
                shares = weights.of(weigher.shares, "", ends, period, last)
            yield {
                "indicator": code,
                "breakdown": breakdown,
                "period": period,
                "cohort": number,
                "part": part,
                "weight": known.get(part),
                "total_weight": sum(known.values()) if len(known) == len(numbers[number]) else None,
                "weigher": weigher.code,
                "stand_in": weigher.stands_in,
                "weight_period": when,
                "share": _share(shares[1], self.parts.number(cohorts[number].into), into[part]),
                "share_period": shares[0],
            }


def _share(weights: Mapping[int, float], into: int | None, ways: list[Way]) -> float | None:
    """Give the share that passed into one of several places; None where the weight of any is not known."""
    total = sum(weights.values())
    if into is None or into not in weights or len(weights) < len(ways) or total <= 0:
        return None
    return weights[into] / total
