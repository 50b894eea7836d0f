"""What restating figures and rolling them up begin with: the figures of the plans' indicators, ready to be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from dxplan.errors import UnknownCodeError
from dxplan.figures.joining import Joining
from dxplan.figures.making import Material
from dxplan.figures.placing import joined_gazetteer
from dxplan.figures.worth import defined, parts_of
from dxplan.periods import Period
from dxplan.progress import WorkStage, span
from dxplan.typing import IF_MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.figures.figures import Figures
    from dxplan.model.indicators import Indicator
    from dxplan.model.plan import Plan
    from dxplan.periods import IntoPeriod
    from dxplan.places import Gazetteer
    from dxplan.typing import IfMissing

WORK = {WorkStage.FINDING: 1.0, WorkStage.MERGING: 2.0}
"""How long it takes to find what is merged, and to merge it."""


def gathered(
    figures: Figures,
    plans: Sequence[Plan],
    *,
    weights: Mapping[str, str] | str | None,
    missing: IfMissing,
    known_on: IntoPeriod | None,
) -> tuple[Material, Gazetteer, Joining]:
    """Give the figures that were typed in, the places that the plans know, and how figures are joined.

    Raises:
        Problems: Codes mean no place or two at their time, or two plans define an indicator differently.
        UnknownCodeError: `weights` names no indicator of the plans, or `missing` is no such rule.
        PeriodError: `known_on` names no period.
    """
    _check_missing(missing)
    places, indicators = joined_gazetteer(plans), defined(plans)
    _check_weights(weights, indicators)
    table = figures.table.filter(nw.col("indicator").is_in(sorted(indicators)))
    if known_on is not None:
        table = table.filter((nw.col("known_from") <= nw.lit(Period.of(known_on).last)).fill_null(False))
    with span(WorkStage.FINDING, 0.0, 1.0):
        parts = parts_of(figures, table, indicators, places)
    joining = Joining(indicators=indicators, parts=parts, stand_ins=weights, ignore_missing=missing == "ignore")
    return Material(figures, table, indicators, parts), places, joining


def _check_missing(missing: str) -> None:
    """Refuse what is no rule for missing places.

    Raises:
        UnknownCodeError: There is no such rule.
    """
    if missing not in IF_MISSING:
        raise UnknownCodeError.among("rule for missing places", missing, IF_MISSING)


def _check_weights(weights: Mapping[str, str] | str | None, indicators: Mapping[str, Indicator]) -> None:
    """Refuse weights that are no indicators.

    Raises:
        UnknownCodeError: No plan defines such an indicator.
    """
    named = () if weights is None else (weights,) if isinstance(weights, str) else (*weights, *weights.values())
    for code in named:
        if code not in indicators:
            raise UnknownCodeError.among("indicator", code, indicators)
