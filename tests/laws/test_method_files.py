"""A method file is somebody else's text: whatever stands in it, it is read or refused with problems."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import FormulaError, Problems
from dxplan.expr.formula import WORDS, parse

SHIPPED = {
    name: (resources.files("dxplan") / "methods" / f"{name}.toml").read_text(encoding="utf-8")
    for name in dx.installed_methods()
}
PIECES = st.sampled_from(
    [
        *sorted(WORDS),
        *("progress", "given(actual)", "given(goal)", "met", "gap", "r", "s", "value", "1", "0.5", "1e999", "1,5"),
        *("+", "-", "*", "/", "**", "<", ">=", "==", "(", ")", "{", "}", ",", ":", " and ", " or ", " not ", " if "),
        *("missing=skip", "low=", "__import__('os')", "lambda: 0", "x.__class__", "\\u0000", "đ", "\n"),
    ]
)
FORMULAS = st.lists(PIECES, max_size=8).map("".join)
TEXTS = st.one_of(
    FORMULAS, st.text(max_size=8), st.sampled_from(["on_track", "achieved", "official", "mean", "progress"])
)
SCALARS = st.one_of(
    TEXTS.map(lambda text: "'''" + text.replace("'", "") + "'''"),
    st.sampled_from(["1", "0.95", "nan", "inf", "-1", "true", "2025-01-01", "1979-05-27T07:32:00Z", "1" * 400, '""']),
)
KEYS = st.sampled_from(
    [
        *("id", "version", "title", "source", "values", "needs", "params", "let", "outputs", "status", "rollup"),
        *("progress", "formula", "percent", "code", "as", "when", "label", "output", "combine", "value", "note"),
        *("confidence", "url", "vi", "en", "r", "s", "clip", '"a.b"', '"a b"', '""', '"đ"'),
    ]
)


def table(pairs):
    return "{" + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + "}"


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=4).map(table)
    ),
    max_leaves=8,
)
SOUND = {
    "id": '"m"',
    "version": '"1"',
    "title": '"M"',
    "source": '{ title = "S", confidence = "official" }',
    "outputs": '{ progress = "given(actual) / given(goal)" }',
}


def read(text):
    """Read a method; where it can be read, it can be asked too."""
    try:
        method = dx.loads_method(text)
    except Problems as problems:
        count = text.count("\n") + 1
        lines = [problem.where.line for problem in problems.leaves()]
        assert lines
        assert all(line is None or 1 <= line <= count for line in lines)
        return
    reading = method.read({"actual": 4.0, "goal": 5.0, "direction": 1.0})
    assert set(reading.outputs) == {output.name for output in method.outputs}
    method.roll([reading])
    assert method.expanded().keys() == method.steps.keys()


@given(st.text())
def test_any_text_is_a_method_or_gives_problems(text):
    read(text)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_toml_is_a_method_or_gives_problems(pairs):
    read("\n".join(f"{key} = {value}" for key, value in (SOUND | pairs).items()))


@given(
    st.dictionaries(st.sampled_from(["r", "s", "t", "about", "met"]), SCALARS, max_size=3),
    st.dictionaries(st.sampled_from(["a", "b", "c", "r", "progress"]), SCALARS | FORMULAS.map(repr), max_size=4),
    st.dictionaries(st.sampled_from(["progress", "a", "value", "d"]), VALUES, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["code", "as", "when", "label"]), SCALARS, min_size=2), max_size=3),
)
def test_any_tables_are_a_method_or_give_problems(params, let, outputs, status):
    made = {"params": table(params), "let": table(let), "outputs": table(outputs)}
    made["status"] = f"[{', '.join(map(table, status))}]"
    read("\n".join(f"{key} = {value}" for key, value in (SOUND | made).items()))


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_a_shipped_method_with_something_put_in_is_read_or_gives_problems(name, data):
    text = SHIPPED[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    read(text[:start] + data.draw(st.one_of(PIECES, VALUES, st.text(max_size=5))) + text[end:])


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_a_shipped_method_without_some_of_its_lines_is_read_or_gives_problems(name, data):
    lines = SHIPPED[name].splitlines()
    dropped = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    read("\n".join(line for nth, line in enumerate(lines) if nth not in dropped))


@pytest.mark.parametrize(
    "text",
    [
        '__import__("os")',
        '__import__("os").system("true")',
        "().__class__.__bases__",
        "[x for x in (1, 2)]",
        "(lambda: 1)()",
        "open",
        "exec('1')",
        "progress.__class__(1)",
        "f'{progress}'",
        "print(progress)",
        "1 if met else 0",
        "progress[0]",
        "*progress",
        "(x := 1)",
        "9 ** 9 ** 9 ** 9",
    ],
)
def test_python_in_a_formula_is_refused_or_just_a_number(text):
    if text in {"open", "9 ** 9 ** 9 ** 9"}:
        assert str(parse(text)) == text
    else:
        with pytest.raises(FormulaError):
            parse(text)
    method = "\n".join(f"{key} = {value}" for key, value in SOUND.items())
    read(method.replace("given(actual) / given(goal)", text.replace('"', "'")))
