"""The row of every situation with its status: the rules of `settle` are asked once where the same is known of many."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from dxplan.dataframes import ColumnKind, kind_of, nw
from dxplan.figures.needs import ANSWER
from dxplan.figures.plain_table import PlainRows
from dxplan.figures.values import frame_of_columns
from dxplan.model.plan import once
from dxplan.scorecard.batches import at_home, facts_of
from dxplan.scorecard.reported import NOTHING
from dxplan.scorecard.settle import manner_of, said_by_reports, settle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from dxplan.methods.method import Method
    from dxplan.model.plan import Plan
    from dxplan.scorecard.batches import Situations
    from dxplan.scorecard.reported import Verdict
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

_CONCLUDED: dict[str, ColumnKind] = {
    **dict.fromkeys(("status", "reason", "word", "state"), "String"),
    "met": "Boolean",
}
_REPORTED: dict[str, ColumnKind] = {
    "due": "Boolean",
    **dict.fromkeys(("parts", "parts_met", "parts_failed", "parts_known", "withheld"), "Int64"),
    **dict.fromkeys(("period", "source", "confidence", "published", "note"), "String"),
}
"""The columns that a milestone has from its report."""

_SETTLED = {**_CONCLUDED, **_REPORTED}


def settled(
    rolled: Frame | PlainRows,
    beside: Frame | PlainRows,
    asked_of: Situations,
    verdicts: Mapping[int, Verdict],
    method: Method,
) -> Frame | PlainRows:
    """Give every situation its row, with its status, the reason for it, and the method's own word.

    Args:
        rolled: The rows that `roll_up` gives.
        beside: The figures shown beside.
        asked_of: All the situations, also those that no figures judge.
        verdicts: What reports say of each, by its number.
        method: The method whose lines the rows name.
    """
    rivalled = _rivalled(beside)
    if isinstance(rolled, PlainRows):
        known = {row["situation"]: row for row in rolled.rows}
        rows = [known.get(s.number) or dict.fromkeys(rolled.kinds) | {"situation": s.number} for s in asked_of]
        found = [
            _concluded(row, situation, verdicts, method, rivalled)
            for row, situation in zip(rows, asked_of, strict=True)
        ]
        whole = [{**row, **one} for row, one in zip(rows, found, strict=True)]
        return PlainRows(whole, {**rolled.kinds, **_SETTLED})
    numbers = {"situation": asked_of.numbers}
    card = frame_of_columns(numbers, {"situation": "Int64"}, rolled.implementation)
    card = card.join(rolled, on="situation", how="left").sort("situation")
    return _in_columns(card, rivalled, asked_of, verdicts, method)


def _rivalled(beside: Frame | PlainRows) -> set[int]:
    """Give the situations for which a figure of a rival series is known."""
    if isinstance(beside, PlainRows):
        return {row["situation"] for row in beside.rows if row["role"] == ANSWER}
    return set(beside.filter(nw.col("role") == ANSWER)["situation"].to_list())


def _in_columns(
    card: Frame, rivalled: AbstractSet[int], asked_of: Situations, verdicts: Mapping[int, Verdict], method: Method
) -> Frame:
    """Settle one of those situations of which the same is known, and say the same of all of them."""
    kinds: dict[Hashable, int] = {}
    of_kind = [kinds.setdefault(key, len(kinds)) for key in _known_of(card, rivalled, asked_of, verdicts)]
    first = dict(zip(reversed(of_kind), range(len(of_kind) - 1, -1, -1), strict=True))
    looked = [first[kind] for kind in range(len(kinds))]
    found = [
        _concluded(row, asked_of[nth], verdicts, method, rivalled)
        for nth, row in zip(looked, card[looked].iter_rows(named=True), strict=True)
    ]
    columns = {name: [one[name] for one in found] for name in _CONCLUDED}
    columns = {name: [column[kind] for kind in of_kind] for name, column in columns.items()}
    milestones = [(nth, one) for nth, one in zip(looked, found, strict=True) if asked_of[nth].target.is_milestone]
    for name in _REPORTED if milestones else ():
        columns[name] = card[name].to_list()
        for nth, one in milestones:
            columns[name][nth] = one[name]
    return card.with_columns(
        *(
            nw.new_series(name, column, kind_of(_SETTLED[name]), backend=card.implementation)
            for name, column in columns.items()
        )
    )


def _known_of(
    card: Frame, rivalled: AbstractSet[int], asked_of: Situations, verdicts: Mapping[int, Verdict]
) -> list[Hashable]:
    """Give all that `settle` asks of each situation and of its row; what stands alone has its own number."""
    told = card.select(
        *("due", "parts", "parts_met", "parts_failed", "parts_known", "fresh", "recent", "qualifier", "line"),
        on_bound=nw.col("gap") == 0,
        withheld=nw.col("withheld") > 0,
        withheld_fresh=nw.col("withheld_fresh") > 0,
        **{name: nw.col(name).is_null() for name in ("last_value", "judging", "base", "now")},
    )
    rows = list(zip(*(told[name].to_list() for name in told.columns), strict=True))
    keys: list[Hashable] = []
    ids: dict[Hashable, int] = {}
    for batch in asked_of.batches:
        manners = once(batch.terms.plan, _manners)
        numbers = [None if one is None else ids.setdefault(one, len(ids)) for one in manners.kinds]
        ways = [numbers[kind] for kind in manners.of_targets[batch.begin : batch.end]] * len(batch.units)
        span = range(batch.first, batch.first + len(batch))
        mine = rows[len(keys) : len(keys) + len(batch)]
        lapses = batch.lapses or [None] * len(batch)
        keys += [
            number
            if way is None or lapse is not None or verdicts[number] is not NOTHING
            else (way, row, number in rivalled)
            for number, way, row, lapse in zip(span, ways, mine, lapses, strict=True)
        ]
    return keys


@attrs.frozen(eq=False)
class _Manners:
    """What `settle` asks of the targets of a plan.

    Attributes:
        kinds: What is asked of some of them; None where each is settled for itself.
        of_targets: Which of those holds for each target.
    """

    kinds: tuple[Hashable, ...]
    of_targets: tuple[int, ...]


def _manners(plan: Plan) -> _Manners:
    facts = once(plan, facts_of)
    manners = [
        manner_of(situation, frozenset(name for name, column in facts.items() if column[nth] is None))
        for nth, situation in enumerate(at_home(plan))
    ]
    kinds = tuple(dict.fromkeys(manners))
    nths = {kind: nth for nth, kind in enumerate(kinds)}
    return _Manners(kinds, tuple(nths[manner] for manner in manners))


def _concluded(
    row: Mapping[str, Any],
    situation: Situation,
    verdicts: Mapping[int, Verdict],
    method: Method,
    rivalled: AbstractSet[int],
) -> dict[str, Any]:
    """Give the columns of `_SETTLED` for one situation."""
    verdict = verdicts[situation.number]
    milestone = situation.target.is_milestone
    said = said_by_reports(situation, verdict) if milestone else {}
    if milestone or verdict.status == "not_carried_out":  # a number that lapsed has that status instead
        status, reason, met = verdict.status, verdict.reason, verdict.met
    else:
        status, reason, met = settle({**row, "rivalled": situation.number in rivalled}, situation, method)
    concluded = {
        "status": status,
        "reason": reason,
        "met": met,
        "word": None if row["line"] is None else method.lines[row["line"]].code,
        "state": verdict.state and verdict.state.value,
    }
    whole = {**row, **concluded, **said}
    return {name: whole[name] for name in _SETTLED}
