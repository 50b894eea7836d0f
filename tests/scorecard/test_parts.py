"""Promises about every period, and about a share of the parts."""

import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError
from dxplan.periods import CalendarStep, Period
from dxplan.scorecard.wording import say_reason


def outcome(line):
    return line.status.code, line.reason, line.met


class TestEveryYear:
    def growth(self, make_plan, goal="tối thiểu 7 %", **target):
        return make_plan(goal, every=CalendarStep.YEAR, since=2022, **target)

    def test_each_year_is_judged_by_its_own_figure(self, judge, make_plan, figure):
        years = {2021: 1, 2022: 7.1, 2023: 7, 2024: 8, 2025: 7.5}
        line = judge(self.growth(make_plan), *(figure(value, year) for year, value in years.items()))
        assert outcome(line) == ("achieved", "parts_inside", True)
        assert [(part.member, part.met) for part in line.parts] == [
            ("2022", True),
            ("2023", True),
            ("2024", True),
            ("2025", True),
        ]

    def test_one_bad_year_decides(self, judge, make_plan, figure):
        line = judge(self.growth(make_plan), figure(6.9, 2023), figure(9, 2025))
        assert outcome(line) == ("missed", "part_outside", False)
        assert (line.figure.member, line.figure.value) == ("2023", 6.9)

    def test_a_missing_year_leaves_it_open(self, judge, make_plan, figure):
        line = judge(self.growth(make_plan), *(figure(8, year) for year in (2022, 2024, 2025)))
        assert outcome(line) == ("undecided", "parts_missing", None)

    def test_before_the_last_year_it_is_not_due(self, judge, make_plan, figure):
        figures = [figure(8, year) for year in (2022, 2023)]
        assert outcome(judge(self.growth(make_plan), *figures, at=2023)) == ("not_due", "not_due", None)

    def test_a_quarter_is_no_year(self, judge, make_plan, figure):
        assert judge(self.growth(make_plan), figure(8, "2022-Q4")).status.code == "no_data"

    def test_vintages_count_for_every_year(self, judge, make_plan, figure):
        figures = [figure(8, year, published=f"{year + 1}-01-10") for year in (2022, 2023, 2024, 2025)]
        revised = figure(6, 2022, published="2024-05-01")
        assert judge(self.growth(make_plan), *figures, revised).status.code == "missed"
        early = judge(self.growth(make_plan), *figures, revised, at=2023, known_on="2024-03-01")
        assert [part.met for part in early.parts] == [True, True, None, None]


class TestQuota:
    def plan(self, make_plan, quota, members=tuple("abcde")):
        dimension = dx.Dimension(code="unit", name="Unit", members=members)
        return make_plan(each="unit", quota=quota, dimensions=[dimension], indicator={"dimensions": ("unit",)})

    def judged(self, judge, make_plan, figure, values, quota):
        figures = [figure(value, breakdown={"unit": unit}) for unit, value in zip("abcde", values, strict=False)]
        return judge(self.plan(make_plan, quota), *figures)

    @pytest.mark.parametrize(
        ("values", "quota", "expected"),
        [
            ((90, 90, 90, 90, 10), 0.8, ("achieved", "parts_inside", True)),
            ((90, 90, 90, 10, 10), 0.8, ("missed", "part_outside", False)),
            ((90, 90, 90, 90), 0.8, ("achieved", "parts_inside", True)),
            ((90, 90, 90, 10), 0.8, ("undecided", "parts_missing", None)),
            ((90, 10, 10), 0.8, ("missed", "part_outside", False)),
            ((90, 90, 90, 90, 10), 1.0, ("missed", "part_outside", False)),
            ((90, 90, 90, 10, 10), 0.6, ("achieved", "parts_inside", True)),
        ],
    )
    def test_enough_meet_it_or_too_many_fail(self, judge, make_plan, figure, values, quota, expected):
        assert outcome(self.judged(judge, make_plan, figure, values, quota)) == expected

    @pytest.mark.parametrize(
        ("values", "quota", "failing", "missing", "said"),
        [
            ((90, 10, 20, 90), 1.0, "b; c", "e", ["the worst is b with 10 % (2025). Also failing: c. No figure: e."]),
            ((90, 90, 90, 90), 1.0, None, "e", ["4 of 5 meet ≥ 80 %, 0 fail;", "No figure: e."]),
            ((90, 90, 90, 10), 0.8, "d", "e", ["3 of 5 meet ≥ 80 %, 1 fail;", "Failing: d. No figure: e."]),
            ((90, 90, 90, 10, 20), 0.6, "d; e", None, ["the worst is d with 10 %", "Also failing: e."]),
        ],
    )
    def test_those_that_fail_or_lack_a_figure_are_named_everywhere(
        self, make_plan, figure, values, quota, failing, missing, said
    ):
        figures = [figure(value, breakdown={"unit": unit}) for unit, value in zip("abcde", values, strict=False)]
        card = dx.evaluate(self.plan(make_plan, quota), dx.Figures.of(figures), at=2025)
        (row,) = card.to_native().to_dicts()
        assert (row["failing"], row["missing"]) == (failing, missing)
        reason = say_reason(card["aim"], None, card.method, "en")
        explained = " ".join(card.explain("aim").text("en").split())
        for text in said:
            assert text in reason
            assert text in explained

    def test_of_many_parts_the_first_are_named_and_the_rest_counted(self, make_plan, figure):
        members = tuple(f"m{number:02d}" for number in range(30))
        plan = self.plan(make_plan, 1.0, members)
        figures = dx.Figures.of([figure(90, breakdown={"unit": "m00"})])
        line = dx.evaluate(plan, figures, at=2025)["aim"]
        said = say_reason(line, None, dx.load_method("attainment"), "vi")
        assert said.endswith("Chưa có số liệu: m01, m02, m03, m04, m05, m06, m07, m08, … (+21).")

    def test_of_an_open_list_a_share_cannot_be_told(self, judge, make_plan, figure):
        plan = self.plan(make_plan, 0.8, members=())
        assert judge(plan, figure(10, breakdown={"unit": "a"})).status.code == "undecided"

    def test_the_sentence_says_how_many_are_needed(self, judge, make_plan, figure):
        figures = [
            figure(value, breakdown={"unit": unit}) for unit, value in zip("abcde", (90, 90, 90, 90, 10), strict=True)
        ]
        card = dx.evaluate(self.plan(make_plan, 0.8), dx.Figures.of(figures), at=2025)
        assert "4 of 5 meet ≥ 80 % (4 are needed); the worst is e with 10 %" in " ".join(
            card.explain("aim").text().split()
        )


@pytest.mark.parametrize(
    ("settings", "fact"),
    [
        ({"every": CalendarStep.YEAR}, "has no since and every"),
        ({"since": 2021}, "has since and no every"),
        ({"every": CalendarStep.YEAR, "since": 2021, "each": "unit"}, "of each unit and of every year"),
        ({"every": CalendarStep.YEAR, "since": 2026}, "about every year since 2026, and due by 2025"),
        ({"quota": 0.5}, "has a quota and no parts"),
        ({"each": "unit", "quota": 0}, "the quota of target 'aim' is 0.0"),
        ({"each": "unit", "quota": 90}, "the quota of target 'aim' is 90.0"),
    ],
)
def test_what_does_not_go_together_is_refused(make_plan, settings, fact):
    with pytest.raises(DefinitionError, match=fact):
        make_plan(dimensions=[dx.Dimension(code="unit", name="Unit")], indicator={"dimensions": ("unit",)}, **settings)


@pytest.mark.parametrize(
    ("since", "end", "step", "found"),
    [
        (2021, 2023, CalendarStep.YEAR, ["2021", "2022", "2023"]),
        ("2021-Q2", 2022, CalendarStep.YEAR, ["2022"]),
        ("2021-H2", "2022-Q3", CalendarStep.HALF, ["2021-H2", "2022-H1"]),
        ("2021-Q4", "2022-Q1", CalendarStep.QUARTER, ["2021-Q4", "2022-Q1"]),
        ("2021-11", "2022-01", CalendarStep.MONTH, ["2021-11", "2021-12", "2022-01"]),
        ("2021-02-03", "2021-04-10", CalendarStep.MONTH, ["2021-03"]),
        (2022, 2021, CalendarStep.YEAR, []),
    ],
)
def test_the_steps_of_the_calendar(since, end, step, found):
    assert [str(period) for period in Period.of(since).steps_to(Period.of(end), step)] == found


def test_methods_that_are_mixed_across_pieces_are_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("dxplan.scorecard.parts.MOST", 1)
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    goal = dx.Goal.parse("80 %")
    aims = [
        dx.Target(code=f"aim-{code}", title=code, indicator="fibre", goal=goal, by=2025, place=code, cite=cite)
        for code in ("11", "04")
    ]
    plan = dx.Plan(
        code="made-up",
        title="A made-up plan",
        place="VN",
        adopted=2021,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        indicators=[dx.Indicator(code="fibre", name="Fibre", unit="%", direction="up")],
        targets=aims,
    )
    rows = {"indicator": ["fibre"] * 2, "place": ["11", "04"], "period": ["2025"] * 2, "value": [1.0, 2.0]}
    path = tmp_path / "figures.parquet"
    pl.DataFrame(rows | {"method": ["a", "b"]}).write_parquet(path)
    with pytest.raises(dx.Problems) as refused:
        dx.evaluate(plan, dx.read_figures(path), at=2025)
    assert "mix the methods a, b" in refused.value.lines()[0]
    pl.DataFrame(rows | {"method": ["a", "a"]}).write_parquet(path)
    card = dx.evaluate(plan, dx.read_figures(path), at=2025)
    assert [line.value for line in card] == [1, 2]
