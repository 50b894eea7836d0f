"""JSON Schema of plan and method files, made from the classes that read them, so that the two say the same."""

from __future__ import annotations

from typing import Any

from dxplan.expr.fluent import Expr
from dxplan.io.class_schema import READ, ClassSchema, by_name, closed
from dxplan.io.method_tables import TABLES, Head, OutputTable, ParameterTable, RollUpTable, StatusTable
from dxplan.io.overrides import OVERRIDE
from dxplan.io.plan_tables import LISTS
from dxplan.model.plan import VOCABULARY, Plan
from dxplan.model.targets import Target

_NEEDS: dict[type, dict[str, list[str]]] = {Target: {"indicator": ["goal"], "goal": ["indicator"], "every": ["since"]}}
"""Keys that no table has without others."""


def plan_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of plan files.

    It holds what can be told of each key alone: which keys there are, which must be there, and what kind of value each
    has. Whether codes are defined and units fit, only reading the file tells.
    An editor that knows TOML and JSON Schema completes and checks keys by it, for a file that begins with
    ``#:schema ./plan.schema.json``.
    """
    book = ClassSchema(needs=_NEEDS)
    schema = book.table(Plan)
    overrides = {
        name: {"type": "object", "additionalProperties": book.table(LISTS[name], partly=True)} for name in VOCABULARY
    }
    schema["properties"][OVERRIDE] = {
        "description": "What it changes of the vocabulary that it takes over.",
        **closed(overrides),
    }
    return book.whole("A plan file of dxplan", schema)


def method_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of method files."""
    book = ClassSchema()
    schema = book.table(Head)
    formula = READ[Expr]
    status = book.table(StatusTable)
    # The key is a word of Python, so the field has another name; without it the code is the status.
    status["properties"]["as"] = status["properties"].pop("status")
    status["required"].remove("status")
    book.tables["status"] = status
    lines = {"type": "array", "items": {"$ref": "#/$defs/status"}}
    roll_up = book.table(RollUpTable)
    roll_up["properties"]["status"] = lines
    tables: dict[str, dict[str, Any]] = {
        "params": by_name({"anyOf": [READ[float], book.kind(ParameterTable)]}),
        "let": by_name(formula),
        "outputs": by_name({"anyOf": [formula, book.kind(OutputTable)]}),
        "status": lines,
        "rollup": roll_up,
    }
    schema["properties"] |= {name: tables[name] for name in TABLES}
    schema["required"].append("outputs")
    return book.whole("A method file of dxplan", schema)
