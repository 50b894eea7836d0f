"""From a table of figures to the few rows that targets ask for: one pass over the figures, then small tables.

Nothing here judges: it finds, for every series a target asks for, the latest figure that was known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import DuplicateFigureError, DxplanError, MixedMethodError, Problems, UnitMismatchError, Where
from dxplan.figures.figure import parse_breakdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dxplan.figures import Figures
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

ANSWER, PROXY = "answer", "proxy"
SERIES = ("situation", "role", "indicator", "part", "method")
"""What tells one series of figures from another, among those that one situation asks for."""


def gather(situations: Sequence[Situation], figures: Figures, known_on: date | None) -> Frame:
    """Find every figure that the situations ask for, whether known by then or not.

    Columns: those of `Figures`, and for each situation that asks for the figure its number (``situation``), ``role``
    (answer or proxy), ``part`` (the member of a dimension that it is about, or empty), ``reference`` (whether it is of
    the series that answers), ``known`` (whether it was public by `known_on`), ``exact`` (the value, from numerator and
    denominator where both are given), ``age_months`` at the cut-off and whether it is ``fresh`` enough to judge.

    Figures of a period that ends after the cut-off are left out.

    Raises:
        Problems: Units do not fit, methods are mixed without a reference, or one key has two values.
    """
    wanted = _wanted(situations)
    needed = figures.table.filter(
        nw.col("indicator").is_in(sorted({row["indicator"] for row in wanted})),
        nw.col("place").is_in(sorted({row["place"] for row in wanted})),
    ).collect()
    asked = needed.join(_frame(needed, wanted, _WANTED), on=["indicator", "place"], how="inner").filter(
        nw.col("last") <= nw.col("cutoff")
    )
    asked = asked.join(_parts(situations, asked), on=["situation", "role", "breakdown"], how="inner")
    asked = _measure(asked, known_on)
    problems = [*_unit_problems(situations, asked, figures.source), *_method_problems(situations, asked)]
    problems = problems or list(_conflicts(asked, figures.source))
    if problems:
        raise Problems("the figures do not fit the plan", problems)
    return asked


def latest(asked: Frame) -> Frame:
    """Keep of each series the latest figure known, and of that the latest vintage.

    The period that ends last wins; of several that end together the one most like the target's own period.
    A vintage whose day of publication is unknown gives way to any other.
    """
    order = [*SERIES, "last", "unlike", "known_from", "row"]
    falling = [name in ("last", "known_from") for name in order]
    return (
        asked.filter(nw.col("known"), ~nw.col("exact").is_null())
        .sort(*order, descending=falling, nulls_last=True)
        .unique(subset=list(SERIES), keep="first", maintain_order=True)
    )


_WANTED = {
    "situation": nw.Int64,
    "role": nw.String,
    "indicator": nw.String,
    "place": nw.String,
    "cutoff": nw.Date,
    "by_days": nw.Int64,
    "indicator_unit": nw.String,
    "reference_method": nw.String,
    "frequency_months": nw.Int64,
}


def _wanted(situations: Sequence[Situation]) -> list[dict[str, Any]]:
    """List every indicator and place that a situation asks for, and in which role."""
    return [
        {
            "situation": situation.number,
            "role": PROXY if nth else ANSWER,
            "indicator": code,
            "place": situation.place,
            "cutoff": situation.cutoff,
            "by_days": situation.target.by.length,
            "indicator_unit": situation.plan.indicator(code).unit,
            "reference_method": situation.plan.indicator(code).method,
            "frequency_months": situation.plan.indicator(code).frequency.months,
        }
        for situation in situations
        for nth, code in enumerate((situation.indicator.code, *situation.indicator.proxies))
    ]


def _parts(situations: Sequence[Situation], asked: Frame) -> Frame:
    """Tell which breakdowns answer which situation, and for which member where it asks it of each."""
    by_number = {situation.number: situation for situation in situations}
    rows = []
    for number, role, breakdown in asked.select("situation", "role", "breakdown").unique().rows():
        part = _part(by_number[number], role, breakdown)
        if part is not None:
            rows.append({"situation": number, "role": role, "breakdown": breakdown, "part": part})
    kinds = {"situation": nw.Int64, "role": nw.String, "breakdown": nw.String, "part": nw.String}
    return _frame(asked, rows, kinds)


def _part(situation: Situation, role: str, breakdown: str) -> str | None:
    if role == PROXY:
        return "" if breakdown == "" else None
    each = situation.target.each
    member = parse_breakdown(breakdown).get(each) if each else None
    if each and (member is None or (situation.members and member not in situation.members)):
        return None
    return (member or "") if situation.breakdown(member) == breakdown else None


def _measure(asked: Frame, known_on: date | None) -> Frame:
    """Add what the later steps ask of each row."""
    unit = nw.coalesce("unit", "indicator_unit")
    whole = nw.when(nw.col("denominator") != 0).then(nw.col("denominator"))
    scale = nw.when(nw.col("indicator_unit") == "percent").then(nw.lit(100.0)).otherwise(nw.lit(1.0))
    exact = nw.coalesce(nw.col("numerator") / whole * scale, "value")
    months = {day: nw.col(day).dt.year() * 12 + nw.col(day).dt.month() for day in ("cutoff", "last")}
    age = (months["cutoff"] - months["last"]).cast(nw.Int64)
    days = (nw.col("last") - nw.col("first")).dt.total_minutes() // (24 * 60) + 1
    method = nw.col("reference_method")
    known = nw.lit(True) if known_on is None else (nw.col("known_from") <= nw.lit(known_on)).fill_null(False)  # noqa: FBT003
    return asked.with_columns(
        unit=unit,
        exact=exact,
        value=nw.coalesce("value", exact),
        age_months=age,
        fresh=age < nw.col("frequency_months"),
        unlike=(days - nw.col("by_days")).abs(),
        reference=method.is_null() | (nw.col("method") == method).fill_null(False),  # noqa: FBT003
        known=known,
    )


def _unit_problems(situations: Sequence[Situation], asked: Frame, source: str) -> Iterator[DxplanError]:
    wrong = asked.filter(nw.col("unit") != nw.col("indicator_unit"))
    for indicator, unit, wants, row in wrong.select("indicator", "unit", "indicator_unit", "row").unique().rows():
        yield UnitMismatchError(
            f"a figure of {indicator!r} is in {unit}, but the indicator is in {wants}",
            "give the figure in the indicator's unit, or under the indicator it really measures.",
            Where("unit", source or "figures", row),
        )


def _method_problems(situations: Sequence[Situation], asked: Frame) -> Iterator[DxplanError]:
    plain = asked.filter(nw.col("reference_method").is_null(), nw.col("role") == ANSWER)
    methods: dict[str, set[str]] = {}
    for indicator, method in plain.select("indicator", "method").unique().rows():
        methods.setdefault(indicator, set()).add(method or "(not stated)")
    for indicator, names in sorted(methods.items()):
        if len(names) > 1:
            yield MixedMethodError(
                f"the figures of {indicator!r} mix the methods {', '.join(sorted(names))}",
                f"name the one that answers in the plan: [[indicators]] code = {indicator!r}, method = …; "
                "the others are then shown beside it.",
            )


def _conflicts(asked: Frame, source: str) -> Iterator[DxplanError]:
    """Find keys that have two values published on the same day, so that neither is the later one."""
    key = [*SERIES, "period", "published"]
    fill = [nw.col(name).fill_null("").alias(name) for name in ("method", "published")]
    counted = asked.filter(~nw.col("exact").is_null()).with_columns(*fill).group_by(*key)
    spread = counted.agg(low=nw.col("exact").min(), high=nw.col("exact").max(), row=nw.col("row").max())
    for found in spread.filter(nw.col("low") != nw.col("high")).sort("row", nulls_last=True).iter_rows(named=True):
        yield DuplicateFigureError(
            f"{found['indicator']!r} in {found['period']} has the values {found['low']!r} and {found['high']!r}, "
            + (
                f"both published in {found['published']}" if found["published"] else "neither with a day of publication"
            ),
            "keep one, or tell them apart by published (the later one counts) or by method.",
            Where("value", source or "figures", found["row"]),
        )


def _frame(like: Frame, rows: Sequence[dict[str, Any]], kinds: dict[str, Any]) -> Frame:
    """Make a table of plain values that can be joined to `like`."""
    values = {name: [row[name] for row in rows] for name in kinds}
    return nw.from_dict(values, schema=kinds, backend=like.implementation)
