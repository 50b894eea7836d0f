"""The periods that a command line names: one, several, or a range of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.periods import IntoPeriod, Period

AT = click.option("--at", metavar="PERIOD", help="The period judged, such as 2025 or 2025-Q3; today if left out.")

SEVERAL = click.option(
    "--at",
    multiple=True,
    metavar="PERIOD",
    help="The period judged, such as 2025 or 2025-Q3; today if left out. May be repeated, or be a range such as "
    "2021..2025: then periods stand beside one another.",
)

_RANGE = ".."


def periods_named(texts: Sequence[str]) -> IntoPeriod | list[Period]:
    """Read what a user names: one period, or several, some of them as a range."""
    from datetime import date

    from dxplan.periods import Period

    if not texts:
        return date.today()  # noqa: DTZ011 (a person's today)
    if len(texts) == 1 and _RANGE not in texts[0]:
        return texts[0]
    found: list[Period] = []
    for text in texts:
        found += _range(text) if _RANGE in text else [Period.of(text)]
    return found


def _range(text: str) -> Iterator[Period]:
    """Give every period from one to another of the same kind, both included."""
    from dxplan.periods import CalendarStep, Period

    first, _, last = text.partition(_RANGE)
    begin, end = Period.of(first.strip()), Period.of(last.strip())
    step = next((one for one in CalendarStep if begin.steps_to(begin, one) == (begin,)), None)
    if step is None or end.steps_to(end, step) != (end,) or end < begin:
        raise click.UsageError(
            f"--at {text!r} is no range: name two years, halves, quarters or months, the earlier one first, "
            "as in 2021..2025 or 2024-Q1..2025-Q4"
        )
    yield from begin.steps_to(end, step)
