"""What weighs the parts of a place: the figures of the indicator that weighs, of the same period or the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import MixedMethodError
from dxplan.model.merging import WEIGHED, MergingRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from dxplan.model.indicators import Indicator

Frame: TypeAlias = "nw.DataFrame[Any]"


@attrs.frozen
class Weigher:
    """What weighs the parts of an indicator.

    Attributes:
        code: The code of the indicator that weighs; None for none.
        stands_in: Whether it stands in for another, which makes what it weighs an estimate.
        shares: The code of the indicator by which a divided place is shared out; None for none.
    """

    code: str | None
    stands_in: bool
    shares: str | None


def weigher_of(indicator: Indicator, stand_ins: Mapping[str, str] | str | None) -> Weigher:
    """Tell what weighs the parts of an indicator: what it names itself, or else what the caller lets stand in."""
    other = stand_ins.get(indicator.code) if stand_ins is not None and not isinstance(stand_ins, str) else stand_ins
    merging = indicator.merging
    if merging is not None and merging.rule in WEIGHED and merging.weight is not None:
        return Weigher(merging.weight, stands_in=False, shares=other)
    by_ratio = merging is not None and merging.rule is MergingRule.RATIO
    return Weigher(other if by_ratio else None, stands_in=by_ratio and other is not None, shares=other)


class Weights:
    """The figures of the indicators that weigh, by indicator, breakdown, place and period.

    Args:
        found: The figures, as `worth` gives them.
        codes: The codes of the indicators that weigh.
        indicators: The indicators by their code.

    Raises:
        MixedMethodError: One has figures of several methods, and names none that answers.
    """

    def __init__(self, found: Frame, codes: Collection[str], indicators: Mapping[str, Indicator]) -> None:
        self._values: dict[tuple[str, str], dict[int, dict[str, float]]] = {}
        self._last: dict[str, date] = {}
        mine = found.filter(nw.col("indicator").is_in(sorted(codes)))
        columns = ("indicator", "breakdown", "part", "period", "last", "exact", "method")
        methods: dict[str, set[str | None]] = {}
        for code, breakdown, part, period, last, value, method in mine.select(*columns).rows():
            reference = indicators[code].method
            if reference is not None and method != reference:
                continue
            methods.setdefault(code, set()).add(method)
            self._values.setdefault((code, breakdown), {}).setdefault(part, {})[period] = value
            self._last[period] = last
        for code, names in sorted(methods.items()):
            if len(names) > 1:
                said = ", ".join(sorted(name or "(not stated)" for name in names))
                raise MixedMethodError(
                    f"the figures of {code!r} mix the methods {said}, and weigh others",
                    f"name the one that answers in the plan: [[indicators]] code = {code!r}, method = ….",
                )

    def of(
        self, code: str | None, breakdown: str, parts: Iterable[int | None], period: str, last: date
    ) -> tuple[str | None, dict[int, float]]:
        """Give the weights of some places, and the period that they are of.

        That is the period itself, or the nearest one of which all the places have a figure; where there is none, those
        of the period itself that there are.

        Args:
            code: The indicator that weighs; None for none, and so no weights.
            breakdown: The breakdown.
            parts: The numbers of the places; None for one that has no figures at all.
            period: The period.
            last: Its last day.
        """
        known = self._values.get((code or "", breakdown), {})
        wanted = list(parts)
        mine = [known.get(part, {}) if part is not None else {} for part in wanted]
        common = set.intersection(*(set(values) for values in mine)) if mine else set()
        if period not in common and common:
            chosen = min(common, key=lambda other: (abs((self._last[other] - last).days), str(other)))
        else:
            chosen = period
        pairs = zip(wanted, mine, strict=True)
        weights = {part: values[chosen] for part, values in pairs if part is not None and chosen in values}
        return (chosen if weights else None), weights
