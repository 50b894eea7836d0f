"""The one converter between the tables of a file and the classes of the model."""

from __future__ import annotations

import enum
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from dxplan.codes import label_validator, name_validator, reference_validator
from dxplan.errors import DefinitionError, DxplanError, FormulaError, GoalError, Problems, UnknownCodeError, Where
from dxplan.expr.fluent import Expr
from dxplan.expr.formula import parse
from dxplan.model.goals import Goal
from dxplan.model.indicators import indicator_code_validator
from dxplan.model.merging import Merging
from dxplan.periods import Period
from dxplan.text import Text, as_text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.typing import NumberStyle

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


def collect(problems: list[DxplanError], raw: object, cls: type[Model], path: str) -> Model | None:
    """Make an object of the model, or add why it cannot be made to `problems` and return None."""
    if not isinstance(raw, dict):
        problems.append(DefinitionError(f"{shown(raw)} is not a table", "write its keys under a header.", Where(path)))
        return None
    try:
        return structure(raw, cls, path)
    except Problems as group:
        problems.extend(group.leaves())
        return None


def _flatten(error: Exception, raw: object, path: str) -> Iterator[DxplanError]:
    """Turn the converter's nested errors into ours, each at its path."""
    if isinstance(error, ClassValidationError):
        noted, plain = error.group_exceptions()
        codes = list(_code_problems(error.cl, raw, path))
        yield from codes
        for inner, note in noted:
            if isinstance(inner, KeyError) and not isinstance(inner, DxplanError):
                yield DefinitionError(f"{note.name!r} is missing", f"add a line {note.name} = ….", Where(path))
            else:
                value = raw.get(note.name) if isinstance(raw, dict) else None
                yield from _flatten(inner, value, f"{path}.{note.name}")
        for inner in plain:
            if not any(isinstance(inner, DxplanError) and inner.fact == code.fact for code in codes):
                yield from _flatten(inner, raw, path)
    elif isinstance(error, IterableValidationError):
        items, plain = error.group_exceptions()
        for inner, spot in items:
            if isinstance(raw, dict):
                yield from _flatten(inner, raw.get(spot.index), f"{path}.{spot.index}")
            else:
                item = raw[int(spot.index)] if isinstance(raw, list) else None
                yield from _flatten(inner, item, f"{path}[{spot.index}]")
        for inner in plain:
            yield from _flatten(inner, raw, path)
    else:
        yield from _leaf(error, raw, path)


_CODES = (label_validator, name_validator, indicator_code_validator, reference_validator)


def code_validator(field: attrs.Attribute[Any]) -> Any:
    """Give what a field checks codes by, also where it may be left out; None where it holds no code."""
    found = getattr(field.validator, "validator", field.validator)  # what an optional one makes optional
    return found if found in _CODES else None


def _code_problems(cls: type, raw: object, path: str) -> Iterator[DxplanError]:
    """Check the codes of an object that could not be made, which is when its own validators do not run."""
    table = raw if isinstance(raw, dict) else {}
    for field in attrs.fields(cls) if attrs.has(cls) else ():
        value = table.get(field.name)
        validator = code_validator(field)
        if validator is not None and isinstance(value, str):
            try:
                validator(None, field, value)
            except DxplanError as error:
                yield error.at(Where(f"{path}.{field.name}"))


def _leaf(error: Exception, raw: object, path: str) -> Iterator[DxplanError]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)] if attrs.has(error.cl) else []
        for key in sorted(error.extra_fields):
            yield UnknownCodeError.among("key", key, known).at(Where(f"{path}.{key}"))
    elif isinstance(error, DxplanError):
        inside = error.where.path if error.where else ""
        yield error.at(Where(f"{path}{inside}"))
    elif not isinstance(raw, dict):
        yield DefinitionError(
            f"{shown(raw)} is not a table", "write its keys in { … }, or under a header.", Where(path)
        )
    else:
        yield DefinitionError(f"{shown(raw)} does not fit here", f"{type(error).__name__}: {error}.", Where(path))


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


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _as_literal(value: object, kind: object) -> object:
    if value not in get_args(kind):
        code = value if isinstance(value, str) else shown(value)
        raise UnknownCodeError.among("word here", code, map(str, get_args(kind)))
    return value


def _make() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    converter.register_structure_hook(str, _as_str)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], _as_texts)
    converter.register_structure_hook(float, _as_float)
    converter.register_structure_hook(int, _as_int)
    converter.register_structure_hook(bool, _as_bool)  # which would be taken for an int otherwise
    converter.register_structure_hook(Text, _as_text)
    converter.register_structure_hook(Period, _as_period)
    converter.register_structure_hook(Goal, _as_goal)
    converter.register_structure_hook(Expr, _as_formula)
    converter.register_structure_hook(Merging, _as_merging)
    converter.register_structure_hook_func(lambda cls: isinstance(cls, type) and issubclass(cls, enum.Enum), _as_enum)
    converter.register_structure_hook_func(_is_literal, _as_literal)
    return converter


_converter = _make()
