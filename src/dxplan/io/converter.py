"""What is wrong with the tables of a file that do not fit the classes of the model: everything at once, by paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from dxplan.codes import label_validator, name_validator, reference_validator
from dxplan.errors import DefinitionError, DxplanError, Problems, UnknownCodeError, Where
from dxplan.io.field_values import READERS, reader_of, shown
from dxplan.model.indicators import indicator_code_validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.io.objects import Model


def structure_strictly(raw: object, cls: type[Model], path: str) -> Model:
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


def _read(value: object, kind: Any) -> object:
    read = reader_of(kind)
    return read and read(value, kind)


def _make() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind, read in READERS.items():
        converter.register_structure_hook(kind, read)
    converter.register_structure_hook_func(lambda kind: reader_of(kind) is not None, _read)
    return converter


_converter = _make()
