"""The cells of tables of places: which columns there are, and how each is read."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from dxplan.errors import DxplanError, FiguresError, Problems, Where
from dxplan.figures.columns import ANSWERS, Form, read_confidence
from dxplan.figures.many import readable
from dxplan.figures.normalise import ROW, begin
from dxplan.io.tables import intact, read_table
from dxplan.places.place import MADE_UP
from dxplan.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.typing import IntoPath

CROSSWALK = Form(
    what="a crosswalk",
    one="row",
    required=("old_code", "new_code"),
    filled=(),
    optional=("old_name", "new_name", "divided", "old_parent", "new_parent", "old_district_code", "old_district"),
    remarks=(),
)
"""A table of which old unit passed to which new one."""

PLACES = Form(
    what="places",
    one="place",
    required=("code", "name_vi", "level"),
    filled=("code", "name_vi", "level"),
    optional=(
        "since",
        "until",
        "named_since",
        "name_en",
        "full_name_vi",
        "kind",
        "parent",
        "parent_since",
        "begun_by",
        "ended_by",
        "confidence",
    ),
    remarks=(),
)
"""A table of places, in the shape of those that come with dxplan."""

SUCCESSIONS = Form(
    what="successions",
    one="succession",
    required=("before", "after", "event"),
    filled=("before", "after", "event"),
    optional=("confidence",),
    remarks=(),
)
"""A table of which place passed to which, by which event."""

EVENTS = Form(
    what="events",
    one="event",
    required=("code", "day", "kind", "level"),
    filled=("code", "day", "kind", "level"),
    optional=("before", "after", "law", "note"),
    remarks=("before", "after", "law", "note"),
)
"""A table of events."""

_FIRST_DAYS = ("since", "named_since", "parent_since", "day")
_LAST_DAYS = ("until",)
_DIGITS = {"province": 2, "district": 3, "commune": 5}
"""How many digits a code of the statistics office has, of each level."""


def read_rows(
    path: IntoPath, form: Form, problems: list[DxplanError], *, sheet: str | None = None
) -> tuple[list[dict[str, Any]], str]:
    """Read the rows of a table, each with its number under `ROW`, and give them with the name of the table.

    Texts are composed (NFC), days are days, ``divided`` is a truth, and what is not there is None.
    What is wrong with single cells is added to `problems`; such a cell is None.

    Raises:
        Problems: The file cannot be read, or columns are missing.
        FileNotFoundError: There is no such file.
    """
    table, name = read_table(path, form.what, form.required, sheet=sheet)
    with intact(name):
        frame = nw.from_native(table)
        eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    numbered = eager.with_row_index(ROW).with_columns(nw.col(ROW).cast(nw.Int64) + 2)
    reader = begin(numbered, form, name)
    told = {(problem.where.path if problem.where else "") for problem in reader.problems}
    for column in form.known:
        days = column in (*_FIRST_DAYS, *_LAST_DAYS)
        if column in form.remarks:
            reader.remarks(column)
        elif days:
            reader.periods(column, f"{column} first", f"{column} last")
        elif reader.kinds.get(column, nw.String) == nw.String:
            reader.words(column, _READ.get(column, composed))
        elif column not in told:
            reader.words(column, composed)  # says that it is no text
    problems += reader.problems
    done = reader.table
    rows = (done.collect() if isinstance(done, nw.LazyFrame) else done).rows(named=True)
    if not rows:
        problems.append(
            FiguresError("the table has no rows", f"write one row for each {form.one}.", Where("", name, 2))
        )
    return [_row(row, form) for row in rows], name


def _row(row: dict[str, Any], form: Form) -> dict[str, Any]:
    found: dict[str, Any] = {ROW: row[ROW]}
    for column in form.known:
        if column in _FIRST_DAYS:
            found[column] = row[f"{column} first"]
        elif column in _LAST_DAYS:
            found[column] = row[f"{column} last"]
        else:
            found[column] = row[column] if isinstance(row[column], str) else None
    if "divided" in form.known:
        found["divided"] = None if found["divided"] is None else found["divided"] == "true"
    return found


def composed(text: str) -> str:
    """Give a text in composed letters, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _truth(text: str) -> str:
    """Read yes or no as ``true`` or ``false``."""
    answer = {"1": 1.0, "0": 0.0, **ANSWERS}.get(fold(text))
    if answer is None:
        raise FiguresError(f"{text!r} is neither yes nor no", "write true or false, có or không, or leave it empty.")
    return "true" if answer else "false"


_READ: dict[str, Callable[[str], str]] = {"divided": _truth, "confidence": read_confidence}


def lost_zeros(code: str, level: str) -> str | None:
    """Give a code with the zeros that it has lost; None where it has lost none.

    Codes of the statistics office have as many digits as their level says; other schemes have letters in their codes.
    """
    number = code.removesuffix(".0")
    digits = _DIGITS.get(level)
    if digits is None or not (number.isascii() and number.isdecimal()) or code.startswith(MADE_UP):
        return None
    return number.zfill(digits) if number.zfill(digits) != code else None


def lost_zeros_problem(code: str, level: str, where: Where) -> FiguresError | None:
    """Make the error that says that a code lost its zeros; None where it did not."""
    whole = lost_zeros(code, level)
    if whole is None:
        return None
    return FiguresError(
        f"the code {code!r} was taken for a number",
        f"write {whole!r}; in a spreadsheet give the column the format of text before the codes are typed or pasted.",
        where,
    )


def raised(problems: list[DxplanError], title: str) -> None:
    """Raise the problems, if there are any, in the order of their rows; of a long list of one kind the first."""
    if problems:
        raise Problems(title, readable(problems))


def eve_of(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)
