"""Plain tables to TOML text that a person likes to read and edit."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dxplan.errors import DefinitionError
from dxplan.io.field_values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_WIDEST = 120
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def write_toml(head: Mapping[str, Any], sections: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """Write a file: some keys, and below them tables under their headers.

    A table inside a table stands on one line in braces where it fits, and otherwise each of its keys has a line.
    A text of several lines stands in three quotes.

    Args:
        head: The keys above all headers.
        sections: Headers such as ``[[targets]]``, each with its keys.

    Raises:
        DefinitionError: A text holds what no TOML file can hold.
    """
    blocks = ["\n".join(_lines(head)), *("\n".join([header, *_lines(table)]) for header, table in sections)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def key_of(name: str) -> str:
    """Write a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else _string(name)


def _lines(table: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        key = f"{before}{key_of(name)}"
        if isinstance(value, str) and "\n" in value:
            yield f'{key} = """\n{_long(value)}"""'
            continue
        line = f"{key} = {_value(value)}"
        if isinstance(value, dict) and value and (len(line) > _WIDEST or _has_breaks(value)):
            yield from _lines(value, f"{key}.")
        elif isinstance(value, list) and len(line) > _WIDEST:
            yield "\n".join([f"{key} = [", *(f"  {_value(item)}," for item in value), "]"])
        else:
            yield line


def _has_breaks(table: Mapping[str, Any]) -> bool:
    return any(isinstance(value, str) and "\n" in value for value in table.values())


def _value(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{key_of(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    for cls, write in _SCALARS.items():
        if isinstance(value, cls):
            return write(value)
    raise DefinitionError(f"{shown(value)} cannot stand in a TOML file", "leave it out.")


def _string(text: str) -> str:
    return f'"{_CONTROL.sub(_code, "".join(_SHORT.get(sign, sign) for sign in _sound(text)))}"'


def _long(text: str) -> str:
    """Write a text of several lines, to stand in three quotes; those at its end and in a row are escaped."""
    text = _sound(text).replace("\\", "\\\\").replace('"""', '""\\"')
    if text.endswith('"'):
        text = f'{text[:-1]}\\"'
    return _CONTROL.sub(_code, text.replace("\r", "\\r"))


def _sound(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DefinitionError(f"the text {shown(text)} is not Unicode", "write it again.") from None
    return text


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


_SCALARS: dict[type, Callable[[Any], str]] = {
    str: _string,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: repr,  # also of what is not finite: inf and nan
    date: date.isoformat,
}
