"""Figures beside the plans that they are judged by: all that is wrong at once, and what is not used and why."""

import re

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import (
    AmbiguousPlaceError,
    DefinitionError,
    DuplicateFigureError,
    FiguresError,
    MixedMethodError,
    UnitMismatchError,
    UnknownCodeError,
)

LEVEL = dx.Dimension(code="area", name="Area", members=("urban", "rural"))
OPEN = dx.Dimension(code="industry", name="Industry")


def indicator(code, **settings):
    return dx.Indicator(
        **({"code": code, "name": code, "unit": "%", "direction": dx.Direction.UP} | settings),
    )


def target(code, measured, goal="80 %", **rest):
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    settings = {"code": code, "title": code, "indicator": measured, "goal": dx.Goal.parse(goal), "by": 2025}
    return dx.Target(**(settings | {"cite": cite} | rest))


INDICATORS = (
    indicator("fibre", low=0, high=100, dimensions=("area", "industry"), valid_from=2020, valid_to=2026),
    indicator("stations", unit="station", kind=dx.Kind.COUNT),
    indicator("place_won", unit="rank", kind=dx.Kind.RANK, direction=dx.Direction.DOWN),
    indicator("office", unit="grade", kind=dx.Kind.GRADE, scale=("C", "B", "A")),
    indicator("accounts", proxies=("papers",)),
    indicator("papers"),
    indicator("idle", high=100),
)
TARGETS = (
    target("fibre-aim", "fibre"),
    target("urban-aim", "fibre", where={"area": "urban"}),
    target("stations-aim", "stations", "100"),
    target("place-aim", "place_won", "top 20"),
    target("office-aim", "office", "hạng A"),
    target("accounts-aim", "accounts"),
)


def make_plan(code="bound", indicators=INDICATORS, targets=TARGETS, place="11", **rest):
    return dx.Plan(
        code=code,
        title="A made-up plan",
        place=place,
        adopted=2021,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        dimensions=[LEVEL, OPEN],
        indicators=indicators,
        targets=targets,
        **rest,
    )


PLAN = make_plan()


def table(text, name="figures.csv", tmp_path=None, **options):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return dx.read_figures(path, **options)


TEN = """indicator,place,period,value,unit,grade,breakdown,numerator,denominator,method,published
fibre,11,2024,120,,,,,,,
stations,11,2024,-3,,,,,,,
place_won,11,2024,0,,,,,,,
fibre,11,2023,70,hộ,,,,,,
office,11,2024,,,D,,,,,
fibre,11,2022,46,,,,450,1000,,
fibre,11,2019,50,,,,,,,
fibre,1,2024,50,,,,,,,
accounts,11,2024,50,,,,,,office,
accounts,11,2025,52,,,,,,press,
idle,11,2024,101,,,,,,,
fibre,11,2025,81,,,,,,,2026-01
fibre,11,2025,82,,,,,,,2026-01
"""
FOUND = [
    (2, "value", FiguresError, "120 is no value of 'fibre', which is 0 to 100"),
    (3, "value", FiguresError, "-3 is no value of 'stations', which is 0 or more"),
    (4, "value", FiguresError, "0 is no value of 'place_won', which is 1 or more"),
    (5, "unit", UnitMismatchError, "a figure of 'fibre' is in household, but the indicator is in percent"),
    (6, "grade", FiguresError, "'D' is no grade of 'office'"),
    (7, "value", FiguresError, "46 is not 450 of 1000, which is 45"),
    (8, "period", FiguresError, "'fibre' has a figure of 2019, and is measured from 2020-01-01 to 2026-12-31"),
    (9, "place", FiguresError, "no place has the code '1'"),
    (11, "method", MixedMethodError, "the figures of 'accounts' mix the methods office, press"),
    (12, "value", FiguresError, "101 is no value of 'idle', which is 100 or less"),
    (14, "value", DuplicateFigureError, "'fibre' in 2025 has the values 81 and 82 (rows 13 and 14), both public"),
]


def problems(found):
    return [(p.where.line, p.where.path, type(p), p.fact) for p in found]


def matches(found, expected=FOUND):
    assert [(line, path, kind) for line, path, kind, _ in found] == [(line, p, kind) for line, p, kind, _ in expected]
    for (_, _, _, fact), (_, _, _, start) in zip(found, expected, strict=True):
        assert fact.casefold().startswith(start.casefold())


class TestProblems:
    def test_everything_at_once_with_file_and_row(self, tmp_path):
        figures = table(TEN, tmp_path=tmp_path)
        with pytest.raises(dx.Problems) as caught:
            figures.bind(PLAN)
        matches(problems(caught.value.exceptions))
        assert all(f"figures.csv:{line})" in said for (line, *_), said in zip(FOUND, caught.value.lines(), strict=True))
        assert all(" Hint: " in said for said in caught.value.lines())
        with pytest.raises(dx.Problems) as again:
            dx.evaluate(PLAN, figures, at=2025)
        assert again.value.lines() == caught.value.lines()

    def test_a_table_still_to_be_read_is_checked_as_a_whole_when_asked(self, tmp_path):
        frame = table(TEN, tmp_path=tmp_path).to_native().collect()
        columns = [name for name in TEN.splitlines()[0].split(",") if name != "grade"]
        bound = dx.Figures.from_native(frame.with_columns(grade="grade").lazy().select(*columns, "grade")).bind(PLAN)
        assert not bound.checked
        with pytest.raises(dx.Problems) as caught:
            bound.check()
        kinds = sorted(kind.__name__ for _, _, kind, _ in FOUND)
        assert sorted(type(p).__name__ for p in caught.value.exceptions) == kinds
        sound = dx.Figures.from_native(frame.head(0).lazy().select(*columns)).bind(PLAN).check()
        assert sound.checked

    def test_a_lazy_table_raises_while_it_is_evaluated(self, tmp_path):
        rows = {"indicator": ["fibre"], "place": ["11"], "period": ["2025"], "value": [120.0]}
        figures = dx.Figures.from_native(pl.LazyFrame(rows))
        bound = figures.bind(PLAN)
        with pytest.raises(dx.Problems) as caught:
            dx.evaluate(PLAN, bound, at=2025)
        assert "120 is no value of 'fibre'" in str(caught.value)
        path = tmp_path / "figures.parquet"
        pl.DataFrame(rows).write_parquet(path)
        with pytest.raises(dx.Problems) as caught:
            dx.evaluate(PLAN, dx.read_figures(path), at=2025)
        assert "120 is no value of 'fibre'" in str(caught.value)

    def test_a_table_of_many_rows_is_checked_the_same(self, tmp_path, monkeypatch):
        monkeypatch.setattr("dxplan.figures.figures._FEW", 1)
        with pytest.raises(dx.Problems) as caught:
            table(TEN, tmp_path=tmp_path).bind(PLAN)
        matches(problems(caught.value.exceptions))

    def test_a_code_that_meant_two_places(self, tmp_path):
        plan = make_plan(place="24", targets=[target("fibre-aim", "fibre", place="24")])
        text = "indicator,place,period,value\nfibre,24,2025,80\nfibre,24,2025,81\n"
        with pytest.raises(dx.Problems) as caught:
            table(text, tmp_path=tmp_path).bind(plan)
        assert [type(p) for p in caught.value.exceptions] == [AmbiguousPlaceError]

    def test_methods_of_proxies_and_of_what_nobody_asks_for_may_differ(self, tmp_path):
        text = "indicator,place,period,value,method\n" + "".join(
            f"{code},11,{year},50,{method}\n"
            for code in ("papers", "idle")
            for year, method in ((2023, "a"), (2024, "b"))
        )
        assert table(text, tmp_path=tmp_path).bind(PLAN).checked

    def test_methods_differ_in_what_is_asked_only(self, tmp_path):
        text = "indicator,place,period,value,breakdown,method\nfibre,11,2025,50,,a\nfibre,11,2025,50,area=rural,b\n"
        assert table(text, tmp_path=tmp_path).bind(PLAN).checked

    def test_a_reference_lets_rivals_stand_beside(self, tmp_path):
        plan = make_plan(indicators=[indicator("fibre", method="a")], targets=[target("fibre-aim", "fibre")])
        text = "indicator,place,period,value,method\nfibre,11,2025,85,a\nfibre,11,2025,50,b\n"
        card = dx.evaluate(plan, table(text, tmp_path=tmp_path).bind(plan), at=2025)
        line = card["fibre-aim"]
        assert (line.value, [rival.value for rival in line.rivals]) == (85, [50])
        assert "50 % (2025); b" in card.explain("fibre-aim").text("en")

    def test_figures_of_other_places_and_indicators_are_left_to_their_plans(self, tmp_path):
        text = "indicator,place,period,value\nfibre,01,2025,500\nrainfall,11,2025,2000\n"
        assert table(text, tmp_path=tmp_path).bind(PLAN).used == 0

    def test_a_value_may_follow_from_its_parts(self, tmp_path):
        text = "indicator,place,period,value,numerator,denominator\nfibre,11,2025,,810,1000\n"
        bound = table(text, tmp_path=tmp_path).bind(PLAN)
        assert (bound.used, dx.evaluate(PLAN, bound, at=2025)["fibre-aim"].value) == (1, 81)

    @pytest.mark.parametrize("value", ["45", "45.0", "45.2", "45,17"])
    def test_a_value_rounded_from_its_parts_is_no_contradiction(self, tmp_path, value):
        text = f"indicator;place;period;value;numerator;denominator\nfibre;11;2025;{value};4517;10000\n"
        assert table(text, tmp_path=tmp_path).bind(PLAN).used == 1

    def test_thousands_of_problems_are_counted_and_not_all_said(self, tmp_path):
        rows = "".join(f"fibre,11,2024-{1 + n % 12:02d}-{1 + n % 28:02d},{200 + n}\n" for n in range(3000))
        rows += "stations,11,2025,-1\n"
        with pytest.raises(dx.Problems) as caught:
            table("indicator,place,period,value\n" + rows, tmp_path=tmp_path).bind(PLAN)
        found = caught.value
        assert found.number == 3001
        assert len(found.lines()) < 50
        assert str(found).startswith("the figures do not fit the plan (3001)\n")
        assert re.search(r"2981 more of this kind, in rows 22 to 3002 @ value", str(found))


class TestUse:
    ROWS = """indicator,place,period,value,breakdown
fibre,11,2024,80,
fibre,11,2024,80,area=urban
fibre,11,2024,80,area=rural
fibre,11,2024,80,area=rual
fibre,11,2024,80,aera=rural
fibre,11,2024,80,season=wet
fibre,11,2026,80,
fibre,11,2025,,
fibre,01,2024,80,
fibr,11,2024,80,
fibr,11,2025,80,
rainfall,11,2024,80,
idle,11,2024,80,
papers,11,2024,80,
"""

    def test_what_is_not_used_and_why(self, tmp_path):
        bound = table(self.ROWS, tmp_path=tmp_path).bind(PLAN)
        assert (bound.number, bound.used) == (14, 3)
        assert [(u.where.line, u.why.value, u.number, u.meant) for u in bound.unused] == [
            (4, "other_breakdown", 1, None),
            (5, "unknown_member", 1, "rural"),
            (6, "unknown_dimension", 1, "area"),
            (7, "unknown_dimension", 1, None),
            (8, "after_due", 1, None),
            (9, "no_value", 1, None),
            (10, "other_place", 1, None),
            (11, "unknown_indicator", 2, "fibre"),
            (13, "unknown_indicator", 1, None),
            (14, "not_asked", 1, None),
        ]
        assert [(type(p), p.where.line, p.where.path) for p in bound.doubts] == [
            (UnknownCodeError, 5, "breakdown"),
            (UnknownCodeError, 6, "breakdown"),
            (UnknownCodeError, 11, "indicator"),
        ]
        assert bound.doubts[0].fact == "no area has the code 'rual'"

    def test_reasons_have_names_in_both_languages(self):
        for why in dx.WhyUnused:
            assert why.label.vi != why.label.en

    def test_any_member_of_an_open_list_is_used(self, tmp_path):
        plan = make_plan(targets=[target("each", "fibre", each="industry", where={"area": "urban"})])
        text = (
            "indicator,place,period,value,breakdown\nfibre,11,2025,80,area=urban;industry=mining\nfibre,11,2025,80,\n"
            "fibre,11,2025,80,area=urban\n"
        )
        bound = table(text, tmp_path=tmp_path).bind(plan)
        assert [u.breakdown for u in bound.unused] == ["", "area=urban"]

    def test_communes_of_a_target_are_used(self, tmp_path):
        plan = dx.load_plan("dien-bien-2020")
        assert plan.place == "11"
        own = make_plan(targets=[target("each", "fibre", each="commune")])
        commune = own.gazetteer.at("2025-12-31").under("11", "commune")[0][0].code
        text = f"indicator,place,period,value\nfibre,{commune},2025-12-31,80\n"
        assert table(text, tmp_path=tmp_path).bind(own).used == 1

    def test_several_plans_share_a_table(self, tmp_path):
        other = make_plan("other", [indicator("rainfall")], [target("rain", "rainfall")])
        text = "indicator,place,period,value\nfibre,11,2025,80\nrainfall,11,2025,90\n"
        figures = table(text, tmp_path=tmp_path)
        assert [figures.bind(*plans).used for plans in ((PLAN,), (other,), (PLAN, other), ())] == [1, 1, 2, 0]
        bound = figures.bind(PLAN, other)
        assert len(dx.evaluate(other, bound, at=2025)) == 1
        assert len(dx.evaluate([PLAN, other], bound, at=2025)) == len(TARGETS) + 1
        with pytest.raises(DefinitionError, match="not bound to the plan 'other', but to bound"):
            dx.evaluate([PLAN, other], figures.bind(PLAN), at=2025)

    def test_bound_figures_are_not_bound_again(self, tmp_path, monkeypatch):
        bound = table("indicator,place,period,value\nfibre,11,2025,80\n", tmp_path=tmp_path).bind(PLAN)
        monkeypatch.setattr("dxplan.figures.bound.problems_of", None)
        assert dx.evaluate(PLAN, bound, at=2025)["fibre-aim"].status.code == "achieved"
        assert repr(bound).startswith("<BoundFigures: <Figures from ")

    def test_no_figures(self):
        bound = dx.Figures.of([]).bind(PLAN)
        assert (bound.number, bound.used, bound.unused, bound.doubts) == (0, 0, (), ())

    def test_shipped_figures_fit_their_plans(self):
        for code in dx.installed_plans():
            bound = dx.load_figures(code).bind(dx.load_plan(code))
            assert bound.doubts == ()


class TestIndicator:
    def test_a_validity_that_ends_before_it_begins(self):
        with pytest.raises(DefinitionError, match="valid from 2026 to 2025"):
            indicator("fibre", valid_from=2026, valid_to=2025)

    def test_what_a_figure_can_be(self):
        assert indicator("fibre").possible == (None, None)
        assert indicator("stations", unit="station", kind=dx.Kind.COUNT).possible == (0, None)
        assert indicator("stations", unit="station", kind=dx.Kind.COUNT, low=-5, high=9).possible == (-5, 9)


def test_figures_of_places_that_were_merged_since_say_so():
    plan = attrs.evolve(PLAN, place="24", adopted=dx.Period.parse("2026"))
    figures = dx.Figures.of(
        [dx.Figure(indicator="fibre", place=code, period=2022, value=1) for code in ("24", "27", "11")]
    )
    why = {unused.place: unused.why for unused in figures.bind(plan).unused}
    assert why == {"24": dx.WhyUnused.MERGED_PLACE, "27": dx.WhyUnused.MERGED_PLACE, "11": dx.WhyUnused.OTHER_PLACE}
