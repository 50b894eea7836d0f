"""The parts of few situations with the figures that judge them: what `parts` makes of dataframes, row by row.

Goals over several years and formulas are left to dataframes. A law compares the two.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from dxplan.figures.needs import ANSWER, INPUT, PROXY
from dxplan.figures.normalise import ROW
from dxplan.figures.plain_table import PlainRows
from dxplan.scorecard.few import answering, are_few
from dxplan.scorecard.judge import kinds_of, readings
from dxplan.scorecard.questions import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    import narwhals.stable.v2 as nw

    from dxplan.dataframes import ColumnKind
    from dxplan.figures import BoundFigures
    from dxplan.methods.method import Method
    from dxplan.scorecard.asking import Asking
    from dxplan.scorecard.situations import Situation

Frame: TypeAlias = "nw.DataFrame[Any]"
Row: TypeAlias = "dict[str, Any]"
Key: TypeAlias = "tuple[int, str]"

ANSWERING: dict[str, ColumnKind] = {
    "value": "Float64",
    "exact": "Float64",
    "qualifier": "String",
    "period": "String",
    "age_months": "Int64",
}
_FIGURE: dict[str, ColumnKind] = {
    **ANSWERING,
    "now": "Float64",
    **dict.fromkeys(("fresh", "recent"), "Boolean"),
    **dict.fromkeys(("numerator", "denominator"), "Float64"),
    **dict.fromkeys(("method", "source", "confidence", "published", "status", "note"), "String"),
}
_PART: dict[str, ColumnKind] = {
    "situation": "Int64",
    "part": "String",
    "due": "Boolean",
    **{{"status": "figure_status"}.get(name, name): kind for name, kind in _FIGURE.items()},
    **dict.fromkeys(("withheld", "withheld_fresh"), "Int64"),
    "base": "Float64",
    "base_qualifier": "String",
    **{f"last_{name}": kind for name, kind in ANSWERING.items()},
    "judging": "Float64",
}
"""The columns of parts before the method has read them."""


@attrs.frozen(kw_only=True, eq=False)
class Judged:
    """What the figures say of situations.

    Attributes:
        parts: Every part, with the figure that judges it and what the method makes of it.
        beside: The figures shown beside: rival series and proxies.
        inputs: The figures that others were computed from.
    """

    parts: Frame | PlainRows
    beside: Frame | PlainRows
    inputs: Frame | PlainRows


def judged_rows(asking: Asking, bound: BoundFigures, known_on: date | None, method: Method) -> Judged | None:
    """Find the figures that few situations ask for, and judge by them; None where that is left to `parts.judged`."""
    if not bound.checked or not are_few(bound.figures, asking) or any(map(_is_computed, asking.situations)):
        return None
    asked = answering(bound.figures, asking, known_on, bearing=True)
    found = latest(asked.rows)
    listed = list(_parts(asking, asked.rows, found))
    parts = [{**row, **read} for row, read in zip(listed, readings(listed, asking.situations, method), strict=True)]
    beside = [row for row in found if row["role"] == PROXY or (row["role"] == ANSWER and not row["reference"])]
    kinds = {{"status": "figure_status"}.get(name, name): kind for name, kind in asked.kinds.items()}
    shown = [{**row, "figure_status": row["status"]} for row in sorted(beside, key=_order)]
    return Judged(
        parts=PlainRows(parts, {**_PART, **kinds_of(method)}),
        beside=PlainRows(shown, kinds),
        inputs=PlainRows([], kinds),
    )


def _is_computed(situation: Situation) -> bool:
    return situation.over_years is not None or situation.plan.formula(situation.indicator.code) is not None


def _series(row: Row) -> tuple[Any, ...]:
    names = ("situation", "role", "indicator", "part")
    return (*(row[name] for name in names), row["method"] or "", row["reference"])


def _order(row: Row) -> tuple[Any, ...]:
    names = ("situation", "role", "indicator", "part", "method", "reference")
    return tuple((row[name] is None, row[name] or "") if name == "method" else row[name] for name in names)


def latest(rows: Iterable[Row]) -> list[Row]:
    """Keep of each series the latest figure known, and of that the latest vintage, as `gather.latest` does."""
    best: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row["known"] and row["exact"] is not None:
            key = _series(row)
            if key not in best or _rank(row) < _rank(best[key]):
                best[key] = row
    return list(best.values())


def _rank(row: Row) -> tuple[float, ...]:
    public, number = row["known_from"], row[ROW]
    return (
        -row["last"].toordinal(),
        row["unlike"],
        math.inf if public is None else -public.toordinal(),
        math.inf if number is None else number,
    )


def _parts(asking: Asking, asked: Sequence[Row], found: Sequence[Row]) -> Iterator[Row]:
    """Give every part its latest figure, and tell whether that is fresh enough to judge."""
    answers = {_key(row): row for row in found if row["role"] == ANSWER and row["reference"]}
    started = [
        row
        for row in asked
        if row["role"] == ANSWER and row["reference"] and row["base_period"] and row["period"] == row["base_period"]
    ]
    bases = {_key(row): row for row in latest(started)}
    due = {situation.number: situation.due for situation in asking.situations}
    withheld = _withheld(asked, due)
    for key in _listed(asking, sorted(answers)):
        row, base = answers.get(key), bases.get(key)
        number, part = key
        figure = {name: None if row is None else row[name] for name in _FIGURE}
        figure["figure_status"] = figure.pop("status")
        judges = row is not None and _judges(row, due)
        hidden, fresh = withheld.get(number, (0, 0))
        yield {
            "situation": number,
            "part": part,
            "due": due[number],
            **figure,
            **{f"last_{name}": figure[name] for name in ANSWERING},
            **({} if judges else dict.fromkeys(ANSWERING)),
            "judging": figure["exact"] if judges else None,
            "withheld": fresh or hidden,
            "withheld_fresh": fresh,
            "base": base and base["exact"],
            "base_qualifier": base and base["qualifier"],
        }


def _key(row: Row) -> Key:
    return row["situation"], row["part"]


def _listed(asking: Asking, answered: Sequence[Key]) -> Iterator[Key]:
    """List the parts of each situation: its members, those that have figures where nobody lists them, or the whole."""
    for question in asking.questions:
        if question["role"] == ANSWER and not question["open"]:
            for series in asking.series_of(question["series"]):
                yield question["situation"], series["part"]
    for situation in asking.situations:
        if situation.open_list and not situation.members:
            number = situation.number
            yield from [key for key in answered if key[0] == number] or [(number, "")]


def _judges(row: Row, due: Mapping[int, bool]) -> bool:
    """Tell whether a figure is new enough to judge by."""
    return bool(row["fresh"] or (not due[row["situation"]] and row["recent"]))


def _withheld(asked: Sequence[Row], due: Mapping[int, bool]) -> dict[int, tuple[int, int]]:
    """Count the figures that were left out because they were not known to be public, and those that would judge."""
    found: dict[int, tuple[int, int]] = {}
    for row in asked:
        if row["role"] in (ANSWER, INPUT, YEAR) and row["reference"] and not row["known"] and row["exact"] is not None:
            hidden, fresh = found.get(row["situation"], (0, 0))
            found[row["situation"]] = (hidden + 1, fresh + _judges(row, due))
    return found
