"""The figures that targets ask for, looked up one by one where they are few: the same rows as the joins in `gather`.

A law compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dxplan.figures.needs import INPUT
from dxplan.figures.one_by_one import FEW, worth
from dxplan.figures.plain_table import PlainRows
from dxplan.figures.values import factor_of
from dxplan.model.indicators import COMPUTED
from dxplan.scorecard.asking import GRADES, NEWEST, QUESTION, SERIES, grades_of, member_of
from dxplan.scorecard.questions import BEFORE
from dxplan.scorecard.situations import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dxplan.dataframes import ColumnKind
    from dxplan.figures import Figures
    from dxplan.scorecard.asking import Asking

Row: TypeAlias = "dict[str, Any]"

_LOOKS: dict[str, ColumnKind] = {
    "graded": "Float64",
    "factor": "Float64",
    "age_months": "Int64",
    "fresh": "Boolean",
    "recent": "Boolean",
    "now": "Float64",
    "unlike": "Int64",
    "reference": "Boolean",
    "known": "Boolean",
    "exact": "Float64",
    "typed": "Float64",
    "suspect": "Boolean",
    NEWEST: "Boolean",
}
_OF_QUESTION = {name: kind for name, kind in QUESTION.items() if name not in ("open", "series", "indicator")}
_OF_SERIES = {name: SERIES[name] for name in ("place_since", "place_until", "part", "part_period")}


def are_few(figures: Figures, asking: Asking) -> bool:
    """Tell whether figures and questions are so few that it is faster to look at each."""
    return figures.at_hand is not None and NEWEST not in figures.kinds and len(asking) <= FEW


def answering(figures: Figures, asking: Asking, known_on: date | None, *, bearing: bool) -> PlainRows:
    """Find the figures of the series asked for, in the units of their indicators.

    Args:
        figures: The figures, that are few.
        asking: What is asked.
        known_on: The last day of publication that counts, or None where everything known does.
        bearing: Whether to leave out the history that bears on nothing.
    """
    rows = list(_asked(figures, asking, known_on))
    if bearing:
        rows = _bearing(rows)
    for row in rows:
        if row["factor"] is None:
            row.update(worth(row, row["typed"], factor_of(row["unit"], row["indicator_unit"])))
    return PlainRows(rows, {**figures.kinds, **_OF_QUESTION, **_OF_SERIES, **_LOOKS})


def _asked(figures: Figures, asking: Asking, known_on: date | None) -> Iterator[Row]:
    """Find every figure that answers a question, with what it is to it."""
    situations = {situation.number: situation for situation in asking.situations}
    grades = {
        tuple(row[name] for name in GRADES if name != "graded"): row["graded"] for row in grades_of(asking.situations)
    }
    for question in asking.questions:
        number, code, is_open = question["situation"], question["indicator"], question["open"]
        of_question = {name: question[name] for name in _OF_QUESTION}
        for series in asking.series_of(question["series"]):
            of_series = {name: series[name] for name in _OF_SERIES}
            for figure in (figures.at_hand or {}).get((code, series["place"]), ()):
                part = member_of(situations[number], figure["breakdown"]) if is_open else series["part"]
                if _answers(figure, question, series) and (part is not None or not is_open):
                    graded = grades.get((number, code, figure["grade"]))
                    yield _looked({**figure, **of_question, **of_series, "part": part, "graded": graded}, known_on)


def _answers(figure: Row, question: Row, series: Row) -> bool:
    """Tell whether a figure of the indicator and a place of that code is of the series, and of a time that counts."""
    began, ended = (figure["place_day"] or figure[day] for day in ("first", "last"))
    return (
        (question["open"] or figure["breakdown"] == series["breakdown"])
        and figure["last"] <= question["cutoff"]
        # A code may have meant another place at the time of the figure.
        and began <= series["place_until"]
        and ended >= series["place_since"]
        and series["part_period"] in (None, figure["period"])
    )


def _looked(row: Row, known_on: date | None) -> Row:
    """Say what a figure is to the situation that asks for it."""
    month, dated = month_of(row["last"]), row["part_period"] is not None
    age = row["cutoff_month"] - month
    reference = row["reference_method"]
    row["unit"] = row["unit"] or row["indicator_unit"]
    row |= worth(
        row,
        row["graded"] if row["value"] is None else row["value"],
        1.0 if row["unit"] == row["indicator_unit"] else None,
    )
    row[NEWEST] = True  # nobody looked for others before
    row["age_months"] = age
    row["fresh"] = age < row["frequency_months"] or dated
    row["recent"] = age < 2 * row["frequency_months"] or dated
    row["now"] = month / 12 - 1
    row["unlike"] = abs((row["last"] - row["first"]).days + 1 - row["by_days"])
    # What is computed is made later: a figure that was typed in is no such one, even if it says so.
    row["reference"] = reference is None or (row["method"] == reference and reference != COMPUTED)
    row["known"] = known_on is None or (row["known_from"] is not None and row["known_from"] <= known_on)
    return row


def _bearing(rows: list[Row]) -> list[Row]:
    """Leave out the history: keep what is no older than the last known figure of its series, and whatever else counts.

    That is the start, what formulas are made of, what was not known yet, and what looks wrong.
    """
    last: dict[tuple[object, ...], date] = {}
    for row in rows:
        row["part_period"] = row["part_period"] or ""
        if row["known"] and row["exact"] is not None:
            key = _series(row)
            last[key] = max(row["last"], last.get(key, row["last"]))
    return [
        row
        for row in rows
        if row["role"] in (INPUT, BEFORE)
        or not row["known"]
        or row["suspect"]
        or (row["base_period"] is not None and row["period"] == row["base_period"])
        or ((known := last.get(_series(row))) is not None and row["last"] >= known)
    ]


def _series(row: Row) -> tuple[object, ...]:
    names = ("situation", "role", "indicator", "place", "breakdown", "part_period")
    return (*(row[name] for name in names), row["method"] or "")
