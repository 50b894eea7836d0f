"""The public strategies make what they say, and shrink to something small."""

import subprocess
import sys

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan import expr as ex
from dxplan.codes import check_label, check_name
from dxplan.expr import nodes
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import across_rows, walk
from dxplan.figures.figure import breakdown_text, parse_breakdown
from dxplan.scorecard.review import review
from dxplan.testing import assert_laws, assert_round_trip
from dxplan.testing import strategies as dst
from dxplan.testing.strategies.goals import FORMS
from dxplan.testing.strategies.indicators import SCALES

QUICK = settings(max_examples=400, database=None, derandomize=True)


def least(strategy, condition=lambda _: True):
    return find(strategy, condition, settings=settings(max_examples=3000, database=None, derandomize=True))


@given(dst.codes(), dst.labels())
def test_codes_can_stand_in_formulas_and_labels_cannot_all(code, label):
    assert check_name(code) == code
    assert ex.parse(code) == ex.figure(code)
    assert check_label(label) == label


@given(dst.periods(2020, 2025), dst.days(2020, 2020))
def test_periods_keep_to_their_years_and_read_back(period, day):
    assert 2020 <= period.first.year <= period.last.year <= 2025
    assert dx.Period.parse(str(period)) == period
    assert day.year == 2020


@pytest.mark.parametrize(("form", "days"), [("day", 1), ("month", 31), ("quarter", 92), ("half", 184), ("year", 366)])
def test_periods_have_the_form_that_is_asked_for(form, days):
    assert least(dst.periods(2020, 2024, forms=(form,)), lambda period: period.length == days)


@given(dst.places(level="province", on="2025-06-30"))
def test_places_are_of_the_level_and_the_day(code):
    assert dx.gazetteer.at("2025-06-30")[code].level == "province"


SHAPES = {
    "level": lambda goal: goal.aim is None,
    "range": lambda goal: goal.aim is not None,
    "corridor": lambda goal: goal.interval.high - goal.interval.low > 0,
    "exact": lambda goal: goal.interval.high == goal.interval.low,
    "change": lambda goal: goal.relative and goal.against is not None,
    "yearly": lambda goal: goal.yearly == "mean",
    "bare": lambda goal: goal.bare,
    "top": lambda goal: goal.is_top and goal.of,
    "answer": lambda goal: goal.unit == "yes_no",
    "grade": lambda goal: goal.grade is not None,
    "undefined": lambda goal: goal.undefined is not None,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_goals_is_made(form):
    assert SHAPES[form](least(dst.goals(forms=(form,)), SHAPES[form]))


def test_goals_of_an_indicator_fit_it():
    fitting = dst.indicators().flatmap(lambda indicator: st.tuples(st.just(indicator), dst.goals(indicator)))

    @QUICK
    @given(fitting)
    def check(pair):
        indicator, goal = pair
        assert goal.measured_by(indicator) == goal
        goal.bounds_in(indicator.unit, base=1.0, scale=indicator.scale)

    check()


def test_an_indicator_that_can_have_no_such_goal_has_none():
    grade = least(dst.indicators(kinds=(dx.Kind.GRADE,)))
    assert grade.scale in SCALES
    assert dst.goals(grade, forms=("level",)).is_empty


@given(dst.expressions(["docs"], gives="truth"))
def test_trees_give_what_is_asked_for_of_the_codes_that_are_named(expr):
    assert expr.gives_truth
    assert ex.requires(expr) <= {"docs"}
    assert not across_rows(expr)
    assert ex.parse(str(expr)) == expr


def test_trees_have_most_kinds_of_nodes():
    kinds = set()

    @settings(max_examples=500, derandomize=True, phases=[Phase.generate], database=None)
    @given(dst.expressions(windows=True))
    def look(expr):
        kinds.update(type(part) for part in walk(expr))

    look()
    assert len(kinds) >= 24
    assert any(issubclass(kind, nodes.Window) for kind in kinds)
    assert any(issubclass(kind, nodes.Across) for kind in kinds)


@given(dst.expressions().flatmap(lambda expr: st.tuples(st.just(expr), dst.facts_for(expr))))
def test_facts_are_of_the_leaves(pair):
    expr, facts = pair
    assert set(facts) <= set(walk(expr))
    evaluate(expr, facts)


@given(dst.facts(whole=True))
def test_whole_facts_are_what_methods_need(facts):
    for method in map(dx.load_method, dx.installed_methods()):
        assert all(name in facts for name in method.needs)
        method.read(facts)


def cases(**options):
    plans = dst.plans(first=2018, last=2030, **options)
    return plans.flatmap(lambda plan: st.tuples(st.just(plan), dst.figures(plan), dst.reports(plan)))


@settings(max_examples=12)
@given(cases())
def test_figures_and_reports_go_with_their_plan(case):
    plan, figures, reports = case
    found = review(plan, dx.Figures.of(figures), dx.Reports.of(reports))
    assert [problem.line() for problem in found.problems] == []
    assert {one.why.value for one in found.unused} <= {"after_due"}
    assert all(figure.source and figure.confidence for figure in figures)
    assert all(parse_breakdown(breakdown_text(figure.breakdown)) == figure.breakdown for figure in figures)


@settings(max_examples=10)
@given(cases(), st.integers(2019, 2031))
def test_every_plan_keeps_the_laws_of_scorecards(case, at):
    plan, figures, reports = case
    assert_laws(plan, figures, reports=reports, at=at)


def test_every_status_that_figures_and_reports_give_comes_up():
    reached, wanted = set(), {"achieved", "missed", "no_data", "needs_definition"}

    class EnoughError(Exception):
        """All came up."""

    # What is drawn depends on what else was imported, and some come up once in a hundred cases.
    @settings(max_examples=2000, deadline=None, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(cases(of=st.just("x")))
    def look(case):
        plan, figures, reports = case
        table, told = dx.Figures.of(figures), dx.Reports.of(reports)
        reached.update(dx.evaluate(plan, table, at=2026, reports=told).counts)
        if reached >= wanted:
            raise EnoughError

    with pytest.raises(EnoughError):
        look()


def test_what_can_be_switched_off_is_off():
    plain = dst.plans(first=2020, last=2026).flatmap(
        lambda plan: dst.figures(plan, rivals=False, vintages=False, vague=False)
    )

    @settings(max_examples=10, database=None)
    @given(plain)
    def check(figures):
        keys = [(f.indicator, f.place, str(f.breakdown), str(f.period)) for f in figures]
        assert len(set(keys)) == len(keys)
        assert {figure.qualifier for figure in figures} <= {None}

    check()


def test_the_simplest_plan_is_next_to_nothing():
    seen = []

    @settings(max_examples=1, database=None)
    @given(dst.plans(code="p"))
    def look(plan):
        seen.append(plan)

    look()
    small = seen[0]
    assert (len(small.documents), len(small.indicators), len(small.targets), len(small.tasks)) == (1, 1, 0, 0)


def test_figures_shrink_to_one_or_none():
    plan = dx.load_plan("dien-bien-2020")
    assert least(dst.figures(plan)) == []
    assert len(least(dst.figures(plan), lambda figures: len(figures) > 0)) == 1


def test_a_plan_takes_over_the_vocabulary_of_an_installed_one():
    national = dx.load_plan("vn-749")

    @settings(max_examples=5, database=None)
    @given(dst.plans(national, code="ours"))
    def check(plan):
        assert plan.implements == "vn-749"
        assert {known.code for known in national.indicators} <= {known.code for known in plan.indicators}
        assert_round_trip(plan)

    check()


def test_without_hypothesis_it_is_said_how_to_get_it():
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'hypothesis' else find(name, *rest)\n"
        "import dxplan.testing; from dxplan.errors import DxplanError\n"
        "try:\n    from dxplan.testing import strategies\nexcept DxplanError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'hypothesis' is not installed" in done.stdout
    assert 'pip install "dxplan[testing]"' in done.stdout
