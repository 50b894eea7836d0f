"""What the plans say of the targets, as columns of the table of a scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.dataframes import nw
from dxplan.figures.plain_table import PlainRows
from dxplan.model.plan import once
from dxplan.scorecard.batches import at_home
from dxplan.scorecard.reported import NOTHING
from dxplan.scorecard.wording import say_goal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dxplan.model.plan import Plan
    from dxplan.scorecard.batches import Situations
    from dxplan.scorecard.reported import Verdict

Frame: TypeAlias = "nw.DataFrame[Any]"
Texts: TypeAlias = "dict[str, list[str | None]]"

SAID = (
    *("plan", "target", "indicator", "place", "place_name", "at", "by", "goal", "unit", "cited", "cited_confidence"),
    "revised_by",
)
FOUND = (
    *("due", "value", "qualifier", "period", "age_months", "numerator", "denominator", "method", "source"),
    *("confidence", "published", "note", "gap"),
)
NAMED = ("failing", "missing")
CONCLUDED = (
    *("met", "status", "reason", "word", "state", "parts", "parts_met", "parts_failed", "parts_known"),
    *(*NAMED, "withheld"),
    *("last_value", "last_qualifier", "last_period", "last_age_months"),
)


def said(situations: Situations) -> Texts:
    """Give what the plans say of situations, as plain text; a milestone has neither indicator nor unit."""
    columns: Texts = {name: [] for name in SAID}
    for batch in situations.batches:
        number, size = len(batch.units), len(batch)
        for name, column in once(batch.terms.plan, _of_targets).items():
            columns[name] += column[batch.begin : batch.end] * number
        columns["at"] += [str(batch.at)] * size
        targets = 1 if number > 1 else size
        columns["place"] += [unit.code for unit in batch.units] * targets
        columns["place_name"] += [unit.called("vi") for unit in batch.units] * targets
        columns["revised_by"] += ["; ".join(promise.name for promise in promises) or None for promises in batch.revised]
    return columns


def _of_targets(plan: Plan) -> Texts:
    """Give what a plan says of each of its targets, wherever and whenever it is asked."""
    rows = [
        {
            "plan": plan.code,
            "target": target.code,
            "indicator": target.indicator,
            "by": str(target.by),
            "goal": say_goal(target, situation.indicator.unit, "en"),
            "unit": None if target.is_milestone else situation.indicator.unit,
            "cited": target.cite.document,
            "cited_confidence": target.cite.confidence.value,
        }
        for situation in at_home(plan)
        for target in (situation.target,)
    ]
    return {name: [row[name] for row in rows] for name in SAID if name not in _OF_SITUATIONS}


_OF_SITUATIONS = ("place", "place_name", "at", "revised_by")


def named(situations: Situations, parts: Frame | PlainRows, verdicts: Mapping[int, Verdict]) -> Texts:
    """Name the parts that fail the goal, and those of which nothing can be told."""
    numbers = situations.numbers
    found: dict[int, list[tuple[str, bool | None]]] = {}
    for number, part, met in _parts(parts):
        found.setdefault(number, []).append((part, met))
    for number in numbers:
        if number not in found and verdicts[number] is not NOTHING:
            found[number] = [(part.member, part.met) for part in verdicts[number].parts]
    columns: Texts = {}
    for name, sought in zip(NAMED, (False, None), strict=True):
        texts = {nth: "; ".join(part for part, met in mine if met is sought) for nth, mine in found.items()}
        columns[name] = [texts.get(number) or None for number in numbers]
    return columns


def _parts(parts: Frame | PlainRows) -> Iterable[tuple[int, str, bool | None]]:
    """Give the parts that have a name, with what they make of the goal."""
    if isinstance(parts, PlainRows):
        return [(row["situation"], row["part"], row["met"]) for row in parts.rows if row["part"]]
    return parts.filter(nw.col("part") != "").select("situation", "part", "met").rows()
