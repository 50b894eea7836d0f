"""The figures that can bear on what is asked, held with the numbers of their series, and joined to what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dxplan.figures.checks import suspect
from dxplan.figures.needs import ANSWER
from dxplan.figures.normalise import FILE
from dxplan.figures.values import converted, frame_of, valued
from dxplan.progress import WorkStage, pieces
from dxplan.scorecard.asking import GRADES, grades_of, load_of
from dxplan.scorecard.bearing import Bearing
from dxplan.scorecard.constants import constants_of, only, stacked
from dxplan.scorecard.looks import looked_at, of_its_time, open_members
from dxplan.scorecard.numbering import KEY, Numbering, numbered_questions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dxplan.figures import Figures
    from dxplan.scorecard.asking import Asking
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"

LINE = "line"
"""The column that numbers the parts that are listed: two figures of one line are about the same part."""

_MOST = 1_000_000
"""Of so many series the figures are looked for at a time."""


@attrs.frozen(kw_only=True)
class Held:
    """The figures that can bear on what is asked.

    Attributes:
        rows: By whether the questions about open lists are meant: figures, those columns of them that hold anything,
            with the number of the series in the place of its texts, and `asking.NEWEST`.
        numberings: The numbers, likewise.
        kinds: The kinds of all columns of the figures.
        file: The name of the file that all of them are from, if it is one.
        twins: Whether there may be two figures of one series and period.
    """

    rows: Mapping[bool, Frame]
    numberings: Mapping[bool, Numbering]
    kinds: Mapping[str, Any]
    file: str | None
    twins: bool


def bearing_on(figures: Figures, asking: Asking, known_on: date | None) -> Figures | Held:
    """Give figures that are few enough to be held: those that can bear on what is asked, or all where they are few."""
    if figures.few:
        return figures
    rows, numberings = {}, {}
    for open_lists in (False, True):
        if not asking.has(open_lists=open_lists):
            continue
        numbering = numberings[open_lists] = _numbering(figures, asking, open_lists=open_lists)
        found = [
            Bearing(figures, some, numbering, open_lists=open_lists, known_on=known_on).found()
            for some in pieces(WorkStage.FINDING, asking.by_indicators(_MOST), of=asking.load, size=load_of)
            if some.has(open_lists=open_lists)
        ]
        rows[open_lists] = stacked(found)
    if not rows:
        return attrs.evolve(figures, table=figures.collected(figures.table.head(0)).lazy(), rows=0)
    return Held(
        rows=rows,
        numberings=numberings,
        kinds=dict(figures.table.collect_schema()),
        file=figures.contents.file,
        twins=any(map(_has_twins, rows.values())),
    )


def _numbering(figures: Figures, asking: Asking, *, open_lists: bool) -> Numbering:
    """Number the series that are asked for, those about lists that are open or all others."""
    questions = asking.questions_in(figures.table.implementation, open_lists=open_lists)
    series = asking.series_in(figures.table.implementation)
    series = series.filter(nw.col("series").is_in(questions["series"].unique().to_list()))
    texts = {name: table[name].unique().to_list() for name, table in (("indicator", questions), ("place", series))}
    if not open_lists and figures.has("breakdown"):
        texts["breakdown"] = series["breakdown"].unique().to_list()
    return Numbering(texts)


def _has_twins(rows: Frame) -> bool:
    """Tell whether two figures are of one series and end on one day."""
    days = nw.col(KEY) * _MANY_DAYS + nw.col("last").cast(nw.Int32)
    found: int = rows.select(days.alias(KEY))[KEY].n_unique()
    return found < len(rows)


_MANY_DAYS = 2**23
"""More than there are days in the years from 1 to 9999."""


def joined(held: Held, asking: Asking, known_on: date | None) -> tuple[Frame, Frame | None]:
    """Join the figures that are held to what is asked.

    What is the same for all that is asked is not joined, and what no figure has is not held: neither takes any memory.

    Returns:
        The figures, and the parts that are listed with the number of each (`LINE`). Those are None where formulas,
        means or figures beside are asked for, too, or where figures say which parts there are: then figures have no
        number of a part.
    """
    found = {
        open_lists: _joined(held, asking, known_on, open_lists=open_lists)
        for open_lists in held.rows
        if asking.has(open_lists=open_lists)  # a piece may have none of a kind
    }
    if not asking.has(open_lists=True):
        figures, asked = found[False]
        roles = asking.questions_in(figures.implementation, open_lists=False)["role"].unique().to_list()
        if roles == [ANSWER]:
            return figures, asked.select(LINE, "situation", "part")
    return stacked([table.drop(LINE) for table, _ in found.values()]), None


def _joined(held: Held, asking: Asking, known_on: date | None, *, open_lists: bool) -> tuple[Frame, Frame]:
    rows = held.rows[open_lists]
    asked, same = _asked(asking, held.numberings[open_lists], rows.implementation, open_lists=open_lists)
    least, most = asked[KEY].min(), asked[KEY].max()  # null where no figure can answer
    mine = rows.head(0) if least is None else rows.filter(nw.col(KEY).is_between(least, most))
    found = mine.join(asked, on=KEY, how="inner").drop(KEY)
    absent = {name: nw.lit(None, dtype=kind) for name, kind in held.kinds.items()}
    absent[FILE] = nw.lit(held.file, dtype=nw.String)
    absent["breakdown"] = nw.lit("")  # it is never null
    constant = {**absent, **same}
    found = found.with_columns(**{name: one for name, one in constant.items() if name not in found.columns})
    found = _graded(only(found, *of_its_time()), asking.situations)
    found = looked_at(found, known_on).with_columns(**valued()).with_columns(suspect=suspect())
    found = converted(found)
    return (open_members(found, asking.situations) if open_lists else found), asked


def _asked(asking: Asking, numbering: Numbering, backend: Any, *, open_lists: bool) -> tuple[Frame, dict[str, nw.Expr]]:
    """Number everything that is asked, and give what all of it has in common apart."""
    questions = asking.questions_in(backend, open_lists=open_lists).drop("open")
    series = asking.series_in(backend)
    of_questions = constants_of(questions, "series", "situation", "indicator")
    of_series = constants_of(series, "series", "place", "breakdown", "part")
    asked = numbered_questions(questions.drop(*of_questions), series.drop(*of_series), numbering)
    same = {**of_questions, **of_series}
    if open_lists:  # figures say what they are broken down by, and which part they are about
        asked = asked.drop("breakdown", "part")
    elif len(asked) and asked["breakdown"].n_unique() == 1:
        same["breakdown"], asked = nw.lit(asked["breakdown"][0]), asked.drop("breakdown")
    return asked.with_row_index(LINE), same


def _graded(found: Frame, situations: Sequence[Situation]) -> Frame:
    """Give the place of each grade, and that as the value where there is no other."""
    graded = grades_of(situations)
    if not graded:
        return found.with_columns(graded=nw.lit(None, dtype=nw.Float64))
    grades = frame_of(graded, GRADES, found.implementation)
    found = found.join(grades, on=["situation", "indicator", "grade"], how="left")
    return found.with_columns(value=nw.coalesce("value", "graded"))
