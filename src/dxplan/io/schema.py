"""JSON Schema of plan and method files, made from the classes that read them, so that the two say the same."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin

import attrs

from dxplan.codes import PATTERNS, name_validator
from dxplan.expr.fluent import Expr
from dxplan.io.converter import code_validator
from dxplan.io.kinds import item_of, needed_of
from dxplan.io.method_tables import TABLES, Head, OutputTable, ParameterTable, RollUpTable, StatusTable
from dxplan.io.overrides import OVERRIDE, WITHOUT
from dxplan.io.plan_tables import LISTS
from dxplan.model.goals import Goal
from dxplan.model.indicators import indicator_code_validator
from dxplan.model.plan import VOCABULARY, Plan
from dxplan.model.targets import Target
from dxplan.periods import Period
from dxplan.text import Text
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterable

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS: dict[Any, str] = {**PATTERNS, indicator_code_validator: PATTERNS[name_validator]}

_FORMS: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Text: {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {lang: {"type": "string"} for lang in LANGS},
                "additionalProperties": False,
            },
        ]
    },
    # A tool that reads TOML hands on a day as text; a day with a time of day has a colon.
    Period: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[^:]+$"}]},
    Goal: {"type": ["string", "number"]},
    Expr: {"type": "string"},
}
"""How each kind of value stands in a file; every other class is a table of its fields."""

_NEEDS: dict[type, dict[str, list[str]]] = {Target: {"indicator": ["goal"], "goal": ["indicator"], "every": ["since"]}}
"""Keys that no table has without others."""


def plan_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of plan files.

    It holds what can be told of each key alone: which keys there are, which must be there, and what kind of value each
    has. Whether codes are defined and units fit, only reading the file tells.
    An editor that knows TOML and JSON Schema completes and checks keys by it, for a file that begins with
    ``#:schema ./plan.schema.json``.
    """
    book = _Book()
    schema = book.table(Plan)
    overrides = {name: {"type": "object", "additionalProperties": book.changes(LISTS[name])} for name in VOCABULARY}
    schema["properties"][OVERRIDE] = {
        "description": "What it changes of the vocabulary that it takes over.",
        **_closed(overrides),
    }
    return book.whole("A plan file of dxplan", schema)


def method_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of method files."""
    book = _Book()
    schema = book.table(Head)
    formula = _FORMS[Expr]
    status = book.table(StatusTable)
    # The key is a word of Python, so the field has another name; without it the code is the status.
    status["properties"]["as"] = status["properties"].pop("status")
    status["required"].remove("status")
    book.tables["status"] = status
    lines = {"type": "array", "items": {"$ref": "#/$defs/status"}}
    roll_up = book.table(RollUpTable)
    roll_up["properties"]["status"] = lines
    tables: dict[str, dict[str, Any]] = {
        "params": _by_name({"anyOf": [_FORMS[float], book.kind(ParameterTable)]}),
        "let": _by_name(formula),
        "outputs": _by_name({"anyOf": [formula, book.kind(OutputTable)]}),
        "status": lines,
        "rollup": roll_up,
    }
    schema["properties"] |= {name: tables[name] for name in TABLES}
    schema["required"].append("outputs")
    return book.whole("A method file of dxplan", schema)


class _Book:
    """The tables described so far, by the name they are referred to by."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Any]] = {}

    def whole(self, title: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"$schema": DIALECT, "title": title, **schema, "$defs": dict(sorted(self.tables.items()))}

    def table(self, cls: type, *, partly: bool = False) -> dict[str, Any]:
        """Describe a class as the table of a file, or `partly` as some of its keys, to change another one by."""
        cls = attrs.resolve_types(cast("type[attrs.AttrsInstance]", cls))
        said = _said(cls)
        fields = [field for field in attrs.fields(cls) if field.init and not (partly and field.name == "code")]
        properties = {field.name: {**_described(said, field.name), **self.field(field)} for field in fields}
        summary = _described(said, "")
        if partly:
            optional = [field.name for field in fields if field.default is not attrs.NOTHING]
            left_out = {"type": "array", "items": {"enum": optional}}
            return summary | _closed({**properties, WITHOUT: left_out})
        required = [field.name for field in fields if field.default is attrs.NOTHING]
        return summary | _closed(properties, required) | _together(cls)

    def field(self, field: attrs.Attribute[Any]) -> dict[str, Any]:
        pattern = _PATTERNS.get(code_validator(field))
        return {**self.kind(field.type), **({"pattern": pattern} if pattern else {})}

    def kind(self, kind: Any) -> dict[str, Any]:
        """Describe a kind of value.

        Raises:
            TypeError: No file says how such a value is written.
        """
        kind = needed_of(kind)
        item, origin = item_of(kind), get_origin(kind)
        if item is not None:
            return {"type": "array", "items": self.kind(item)}
        if origin is dict:
            return _by_name(self.kind(get_args(kind)[1]))
        if origin is Literal:
            return {"enum": list(get_args(kind))}
        if kind in _FORMS:
            return _FORMS[kind]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return {"enum": [member.value for member in kind]}
        if isinstance(kind, type) and attrs.has(kind):
            return self.refer(kind)
        raise TypeError(f"no file says how {kind!r} is written")

    def refer(self, cls: type) -> dict[str, Any]:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()
        if name not in self.tables:
            self.tables[name] = {}  # it may hold itself
            self.tables[name] = self.table(cls)
        return {"$ref": f"#/$defs/{name}"}

    def changes(self, cls: type) -> dict[str, Any]:
        return self.table(cls, partly=True)


def _closed(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    needed = list(required)
    return {
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _together(cls: type) -> dict[str, Any]:
    return {"dependentRequired": _NEEDS[cls]} if cls in _NEEDS else {}


def _by_name(value: dict[str, Any]) -> dict[str, Any]:
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
