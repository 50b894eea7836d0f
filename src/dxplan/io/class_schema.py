"""JSON Schema of classes, as they stand in a file that is read or written."""

from __future__ import annotations

import enum
import re
import types
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin

import attrs

from dxplan.codes import PATTERNS, name_validator
from dxplan.expr.fluent import Expr
from dxplan.io.converter import code_validator
from dxplan.io.kinds import is_key, item_of, needed_of
from dxplan.io.overrides import WITHOUT
from dxplan.model.goals import Goal
from dxplan.model.indicators import indicator_code_validator
from dxplan.model.merging import Merging, MergingRule
from dxplan.periods import Period
from dxplan.text import Text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS: dict[Any, str] = {**PATTERNS, indicator_code_validator: PATTERNS[name_validator]}

_IN_LANGUAGES: dict[str, Any] = {
    "type": "object",
    "properties": {lang: {"type": "string"} for lang in LANGS},
    "additionalProperties": False,
}

READ: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Text: {"anyOf": [{"type": "string"}, _IN_LANGUAGES]},
    # A tool that reads TOML hands on a day as text; a day with a time of day has a colon.
    Period: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[^:]+$"}]},
    Goal: {"type": ["string", "number"]},
    Expr: {"type": "string"},
    Merging: {"type": "string", "pattern": rf"^\s*({'|'.join(rule.value for rule in MergingRule)})\s*(\(.*\))?\s*$"},
}
"""How each kind of value stands in a file that people write; every other class is a table of its fields."""

WRITTEN: dict[type, dict[str, Any]] = {
    **READ,
    Text: {**_IN_LANGUAGES, "required": list(LANGS)},
    Period: {"type": "string"},
}
"""How each kind of value stands in a document that dxplan writes."""


class ClassSchema:
    """The tables described so far, by the name they are referred to by.

    In a file that people write, a key whose value is None is left out, and there are no other keys. In a document that
    dxplan writes, which is what `written` asks for, every key is there, null stands for None, and a later version may
    add keys.
    """

    def __init__(self, *, written: bool = False, needs: Mapping[type, Mapping[str, list[str]]] | None = None) -> None:
        """Begin with no tables.

        Args:
            written: Whether it is about documents that dxplan writes.
            needs: The keys that a table of a class has with each of some keys.
        """
        self.tables: dict[str, dict[str, Any]] = {}
        self.written = written
        self._forms = WRITTEN if written else READ
        self._needs = needs or {}

    def whole(self, title: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Give the schema of a whole file."""
        return {"$schema": DIALECT, "title": title, **schema, "$defs": dict(sorted(self.tables.items()))}

    def table(self, cls: type, *, partly: bool = False) -> dict[str, Any]:
        """Describe a class as the table of a file, or `partly` as some of its keys, to change another one by."""
        cls = attrs.resolve_types(cast("type[attrs.AttrsInstance]", cls))
        said = _said(cls)
        fields = [field for field in attrs.fields(cls) if is_key(field) and not (partly and field.name == "code")]
        properties = {field.name: {**_described(said, field.name), **self._field(field)} for field in fields}
        summary = _described(said, "")
        if partly:
            optional = [field.name for field in fields if field.default is not attrs.NOTHING]
            left_out = {"type": "array", "items": {"enum": optional}}
            return summary | closed({**properties, WITHOUT: left_out})
        required = [field.name for field in fields if self.written or field.default is attrs.NOTHING]
        whole = closed(properties, required) | self._keys_needed(cls)
        if self.written:
            del whole["additionalProperties"]
        return summary | whole

    def kind(self, kind: Any) -> dict[str, Any]:
        """Describe a kind of value.

        Raises:
            TypeError: No file says how such a value is written.
        """
        if self.written and get_origin(kind) in (Union, types.UnionType):
            return {"anyOf": [self._needed(needed_of(kind)), {"type": "null"}]}
        return self._needed(needed_of(kind))

    def _needed(self, kind: Any) -> dict[str, Any]:
        item, origin = item_of(kind), get_origin(kind)
        if item is not None:
            return {"type": "array", "items": self.kind(item)}
        if origin is dict:
            return by_name(self.kind(get_args(kind)[1]))
        if origin is Literal:
            return {"enum": list(get_args(kind))}
        if kind in self._forms:
            return self._forms[kind]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return {"enum": [member.value for member in kind]}
        if isinstance(kind, type) and attrs.has(kind):
            return self._refer(kind)
        raise TypeError(f"no file says how {kind!r} is written")

    def _field(self, field: attrs.Attribute[Any]) -> dict[str, Any]:
        pattern = _PATTERNS.get(code_validator(field))
        return {**self.kind(field.type), **({"pattern": pattern} if pattern else {})}

    def _refer(self, cls: type) -> dict[str, Any]:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()
        if name not in self.tables:
            self.tables[name] = {}  # it may hold itself
            self.tables[name] = self.table(cls)
        return {"$ref": f"#/$defs/{name}"}

    def _keys_needed(self, cls: type) -> dict[str, Any]:
        return {"dependentRequired": dict(self._needs[cls])} if cls in self._needs else {}


def closed(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    """Describe a table that has these keys and no others."""
    needed = list(required)
    return {
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def by_name(value: dict[str, Any]) -> dict[str, Any]:
    """Describe a table of values of one kind under any names."""
    return {"type": "object", "additionalProperties": value}


def _described(said: dict[str, str], name: str) -> dict[str, str]:
    return {"description": said[name]} if said.get(name) else {}


def _said(cls: type) -> dict[str, str]:
    """Read what a docstring says of a class, under an empty name, and of each of its attributes."""
    text = cls.__doc__ or ""
    summary = " ".join(text.partition("\n")[0].split())
    block = re.search(r"\n    Attributes:\n(.*?)(?=\n\n|\n    \S|\Z)", text, flags=re.DOTALL)
    said: dict[str, str] = {"": summary}
    name = ""
    for line in (block[1] if block else "").splitlines():
        begin = re.fullmatch(r" {8}(\w+): (.*)", line)
        if begin:
            name = begin[1]
            said[name] = begin[2].strip()
        elif name and line.strip():
            said[name] += f" {line.strip()}"
    return {key: value.replace("``", "`") for key, value in said.items()}
