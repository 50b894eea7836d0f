"""What was computed of several places, set beside what was reported, and as rows of a table of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.figures.merging import KEY
from dxplan.figures.normalise import FILE

if TYPE_CHECKING:
    from datetime import date

    from dxplan.figures.joining import Joining
    from dxplan.figures.maps import Cohort

Frame: TypeAlias = "nw.DataFrame[Any]"


def by_number(values: dict[int, Any], kind: Any, column: str = "cohort") -> nw.Expr:
    """Give what belongs to each number, or null."""
    return nw.col(column).replace_strict(list(values), list(values.values()), default=None, return_dtype=kind)


def beside(table: Frame, found: Frame, cohorts: dict[int, Cohort], joining: Joining) -> Frame:
    """Put beside what was computed for a place what was reported of it, in the column ``reported``."""
    numbers = {number: joining.parts.number(cohort.into) for number, cohort in cohorts.items()}
    known = {number: part for number, part in numbers.items() if part is not None}
    keyed = table.with_columns(into=by_number(known, nw.Int64()), series=nw.col("method").fill_null(""))
    reported = found.select(
        "indicator",
        "breakdown",
        "period",
        into=nw.col("part"),
        series=nw.col("method").fill_null(""),
        reported=nw.col("exact"),
        reported_rounding=nw.col("rounding"),
    )
    on = ["indicator", "breakdown", "period", "into", "series"]
    both = keyed.join(reported, on=on, how="left").with_columns(
        rounding=nw.col("rounding").fill_null(0.0) + nw.col("reported_rounding").fill_null(0.0)
    )
    return both.drop("into", "series", "reported_rounding").sort(*KEY, nulls_last=True)


def as_figures(table: Frame, cohorts: dict[int, Cohort], day: date, columns: dict[str, Any]) -> Frame:
    """Give what was computed, and reported by nobody, as rows of a table of figures.

    The code of the place is read on `day`. The source names the places, the laws and the rule.

    Args:
        table: What was computed.
        cohorts: What each was computed of, by number.
        day: The day.
        columns: The columns of the table of figures, with their kinds.
    """
    made = table.filter(~nw.col("value").is_null(), nw.col("reported").is_null())
    codes = {number: cohort.into.code for number, cohort in cohorts.items()}
    said = {number: _said(cohort) for number, cohort in cohorts.items()}
    other_period = nw.col("weight_period") != nw.col("period")
    when = nw.when(other_period.fill_null(False)).then(nw.concat_str(nw.lit(", "), nw.col("weight_period")))
    weighed = nw.when(~nw.col("weighed").is_null()).then(
        nw.concat_str(nw.lit("("), nw.col("weighed"), when.otherwise(nw.lit("")), nw.lit(")"))
    )
    published = nw.col("known_from")
    known, number = nw.col("known_parts"), nw.col("number_of_parts")
    some = nw.concat_str(known.cast(nw.String), nw.lit("/"), number.cast(nw.String), nw.lit(_SOME_PARTS))
    given: dict[str, nw.Expr] = {
        "place": by_number(codes, nw.String()),
        "place_on": nw.lit(day.isoformat()),
        "place_day": nw.lit(day),
        "source": nw.concat_str(
            by_number(said, nw.String()),
            nw.lit("; "),
            nw.col("rule"),
            weighed.fill_null(""),
            nw.when(~nw.col("first_source").is_null())
            .then(nw.concat_str(nw.lit("; "), _sources()))
            .otherwise(nw.lit("")),
        ),
        "note": nw.when(known < number).then(some),
        "confidence": nw.when(nw.col("unconfirmed")).then(nw.lit("unconfirmed")).otherwise(nw.lit("computed")),
        "status": nw.when(nw.col("estimated")).then(nw.lit("estimated")),
        "published": published.dt.to_string("%Y-%m-%d"),
        FILE: nw.lit(""),
    }
    whole = made.with_columns(**given)
    absent = [name for name in columns if name not in whole.columns]
    empty = [nw.lit(None, dtype=columns[name]).alias(name) for name in absent]
    return whole.with_columns(*empty).select(*(nw.col(name).cast(kind) for name, kind in columns.items()))


_MOST_NAMED = 4
"""So many places are named in a source; of the others only the number."""

_SOME_PARTS = " nơi có số liệu (so many of the places have a figure)"


def _sources() -> nw.Expr:
    """Name the sources of the parts: the first and the last by the alphabet."""
    first, last = nw.col("first_source"), nw.col("last_source")
    between = (
        nw.when(nw.col("number_of_sources") > len(("first", "last"))).then(nw.lit("; …; ")).otherwise(nw.lit("; "))
    )
    return nw.when(first == last).then(first).otherwise(nw.concat_str(first, between, last))


def _said(cohort: Cohort) -> str:
    """Say which places became which, and by which law."""
    laws = list(dict.fromkeys(event.law for event in cohort.events if event.law))
    named = [f"{place.code} {place.name.in_('vi')}" for place in cohort.parts[:_MOST_NAMED]]
    more = len(cohort.parts) - len(named)
    parts = " + ".join([*named, *([f"… (+{more})"] if more else [])])
    law = f" ({', '.join(laws)})" if laws else ""
    return f"{parts} → {cohort.into.code} {cohort.into.name.in_('vi')}{law}"
