"""From a table of figures to the few rows that targets ask for: one pass over the figures, then small tables.

Nothing here judges: it finds, for every series a target asks for, the latest figure that was known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import (
    DuplicateFigureError,
    DxplanError,
    FiguresError,
    MixedMethodError,
    Problems,
    UnitMismatchError,
    Where,
)
from dxplan.figures.figure import parse_breakdown
from dxplan.figures.normalise import FILE, ROW
from dxplan.numbers import RELATIVE_TOLERANCE
from dxplan.units import SHARE_SCALE, factor

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
    the series that answers), ``known`` (whether it was public by `known_on`), ``exact`` (the value; of a share from
    numerator and denominator where both are given), ``age_months`` at the cut-off and whether it is ``fresh`` enough to
    judge.

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
    asked = _measure(_convertible(asked), known_on)
    problems = [*_value_problems(asked), *_ratio_problems(asked), *_method_problems(asked)]
    problems = problems or list(_conflicts(asked))
    if problems:
        raise Problems("the figures do not fit the plan", problems)
    return asked


def latest(asked: Frame) -> Frame:
    """Keep of each series the latest figure known, and of that the latest vintage.

    The period that ends last wins; of several that end together the one most like the target's own period.
    A vintage whose day of publication is unknown gives way to any other.
    """
    order = [*SERIES, "last", "unlike", "known_from", ROW]
    falling = [name in ("last", "known_from") for name in order]
    return (
        asked.filter(nw.col("known"), ~nw.col("exact").is_null())
        .sort(*order, descending=falling, nulls_last=True)
        .unique(subset=list(SERIES), keep="first", maintain_order=True)
    )


_WANTED = {
    "situation": nw.Int64(),
    "role": nw.String(),
    "indicator": nw.String(),
    "place": nw.String(),
    "cutoff": nw.Date(),
    "by_days": nw.Int64(),
    "indicator_unit": nw.String(),
    "share_scale": nw.Float64(),
    "indicator_low": nw.Float64(),
    "indicator_high": nw.Float64(),
    "reference_method": nw.String(),
    "frequency_months": nw.Int64(),
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
            "indicator_unit": indicator.unit,
            "share_scale": SHARE_SCALE.get(indicator.unit),
            "indicator_low": indicator.low,
            "indicator_high": indicator.high,
            "reference_method": indicator.method,
            "frequency_months": indicator.frequency.months,
        }
        for situation in situations
        for nth, code in enumerate((situation.indicator.code, *situation.indicator.proxies))
        for indicator in (situation.plan.indicator(code),)
    ]


def _parts(situations: Sequence[Situation], asked: Frame) -> Frame:
    """Tell which breakdowns answer which situation, and for which member where it asks it of each."""
    by_number = {situation.number: situation for situation in situations}
    rows = []
    for number, role, breakdown in asked.select("situation", "role", "breakdown").unique().rows():
        part = _part(by_number[number], role, breakdown)
        if part is not None:
            rows.append({"situation": number, "role": role, "breakdown": breakdown, "part": part})
    kinds = {"situation": nw.Int64(), "role": nw.String(), "breakdown": nw.String(), "part": nw.String()}
    return _frame(asked, rows, kinds)


def _part(situation: Situation, role: str, breakdown: str) -> str | None:
    if role == PROXY:
        return "" if breakdown == "" else None
    each = situation.target.each
    member = parse_breakdown(breakdown).get(each) if each else None
    if each and (member is None or (situation.members and member not in situation.members)):
        return None
    return (member or "") if situation.breakdown(member) == breakdown else None


def _convertible(asked: Frame) -> Frame:
    """Add the factor from each figure's unit to its indicator's, null where they measure different things."""
    asked = asked.with_columns(unit=nw.coalesce("unit", "indicator_unit"))
    rows = [
        {"unit": unit, "indicator_unit": into, "factor": _factor(unit, into)}
        for unit, into in asked.select("unit", "indicator_unit").unique().rows()
    ]
    kinds = {"unit": nw.String(), "indicator_unit": nw.String(), "factor": nw.Float64()}
    return asked.join(_frame(asked, rows, kinds), on=["unit", "indicator_unit"], how="left")


def _factor(unit: str, into: str) -> float | None:
    try:
        return factor(unit, into)
    except UnitMismatchError:
        return None


def _measure(asked: Frame, known_on: date | None) -> Frame:
    """Add what the later steps ask of each row."""
    whole = nw.when(nw.col("denominator") != 0).then(nw.col("denominator"))
    reported = nw.col("value") * nw.col("factor")
    exact = nw.coalesce(nw.col("numerator") / whole * nw.col("share_scale"), reported)
    months = {day: nw.col(day).dt.year() * 12 + nw.col(day).dt.month() for day in ("cutoff", "last")}
    age = (months["cutoff"] - months["last"]).cast(nw.Int64)
    days = (nw.col("last") - nw.col("first")).dt.total_minutes() // (24 * 60) + 1
    method = nw.col("reference_method")
    known = nw.lit(True) if known_on is None else (nw.col("known_from") <= nw.lit(known_on)).fill_null(False)
    return asked.with_columns(
        exact=exact,
        value=nw.coalesce(reported, exact),
        age_months=age,
        fresh=age < nw.col("frequency_months"),
        unlike=(days - nw.col("by_days")).abs(),
        reference=method.is_null() | (nw.col("method") == method).fill_null(False),
        known=known,
    )


def _value_problems(asked: Frame) -> Iterator[DxplanError]:
    """Find figures whose unit is none of their indicator's kind, or outside the values that it can have."""
    low, high, value = nw.col("indicator_low"), nw.col("indicator_high"), nw.col("exact")
    mixed = asked.filter(nw.col("factor").is_null())
    beyond = asked.filter(~nw.col("factor").is_null(), (value < low) | (value > high))
    for found in _once(mixed):
        yield UnitMismatchError(
            f"a figure of {found['indicator']!r} is in {found['unit']}, but the indicator is in "
            f"{found['indicator_unit']}",
            "give the figure in the indicator's unit, or under the indicator it really measures.",
            _where("unit", found),
        )
    for found in _once(beyond):
        bounds = f"{found['indicator_low']} to {found['indicator_high']}".replace("None", "…")
        yield FiguresError(
            f"{found['exact']!r} is no value of {found['indicator']!r}, which goes from {bounds}",
            "check the number and its unit; a share may have been multiplied by 100 twice.",
            _where("value", found),
        )


def _ratio_problems(asked: Frame) -> Iterator[DxplanError]:
    """Find exact values that are not what their numerator and denominator give, rounded as they are."""
    both = asked.filter(
        ~nw.col("numerator").is_null(), nw.col("qualifier").is_null(), (nw.col("value") - nw.col("exact")).abs() > 0
    )
    for found in _once(both):
        # 46.0 is typed as 46, which stands for anything from 45.5 to 46.5.
        exponent = int(Decimal(repr(found["value"])).normalize().as_tuple().exponent)
        half = 0.5 * 10.0 ** min(exponent, 0)
        if abs(found["value"] - found["exact"]) > half * (1 + RELATIVE_TOLERANCE):
            parts = f"{found['numerator']:g} of {found['denominator']:g}"
            yield FiguresError(
                f"{found['value']!r} is not {parts}, which is {found['exact']:.6g}",
                "correct the value or its numerator and denominator, or leave the value empty.",
                _where("value", found),
            )


def _once(asked: Frame) -> Iterator[dict[str, Any]]:
    """Give each figure once, even if several situations ask for it, in the order of the rows."""
    kept = asked.unique(subset=[FILE, ROW, "indicator", "period", "exact"], keep="any")
    yield from kept.sort(FILE, ROW, nulls_last=True).iter_rows(named=True)


def _where(column: str, found: dict[str, Any]) -> Where:
    return Where(column, found[FILE] or "figures", found[ROW])


def _method_problems(asked: Frame) -> Iterator[DxplanError]:
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


def _conflicts(asked: Frame) -> Iterator[DxplanError]:
    """Find keys that have two values published by the same day, so that neither is the later one."""
    key = ["indicator", "place", "breakdown", "period", "method", "public"]
    public = nw.col("known_from").dt.to_string("%Y-%m-%d").fill_null("")
    keyed = asked.filter(~nw.col("exact").is_null()).with_columns(nw.col("method").fill_null(""), public=public)
    spread = keyed.group_by(*key).agg(
        low=nw.col("exact").min(), high=nw.col("exact").max(), **{ROW: nw.col(ROW).max(), FILE: nw.col(FILE).max()}
    )
    apart = (nw.col("high") - nw.col("low")) > nw.max_horizontal(nw.col("high").abs(), nw.col("low").abs()) * (
        RELATIVE_TOLERANCE
    )
    two = spread.filter(apart).sort(FILE, ROW, "indicator", nulls_last=True)
    for found in two.iter_rows(named=True):
        when = f"both public by {found['public']}" if found["public"] else "neither with a day of publication"
        yield DuplicateFigureError(
            f"{found['indicator']!r} in {found['period']} has the values {found['low']!r} and {found['high']!r}, "
            f"{when}",
            "keep one, or tell them apart by published (the later one counts) or by method.",
            _where("value", found),
        )


def _frame(like: Frame, rows: Sequence[dict[str, Any]], kinds: dict[str, Any]) -> Frame:
    """Make a table of plain values that can be joined to `like`."""
    values = {name: [row[name] for row in rows] for name in kinds}
    return nw.from_dict(values, schema=kinds, backend=like.implementation)
