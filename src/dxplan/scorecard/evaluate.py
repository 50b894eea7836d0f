"""The main verb: plans and figures in, a scorecard out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DefinitionError
from dxplan.io.methods import load_method
from dxplan.methods.method import Method
from dxplan.model.plan import Plan
from dxplan.periods import Period
from dxplan.scorecard.asking import ANSWER, PROXY
from dxplan.scorecard.derive import vintages
from dxplan.scorecard.gather import baselines, frame_of, gather, latest
from dxplan.scorecard.judge import judge
from dxplan.scorecard.scorecard import Scorecard
from dxplan.scorecard.settle import roll_up, settle
from dxplan.scorecard.situations import situations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dxplan.figures import Figures
    from dxplan.periods import IntoPeriod
    from dxplan.scorecard.situations import Situation
    from dxplan.typing import IntoPath

Frame: TypeAlias = "nw.DataFrame[Any]"


def evaluate(
    plans: Plan | Iterable[Plan],
    figures: Figures,
    *,
    at: IntoPeriod,
    known_on: IntoPeriod | None = None,
    method: Method | IntoPath = "attainment",
) -> Scorecard:
    """Say how far the targets of one or several plans have come.

    A target that is due is judged by the latest figure about a period that ends by then, and less than one step of the
    indicator's `frequency` before: a yearly figure of 2024 does not judge 2025, one of a biennial index does.
    Where no figure can judge, the status says why; that is never counted as a goal not met.

    Args:
        plans: A plan or several.
        figures: The reported figures.
        at: The period judged, such as ``2025``; its last day decides which targets are due.
        known_on: Use only what was public by the end of this day or period; by default everything known counts.
            Figures whose day of publication is unknown are then left out, and counted as withheld.
        method: How a target and its figures become progress and a status: a method, the id of an installed one, or the
            path of a method file.

    Returns:
        One line for each target, with the reason for it.

    Raises:
        Problems: The figures do not fit the plans: units, mixed methods, one key with two values.
        PeriodError: `at` or `known_on` names no period.
        UnknownCodeError: No method of that id is installed.
    """
    plans = (plans,) if isinstance(plans, Plan) else tuple(plans)
    _check_plans(plans)
    method = method if isinstance(method, Method) else load_method(method)
    period = Period.of(at)
    public_by = None if known_on is None else Period.of(known_on).last
    asked_of = tuple(situations(plans, period))
    asked = gather(asked_of, figures, public_by)
    found = latest(asked)
    parts = judge(_parts(asked_of, asked, found, public_by), asked_of, method)
    return Scorecard(
        at=period,
        known_on=public_by,
        method=method,
        situations=asked_of,
        card=_settled(roll_up(parts), asked_of, method),
        parts=parts,
        beside=found.filter((nw.col("role") == PROXY) | ((nw.col("role") == ANSWER) & ~nw.col("reference"))).rename(
            {"status": "figure_status"}
        ),
        inputs=vintages(asked).rename({"status": "figure_status"}),
        figures=figures,
    )


def _check_plans(plans: tuple[Plan, ...]) -> None:
    codes = [plan.code for plan in plans]
    again = sorted({code for code in codes if codes.count(code) > 1})
    if again:
        raise DefinitionError(f"plan {again[0]!r} is given more than once", "give each plan once.")


_ANSWERING = ("value", "exact", "qualifier", "period", "age_months")
_FIGURE = (
    *("situation", "part", "value", "exact", "qualifier", "period", "age_months", "now", "fresh"),
    *("numerator", "denominator", "method", "source", "confidence", "published", "status", "note"),
)


def _parts(asked_of: Sequence[Situation], asked: Frame, found: Frame, known_on: date | None) -> Frame:
    """Give every part of every situation its latest figure, and tell whether that is fresh enough to judge."""
    answers = found.filter(nw.col("role") == ANSWER, nw.col("reference")).select(*_FIGURE)
    joined = _listed_parts(asked_of, answers).join(answers, on=["situation", "part"], how="left")
    if known_on is None:
        joined = joined.with_columns(withheld=nw.lit(0), withheld_fresh=nw.lit(0))
    else:
        joined = joined.join(_withheld(asked), on="situation", how="left").with_columns(
            nw.col("withheld", "withheld_fresh").fill_null(0)
        )
    if any(situation.target.starts_from for situation in asked_of):
        joined = joined.join(baselines(asked), on=["situation", "part"], how="left")
    else:
        joined = joined.with_columns(base=nw.lit(None, dtype=nw.Float64))
    judges = (nw.col("fresh") | ~nw.col("due")).fill_null(False)
    return joined.rename({"status": "figure_status"}).with_columns(
        *(nw.col(name).alias(f"last_{name}") for name in _ANSWERING),
        *(nw.when(judges).then(nw.col(name)).alias(name) for name in _ANSWERING),
        judging=nw.when(judges).then(nw.col("exact")),
    )


def _listed_parts(asked_of: Sequence[Situation], answers: Frame) -> Frame:
    """List the parts of each situation: its members, those that have figures where nobody lists them, or the whole."""
    reported: dict[int, list[str]] = {}
    if any(situation.open_list for situation in asked_of):
        for number, part in answers.select("situation", "part").sort("situation", "part").rows():
            reported.setdefault(number, []).append(part)
    rows = [
        {"situation": situation.number, "part": part, "due": situation.due}
        for situation in asked_of
        for part in situation.members or (reported.get(situation.number) if situation.open_list else None) or [""]
    ]
    kinds = {"situation": nw.Int64(), "part": nw.String(), "due": nw.Boolean()}
    return frame_of(rows, kinds, answers.implementation)


def _withheld(asked: Frame) -> Frame:
    """Count the figures that were left out because they were not known to be public, and those that would judge."""
    hidden = asked.filter(nw.col("role") != PROXY, nw.col("reference"), ~nw.col("known"), ~nw.col("exact").is_null())
    fresh = nw.col("withheld_fresh")
    return (
        hidden.with_columns(one=nw.lit(1), fresh_one=nw.col("fresh").cast(nw.Int64))
        .group_by("situation")
        .agg(withheld=nw.col("one").sum(), withheld_fresh=nw.col("fresh_one").sum())
        .with_columns(withheld=nw.when(fresh > 0).then(fresh).otherwise(nw.col("withheld")))
    )


def _settled(card: Frame, asked_of: Sequence[Situation], method: Method) -> Frame:
    """Add each target's status, the reason for it, and the method's own word."""
    rows = zip(card.iter_rows(named=True), asked_of, strict=True)
    settled = [(*settle(row, situation, method), row["line"]) for row, situation in rows]
    columns: dict[str, tuple[Any, list[Any]]] = {
        "status": (nw.String(), [status for status, _, _, _ in settled]),
        "reason": (nw.String(), [reason for _, reason, _, _ in settled]),
        "met": (nw.Boolean(), [met for _, _, met, _ in settled]),
        "word": (nw.String(), [None if line is None else method.lines[line].code for _, _, _, line in settled]),
    }
    return card.with_columns(
        *(nw.new_series(name, values, kind, backend=card.implementation) for name, (kind, values) in columns.items())
    )
