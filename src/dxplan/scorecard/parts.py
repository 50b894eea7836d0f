"""Every part of every situation with the figure that judges it, and what the method makes of that.

Many situations are divided among workers, each of which works on a few at a time, so that a table as large as a
nation's stays within memory.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import narwhals.stable.v2 as nw

from dxplan.errors import DuplicateFigureError, Problems
from dxplan.figures.checks import method_problems
from dxplan.figures.many import readable
from dxplan.figures.needs import ANSWER, INPUT, PROXY
from dxplan.figures.placing import place_problems
from dxplan.figures.values import frame_of
from dxplan.progress import WorkStage, pieces
from dxplan.scorecard.asking import Asking, load_of
from dxplan.scorecard.constants import only, stacked
from dxplan.scorecard.derive import vintages
from dxplan.scorecard.few_parts import Judged
from dxplan.scorecard.gather import SERIES, Gathered, baselines, gather, latest, part_of
from dxplan.scorecard.held import LINE, bearing_on
from dxplan.scorecard.judge import judge
from dxplan.scorecard.questions import YEAR
from dxplan.scorecard.situations import is_about_each, is_change, starts_somewhere
from dxplan.scorecard.years import dated, years_before, years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import date

    from dxplan.errors import DxplanError
    from dxplan.figures import BoundFigures
    from dxplan.methods.method import Method

Frame: TypeAlias = "nw.DataFrame[Any]"
Made = TypeVar("Made")

MOST = 200_000
"""So many series a worker works on at a time."""

_LEAST = 75_000
"""Fewer series than that are not divided among workers."""

_WORKERS = min(4, os.cpu_count() or 1)

_MOST_FIGURES = 3_000_000
"""So many figures, where each series has one for each of the periods judged."""


def judged(asking: Asking, bound: BoundFigures, known_on: date | None, method: Method) -> Judged:
    """Find the figures that situations ask for, and judge by them.

    Raises:
        Problems: A formula gives what its indicator cannot be. Of figures that were still to be read when they were
            bound also: codes mean no place or two, units do not fit, methods are mixed without a reference, or one key
            has two values.
    """
    figures = bearing_on(bound.figures, asking, known_on)
    problems: list[DxplanError] = []
    if not bound.checked:  # the figures were still to be read, and only what is asked for has been by now
        problems += place_problems(bound.figures, bound.places, asking.indicators, asking.places)
    found: list[Judged] = []
    several: list[Frame] = []

    def worked(some: Asking) -> tuple[Gathered, Judged | None]:
        gathered = gather(some, figures, known_on, check=not bound.checked)
        return gathered, None if gathered.problems else _judged(some, gathered, known_on, method)

    periods = len(asking.situations.periods)
    share = max(_LEAST, -(-asking.load // _WORKERS))
    chunks = tuple(asking.chunks(min(MOST, share, _MOST_FIGURES // max(1, periods))))
    with closing(_each(worked, chunks)) as made:  # whoever gives up waits for no more than what has begun
        told = zip(chunks, made, strict=True)
        for _, (gathered, one) in pieces(WorkStage.JUDGING, told, of=asking.load, size=lambda pair: load_of(pair[0])):
            problems += gathered.problems
            several.append(gathered.methods)
            if one is not None:
                found.append(one)
    if not bound.checked and len(several) > 1:
        problems += method_problems(nw.concat(several))  # of one indicator, among all that ask for it
    if problems:  # of two values one may be wrong, which is told first
        first = [one for one in problems if not isinstance(one, DuplicateFigureError)] or problems
        raise Problems("the figures do not fit the plan", readable(dict.fromkeys(first)))
    if len(found) == 1:
        return found[0]
    return Judged(**{name: stacked([getattr(one, name) for one in found]) for name in ("parts", "beside", "inputs")})


def _each(work: Callable[[Asking], Made], chunks: Sequence[Asking]) -> Generator[Made, None, None]:
    """Do the same with each of several, a few at a time, and give what comes of it in their order."""
    if len(chunks) == 1:
        yield work(chunks[0])
        return
    workers = ThreadPoolExecutor(_WORKERS)
    try:
        yield from workers.map(work, chunks)
    finally:
        workers.shutdown(cancel_futures=True)


def _judged(asking: Asking, gathered: Gathered, known_on: date | None, method: Method) -> Judged:
    asked = gathered.figures
    found = latest(asked)
    beside = found.filter((nw.col("role") == PROXY) | ((nw.col("role") == ANSWER) & ~nw.col("reference")))
    inputs = nw.concat([vintages(asked), years_of(asked, asking.situations)])
    beside, inputs = (  # pieces in which other roles are asked for have no numbers of parts
        rows.drop(LINE, strict=False).rename({"status": "figure_status"}) for rows in (beside, inputs)
    )
    return Judged(
        parts=judge(_parts(asking, gathered, found, known_on), asking.situations, method),
        beside=beside.sort(*SERIES, nulls_last=True),
        inputs=inputs,
    )


_ANSWERING = ("value", "exact", "qualifier", "period", "age_months")
_FIGURE = (
    *("value", "exact", "qualifier", "period", "age_months", "now", "fresh", "recent"),
    *("numerator", "denominator", "method", "source", "confidence", "published", "status", "note", "first", "last"),
)


def _parts(asking: Asking, gathered: Gathered, found: Frame, known_on: date | None) -> Frame:
    """Give every part of every situation its latest figure, and tell whether that is fresh enough to judge.

    Before the due day a figure may be one step of the indicator's frequency older than on it, and of a change in a year
    the value of the year before must be known, too.
    """
    asked, asked_of, part = gathered.figures, asking.situations, part_of(gathered.figures)
    answers = only(found, nw.col("role") == ANSWER, nw.col("reference")).select(*part, *_FIGURE)
    joined = _filled(_listed_parts(asking, gathered.listed, answers), answers, part)
    if known_on is None:
        joined = joined.with_columns(withheld=nw.lit(0), withheld_fresh=nw.lit(0))
    else:
        withheld = _withheld(asked, asking.dues_in(asked.implementation))
        joined = joined.join(withheld, on="situation", how="left").with_columns(
            nw.col("withheld", "withheld_fresh").fill_null(0)
        )
    if asked_of.having(starts_somewhere):
        joined = _filled(joined, baselines(asked), part)
    else:
        joined = joined.with_columns(base=nw.lit(None, dtype=nw.Float64), base_qualifier=nw.lit(None, dtype=nw.String))
    judges = _judges()
    changes = asked_of.having(is_change).numbers
    if changes:
        keys = ["situation", "part", "month", "span"]
        change = nw.col("situation").is_in(changes)
        joined = joined.with_columns(*dated()).join(years_before(asked, asked_of), on=keys, how="left")
        joined = joined.with_columns(
            base=nw.when(change).then(nw.col("before")).otherwise(nw.col("base")),
            base_qualifier=nw.when(change).then(nw.col("before_qualifier")).otherwise(nw.col("base_qualifier")),
        ).drop("month", "span", "before", "before_qualifier")
        judges = judges & (~change | ~nw.col("base").is_null())
    return (
        joined.rename({"status": "figure_status"})
        .drop("first", "last", *(name for name in part if name == LINE))
        .with_columns(
            *(nw.col(name).alias(f"last_{name}") for name in _ANSWERING),
            *(nw.when(judges).then(nw.col(name)).alias(name) for name in _ANSWERING),
            judging=nw.when(judges).then(nw.col("exact")),
        )
    )


def _filled(parts: Frame, found: Frame, part: list[str]) -> Frame:
    """Join what was found of each part; a column that holds nothing is no work."""
    empty = [name for name in found.columns if name not in part and found[name].null_count() == len(found)]
    absent = {name: nw.lit(None, dtype=found.schema[name]) for name in empty}
    order = [*parts.columns, *(name for name in found.columns if name not in part)]
    return parts.join(found.drop(*empty), on=part, how="left").with_columns(**absent).select(*order)


def _listed_parts(asking: Asking, listed: Frame | None, answers: Frame) -> Frame:
    """List the parts of each situation: its members, those that have figures where nobody lists them, or the whole."""
    dues = asking.dues_in(answers.implementation)
    if listed is not None:
        return listed.join(dues, on="situation", how="left")
    listed = asking.parts_in(answers.implementation)
    unlisted = [one for one in asking.situations.having(is_about_each) if one.open_list and not one.members]
    if unlisted:
        reported: dict[int, list[str]] = {}
        for number, part in answers.select("situation", "part").sort("situation", "part").rows():
            reported.setdefault(number, []).append(part)
        rows = [
            {"situation": one.number, "part": part} for one in unlisted for part in reported.get(one.number) or [""]
        ]
        kinds = {"situation": nw.Int64(), "part": nw.String()}
        listed = nw.concat([listed, frame_of(rows, kinds, answers.implementation)])
    return listed.join(dues, on="situation", how="left")


def _judges() -> nw.Expr:
    """Tell whether a figure is new enough to judge by."""
    return (nw.col("fresh") | (~nw.col("due") & nw.col("recent"))).fill_null(False)


def _withheld(asked: Frame, dues: Frame) -> Frame:
    """Count the figures that were left out because they were not known to be public, and those that would judge."""
    asking = nw.col("role").is_in([ANSWER, INPUT, YEAR])
    hidden = asked.filter(asking, nw.col("reference"), ~nw.col("known"), ~nw.col("exact").is_null())
    fresh = nw.col("withheld_fresh")
    return (
        hidden.join(dues, on="situation", how="left")
        .with_columns(one=nw.lit(1), fresh_one=_judges().cast(nw.Int64))
        .group_by("situation")
        .agg(withheld=nw.col("one").sum(), withheld_fresh=nw.col("fresh_one").sum())
        .with_columns(withheld=nw.when(fresh > 0).then(fresh).otherwise(nw.col("withheld")))
    )
