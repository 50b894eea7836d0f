"""From a table of figures to the few rows that targets ask for: one pass over the figures, then small tables.

Nothing here judges: it finds, for every series a target asks for, the latest figure that was known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.figures.checks import figure_problems, suspect, value_problems
from dxplan.figures.needs import ANSWER, INPUT, PROXY
from dxplan.figures.normalise import FILE, ROW
from dxplan.figures.placing import day_of_place
from dxplan.figures.values import converted, frame_of, in_unit, valued
from dxplan.model.indicators import COMPUTED
from dxplan.progress import WorkStage, pieces
from dxplan.scorecard.asking import BEFORE, GRADES, NEWEST, Asking, grades_of, load_of, member_of
from dxplan.scorecard.bearing import Bearing
from dxplan.scorecard.derive import computed
from dxplan.scorecard.few import answering, are_few
from dxplan.scorecard.years import averaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.errors import DxplanError
    from dxplan.figures import Figures
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"


_MOST = 300_000
"""Of so many series the figures are looked for at a time."""

SERIES = ("situation", "role", "indicator", "part", "method", "reference")
"""What tells one series of figures from another, among those that one situation asks for."""


def bearing_on(figures: Figures, asking: Asking, known_on: date | None) -> Figures:
    """Give figures that are few enough to be held: those that can bear on what is asked, or all where they are few."""
    if figures.few:
        return figures
    found = [
        Bearing(figures, some, open_lists=open_lists, known_on=known_on).found()
        for some in pieces(WorkStage.FINDING, asking.by_indicators(_MOST), of=asking.load, size=load_of)
        for open_lists in (False, True)
        if any(question["open"] is open_lists for question in some.questions)
    ]
    if not found:
        return attrs.evolve(figures, table=figures.collected(figures.table.head(0)).lazy(), rows=0)
    rows, kinds = nw.concat(found), {**figures.table.collect_schema(), NEWEST: nw.Boolean()}
    same = {"breakdown": "", FILE: figures.contents.file}
    lacking = [name for name in kinds if name not in rows.columns]
    absent = [nw.lit(same.get(name), dtype=kinds[name]).alias(name) for name in lacking]
    table = rows.lazy().with_columns(*absent) if absent else rows.lazy()
    return attrs.evolve(figures, table=table.select(*kinds), rows=len(rows))


def gather(
    asking: Asking, figures: Figures, known_on: date | None, *, check: bool, conflicts: bool
) -> tuple[Frame, list[DxplanError], Frame]:
    """Find every figure that situations ask for, whether known by then or not, what is wrong, and of which methods.

    Columns: those of `Figures`, and for each situation that asks for the figure its number (``situation``), ``role``
    (answer, proxy, or year and before for what answers together), ``part`` (the member of a dimension that it is about,
    or empty), ``reference`` (whether it is of the series that answers), ``known`` (whether it was public by
    `known_on`), ``exact`` (the value; of a share from numerator and denominator where both are given), ``age_months``
    at the cut-off and whether it is ``fresh`` enough to judge, or ``recent`` enough before the due day, and the year it
    is about (``now``). The figures that formulas give are among them, and so, in the role ``input``, are those that
    they are made of.

    Figures of a period that ends after the cut-off are left out.

    Args:
        asking: What is asked.
        figures: The figures, few enough to be held.
        known_on: The last day of publication that counts, or None where everything known does.
        check: Whether the figures that are asked for were not looked at yet.
        conflicts: Whether to look for keys with two values, too.
    """
    situations = asking.situations
    asked = _answering(figures, asking, known_on, bearing=True)
    problems = figure_problems(asked, conflicts=conflicts) if check else []
    methods = asked.select("indicator", "method", "reference_method", "role").unique()
    made = None if problems else computed(asked, situations)
    if made is not None:
        made = made.with_columns(suspect=suspect())
        problems = list(value_problems(made))
        asked = _before(nw.concat([asked, made.select(asked.columns)]), situations)
    return averaged(asked, situations), problems, methods


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
    asking = Asking([situation], until=until, proxies=False)
    asked = _answering(_told_of(figures, asking), asking, known_on, bearing=False)
    made = computed(asked, [situation])
    whole = asked if made is None else nw.concat([asked, made.with_columns(suspect=suspect()).select(asked.columns)])
    return whole.filter(nw.col("role").is_in([ANSWER, BEFORE]), nw.col("known"), ~nw.col("exact").is_null())


def _told_of(figures: Figures, asking: Asking) -> Figures:
    """Bring the figures of the indicators and places that are asked for into Polars, if they are elsewhere."""
    if figures.table.implementation.is_polars():
        return figures
    mine = nw.col("indicator").is_in(sorted(asking.indicators)) & nw.col("place").is_in(sorted(asking.places))
    rows = figures.collected(figures.table.filter(mine))
    return attrs.evolve(figures, table=rows.lazy(), rows=len(rows))


def latest(asked: Frame) -> Frame:
    """Keep of each series the latest figure known, and of that the latest vintage.

    The period that ends last wins; of several that end together the one most like the target's own period.
    A vintage whose day of publication is unknown gives way to any other.
    """
    usable = asked.filter(nw.col("known"), ~nw.col("exact").is_null())
    old = (
        ~nw.col(NEWEST).fill_null(True)
        & nw.col("role").is_in([ANSWER, PROXY])
        & (nw.col("part_period").fill_null("") == "")
    )
    keyed = usable.filter(~old).with_columns(of_method=nw.col("method").fill_null(""))
    return newest(keyed, [*(name for name in SERIES if name != "method"), "of_method"]).drop("of_method")


def newest(keyed: Frame, key: list[str]) -> Frame:
    """Keep of each key the figure whose period ends last, and of that the latest vintage."""
    several = keyed.select(*key).is_duplicated()
    order = [*key, "last", "unlike", "known_from", ROW, "value", "source", "note"]
    falling = [name in ("last", "known_from") for name in order]
    vintages = keyed.filter(several).sort(*order, descending=falling, nulls_last=True)
    kept = vintages.unique(subset=key, keep="first", maintain_order=True)
    return nw.concat([keyed.filter(~several), kept])


def _answering(figures: Figures, asking: Asking, known_on: date | None, *, bearing: bool) -> Frame:
    """Collect the figures of the series asked for, in the units of their indicators.

    Args:
        figures: The figures.
        asking: What is asked.
        known_on: The last day of publication that counts, or None where everything known does.
        bearing: Whether to leave out the history that bears on nothing.
    """
    if are_few(figures, asking):
        return answering(figures, asking, known_on, bearing=bearing).frame
    found, reduced = [], NEWEST in figures.kinds
    for open_lists in (False, True):
        questions = asking.questions_in(figures.table.implementation, open_lists=open_lists)
        if len(questions) or not open_lists:
            sought = _asked(figures, asking, questions, known_on, open_lists=open_lists)
            kept = figures.collected(_bearing(sought) if bearing and not reduced else sought)
            found.append(_open_members(kept, asking.situations) if open_lists else kept)
    return converted(nw.concat([one.select(found[0].columns) for one in found]))


def _asked(
    figures: Figures, asking: Asking, questions: Frame, known_on: date | None, *, open_lists: bool
) -> nw.LazyFrame[Any]:
    """Join the figures to what is asked."""
    backend = figures.table.implementation
    series = asking.series_in(backend)
    asked = questions.drop("open").join(series, on="series", how="inner").drop("series")
    keys = ["indicator", "place"] if open_lists else ["indicator", "place", "breakdown"]
    asked = asked.drop("breakdown", "part") if open_lists else asked
    if not open_lists and not figures.has("breakdown"):
        keys, asked = ["indicator", "place"], asked.filter(nw.col("breakdown") == "").drop("breakdown")
    table = figures.table
    if NEWEST not in table.collect_schema().names():
        table = table.with_columns(nw.lit(True).alias(NEWEST))
    began, ended = day_of_place()
    grades = frame_of(grades_of(asking.situations), GRADES, backend).lazy()
    return (
        table.filter(
            nw.col("indicator").is_in(sorted(set(questions["indicator"].to_list()))),
            nw.col("place").is_in(sorted(set(asked["place"].to_list()))),
        )
        .join(asked.lazy(), on=keys, how="inner")
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


def _bearing(found: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Leave out the history: keep what is no older than the last known figure of its series, and whatever else counts.

    That is the start, what formulas are made of, what was not known yet, and what looks wrong.
    """
    series = ("situation", "role", "indicator", "place", "breakdown", "part_period", "series")
    found = found.with_columns(
        part_period=nw.col("part_period").fill_null(""),
        series=nw.col("method").fill_null(""),
        last_known=nw.when(nw.col("known") & ~nw.col("exact").is_null()).then(nw.col("last")),
    ).with_columns(last_known=nw.col("last_known").max().over(*series))
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
        part = member_of(by_number[number], breakdown)
        if part is not None:
            rows.append({"situation": number, "role": role, "breakdown": breakdown, "part": part})
    kinds = {"situation": nw.Int64(), "role": nw.String(), "breakdown": nw.String(), "part": nw.String()}
    return asked.join(frame_of(rows, kinds, asked.implementation), on=["situation", "role", "breakdown"], how="inner")


def baselines(asked: Frame) -> Frame:
    """Give the value of each part at the start, with the word beside it, where the figure of that period says it."""
    started = asked.filter(nw.col("role") == ANSWER, nw.col("reference"), nw.col("period") == nw.col("base_period"))
    usable = started.filter(nw.col("known"), ~nw.col("exact").is_null())
    return newest(usable, ["situation", "part"]).select(
        "situation", "part", base=nw.col("exact"), base_qualifier=nw.col("qualifier")
    )
