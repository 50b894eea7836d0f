"""What holds for every scorecard, of shipped plans and of made-up ones.

Every number of it can be computed again from the text of its explanation.
There each step is printed as ``name = formula = value`` and each fact as ``name = value``; read back as text and
computed from the facts alone, every formula gives the value printed beside it, and the cells are those values.
The units that figures are in and the order of their rows change nothing.
"""

import math
from datetime import date
from functools import cache

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan import expr as ex
from dxplan.expr.nodes import Figure, Given
from dxplan.expr.plain import evaluate
from dxplan.expr.walk import leaves
from dxplan.scorecard.asking import Asking
from dxplan.scorecard.batches import situations
from dxplan.scorecard.gather import _answering
from dxplan.scorecard.situations import is_measured
from dxplan.units import base_factor

WORDS = {"missing": None, "True": True, "False": False}


class Told:
    """What an explanation prints, read back from its text."""

    def __init__(self, explanation):
        self.printed, self.formulas = {}, {}
        for line in map(str, explanation.workings()):
            name, *formula, value = line.split(" = ")
            leaf = ex.parse(name)
            assert leaf not in self.printed, f"{name} is told twice"
            self.printed[leaf] = WORDS[value] if value in WORDS else float(value)
            if formula:
                (self.formulas[leaf],) = map(ex.parse, formula)
        self.value = cache(self.compute)

    def compute(self, leaf):
        """Compute a name from the facts that are told, without what is printed of anything between."""
        assert leaf in self.printed, f"{leaf} is not told"
        if leaf not in self.formulas:
            return self.printed[leaf]
        formula = self.formulas[leaf]
        needed = [*leaves(formula, Figure), *leaves(formula, Given)]
        return evaluate(formula, {name: self.value(name) for name in needed})


def same(one, other):
    if one is None or other is None or isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other or math.isclose(one, other, rel_tol=1e-12)


def check(explanation):
    """Compute everything again, and compare it with what is printed and with the cells."""
    if explanation.line.target.is_milestone:  # nothing of it is computed
        assert explanation.workings() == ()
        return
    line, told = explanation.line, Told(explanation)
    for name, printed in told.printed.items():
        assert same(told.value(name), printed), f"{name} is {told.value(name)!r}, printed {printed!r}"
    scale = base_factor(line.indicator.unit) if explanation.method.values == "base_unit" else 1.0
    cells = line.outputs | {"gap": None if line.gap is None else line.gap * scale}
    if line.target.each is None and line.figure is not None:
        cells["met"] = line.met
    for name, value in cells.items():
        assert same(told.value(Figure(name)), value), name
    actual = told.value(Given("actual")) if Given("actual") in told.printed else None
    assert same(actual, None if line.figure is None else line.figure.exact * scale)
    holding = (nth for nth in range(len(explanation.method.lines)) if told.value(Figure(f"status.line{nth + 1}")))
    first = next(holding, None)
    assert line.said is (None if first is None else explanation.method.lines[first])
    if line.reason == "by_method":
        assert line.status is line.said.status


@cache
def shipped():
    plans = [dx.load_plan(code) for code in dx.installed_plans()]
    return plans, dx.Figures.joined([dx.load_figures(code) for code in dx.installed_plans()])


@pytest.mark.parametrize("known_on", [None, "2024-12-31"])
@pytest.mark.parametrize("at", range(2020, 2027))
@pytest.mark.parametrize("method", dx.installed_methods())
def test_every_cell_of_the_shipped_scorecards(method, at, known_on):
    plans, figures = shipped()
    card = dx.evaluate(plans, figures, at=at, known_on=known_on, method=method)
    assert len(card) == sum(len(plan.targets) for plan in plans)
    for line in card:
        check(card.explain(f"{line.plan.code}:{line.target.code}"))


# Made-up plans of one target: an indicator that is reported or computed, of the whole, of a member or of each.
FORMULAS = st.sampled_from(
    [
        None,
        "share(signed, sent)",
        "weighted({part: 1, other: 3}, missing=skip)",
        "where(part > 0.5, mean(part, other), share(signed, sent))",
        "clip(total(part, other, nested, missing=zero) / 3, low=0.1)",
        "share(made, whole) * 2",
    ]
)
GOALS = st.sampled_from(
    [*("80 %", "trên 35 %", "tối đa 40 %", "dưới 80 %", "tối thiểu 0,5 tỷ số", "900 ‰"), "không quá 0 %", "phổ cập"]
)
VALUES = st.one_of(st.integers(-2, 20).map(lambda n: n * 5.0), st.floats(0.001, 999))
COUNTS = st.one_of(st.integers(0, 40).map(float), st.floats(0.001, 999))
QUALIFIERS = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(dx.Qualifier))
INPUTS = {
    **dict.fromkeys(("signed", "sent", "made", "whole"), "document"),
    **dict.fromkeys(("part", "other", "nested"), "percent"),
}
OTHER_UNITS = {"document": [None, "thousand_document"], "percent": [None, "ratio", "permille"]}
MEMBERS = ("north", "south")
DIRECTIONS = st.sampled_from(dx.Direction)
SHAPES = st.sampled_from([{}, {"each": "level"}, {"where": {"level": "north"}}])


@st.composite
def plans(draw, formulas=FORMULAS, goals=GOALS, directions=DIRECTIONS, shapes=SHAPES):
    formula, shape = draw(formulas), draw(shapes)
    dimension = ("level",) if shape else ()
    direction = draw(directions)
    start = draw(st.none() | st.builds(dx.Baseline, period=st.sampled_from([2019, 2020]), value=st.none() | VALUES))
    inputs = [
        dx.Indicator(
            code=code,
            name=code,
            unit=unit,
            direction=dx.Direction.UP,
            dimensions=dimension,
            formula="share(signed, sent)" if code == "nested" else None,
        )
        for code, unit in INPUTS.items()
    ]
    return dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="99",
        adopted=2019,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        dimensions=[dx.Dimension(code="level", name="level", members=draw(st.sampled_from([MEMBERS, ()])))],
        indicators=[
            dx.Indicator(
                code="aimed",
                name="what is aimed at",
                unit="%",
                direction=direction,
                dimensions=dimension,
                formula=formula,
                frequency=draw(st.sampled_from([dx.Frequency.YEARLY, dx.Frequency.BIENNIAL])),
            ),
            *inputs,
        ],
        targets=[
            dx.Target(
                code="aim",
                title="An aim",
                indicator="aimed",
                goal=dx.Goal.parse(draw(goals), numbers="vi").facing(direction),
                by=draw(st.sampled_from([2024, 2025, 2026, 2030])),
                baseline=start,
                cite=dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL),
                **shape,
            )
        ],
    )


@st.composite
def figures(draw, plan):
    """Make figures of what the plan asks for, at most one for each key."""
    aimed = plan.indicators[0]
    reported = ["aimed"] if aimed.formula is None else ["aimed", *sorted(INPUTS)]
    breakdowns = [{"level": member} for member in MEMBERS] if aimed.dimensions else [{}]
    # Formulas need several inputs of one period to give anything, so most of them are there.
    years = draw(st.lists(st.sampled_from([2019, 2020, 2023, 2024, 2025]), min_size=2, max_size=4, unique=True))
    there = st.sampled_from([True, True, True, False])
    keys = [(code, year, nth) for code in reported for year in years for nth in range(len(breakdowns)) if draw(there)]
    made = []
    for code, year, nth in keys:
        unit = plan.indicator(code).unit
        settings_ = {
            "indicator": code,
            "place": "99",
            "period": year,
            "breakdown": breakdowns[nth],
            "published": draw(st.sampled_from([None, year + 1])),
            "source": "a page",
        }
        if code == "aimed" and draw(st.booleans()):
            whole = draw(COUNTS)
            numbers = {"numerator": draw(COUNTS), "denominator": whole} | ({"value": 0} if whole == 0 else {})
        else:
            numbers = {
                "value": draw(COUNTS if unit == "document" else VALUES),
                "unit": draw(st.sampled_from(OTHER_UNITS[unit])),
                "qualifier": draw(QUALIFIERS),
            }
        made.append(dx.Figure(**settings_, **numbers))
    return made


@st.composite
def cases(draw, **options):
    plan = draw(plans(**options))
    return plan, draw(figures(plan))


METHODS = st.builds(
    lambda name, values: attrs.evolve(dx.load_method(name), values=values),
    st.sampled_from(dx.installed_methods()),
    st.sampled_from(["declared_unit", "base_unit"]),
)


@settings(deadline=None)
@given(cases(), METHODS, st.integers(2023, 2026), st.sampled_from([None, None, 2025]))
def test_every_cell_of_a_made_up_scorecard(case, method, at, known_on):
    plan, reported = case
    card = dx.evaluate(plan, dx.Figures.of(reported), at=at, known_on=known_on, method=method)
    check(card.explain("aim"))


SCALE = {"percent": 1.0, "ratio": 100.0, "permille": 0.1, "document": 1.0, "thousand_document": 1000.0}


@st.composite
def in_other_units(draw, reported, plan):
    """Give the same figures with other units for their values."""
    changed = []
    for figure in reported:
        own = plan.indicator(figure.indicator).unit
        unit = draw(st.sampled_from(OTHER_UNITS[own]))
        if figure.value is None or figure.denominator is not None:
            changed.append(figure)
        else:
            value = figure.value * SCALE[figure.unit or own] / SCALE[unit or own]
            changed.append(attrs.evolve(figure, unit=unit, value=value))
    return changed


def near(one, other):
    if one is None or other is None or not isinstance(one, float):
        return one == other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)


@settings(deadline=None, max_examples=50)
@given(cases(), METHODS, st.integers(2023, 2026), st.data())
def test_a_figure_in_another_unit_changes_nothing(case, method, at, data):
    plan, reported = case
    (line,) = dx.evaluate(plan, dx.Figures.of(reported), at=at, method=method)
    gaps = sorted(part.gap for part in line.parts if part.gap is not None)
    assume(len(gaps) < 2 or not math.isclose(gaps[0], gaps[1], rel_tol=1e-9, abs_tol=1e-9))
    (again,) = dx.evaluate(plan, dx.Figures.of(data.draw(in_other_units(reported, plan))), at=at, method=method)
    assert (again.status, again.reason, again.met, again.said) == (line.status, line.reason, line.met, line.said)
    assert near(again.value, line.value)
    assert near(again.gap, line.gap)
    for name, value in line.outputs.items():
        assert near(again.outputs[name], value), name


@settings(deadline=None, max_examples=50)
@given(cases(), METHODS, st.integers(2023, 2026), st.data())
def test_the_order_of_rows_changes_nothing(case, method, at, data):
    plan, reported = case
    shuffled = data.draw(st.permutations(reported))
    cards = [dx.evaluate(plan, dx.Figures.of(rows), at=at, method=method) for rows in (reported, shuffled)]
    assert cards[0].to_native().equals(cards[1].to_native())
    assert str(cards[0].explain("aim")) == str(cards[1].explain("aim"))


def in_three_ways(figures):
    """Give the same figures as few that are looked at one by one, as more in memory, and as still to be read."""
    joined, lazy = (attrs.evolve(figures, rows=rows) for rows in (50_000, None))
    assert figures.at_hand is not None
    assert joined.few
    assert joined.at_hand is None
    assert not lazy.few
    return figures, joined, lazy


# What a formula computes is left to dataframes.
@settings(deadline=None, max_examples=150)
@given(cases(formulas=st.none()) | cases(), METHODS, st.integers(2023, 2026), st.sampled_from([None, 2024, 2025]))
def test_few_figures_and_many_and_those_still_to_be_read_give_the_same(case, method, at, known_on):
    plan, reported = case
    ways = in_three_ways(dx.Figures.of(reported))
    one, *others = (dx.evaluate(plan, figures, at=at, known_on=known_on, method=method) for figures in ways)
    for other in others:
        assert other.to_native().equals(one.to_native())
        assert str(other.explain("aim")) == str(one.explain("aim"))


def rows_of(asked):
    """Give what was gathered as rows in one order, without what joins leave open: the order of rows and columns."""
    return sorted((sorted(row.items()) for row in asked.iter_rows(named=True)), key=repr)


def check_gathered(plans, figures, at, known_on):
    """Gather by looking at each figure and by joining tables, with the history and without."""
    asked_of = situations(plans, {dx.Period.of(at): {}}, {})
    asking = Asking(asked_of.having(is_measured))
    for bearing in (True, False):
        few, joined = (_answering(way, asking, known_on, bearing=bearing) for way in in_three_ways(figures)[:2])
        assert set(few.schema.items()) == set(joined.schema.items())
        assert rows_of(few) == rows_of(joined)
    return few


@settings(deadline=None)
@given(cases(), st.integers(2023, 2026), st.sampled_from([None, date(2025, 12, 31)]))
def test_looking_at_each_figure_finds_what_joining_tables_does(case, at, known_on):
    plan, reported = case
    check_gathered([plan], dx.Figures.of(reported), at, known_on)


@pytest.mark.parametrize("known_on", [None, date(2023, 6, 30)])
@pytest.mark.parametrize("at", [2019, 2022, 2025, "2025-Q2"])
def test_looking_at_each_shipped_figure_finds_what_joining_tables_does(at, known_on):
    plans, figures = shipped()
    assert len(check_gathered(plans, figures, at, known_on)) or at == 2019


@given(
    st.sampled_from(["attainment", "progress"]),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000),
    st.floats(-1000, 1000) | st.integers(-5, 5).map(float),
    st.none() | st.floats(-1000, 1000) | st.integers(-5, 5).map(float),
    st.booleans(),
)
def test_more_of_what_shall_rise_is_never_less_progress(name, one, other, goal, baseline, is_open):
    exact = {"reach_below": 0.0, "reach_above": 0.0, "low_open": False, "high_open": False}
    told = exact | {"goal": goal, "goal_low": goal, "goal_low_open": is_open, "goal_high_open": False}
    told |= {"direction": 1.0, "baseline": baseline, "start": 2020.0, "now": 2025.0, "due": 2030.0}
    less, more = sorted((one, other))
    method = dx.load_method(name)
    low, high = (method.read(told | {"actual": value}).outputs["progress"] for value in (less, more))
    if low is not None and high is not None:
        assert low <= high or same(low, high)
