"""The one converter between the tables of a file and the classes of the model."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

import attrs
import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from dxplan.errors import DefinitionError, DxplanError, GoalError, Problems, UnknownCodeError, Where
from dxplan.model.goals import Goal
from dxplan.periods import Period
from dxplan.text import Text, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Model = TypeVar("Model")


def structure(raw: object, cls: type[Model], path: str) -> Model:
    """Make an object of the model from the table of a file.

    Raises:
        Problems: Everything that does not fit, each with its path in the file.
    """
    try:
        return _converter.structure(raw, cls)
    except (ClassValidationError, IterableValidationError) as group:
        problems = list(_flatten(group, raw, path))
    except DxplanError as error:
        problems = [error.at(Where(path))]
    raise Problems(f"{path} cannot be read", problems) from None


def _flatten(error: Exception, raw: object, path: str) -> Iterator[DxplanError]:
    """Turn the converter's nested errors into ours, each at its path."""
    if isinstance(error, ClassValidationError):
        noted, plain = error.group_exceptions()
        for inner, note in noted:
            if isinstance(inner, KeyError) and not isinstance(inner, DxplanError):
                yield DefinitionError(f"{note.name!r} is missing", f"add a line {note.name} = ….", Where(path))
            else:
                value = raw.get(note.name) if isinstance(raw, dict) else None
                yield from _flatten(inner, value, f"{path}.{note.name}")
        for inner in plain:
            yield from _flatten(inner, raw, path)
    elif isinstance(error, IterableValidationError):
        items, plain = error.group_exceptions()
        for inner, spot in items:
            yield from _flatten(inner, None, f"{path}[{spot.index!r}]")
        for inner in plain:
            yield from _flatten(inner, raw, path)
    else:
        yield from _leaf(error, raw, path)


def _leaf(error: Exception, raw: object, path: str) -> Iterator[DxplanError]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)] if attrs.has(error.cl) else []
        for key in sorted(error.extra_fields):
            yield UnknownCodeError.among("key", key, known).at(Where(f"{path}.{key}"))
    elif isinstance(error, DxplanError):
        yield error.at(Where(path))
    else:
        yield DefinitionError(f"{raw!r} does not fit here", f"{error}.", Where(path))


def _as_text(value: object, _cls: object) -> Text:
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, dict) and set(value) <= {"vi", "en"} and all(isinstance(v, str) for v in value.values()):
        return Text(**value)
    raise DefinitionError(f"{value!r} is no text", 'write "…" or { vi = "…", en = "…" }.')


def _as_period(value: object, _cls: object) -> Period:
    if isinstance(value, bool) or not isinstance(value, (str, int, date, Period)) or isinstance(value, datetime):
        raise DefinitionError(f"{value!r} is not a period", 'write a year (2025) or a text such as "2025-Q3".')
    return Period.of(value)


def _as_goal(value: object, _cls: object) -> Goal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise GoalError(f"the goal {value!r} cannot be read", 'write it as text, such as "trên 80 %".')
    return Goal.parse(str(value), numbers=None if isinstance(value, str) else "en")


def _as_str(value: object, _cls: object) -> str:
    if not isinstance(value, str):
        raise DefinitionError(f"{value!r} is not text", f'put it in quotes: "{value}".')
    return value


def _as_float(value: object, _cls: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise DefinitionError(f"{value!r} is not a number", "write a number without quotes, such as 80 or 12.5.")
    return float(value)


def _as_enum(value: object, cls: type[enum.Enum]) -> enum.Enum:
    try:
        return cls(value)
    except ValueError:
        words = [str(member.value) for member in cls]
        raise UnknownCodeError.among(cls.__name__.lower(), str(value), words) from None


def _make() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, _as_str)
    converter.register_structure_hook(float, _as_float)
    converter.register_structure_hook(Text, _as_text)
    converter.register_structure_hook(Period, _as_period)
    converter.register_structure_hook(Goal, _as_goal)
    converter.register_structure_hook_func(lambda cls: isinstance(cls, type) and issubclass(cls, enum.Enum), _as_enum)
    return converter


_converter = _make()
