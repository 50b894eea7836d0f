"""The line that is reported holds the key that is wrong, in the very files that are shipped.

`test_plan_files` breaks every kind of key in files that were written anew; here the spots are found in the text itself,
by a reader of its own, so that remarks, braces and texts of several lines are in the way.
"""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import Problems
from dxplan.io.installed import PLAN_FILE, folder_of
from tests.laws.spoiled import MADE_UP
from tests.laws.test_plan_files import paths

SHIPPED = {code: (folder_of(code) / PLAN_FILE).read_text(encoding="utf-8") for code in dx.installed_plans()}
SHIPPED["made-up-province"] = (MADE_UP / PLAN_FILE).read_text(encoding="utf-8")

_TEXT = r'"(?:\\.|[^"\\\n])*"'
_VALUE = rf"(?:{_TEXT}|\[(?:{_TEXT}|[^\[\]\"])*\]|\{{(?:{_TEXT}|[^{{}}\"])*\}}|[^\s,}}\]#]+)"
_PAIR = re.compile(rf"(?:(?<=^)|(?<=[{{,] ))(?P<key>[a-z_0-9-]+)(?P<sign> *= *)(?={_VALUE})", re.MULTILINE)
_REMARK_OR_TEXT = re.compile(rf"^#.*$|{_TEXT}", re.MULTILINE)
_HEADER = re.compile(r"^\[\[?(?P<key>[a-z_]+)[^\]\n]*\]\]?$", re.MULTILINE)


def _blind(text):
    """Take the letters out of remarks and texts, so that no key is found in them; lengths stay."""
    return _REMARK_OR_TEXT.sub(lambda found: "".join(c if c in '"\n' else "·" for c in found[0]), text)


def spots(text):
    """Give each key of a file as it stands: where it begins and ends, and where its value does."""
    blind = _blind(text)
    found = []
    for pair in _PAIR.finditer(blind):
        value = re.compile(_VALUE).match(blind, pair.end())
        found.append((pair["key"], pair.start("key"), pair.end("key"), value.start(), value.end()))
    return found


SPOTS = {code: spots(text) for code, text in SHIPPED.items()}


def line_at(text, place):
    return text.count("\n", 0, place) + 1


def problems(text):
    with pytest.raises(Problems) as caught:
        dx.loads_plan(text)
    return [problem for problem in caught.value.leaves() if problem.where]


@pytest.mark.parametrize("code", SHIPPED)
def test_every_key_of_the_file_is_among_the_spots(code):
    text = SHIPPED[code]
    written = [path[-1] for path in paths(tomllib.loads(text))]
    headers = [found["key"] for found in _HEADER.finditer(text)]
    tables = {found[0].strip("[]") for found in _HEADER.finditer(text) if not found[0].startswith("[[")}
    inner = [part for table in tables for part in table.split(".")]
    lists = {found["key"] for found in _HEADER.finditer(text) if found[0].startswith("[[")}
    overridden = len({table.split(".")[0] for table in tables if "." in table})
    assert sorted([*(key for key, *_ in SPOTS[code]), *inner, *lists]) == sorted(
        [*written, *(["override"] * max(0, sum("." in table for table in tables) - overridden))]
    )
    assert headers


@pytest.mark.parametrize("code", SHIPPED)
@settings(max_examples=60)
@given(data=st.data())
def test_a_misspelt_key_is_reported_on_its_line(code, data):
    text = SHIPPED[code]
    key, start, end, *_ = data.draw(st.sampled_from(SPOTS[code]))
    wrong = f"{key}_x"
    found = problems(text[:start] + wrong + text[end:])
    here = line_at(text, start)
    assert any(problem.where.line == here and wrong in problem.line() for problem in found)
    assert {problem.where.line for problem in found if wrong in problem.line()} == {here}


@pytest.mark.parametrize("code", SHIPPED)
@settings(max_examples=60)
@given(data=st.data())
def test_a_value_of_another_type_is_reported_on_its_line(code, data):
    text = SHIPPED[code]
    key, start, _, begin, end = data.draw(st.sampled_from(SPOTS[code]))
    value = "5" if text[begin] == "[" else "[5]"
    broken = text[:begin] + value + text[end:]
    here = line_at(text, start)
    found = problems(broken)
    said = [problem for problem in found if problem.where.line == here]
    assert any(re.search(rf"\.{key}\b", problem.where.path) for problem in said)
    assert key in broken.splitlines()[here - 1]


@pytest.mark.parametrize("code", SHIPPED)
@settings(max_examples=20)
@given(data=st.data())
def test_every_problem_of_a_broken_file_names_a_line_that_holds_what_it_is_about(code, data):
    """Whatever is broken, a key of the problem's path stands on the line that it names."""
    text = SHIPPED[code]
    for _ in range(3):
        _, _, _, begin, end = data.draw(st.sampled_from(spots(text)))
        text = (
            text[:begin]
            + data.draw(st.sampled_from(["[5]", '"x"', "-1", "2019", '"vn-749:x"', "{ x = 1 }"]))
            + text[end:]
        )
    try:
        dx.loads_plan(text)
    except Problems as group:
        lines = text.splitlines()
        for problem in group.leaves():
            keys = [re.sub(r"\[\d+\]", "", key) for key in problem.where.path.split(".")[1:]]
            line = lines[problem.where.line - 1]
            assert any(key in line for key in keys) or "missing" in problem.fact, problem.line()
