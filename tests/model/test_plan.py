import attrs
import pytest

from dxplan.errors import (
    DefinitionError,
    DuplicateCodeError,
    FormulaError,
    Problems,
    UnitMismatchError,
    UnknownCodeError,
)
from dxplan.expr.formula import WORDS
from dxplan.model.documents import Citation, Confidence, Document
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction, Indicator
from dxplan.model.plan import Plan
from dxplan.model.structure import Dimension, Pillar, Sector, SolutionGroup
from dxplan.model.targets import Target

CITE = Citation(document="law", confidence=Confidence.OFFICIAL)


def make_indicator(code="fibre", **fields):
    return Indicator(
        **{"code": code, "name": code, "unit": "%", "direction": Direction.UP, "dimensions": ("level",), **fields}
    )


def make_target(code="t", goal="trên 80 %", **fields):
    return Target(
        **{
            "code": code,
            "title": code,
            "indicator": "fibre",
            "goal": Goal.parse(goal),
            "by": 2025,
            "cite": CITE,
            **fields,
        }
    )


def make_plan(**fields):
    return Plan(
        **{
            "code": "p",
            "title": "Plan",
            "place": "11",
            "adopted": 2020,
            "documents": [Document(code="law", title="Law")],
            "pillars": [Pillar(code="economy", name="Economy")],
            "groups": [SolutionGroup(code="networks", name="Networks")],
            "sectors": [Sector(code="health", name="Health")],
            "dimensions": [Dimension(code="level", name="Level")],
            "indicators": [make_indicator()],
            "targets": [make_target()],
            **fields,
        }
    )


def problems_of(**fields):
    with pytest.raises(Problems) as caught:
        make_plan(**fields)
    return caught.value.exceptions


def test_a_sound_plan_keeps_everything():
    target = make_target(pillar="economy", group="networks", sector="health", each="level")
    plan = make_plan(targets=[target])
    assert plan.targets == (target,)
    assert plan.adopted.first.isoformat() == "2020-01-01"
    assert plan.title.vi == "Plan"


@pytest.mark.parametrize(
    ("fields", "path", "fact"),
    [
        ({"pillar": "econmy"}, "$.targets[0].pillar", "no pillar has the code 'econmy'"),
        ({"group": "nets"}, "$.targets[0].group", "no group has the code 'nets'"),
        ({"sector": "helth"}, "$.targets[0].sector", "no sector has the code 'helth'"),
        ({"each": "levl"}, "$.targets[0].each", "no dimension has the code 'levl'"),
        ({"where": {"levl": "commune"}}, "$.targets[0].where.levl", "no dimension has the code 'levl'"),
        ({"indicator": "fibr"}, "$.targets[0].indicator", "no indicator has the code 'fibr'"),
        (
            {"cite": Citation(document="lav", confidence=Confidence.OFFICIAL)},
            "$.targets[0].cite.document",
            "no document has the code 'lav'",
        ),
    ],
)
def test_unknown_codes_of_a_target(fields, path, fact):
    (problem,) = problems_of(targets=[make_target(**fields)])
    assert type(problem) is UnknownCodeError
    assert problem.fact == fact
    assert problem.where.path == path


@pytest.mark.parametrize(
    ("field", "things", "path"),
    [
        ("groups", [SolutionGroup(code="g", name="G", pillar="nope")], "$.groups[0].pillar"),
        ("indicators", [make_indicator(proxies=("fibre", "nope"))], "$.indicators[0].proxies[1]"),
        ("indicators", [make_indicator(dimensions=("nope",))], "$.indicators[0].dimensions[0]"),
    ],
)
def test_unknown_codes_of_the_vocabulary(field, things, path):
    (problem,) = problems_of(**{field: things})
    assert type(problem) is UnknownCodeError
    assert "'nope'" in problem.fact
    assert problem.where.path == path


@pytest.mark.parametrize(
    ("field", "things"),
    [
        ("documents", [Document(code="law", title="A"), Document(code="law", title="B")]),
        ("pillars", [Pillar(code="a", name="A"), Pillar(code="a", name="B")]),
        ("groups", [SolutionGroup(code="a", name="A"), SolutionGroup(code="a", name="B")]),
        ("sectors", [Sector(code="a", name="A"), Sector(code="a", name="B")]),
        ("dimensions", [Dimension(code="level", name="A"), Dimension(code="level", name="B")]),
        ("indicators", [make_indicator(), make_indicator()]),
        ("targets", [make_target(), make_target()]),
    ],
)
def test_codes_are_given_once(field, things):
    (problem,) = problems_of(**{field: things})
    assert type(problem) is DuplicateCodeError
    assert problem.fact.startswith(f"{field} 1 and 2 both have the code")
    assert problem.where.path == f"$.{field}[1].code"


def test_different_kinds_may_share_a_code():
    plan = make_plan(pillars=[Pillar(code="health", name="Health")])
    assert plan.pillars[0].code == plan.sectors[0].code


def test_a_goal_is_in_its_indicators_unit():
    (problem,) = problems_of(targets=[make_target(goal="trên 80 hộ")])
    assert type(problem) is UnitMismatchError
    assert problem.fact == "the goal 'trên 80 hộ' is in household, but indicator 'fibre' is in percent"
    assert problem.where.path == "$.targets[0].goal"


def test_a_goal_without_a_unit_takes_the_indicators():
    assert make_plan(targets=[make_target(goal="trên 80")]).targets[0].goal.unit is None


def test_a_bare_goal_faces_as_its_indicator_does():
    falling = [make_indicator(direction=Direction.DOWN)]
    (problem,) = problems_of(indicators=falling, targets=[make_target(goal="5 %")])
    assert type(problem) is DefinitionError
    assert problem.fact == "the bare goal '5 %' is read as ≥ 5 %, but of 'fibre' down is better"
    assert problem.where.path == "$.targets[0].goal"
    turned = make_target(goal=Goal.parse("5 %").facing(Direction.DOWN).wording)
    facing = attrs.evolve(turned, goal=turned.goal.facing(Direction.DOWN))
    assert make_plan(indicators=falling, targets=[facing]).targets == (facing,)


def test_a_worded_goal_may_face_against_the_indicator():
    falling = [make_indicator(direction=Direction.DOWN)]
    assert len(make_plan(indicators=falling, targets=[make_target(goal="tối thiểu 5 %")]).targets) == 1


def test_a_dimension_is_asked_as_each_or_as_one():
    (problem,) = problems_of(targets=[make_target(each="level", where={"level": "commune"})])
    assert problem.fact == "target 't' asks it of each level and of one level"
    assert problem.where.path == "$.targets[0].where.level"


@pytest.mark.parametrize(
    ("fields", "path"),
    [({"each": "level"}, "$.targets[0].each"), ({"where": {"level": "x"}}, "$.targets[0].where.level")],
)
def test_a_target_asks_only_for_what_its_indicator_is_broken_down_by(fields, path):
    (problem,) = problems_of(indicators=[make_indicator(dimensions=())], targets=[make_target(**fields)])
    assert problem.fact == "indicator 'fibre' is not broken down by 'level'"
    assert problem.where.path == path


def test_a_target_asks_only_for_members_that_the_dimension_lists():
    listed = [Dimension(code="level", name="Level", members=("province", "commune"))]
    target = make_target(where={"level": "comune"})
    (problem,) = problems_of(dimensions=listed, targets=[target])
    assert type(problem) is UnknownCodeError
    assert (problem.fact, problem.hint) == ("no level has the code 'comune'", "did you mean 'commune'?")
    assert problem.where.path == "$.targets[0].where.level"
    assert make_plan(targets=[target]).targets == (target,)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(Problems) as caught:
        make_plan(
            pillars=[Pillar(code="economy", name="A"), Pillar(code="economy", name="B")],
            targets=[
                make_target("a", pillar="econmy"),
                make_target("b", indicator="fibr"),
                make_target("c", each="nope"),
                make_target("d", cite=Citation(document="lav", confidence=Confidence.OFFICIAL)),
                make_target("e", goal="trên 80 hộ"),
                make_target("e"),
            ],
        )
    assert caught.value.fact == "plan 'p' does not hold together"
    assert caught.value.lines() == [
        "pillars 1 and 2 both have the code 'economy' @ $.pillars[1].code Hint: give one of them another code.",
        "targets 5 and 6 both have the code 'e' @ $.targets[5].code Hint: give one of them another code.",
        "no pillar has the code 'econmy' @ $.targets[0].pillar Hint: did you mean 'economy'?",
        "no indicator has the code 'fibr' @ $.targets[1].indicator Hint: did you mean 'fibre'?",
        "no dimension has the code 'nope' @ $.targets[2].each Hint: known dimension codes: level.",
        "no document has the code 'lav' @ $.targets[3].cite.document Hint: known document codes: law.",
        (
            "the goal 'trên 80 hộ' is in household, but indicator 'fibre' is in percent @ $.targets[4].goal "
            "Hint: give the goal in the indicator's unit, or name the indicator it really measures."
        ),
    ]


def test_things_are_found_by_code():
    plan = make_plan()
    assert plan.target("t") is plan.targets[0]
    assert plan.indicator("fibre") is plan.indicators[0]
    assert plan.document("law") is plan.documents[0]
    assert plan.dimension("level") is plan.dimensions[0]


@pytest.mark.parametrize(
    ("kind", "code", "hint"),
    [
        ("indicator", "fibbre", "did you mean 'fibre'?"),
        ("dimension", "levels", "did you mean 'level'?"),
        ("document", "zzz", "known document codes: law."),
        ("target", "zzz", "known target codes: t."),
    ],
)
def test_what_is_not_found_comes_with_a_suggestion(kind, code, hint):
    with pytest.raises(LookupError) as caught:
        getattr(make_plan(), kind)(code)
    assert caught.value.fact == f"no {kind} has the code {code!r}"
    assert caught.value.hint == hint


def test_a_rank_is_better_the_lower_it_is():
    with pytest.raises(DefinitionError, match="is a rank but more of it is said to be better") as caught:
        make_indicator(unit="rank")
    assert 'direction = "down"' in caught.value.hint
    assert make_indicator(unit="hạng", direction=Direction.DOWN).unit == "rank"


@pytest.mark.parametrize(
    "bounds", [{"low": 2, "high": 1}, {"kind": "count", "high": -1}, {"unit": "rank", "direction": "down", "high": 0}]
)
def test_an_indicator_can_have_some_value(bounds):
    with pytest.raises(DefinitionError, match="can have no value"):
        Indicator(**{"code": "some", "name": "Some", "unit": "document", "direction": "up"} | bounds)


def test_directions_have_a_sign():
    assert (Direction.UP.sign, Direction.DOWN.sign) == (1, -1)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_no_indicator_is_called_like_a_function(word):
    with pytest.raises(DefinitionError, match=f"'{word}' cannot be the code of an indicator") as caught:
        make_indicator(word)
    assert f"'digital_{word}'" in caught.value.hint
    assert make_indicator(f"digital_{word}").code == f"digital_{word}"
    assert make_indicator(f"dti.{word}").code == f"dti.{word}"


@pytest.mark.parametrize("formula", ["rank(wires)", "1 + minmax(wires)"])
def test_a_figure_is_computed_from_its_own_place(formula):
    with pytest.raises(FormulaError, match="the formula of 'fibre' compares places in"):
        make_indicator(formula=formula)


def test_a_figure_may_be_computed_from_the_year_before():
    assert make_indicator(formula="change(wires, months=12)").formula is not None
