"""What a key of a plan or method file may hold: for each kind of field, how it is read, and what is said otherwise."""

from __future__ import annotations

import enum
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from dxplan.errors import DefinitionError, FormulaError, GoalError, UnknownCodeError, Where
from dxplan.expr.fluent import Expr
from dxplan.expr.formula import parse
from dxplan.model.goals import Goal
from dxplan.model.merging import Merging
from dxplan.periods import Period
from dxplan.text import Text, as_text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.typing import NumberStyle


def shown(value: object) -> str:
    """Show a value of a file in a message, cut where it is long; a number may be too long to be written at all."""
    longest = 60
    try:
        text = repr(value)
    except ValueError:
        return f"a {type(value).__name__} of very many digits"
    return text if len(text) <= longest else f"{text[:longest]}…"


def _as_text(value: object, _cls: object) -> Text:
    if isinstance(value, str):
        return as_text(value)
    if not isinstance(value, dict):
        raise DefinitionError(f"{shown(value)} is no text", 'write "…" or { vi = "…", en = "…" }.')
    for lang, text in value.items():
        if lang not in LANGS:
            raise UnknownCodeError.among("language", lang, LANGS).at(Where(f".{lang}"))
        if not isinstance(text, str):
            raise DefinitionError(f"{shown(text)} is no text", 'put it in quotes: "…".', Where(f".{lang}"))
    return Text(**value)


def _as_period(value: object, _cls: object) -> Period:
    if isinstance(value, bool) or not isinstance(value, (str, int, date, Period)) or isinstance(value, datetime):
        raise DefinitionError(f"{shown(value)} is not a period", 'write a year (2025) or a text such as "2025-Q3".')
    return Period.of(value)


def _as_goal(value: object, _cls: object) -> Goal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise GoalError(f"the goal {shown(value)} cannot be read", 'write it as text, such as "trên 80 %".')
    return Goal.parse(str(value), numbers=_numbers.get() if isinstance(value, str) else "en")


_numbers: ContextVar[NumberStyle | None] = ContextVar("numbers", default=None)


@contextmanager
def numbers_of_goals(style: object) -> Iterator[None]:
    """Read the numbers in the wordings of goals in a style; anything else than a style declares none."""
    token = _numbers.set("vi" if style == "vi" else "en" if style == "en" else None)
    try:
        yield
    finally:
        _numbers.reset(token)


def _as_formula(value: object, _cls: object) -> Expr:
    if not isinstance(value, str):
        raise FormulaError(f"{shown(value)} is no formula", 'write it in quotes, such as "share(signed, sent)".')
    return parse(value)


def _as_merging(value: object, _cls: object) -> Merging:
    if not isinstance(value, str):
        raise DefinitionError(f"{shown(value)} is no rule of merging", 'write it in quotes, such as "sum".')
    return Merging.parse(value)


def _as_str(value: object, _cls: object) -> str:
    if not isinstance(value, str):
        raise DefinitionError(f"{shown(value)} is not text", f'put it in quotes: "{shown(value)}".')
    return value


def _as_float(value: object, _cls: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DefinitionError(f"{shown(value)} is not a number", "write a number without quotes, such as 80 or 12.5.")
    try:
        return float(value)
    except OverflowError:
        raise DefinitionError(f"{shown(value)} is too large", "write a number below 1e308.") from None


def _as_int(value: object, _cls: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise DefinitionError(f"{shown(value)} is not a whole number", "write it without quotes, such as 1.")
    return value


def _as_bool(value: object, _cls: object) -> bool:
    if not isinstance(value, bool):
        raise DefinitionError(f"{shown(value)} is neither true nor false", "write true or false, without quotes.")
    return value


def _as_texts(value: object, _cls: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DefinitionError(f"{shown(value)} is not a list of texts", 'write it as ["…", "…"].')
    return tuple(value)


def _as_enum(value: object, cls: type[enum.Enum]) -> enum.Enum:
    try:
        return cls(value)
    except ValueError:
        words = [str(member.value) for member in cls]
        code = value if isinstance(value, str) else shown(value)
        raise UnknownCodeError.among(cls.__name__.lower(), code, words) from None


def _as_literal(value: object, kind: object) -> object:
    if value not in get_args(kind):
        code = value if isinstance(value, str) else shown(value)
        raise UnknownCodeError.among("word here", code, map(str, get_args(kind)))
    return value


READERS: dict[type, Callable[[object, Any], object]] = {
    str: _as_str,
    float: _as_float,
    int: _as_int,
    bool: _as_bool,
    Text: _as_text,
    Period: _as_period,
    Goal: _as_goal,
    Expr: _as_formula,
    Merging: _as_merging,
}
"""What reads a value of each kind that is no word of a list: of the value and the kind."""


def reader_of(kind: Any) -> Callable[[object, Any], object] | None:
    """Give what reads a value of a kind, of the value and the kind; None for a kind that is made of others."""
    if isinstance(kind, type) and kind in READERS:
        return READERS[kind]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _as_enum
    if get_origin(kind) is Literal:
        return _as_literal
    return _as_texts if kind == tuple[str, ...] else None
