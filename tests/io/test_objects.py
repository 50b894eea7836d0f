"""Objects of the model, made in the plain way and in the strict one."""

import sys
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from dxplan.errors import Problems
from dxplan.io import objects
from dxplan.io.converter import structure_strictly
from dxplan.io.method_tables import OutputTable, ParameterTable, StatusTable
from dxplan.io.plan_tables import LISTS

ODD = (
    None,
    True,
    0,
    -1,
    2.5,
    "",
    "x",
    "2025",
    "trên 80 %",
    [],
    ["a"],
    [1],
    {},
    {"vi": "a"},
    {"code": "a"},
    date(2025, 1, 1),
)


def tables():
    """Give every table of the lists of the files that come with dxplan."""
    for folder in (files("dxplan") / "plans").iterdir():
        for name in ("plan.toml", "vocabulary.toml"):
            if (file := folder / name).is_file():
                raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
                for listed, cls in LISTS.items():
                    for place, table in enumerate(raw.get(listed, ())):
                        yield pytest.param(table, cls, id=f"{folder.name} {listed} {place}")


def outcome(make):
    try:
        return make()
    except Problems:
        return None


def agree(table, cls):
    strict = outcome(lambda: structure_strictly(table, cls, "$"))
    try:
        plain = objects._made(table, cls)
    except Exception:  # noqa: BLE001
        plain = None
    assert plain == strict
    assert repr(plain) == repr(strict)


@pytest.mark.parametrize(("table", "cls"), list(tables()))
def test_a_table_that_comes_with_dxplan_is_the_same_both_ways(table, cls):
    agree(table, cls)
    assert objects._made(table, cls) is not None


SPOILED = {cls: table.values[0] for table in tables() for cls in [table.values[1]]}


@pytest.mark.parametrize("cls", SPOILED, ids=lambda cls: cls.__name__)
def test_a_table_with_an_odd_value_or_key_is_made_by_both_or_by_none(cls):
    table = SPOILED[cls]
    for key in [*table, "strange", *(f.name for f in cls.__attrs_attrs__)]:
        for odd in ODD:
            agree({**table, key: odd}, cls)
        agree({name: value for name, value in table.items() if name != key}, cls)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("cls", [*LISTS.values(), OutputTable, ParameterTable, StatusTable])
def test_what_is_no_whole_table_is_made_by_both_or_by_none(cls, odd):
    if isinstance(odd, dict):
        agree(odd, cls)


def test_a_good_file_needs_no_converter(monkeypatch):
    monkeypatch.setitem(sys.modules, "dxplan.io.converter", None)
    table = next(tables())
    assert objects.structure(*table.values, "$") is not None
