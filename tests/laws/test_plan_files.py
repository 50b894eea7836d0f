"""A plan that is written reads back equal, and whatever is wrong with a plan file is said at the key that is wrong."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import Problems
from dxplan.io.toml_lines import toml_lines
from dxplan.io.toml_writer import write_toml
from dxplan.testing import assert_round_trip
from dxplan.testing import strategies as dst

STRINGS = dst.strings()
# Bounds that no plan names, but a program may.
WILD = st.floats(-1e15, 1e15).filter(lambda bound: bound == 0 or abs(bound) > 1e-9)


@settings(max_examples=150)
@given(dst.plans() | dst.plans(goal_bounds=WILD))
def test_a_plan_reads_back_equal_and_is_written_the_same_again(plan):
    assert_round_trip(plan)


@settings(max_examples=60)
@given(dst.plans(code="base").flatmap(lambda base: st.tuples(st.just(base), dst.plans(base, code="own"))))
def test_a_plan_that_implements_another_reads_back_equal(pair):
    base, plan = pair
    assert_round_trip(plan, beside=[base])


VALUES = st.recursive(
    STRINGS | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(STRINGS, VALUES, max_size=4), st.lists(st.dictionaries(STRINGS, VALUES, max_size=4), max_size=3))
def test_toml_text_says_what_it_was_given(head, items):
    text = write_toml({key: value for key, value in head.items() if key != "items"}, [("[[items]]", i) for i in items])
    assert tomllib.loads(text) == {
        **{key: value for key, value in head.items() if key != "items"},
        **({"items": items} if items else {}),
    }


def written(raw):
    """Write parsed tables again, whatever stands in them."""
    head = {key: value for key, value in raw.items() if not _several(value)}
    return write_toml(head, [(f"[[{name}]]", item) for name, items in raw.items() if _several(items) for item in items])


def _several(value):
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def paths(value, path=()):
    """Give the path of every key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(value, dict):
            yield (*path, key)
        yield from paths(inner, (*path, key))


def changed(value, path, change):
    """Copy tables with the key at a path, wherever it stands in a list, turned into what `change` gives."""
    if isinstance(value, list):
        return [changed(item, path, change) for item in value]
    if not isinstance(value, dict):
        return value
    key, *rest = path
    made = {}
    for name, inner in value.items():
        if name != key:
            made[name] = inner
        elif rest:
            made[name] = changed(inner, rest, change)
        else:
            made |= dict([change(name, inner)])
    return made


def kinds(raw):
    """Give every key of a file once for each place that it can stand in, whichever item of a list it is in."""
    return sorted({tuple(step for step in path if isinstance(step, str)) for path in paths(raw)})


SHIPPED = {code: tomllib.loads(dx.dumps_plan(dx.load_plan(code))) for code in dx.installed_plans()}
EVERY_KEY = [(code, path) for code, raw in SHIPPED.items() for path in kinds(raw)]


def reported(text):
    """Give what is wrong with a text: the fact, and the words of the line that it points at."""
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text)
    lines = text.splitlines()
    return [(problem, lines[problem.where.line - 1]) for problem in caught.value.leaves() if problem.where.line]


@pytest.mark.parametrize(("code", "path"), EVERY_KEY, ids=[f"{code}:{'.'.join(path)}" for code, path in EVERY_KEY])
def test_a_misspelt_key_is_reported_where_it_stands(code, path):
    wrong = f"{path[-1]}x"
    raw = changed(SHIPPED[code], path, lambda _, value: (wrong, value))
    found = reported(written(raw))
    said = [problem for problem, line in found if wrong in line and wrong in problem.line()]
    count = sum(1 for full in paths(raw) if full[-1] == wrong)
    assert len({str(problem.where) for problem in said}) == count


@pytest.mark.parametrize(("code", "path"), EVERY_KEY, ids=[f"{code}:{'.'.join(path)}" for code, path in EVERY_KEY])
def test_a_value_of_another_type_is_reported_where_it_stands(code, path):
    key = path[-1]
    raw = changed(SHIPPED[code], path, lambda name, value: (name, 5 if isinstance(value, list) else [5]))
    found = reported(written(raw))
    said = [problem for problem, line in found if key in line and problem.where.path.endswith(f".{key}")]
    count = sum(1 for full in paths(raw) if tuple(s for s in full if isinstance(s, str)) == path)
    assert len({str(problem.where) for problem in said}) == count


@pytest.mark.parametrize("code", dx.installed_plans())
def test_every_key_of_a_shipped_file_is_found_on_its_line(code):
    from dxplan.io.installed import PLAN_FILE, folder_of

    text = (folder_of(code) / PLAN_FILE).read_text(encoding="utf-8")
    lines = text.splitlines()
    found = toml_lines(text)
    for path in paths(tomllib.loads(text)):
        spot = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        assert path[-1] in lines[found[spot] - 1]
