"""What one figure is worth and whether it looks wrong, on plain values: the rules of `values` and `checks`.

Where figures are few, to ask a dataframe takes far longer than to look at each. A law compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.figures.normalise import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FEW = 2_000
"""Up to this many figures, and as many questions about them, are looked at one by one."""


def by_series(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Give figures by indicator and place, in their order."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["indicator"], row["place"]), []).append(row)
    return found


def days_of_place(row: Mapping[str, Any]) -> tuple[date, date]:
    """Give the first and last day at which a figure's code is read: those of its period, or the day it names."""
    return row["place_day"] or row["first"], row["place_day"] or row["last"]


def grouped(
    figures: Mapping[tuple[str, str], Iterable[Mapping[str, Any]]],
    asked: Mapping[tuple[str, str], Mapping[str, Any]],
) -> list[tuple[Any, ...]]:
    """Count the figures of each series by what may keep them from being used, as `BoundFigures` says.

    Args:
        figures: The figures, by indicator and place.
        asked: From when and until when each is asked for (``since``, ``until``, ``due``).
    """
    found: dict[tuple[Any, ...], list[int | None]] = {}
    for key, rows in figures.items():
        need = asked.get(key)
        for row in rows:
            began, ended = days_of_place(row)
            late = need is not None and row["last"] > need["due"]
            other_time = need is not None and (began > need["until"] or ended < need["since"])
            part = row["numerator"] is None or row["denominator"] is None
            empty = row["value"] is None and row["grade"] is None and part
            group = (*key, row["breakdown"], row[FILE], late, other_time, empty)
            found.setdefault(group, []).append(row[ROW])
    groups = [
        (*group, min((n for n in numbers if n is not None), default=None), len(numbers))
        for group, numbers in found.items()
    ]
    return sorted(groups, key=lambda group: [(group[nth] is None, group[nth]) for nth in (3, 7, 0, 1, 2)])


def worth(row: Mapping[str, Any], value: float | None, factor: float | None) -> dict[str, Any]:
    """Give the factor, the value in the indicator's unit and as exactly as its parts say, and whether it looks wrong.

    Args:
        row: The figure, with what its indicator says of it: ``share_scale``, the ``indicator_low`` and ``_high``, the
            ``valid_first`` and ``_last`` day, and the place of its grade in the scale (``graded``).
        value: The value as typed, or what stands for the grade.
        factor: The factor from its unit into that of its indicator, or None where that is not known.
    """
    reported = None if value is None or factor is None else value * factor
    exact = _of_parts(row["numerator"], row["denominator"], row["share_scale"])
    exact = reported if exact is None else exact
    found = {"factor": factor, "exact": exact, "value": exact if reported is None else reported, "typed": value}
    found["suspect"] = factor is None or _beyond(row, exact) or _off(row, found) or _no_grade(row, found["value"])
    found["suspect"] = found["suspect"] or _untimely(row)
    return found


def _of_parts(numerator: float | None, denominator: float | None, share_scale: float | None) -> float | None:
    if numerator is None or share_scale is None or not denominator:
        return None
    return numerator / denominator * share_scale


def _beyond(row: Mapping[str, Any], exact: float | None) -> bool:
    low, high = row["indicator_low"], row["indicator_high"]
    return exact is not None and ((low is not None and exact < low) or (high is not None and exact > high))


def _off(row: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    value, exact = found["value"], found["exact"]
    apart = None not in (value, exact) and abs(value - exact) > 0
    return apart and row["numerator"] is not None and row["qualifier"] is None


def _no_grade(row: Mapping[str, Any], value: float | None) -> bool:
    if row["grade"] is None:
        return False
    return row["graded"] is None or (value is not None and row["graded"] != value)


def _untimely(row: Mapping[str, Any]) -> bool:
    first, last = row["valid_first"], row["valid_last"]
    return (first is not None and row["first"] < first) or (last is not None and row["last"] > last)
