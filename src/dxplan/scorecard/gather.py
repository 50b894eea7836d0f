"""From a table of figures to the few rows that targets ask for: one pass over the figures, then small tables.

Nothing here judges: it finds, for every series a target asks for, the latest figure that was known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import DxplanError
from dxplan.figures.checks import method_problems, suspect, twin_problems, value_problems
from dxplan.figures.needs import ANSWER, INPUT, PROXY
from dxplan.figures.normalise import ROW
from dxplan.figures.values import converted, frame_of, valued
from dxplan.scorecard.asking import GRADES, NEWEST, Asking, grades_of
from dxplan.scorecard.batches import Situations
from dxplan.scorecard.constants import only, stacked
from dxplan.scorecard.derive import computed
from dxplan.scorecard.few import answering, are_few
from dxplan.scorecard.held import LINE, Held, joined
from dxplan.scorecard.looks import looked_at, of_its_time, open_members
from dxplan.scorecard.questions import BEFORE
from dxplan.scorecard.situations import is_change
from dxplan.scorecard.years import averaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.figures import Figures
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"


SERIES = ("situation", "role", "indicator", "part", "method", "reference")
"""What tells one series of figures from another, among those that one situation asks for."""


@attrs.frozen(kw_only=True)
class Gathered:
    """What situations ask for.

    Columns of the figures: those of `Figures`, and for each situation that asks for the figure its number
    (``situation``), ``role`` (answer, proxy, or year and before for what answers together), ``part`` (the member of a
    dimension that it is about, or empty), ``reference`` (whether it is of the series that answers), ``known`` (whether
    it was public by `known_on`), ``exact`` (the value; of a share from numerator and denominator where both are given),
    ``age_months`` at the cut-off and whether it is ``fresh`` enough to judge, or ``recent`` enough before the due day,
    and the year it is about (``now``). The figures that formulas give are among them, and so, in the role ``input``,
    are those that they are made of.

    Attributes:
        figures: Every figure that they ask for, whether known by then or not.
        problems: What is wrong with them.
        methods: Of which methods they are.
        listed: The parts that are listed, where every figure has the number of its part (`held.LINE`); else None.
    """

    figures: Frame
    problems: list[DxplanError]
    methods: Frame
    listed: Frame | None


def gather(asking: Asking, figures: Figures | Held, known_on: date | None, *, check: bool) -> Gathered:
    """Find every figure that situations ask for, what is wrong with them, and of which methods they are.

    Figures of a period that ends after the cut-off are left out.

    Args:
        asking: What is asked.
        figures: The figures, few enough to be held.
        known_on: The last day of publication that counts, or None where everything known does.
        check: Whether the figures that are asked for were not looked at yet.
    """
    situations, listed, twins = asking.situations, None, True
    if isinstance(figures, Held):
        (asked, listed), twins = joined(figures, asking, known_on), figures.twins
    else:
        asked = _answering(figures, asking, known_on, bearing=True)
    methods = asked.select("indicator", "method", "reference_method", "role").unique()
    problems = [*value_problems(asked), *method_problems(methods)] if check else []
    if check and twins and not problems:  # a figure that is held may bear on one question, and be old to another
        problems += twin_problems(_bearing(asked.lazy()).collect() if isinstance(figures, Held) else asked)
    made = None if problems else computed(asked, situations)
    if made is not None:
        made = made.with_columns(suspect=suspect())
        problems = list(value_problems(made))
        asked = _before(nw.concat([asked, made.select(asked.columns)]), situations)
    return Gathered(figures=averaged(asked, situations), problems=problems, methods=methods, listed=listed)


def _before(asked: Frame, situations: Sequence[Situation]) -> Frame:
    """Tell what a formula gives for the year before from what it gives for the period that is asked."""
    changes = [s.number for s in Situations.of(situations).having(is_change) if s.target.steps]
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
    old = (
        ~nw.col(NEWEST).fill_null(True)
        & nw.col("role").is_in([ANSWER, PROXY])
        & (nw.col("part_period").fill_null("") == "")
    )
    usable = only(asked, nw.col("known"), ~nw.col("exact").is_null(), ~old)
    return newest(usable.with_columns(of_method=nw.col("method").fill_null("")), _series_of(asked)).drop("of_method")


def _series_of(asked: Frame) -> list[str]:
    """Give the columns that tell one series from another."""
    if LINE not in asked.columns:
        return [*(name for name in SERIES if name != "method"), "of_method"]
    telling = {"of_method": "method", "reference": "reference"}
    return [LINE, *(name for name, of in telling.items() if asked[of].n_unique() > 1)]


def part_of(asked: Frame) -> list[str]:
    """Give the columns that tell one part of one situation from another."""
    return [LINE] if LINE in asked.columns else ["situation", "part"]


def newest(keyed: Frame, key: list[str]) -> Frame:
    """Keep of each key the figure whose period ends last, and of that the latest vintage."""
    several = (keyed[key[0]] if len(key) == 1 else keyed.select(*key)).is_duplicated()
    if not several.any():
        return keyed
    order = [*key, "last", "unlike", "known_from", ROW, "value", "source", "note"]
    falling = [name in ("last", "known_from") for name in order]
    vintages = keyed.filter(several).sort(*order, descending=falling, nulls_last=True)
    kept = vintages.unique(subset=key, keep="first", maintain_order=True)
    return stacked([keyed.filter(~several), kept])


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
    found = []
    for open_lists in (False, True):
        questions = asking.questions_in(figures.table.implementation, open_lists=open_lists)
        if len(questions) or not open_lists:
            sought = _asked(figures, asking, questions, known_on, open_lists=open_lists)
            kept = figures.collected(_bearing(sought) if bearing else sought)
            found.append(open_members(kept, asking.situations) if open_lists else kept)
    return converted(stacked(found))


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
    table = figures.table.with_columns(nw.lit(True).alias(NEWEST))
    grades = frame_of(grades_of(asking.situations), GRADES, backend).lazy()
    found = (
        table.filter(
            nw.col("indicator").is_in(sorted(set(questions["indicator"].to_list()))),
            nw.col("place").is_in(sorted(set(asked["place"].to_list()))),
        )
        .join(asked.lazy(), on=keys, how="inner")
        .filter(*of_its_time())
        .join(grades, on=["situation", "indicator", "grade"], how="left")
        .with_columns(value=nw.coalesce("value", "graded"))
    )
    return looked_at(found, known_on).with_columns(**valued()).with_columns(suspect=suspect())


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


def baselines(asked: Frame) -> Frame:
    """Give the value of each part at the start, with the word beside it, where the figure of that period says it."""
    started = asked.filter(nw.col("role") == ANSWER, nw.col("reference"), nw.col("period") == nw.col("base_period"))
    usable = only(started, nw.col("known"), ~nw.col("exact").is_null())
    part = part_of(asked)
    return newest(usable, part).select(*part, base=nw.col("exact"), base_qualifier=nw.col("qualifier"))
