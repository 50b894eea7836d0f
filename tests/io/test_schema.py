"""The JSON Schemas: what they accept and refuse, and that they say the same as the classes that read the files."""

import enum
import json
import re
import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import dxplan as dx
from dxplan.errors import Problems
from dxplan.io.class_schema import ClassSchema
from dxplan.io.installed import PLAN_FILE, folder_of
from dxplan.io.plan_tables import LISTS
from dxplan.model.plan import Plan
from dxplan.model.targets import Target
from dxplan.testing import strategies as dst

BAD = Path(__file__).parents[1] / "data" / "bad"
SHAPE = re.compile(
    r"is missing|no key has|is not a table|is not a list|is not text|is no text|is not a number"
    r"|no language has|no (direction|frequency|confidence|kind|calendarstep) has|is neither true nor false"
    r"|is not a whole number|is no formula|is not a code|boolean"
)
SCHEMAS = {"plans": dx.plan_schema(), "methods": dx.method_schema()}
CHECKS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def plain(value):
    """Turn what TOML says into what JSON can say: days become text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def fits(kind, text):
    return CHECKS[kind].is_valid(plain(tomllib.loads(text)))


def bad_files(*, shape):
    for kind in SCHEMAS:
        for path in sorted((BAD / kind).glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            fact = text.splitlines()[0]
            if (
                "not TOML" not in fact
                and path.stem not in {"key-twice", "milestone-with-a-goal"}
                and bool(SHAPE.search(fact)) is shape
            ):
                yield pytest.param(kind, text, id=f"{kind}-{path.stem}")


BAD_SHAPES, BAD_MEANINGS = list(bad_files(shape=True)), list(bad_files(shape=False))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_they_are_schemas(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMAS[kind])) == SCHEMAS[kind]


@pytest.mark.parametrize("code", dx.installed_plans())
def test_every_shipped_plan_fits(code):
    text = (folder_of(code) / PLAN_FILE).read_text(encoding="utf-8")
    CHECKS["plans"].validate(plain(tomllib.loads(text)))
    CHECKS["plans"].validate(plain(tomllib.loads(dx.dumps_plan(dx.load_plan(code)))))


@pytest.mark.parametrize("name", dx.installed_methods())
def test_every_shipped_method_fits(name):
    text = (resources.files("dxplan") / "methods" / f"{name}.toml").read_text(encoding="utf-8")
    CHECKS["methods"].validate(plain(tomllib.loads(text)))


@pytest.mark.parametrize(("kind", "text"), BAD_SHAPES)
def test_every_error_of_shape_is_refused(kind, text):
    assert not fits(kind, text)


def test_there_are_errors_of_both_sorts():
    assert len(BAD_SHAPES) > 50
    assert len(BAD_MEANINGS) > 50


@pytest.mark.parametrize(("kind", "text"), BAD_MEANINGS)
def test_what_a_schema_refuses_reading_refuses_too(kind, text):
    if not fits(kind, text):
        with pytest.raises(Problems):
            (dx.loads_plan if kind == "plans" else dx.loads_method)(text)


@settings(deadline=None, max_examples=100)
@given(dst.plans())
def test_every_plan_that_is_written_fits(plan):
    CHECKS["plans"].validate(plain(tomllib.loads(dx.dumps_plan(plan))))


OVERRIDE = """\
code = "p"
title = "P"
place = "11"
adopted = 2021-05-04
implements = "vn-749"
[override.indicators.egdi_rank]
low = 2
without = ["frequency"]
"""


def test_overrides_fit_and_their_mistakes_do_not():
    assert fits("plans", OVERRIDE)
    assert not fits("plans", OVERRIDE.replace("low = 2", 'low = "2"'))
    assert not fits("plans", OVERRIDE.replace("low = 2", "lw = 2"))
    assert not fits("plans", OVERRIDE.replace('"frequency"', '"unit"'))


@pytest.mark.parametrize("name", LISTS)
def test_every_field_of_a_class_is_a_key_with_the_words_of_its_docstring(name):
    schema = SCHEMAS["plans"]
    table = schema["$defs"][schema["properties"][name]["items"]["$ref"].rpartition("/")[2]]
    fields = attrs.fields(LISTS[name])
    assert list(table["properties"]) == [field.name for field in fields]
    assert table["required"] == [field.name for field in fields if field.default is attrs.NOTHING]
    assert table["additionalProperties"] is False
    assert table["description"]
    assert all(key["description"] for key in table["properties"].values())


def test_descriptions_are_the_sentences_of_the_docstrings():
    target = SCHEMAS["plans"]["$defs"]["target"]
    assert target["description"] == Target.__doc__.splitlines()[0]
    assert target["properties"]["cite"]["description"] == "Where it is written, and how sure that is."
    every = target["properties"]["every"]["description"]
    assert every.endswith("None where the last figure decides.")


def test_a_key_that_no_file_can_say_is_noticed():
    @attrs.frozen
    class Odd:
        key: complex

    with pytest.raises(TypeError, match=r"no file says how .*complex"):
        ClassSchema().table(Odd)


def test_what_stands_in_several_places_is_described_once():
    class Colour(enum.Enum):
        RED = "red"

    @attrs.frozen
    class Inner:
        colour: Colour = Colour.RED
        names: tuple[str, ...] = ()

    @attrs.frozen
    class Outer:
        inner: Inner
        others: tuple[Inner, ...] = ()
        by_name: dict[str, Inner] | None = None

    book = ClassSchema()
    table = book.table(Outer)
    assert table["properties"]["others"] == {"type": "array", "items": {"$ref": "#/$defs/inner"}}
    assert book.tables["inner"]["properties"]["colour"] == {"enum": ["red"]}
    assert set(book.tables) == {"inner"}


def test_the_plan_has_every_key_of_a_file():
    names = [field.name for field in attrs.fields(Plan) if field.name != "known_places"]
    assert list(SCHEMAS["plans"]["properties"]) == [*names, "override"]
