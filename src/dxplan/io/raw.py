"""From objects of the model back to the plain values of a file, which the converter reads."""

from __future__ import annotations

import contextlib
import enum
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from dxplan.expr.fluent import Expr
from dxplan.io.kinds import is_key
from dxplan.model.goals import Goal
from dxplan.model.merging import Merging
from dxplan.periods import Period
from dxplan.text import Text
from dxplan.units import unit_label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_EXACT = 2**53
"""Whole numbers below it are written without a point."""
_AMBIGUOUS = 3
"""So many digits after a point read as thousands too."""


def as_raw(value: object) -> Any:
    """Turn a value of the model into what stands in a file; what a field leaves at its default is left out.

    A goal stays as it is: how it can be worded depends on the target, see `wordings`.
    """
    if isinstance(value, Goal):
        return value
    for cls, write in _WRITERS.items():
        if isinstance(value, cls):
            return write(value)
    if isinstance(value, (list, tuple)):
        return [as_raw(item) for item in value]
    if isinstance(value, dict):
        return {key: as_raw(item) for key, item in value.items()}
    if attrs.has(type(value)):
        return {
            field.name: as_raw(held)
            for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
            if is_key(field) and not is_default(field, held := getattr(value, field.name))
        }
    return value


def is_default(field: attrs.Attribute[Any], value: object) -> bool:
    """Tell whether a field has the value that it has when it is left out."""
    default: Any = field.default
    if hasattr(default, "factory"):
        default = default.factory()
    return bool(default is not attrs.NOTHING and value == default)


def _text(text: Text) -> str | dict[str, str]:
    if not text.en:
        return text.vi
    return {"vi": text.vi, "en": text.en} if text.vi else {"en": text.en}


def _period(period: Period) -> int | date | str:
    if period.length == 1:
        return period.first
    said = str(period)
    return int(said) if said.isdecimal() else said


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def wordings(goal: Goal) -> Iterator[str | float]:
    """Give ways to write a goal in a file, best first; which of them says it, only reading it back tells."""
    with contextlib.suppress(ValueError):
        yield _number(float(goal.wording))
    yield goal.wording
    yield from (goal.say(lang) for lang in ("en", "vi"))
    yield _MARKED.sub(lambda number: _plain(float(number[0].replace(",", ""))), goal.say("en"))
    interval = goal.interval
    if interval is None:
        return
    unit = (unit_label(goal.unit, "en") or goal.unit) if goal.unit else ""
    low, high = "> " if interval.low_open else ">= ", "< " if interval.high_open else "<= "
    for sign, bound in ((low, interval.low), (high, interval.high)):
        if math.isfinite(bound):
            yield f"{sign}{_plain(bound)} {unit}".strip()


_MARKED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
"""A number as English writes it, with marks that Vietnamese reads another way."""


def _plain(value: float) -> str:
    """Write a number so that it reads one way in Vietnamese and in English."""
    text = f"{Decimal(repr(value)):f}"
    return text + "0" if len(text.partition(".")[2]) == _AMBIGUOUS else text


_WRITERS: dict[type, Any] = {
    Text: _text,
    Period: _period,
    Expr: str,
    Merging: str,
    enum.Enum: lambda member: member.value,
    float: _number,
}
