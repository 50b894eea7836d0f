"""Assertions whose messages say what differs: of scorecards, and of plans that are written and read again."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs
import narwhals.stable.v2 as nw

from dxplan.errors import Problems
from dxplan.io.plan_writer import dumps_plan
from dxplan.io.plans import loads_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.model.plan import Plan
    from dxplan.scorecard.scorecard import Scorecard

_MOST_SAID = 20
_WIDEST = 80


def assert_same_scorecard(found: Scorecard, wanted: Scorecard, *, rel: float = 0.0) -> None:
    """Assert that two scorecards say the same of the same targets and tasks, in any order.

    Every column of ``to_native`` is compared, of the targets and of the tasks. The figures behind them, and what was
    not used of those, are not.

    Args:
        found: A scorecard.
        wanted: What it shall be.
        rel: How far two numbers may be apart, as a share of the larger one; by default not at all.

    Raises:
        AssertionError: They differ; it names each line and column, and both values.
    """
    __tracebackhide__ = True
    pairs = (("target", found, wanted), ("task", found.tasks, wanted.tasks))
    told = [
        said for kind, one, other in pairs for said in _differences(kind, _rows(one, kind), _rows(other, kind), rel)
    ]
    if told:
        raise AssertionError(_listed(f"the scorecards differ in {len(told)} places", told))


def assert_round_trip(plan: Plan, *, beside: Iterable[Plan] = ()) -> None:
    """Assert that a plan reads back equal from what `dumps_plan` writes of it, and is then written the same again.

    Args:
        plan: The plan.
        beside: Plans that it names and that are not installed.

    Raises:
        AssertionError: It cannot be read back, or is another plan then; it names each field that differs.
    """
    __tracebackhide__ = True
    beside = tuple(beside)
    text = dumps_plan(plan, beside=beside)
    try:
        again = loads_plan(text, beside=beside, places=plan.known_places)
    except Problems as problems:
        raise AssertionError(_listed(f"plan {plan.code!r} cannot be read back", problems.lines())) from None
    told = list(_changes(plan, again, "$"))
    if told:
        raise AssertionError(_listed(f"plan {plan.code!r} reads back as another plan", told))
    if dumps_plan(again, beside=beside) != text:
        raise AssertionError(f"plan {plan.code!r} is written in another way once it was read back")


def _rows(card: Any, kind: str) -> dict[str, dict[str, Any]]:
    """Give the rows of a table by plan and code; a thing with several places has them in its name."""
    table = nw.from_native(card.to_native()).lazy().collect("polars")
    return {
        ":".join(str(row[name]) for name in ("plan", kind, "place") if row.get(name) is not None): row
        for row in table.iter_rows(named=True)
    }


def _differences(
    kind: str, found: dict[str, dict[str, Any]], wanted: dict[str, dict[str, Any]], rel: float
) -> Iterator[str]:
    for name in dict.fromkeys((*found, *wanted)):
        if name not in found or name not in wanted:
            yield f"{kind} {name}: only in the {'second' if name in wanted else 'first'} one"
            continue
        one, other = found[name], wanted[name]
        for column in dict.fromkeys((*one, *other)):
            if column not in one or column not in other:
                yield f"{kind} {name}, {column}: no such column in the {'first' if column in other else 'second'} one"
            elif not _same(one[column], other[column], rel):
                yield f"{kind} {name}, {column}: {one[column]!r} against {other[column]!r}"


def _same(one: Any, other: Any, rel: float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == other or math.isclose(one, other, rel_tol=rel, abs_tol=0.0)
    return type(one) is type(other) and bool(one == other)


def _changes(before: Any, after: Any, path: str) -> Iterator[str]:
    """Find where two values of the model differ, as deep down as that can be said."""
    if before == after:
        return
    if type(before) is type(after) and attrs.has(type(before)):
        fields = [field for field in attrs.fields(type(before)) if field.eq]
        found = [
            said
            for field in fields
            for said in _changes(getattr(before, field.name), getattr(after, field.name), f"{path}.{field.name}")
        ]
        yield from found or [f"{path}: {_short(before)} became {_short(after)}"]
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _changes(one, other, f"{path}[{place}]")
    else:
        yield f"{path}: {_short(before)} became {_short(after)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _listed(head: str, told: Sequence[str]) -> str:
    rest = [f"… and {len(told) - _MOST_SAID} more"] if len(told) > _MOST_SAID else []
    return "\n".join([head, *(f"  {said}" for said in (*told[:_MOST_SAID], *rest))])
