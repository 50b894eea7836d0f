"""From a table of figures to the few rows that targets ask for: one pass over the figures, then small tables.

Nothing here judges: it finds, for every series a target asks for, the latest figure that was known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import narwhals.stable.v2 as nw

from dxplan.errors import Problems
from dxplan.figures.checks import figure_problems, suspect, value_problems
from dxplan.figures.figure import parse_breakdown
from dxplan.figures.needs import ANSWER, INPUT, PROXY
from dxplan.figures.normalise import ROW
from dxplan.figures.placing import day_of_place, place_problems
from dxplan.figures.values import converted, frame_of, in_unit, valued
from dxplan.model.indicators import COMPUTED
from dxplan.scorecard.asking import BEFORE, GRADES, WANTED, grades_of, wanted
from dxplan.scorecard.derive import computed
from dxplan.scorecard.years import averaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dxplan.errors import DxplanError
    from dxplan.figures import BoundFigures, Figures
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"


class _Keeping(Protocol):
    """Says which of the figures of a series are kept."""

    def __call__(self, found: nw.LazyFrame[Any], *, few: bool) -> nw.LazyFrame[Any]: ...


SERIES = ("situation", "role", "indicator", "part", "method", "reference")
"""What tells one series of figures from another, among those that one situation asks for."""


def gather(situations: Sequence[Situation], bound: BoundFigures, known_on: date | None) -> Frame:
    """Find every figure that the situations ask for, whether known by then or not.

    Columns: those of `Figures`, and for each situation that asks for the figure its number (``situation``), ``role``
    (answer, proxy, or year and before for what answers together), ``part`` (the member of a dimension that it is about,
    or empty), ``reference`` (whether it is of the series that answers), ``known`` (whether it was public by
    `known_on`), ``exact`` (the value; of a share from numerator and denominator where both are given), ``age_months``
    at the cut-off and whether it is ``fresh`` enough to judge, or ``recent`` enough before the due day, and the year it
    is about (``now``). The figures that formulas give are among them, and so, in the role ``input``, are those that
    they are made of.

    Figures of a period that ends after the cut-off are left out.

    Raises:
        Problems: A formula gives what its indicator cannot be. Of figures that were still to be read when they were
            bound also: codes mean no place or two, units do not fit, methods are mixed without a reference, or one key
            has two values.
    """
    figures = bound.figures
    rows = wanted(situations)
    asked = _answering(figures, situations, rows, known_on, _bearing)
    if not bound.checked:  # the figures were still to be read, and only what is asked for has been by now
        asked_for, places = {row["indicator"] for row in rows}, {row["place"] for row in rows}
        misplaced = place_problems(figures, bound.places, asked_for, places)
        _raise([*misplaced, *figure_problems(asked, conflicts=not misplaced)])
    made = computed(asked, situations)
    if made is not None:
        made = made.with_columns(suspect=suspect())
        _raise(value_problems(made))
        asked = _before(nw.concat([asked, made.select(asked.columns)]), situations)
    return averaged(asked, situations)


def _before(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Tell what a formula gives for the year before from what it gives for the period that is asked."""
    changes = [s.number for s in situations if s.over_years == "change" and s.target.steps]
    earlier = nw.col("situation").is_in(changes) & (nw.col("role") == ANSWER) & (nw.col("period") != nw.col("part"))
    role = nw.when(earlier.fill_null(False)).then(nw.lit(BEFORE)).otherwise(nw.col("role"))
    return asked.with_columns(role=role) if changes else asked


def history(situation: Situation, figures: Figures, known_on: date | None, until: date) -> Frame:
    """Find all that was known of one situation, of every period that ends by a day; its columns are those of `gather`.

    Nothing is checked again: what evaluation did not look at, such as an old period with two values, is given as it is.
    """
    rows = [row | {"cutoff": until} for row in wanted([situation]) if row["role"] != PROXY]
    asked = _answering(figures, [situation], rows, known_on, lambda found, **_: found)
    made = computed(asked, [situation])
    whole = asked if made is None else nw.concat([asked, made.with_columns(suspect=suspect()).select(asked.columns)])
    return whole.filter(nw.col("role").is_in([ANSWER, BEFORE]), nw.col("known"), ~nw.col("exact").is_null())


def _raise(problems: Iterable[DxplanError]) -> None:
    problems = list(problems)
    if problems:
        raise Problems("the figures do not fit the plan", problems)


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


def _answering(
    figures: Figures,
    situations: Sequence[Situation],
    rows: list[dict[str, Any]],
    known_on: date | None,
    keeping: _Keeping,
) -> Frame:
    """Collect those figures of the series asked for that shall be kept, in the units of their indicators."""
    listed = [row for row in rows if row["breakdown"] is not None]
    sought = _asked(figures, situations, listed, ["indicator", "place", "breakdown"], known_on)
    asked = figures.collected(keeping(sought, few=figures.few))
    if len(listed) < len(rows):
        unlisted = [row for row in rows if row["breakdown"] is None]
        sought = _asked(figures, situations, unlisted, None, known_on)
        members = _open_members(figures.collected(keeping(sought, few=figures.few)), situations)
        asked = nw.concat([asked, members.select(asked.columns)])
    return converted(asked)


def _asked(
    figures: Figures,
    situations: Sequence[Situation],
    rows: list[dict[str, Any]],
    keys: list[str] | None,
    known_on: date | None,
) -> nw.LazyFrame[Any]:
    """Join the figures to what is asked, in one pass."""
    table = figures.table
    joined = ["indicator", "place"] if keys is None else keys
    kinds = {name: kind for name, kind in WANTED.items() if name != "breakdown" or keys is not None}
    kinds = {name: kind for name, kind in kinds.items() if name != "part" or keys is not None}
    began, ended = day_of_place()
    asking = frame_of(rows, kinds, table.implementation).lazy()
    grades = frame_of(grades_of(situations), GRADES, table.implementation).lazy()
    return (
        table.filter(
            nw.col("indicator").is_in(sorted({row["indicator"] for row in rows})),
            nw.col("place").is_in(sorted({row["place"] for row in rows})),
        )
        .join(asking, on=joined, how="inner")
        .filter(
            nw.col("last") <= nw.col("cutoff"),
            # A code may have meant another place at the time of the figure.
            began <= nw.col("place_until"),
            ended >= nw.col("place_since"),
            nw.col("part_period").is_null() | (nw.col("period") == nw.col("part_period")).fill_null(False),
        )
        .join(grades, on=["situation", "indicator", "grade"], how="left")
        .with_columns(value=nw.coalesce("value", "graded"))
        .with_columns(*_looks(known_on))
        .with_columns(**valued())
        .with_columns(suspect=suspect())
    )


def _bearing(found: nw.LazyFrame[Any], *, few: bool) -> nw.LazyFrame[Any]:
    """Leave out the history: keep what is no older than the last known figure of its series, and whatever else counts.

    That is the start, what formulas are made of, what was not known yet, and what looks wrong.
    """
    series = ("situation", "role", "indicator", "place", "breakdown", "part_period", "series")
    found = found.with_columns(
        part_period=nw.col("part_period").fill_null(""),
        series=nw.col("method").fill_null(""),
        last_known=nw.when(nw.col("known") & ~nw.col("exact").is_null()).then(nw.col("last")),
    )
    if few:
        found = found.with_columns(last_known=nw.col("last_known").max().over(*series))
    else:  # of many figures this takes half the time and a third of the memory
        last = found.group_by(*series).agg(nw.col("last_known").max())
        found = found.drop("last_known").join(last, on=list(series), how="left")
    bears = (
        (nw.col("last") >= nw.col("last_known"))
        | (nw.col("period") == nw.col("base_period")).fill_null(False)
        | nw.col("role").is_in([INPUT, BEFORE])
        | ~nw.col("known")
        | nw.col("suspect")
    )
    return found.filter(bears).drop("series", "last_known")


def _looks(known_on: date | None) -> list[nw.Expr]:
    """Say what each figure is to the situation that asks for it."""
    month = nw.col("last").dt.year().cast(nw.Int64) * 12 + nw.col("last").dt.month()
    age = (nw.col("cutoff_month") - month).cast(nw.Int64)
    days = (nw.col("last") - nw.col("first")).dt.total_minutes() // (24 * 60) + 1
    method = nw.col("reference_method")
    known = nw.lit(True) if known_on is None else (nw.col("known_from") <= nw.lit(known_on)).fill_null(False)
    return [
        *in_unit(),
        age.alias("age_months"),
        ((age < nw.col("frequency_months")) | ~nw.col("part_period").is_null()).alias("fresh"),
        ((age < 2 * nw.col("frequency_months")) | ~nw.col("part_period").is_null()).alias("recent"),
        (month / 12 - 1).alias("now"),
        (days - nw.col("by_days")).abs().alias("unlike"),
        # What is computed is made later: a figure that was typed in is no such one, even if it says so.
        (method.is_null() | ((nw.col("method") == method) & (method != COMPUTED)).fill_null(False)).alias("reference"),
        known.alias("known"),
    ]


def _open_members(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Find which member of an open list each figure is about, and leave out those that are about none."""
    by_number = {situation.number: situation for situation in situations}
    rows = []
    for number, role, breakdown in asked.select("situation", "role", "breakdown").unique().rows():
        part = _member(by_number[number], breakdown)
        if part is not None:
            rows.append({"situation": number, "role": role, "breakdown": breakdown, "part": part})
    kinds = {"situation": nw.Int64(), "role": nw.String(), "breakdown": nw.String(), "part": nw.String()}
    return asked.join(frame_of(rows, kinds, asked.implementation), on=["situation", "role", "breakdown"], how="inner")


def _member(situation: Situation, breakdown: str) -> str | None:
    each = situation.target.each
    member = parse_breakdown(breakdown).get(each) if each else None
    return member if member is not None and situation.breakdown(member) == breakdown else None


def baselines(asked: Frame) -> Frame:
    """Give the value of each part at the start, with the word beside it, where the figure of that period says it."""
    started = asked.filter(nw.col("role") == ANSWER, nw.col("reference"), nw.col("period") == nw.col("base_period"))
    return latest(started).select("situation", "part", base=nw.col("exact"), base_qualifier=nw.col("qualifier"))
