import pickle

import pytest

from dxplan import errors
from dxplan.errors import (
    AmbiguousNumberError,
    DefinitionError,
    DuplicateCodeError,
    DxplanError,
    FiguresError,
    GoalError,
    PeriodError,
    Problems,
    UnknownCodeError,
    Where,
)

SINGLE = [
    thing
    for thing in vars(errors).values()
    if isinstance(thing, type) and issubclass(thing, DxplanError) and thing is not Problems
]
HERE = Where("$.targets[1].by", "plan.toml", 12)


def group():
    return Problems(
        "the plan cannot be read",
        [
            GoalError("goal", "word it", HERE),
            Problems("inner", [PeriodError("period"), FiguresError("figure", "", Where("value", "a.csv", 3))]),
        ],
    )


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (HERE, "$.targets[1].by (plan.toml:12)"),
        (Where("$.by", "plan.toml"), "$.by (plan.toml)"),
        (Where("$.by"), "$.by"),
        (Where("", "plan.toml", 3), "(plan.toml:3)"),
        (Where(), ""),
    ],
)
def test_a_spot_says_what_it_knows(where, text):
    assert str(where) == text


def test_an_error_says_fact_spot_and_hint():
    error = GoalError("the goal 'x' cannot be read", "write a number.", HERE)
    assert str(error) == ("the goal 'x' cannot be read @ $.targets[1].by (plan.toml:12)\n\nHint: write a number.")


def test_without_hint_or_spot_there_is_only_the_fact():
    assert str(DxplanError("a fact")) == "a fact"


def test_line_is_one_line_even_where_the_fact_has_several():
    error = DxplanError("a fact\n  in two lines", "do\nthis.", HERE)
    assert error.line() == "a fact in two lines @ $.targets[1].by (plan.toml:12) Hint: do this."


def test_at_gives_a_copy_of_the_same_class():
    error = DuplicateCodeError("twice", "once")
    placed = error.at(HERE)
    assert type(placed) is DuplicateCodeError
    assert (placed.fact, placed.hint, placed.where) == ("twice", "once", HERE)
    assert error.where is None


@pytest.mark.parametrize("cls", SINGLE)
def test_every_error_survives_pickling(cls):
    error = cls("a fact", "a hint", HERE)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert type(again) is cls
    assert (again.fact, again.hint, again.where) == ("a fact", "a hint", HERE)
    assert str(again) == str(error)


def test_nested_problems_survive_pickling():
    again = pickle.loads(pickle.dumps(group()))  # noqa: S301 (our own bytes)
    assert type(again) is Problems
    assert again.fact == "the plan cannot be read"
    assert type(again.exceptions[1]) is Problems
    assert again.lines() == [
        "goal @ $.targets[1].by (plan.toml:12) Hint: word it",
        "period",
        "figure @ value (a.csv:3)",
    ]


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("DefinitionError", ValueError),
        ("GoalError", ValueError),
        ("PeriodError", ValueError),
        ("DuplicateCodeError", ValueError),
        ("UnknownCodeError", LookupError),
        ("UnknownCodeError", ValueError),
        ("UnitMismatchError", TypeError),
        ("FiguresError", ValueError),
        ("MissingColumnError", ValueError),
        ("AmbiguousNumberError", ValueError),
        ("UnsupportedBackendError", NotImplementedError),
        ("FunctionError", RuntimeError),
        ("PluginError", ImportError),
    ],
)
def test_a_stranger_catches_it_as_a_builtin(name, builtin):
    with pytest.raises(builtin, match="a fact"):
        raise getattr(errors, name)("a fact")


@pytest.mark.parametrize("cls", SINGLE)
def test_every_error_is_of_the_tree(cls):
    with pytest.raises(DxplanError):
        raise cls("a fact")


def test_problems_count_and_list_their_lines():
    assert str(group()) == (
        "the plan cannot be read (3)\n"
        "goal @ $.targets[1].by (plan.toml:12) Hint: word it\n"
        "period\n"
        "figure @ value (a.csv:3)"
    )


def test_problems_are_never_empty():
    with pytest.raises(ValueError, match="empty"):
        Problems("nothing wrong", [])


def test_except_star_splits_problems_and_keeps_their_class():
    caught = []
    try:
        try:
            raise group()
        except* DefinitionError as part:
            caught.append(part)
    except* FiguresError as rest:
        caught.append(rest)
    definitions, figures = caught
    assert type(definitions) is Problems
    assert definitions.fact == "the plan cannot be read"
    assert definitions.lines() == ["goal @ $.targets[1].by (plan.toml:12) Hint: word it", "period"]
    assert type(figures) is Problems
    assert figures.lines() == ["figure @ value (a.csv:3)"]
    assert type(figures.exceptions[0]) is Problems
    assert figures.exceptions[0].fact == "inner"


def test_split_by_a_leaf_keeps_the_class():
    match, rest = group().split(GoalError)
    assert type(match) is Problems
    assert type(rest) is Problems
    assert [type(problem) for problem in match.exceptions] == [GoalError]


@pytest.mark.parametrize(
    ("code", "known", "hint"),
    [
        ("fibre_housholds", ["fibre_households", "egdi_rank"], "did you mean 'fibre_households'?"),
        ("zzz", ["b", "a"], "known pillar codes: a, b."),
        ("zzz", [], "no pillar is defined here; define one first."),
    ],
)
def test_an_unknown_code_names_the_nearest_or_all(code, known, hint):
    error = UnknownCodeError.among("pillar", code, known)
    assert error.fact == f"no pillar has the code {code!r}"
    assert error.hint == hint


def test_errors_are_equal_only_to_themselves():
    assert AmbiguousNumberError("a") != AmbiguousNumberError("a")


def test_problems_without_a_spot_can_be_pointed_at_one():
    there = errors.Where("$.a", "plan.toml", 3)
    here = errors.Where("$.b")
    group = errors.Problems("title", [errors.DxplanError("x"), errors.DxplanError("y", where=here)])
    assert [problem.where for problem in group.at(there).leaves()] == [there, here]
