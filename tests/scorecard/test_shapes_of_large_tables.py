"""Tables still to be read give what few figures give, whatever is asked of them and whatever columns they lack."""

import attrs
import polars as pl
import pytest

import dxplan as dx

CITE = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)


def make_plan(*targets, code="made-up", **indicator):
    """Make a plan with a target for each of some settings."""
    settings = {"code": "i", "name": "i", "unit": "%", "direction": "up", "dimensions": ("area", "open")} | indicator
    return dx.Plan(
        code=code,
        title="A made-up plan",
        place="11",
        adopted=2020,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        dimensions=[dx.Dimension(code="area", name="a", members=("u", "r")), dx.Dimension(code="open", name="o")],
        indicators=[
            dx.Indicator(**settings),
            dx.Indicator(code="j", name="j", unit="%", direction="up", proxies=("i",)),
        ],
        targets=[
            dx.Target(
                **{"code": f"t{nth}", "title": "t", "indicator": "i", "by": 2025, "cite": CITE}
                | {"goal": dx.Goal.parse("50 %")}
                | target
            )
            for nth, target in enumerate(targets)
        ],
    )


def told(plans, figures, **asked):
    card = dx.evaluate(plans, figures, **{"at": 2025} | asked)
    return card.to_native().rows(), [str(card.explain(line.target.code)) for line in card if len(card.plans) == 1]


@pytest.fixture(params=["whole", "in pieces"])
def same(request, monkeypatch):
    """Compare what few figures, many in memory and a lazy table say, in one piece or in as many as can be."""

    def compare(plans, table, **asked):
        few = dx.Figures.from_native(table)
        expected = told(plans, few, **asked)
        if request.param == "in pieces":
            monkeypatch.setattr("dxplan.scorecard.parts._LEAST", 1)
            monkeypatch.setattr("dxplan.scorecard.parts.MOST", 1)
            monkeypatch.setattr("dxplan.scorecard.held._MOST", 1)
        for figures in (attrs.evolve(few, rows=5_000_000), dx.Figures.from_native(table.lazy())):
            assert told(plans, figures, **asked) == expected
        return expected

    return compare


def a_table(*rows, columns=("indicator", "place", "period", "value")):
    return pl.DataFrame(rows, orient="row", schema=list(columns))


PLAIN = a_table(("i", "11", "2025", 60.0), ("j", "11", "2025", 70.0))
BROKEN_DOWN = a_table(
    ("i", "11", "2025", 60.0, ""),
    ("i", "11", "2025", 61.0, "open=x"),
    ("i", "11", "2024", 40.0, "open=y"),
    ("i", "11", "2025", 62.0, "area=u"),
    ("j", "11", "2025", 70.0, ""),
    columns=("indicator", "place", "period", "value", "breakdown"),
)


@pytest.mark.parametrize("table", [PLAIN, BROKEN_DOWN], ids=["without breakdowns", "with breakdowns"])
@pytest.mark.parametrize(
    "targets",
    [
        [{"each": "area"}],
        [{}, {"each": "area"}],
        [{}, {"where": {"area": "u"}}],
        [{}, {"each": "area", "quota": 0.5}],
        [{"each": "open"}],
        [{}, {"each": "open"}],
        [{}, {"indicator": "j"}],
        [{"indicator": "j"}, {"each": "open"}, {}, {"each": "area"}],
    ],
    ids=str,
)
def test_whatever_targets_are_about(same, table, targets):
    same([make_plan(*targets)], table)


def test_a_share_to_one_plan_and_a_count_to_another(same):
    counted = make_plan({"goal": dx.Goal.parse("50 document")}, code="other", unit="document", kind="count")
    columns = ("indicator", "place", "period", "value", "numerator", "denominator")
    rows = [("i", "11", "2024", 60.0, None, None), ("i", "11", "2025", None, 1.0, 2.0)]
    same([make_plan({}), counted], a_table(*rows, columns=columns))


@pytest.mark.parametrize("others", [[], ["2023-06"], ["2024"]])
def test_a_mean_of_years_of_which_some_are_missing(same, others):
    goal = dx.Goal.parse("7 % a year on average")
    plan = make_plan({"goal": goal, "since": 2021}, kind="rate", dimensions=())
    rows, _ = same([plan], a_table(*[("i", "11", period, 49.0) for period in ("2022", *others)]), at="2025-06")
    assert "years_missing" in rows[0] or others == ["2024"]


def test_a_figure_that_was_not_public_is_counted_once(same):
    columns = ("indicator", "place", "period", "value", "numerator", "denominator", "published")
    table = a_table(("i", "11", "2024", 33.0, 1.0, 3.0, "2026"), columns=columns)
    same([make_plan({})], table, at="2024", known_on="2025-06")


def test_a_day_asked_whose_figures_are_all_old_hides_nothing_of_another(same):
    aims = [{"by": 2015}, {"indicator": "j", "by": 2025}]
    table = a_table(("i", "11", "2006", 1.0), ("j", "11", "2025-06", 51.0), ("j", "01", "2025-12", 1.0))
    rows, _ = same([make_plan(*aims, dimensions=(), frequency="monthly")], table, at="2025-12")
    assert 51.0 in rows[1]


def test_one_that_would_judge_before_the_due_day_is_withheld(same):
    columns = ("indicator", "place", "period", "value", "published")
    table = a_table(("i", "11", "2024", 60.0, None), ("i", "11", "2020", 50.0, "2021"), columns=columns)
    rows, _ = same([make_plan({"by": 2030})], table, known_on="2030")
    assert "withheld" in rows[0]


@pytest.mark.parametrize(("lazily", "first"), [(False, "(figures:2)"), (True, "(figures, 01, 2025-01)")])
def test_of_many_wrong_figures_only_some_are_told_and_where(lazily, first, monkeypatch):
    monkeypatch.setattr("dxplan.figures.figures._MANY", 10)
    table = a_table(*(("i", f"{code:02}", "2025", 200.0) for code in (1, 4, 11, 12, 14)))
    rows = [table.with_columns(period=pl.lit(f"2025-{month:02}")) for month in range(1, 13)]
    plan = attrs.evolve(make_plan({}, high=100), place="VN")
    whole = pl.concat(rows)
    figures = dx.Figures.from_native(whole.lazy() if lazily else whole)
    with pytest.raises(dx.Problems) as caught:
        dx.evaluate(plan, figures, at=2025, places="province")
    told = caught.value.lines()
    assert len(told) <= 21
    assert first in told[0]


def test_millions_of_figures_in_memory_are_checked_as_far_as_they_are_asked_for(monkeypatch):
    monkeypatch.setattr("dxplan.figures.figures._MANY", 1)
    columns = ("indicator", "place", "period", "value", "unit")
    rows = [("i", "11", "2025", 60.0, "%"), ("j", "11", "2025", 700.0, "document")]
    figures = dx.Figures.from_native(a_table(*rows, columns=columns))
    plan = make_plan({})
    assert not figures.bind(plan).checked
    assert dx.evaluate(plan, figures, at=2025)["t0"].value == 60
    with pytest.raises(dx.Problems):
        figures.bind(plan).check()
