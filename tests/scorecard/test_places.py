"""Figures meet targets by place and date: which code meant what, each place of a level, and what is no more."""

import attrs
import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, DefinitionError, FiguresError

DISTRICTS = [f"{number:03d}" for number in range(94, 104)]
COMMUNES = [place.code for place in dx.gazetteer.at(2026).of_level("commune")]


def lines_of(run):
    with pytest.raises(dx.Problems) as caught:
        run()
    return caught.value.lines()


def outcome(line):
    return line.status.code, line.reason, line.met


@pytest.fixture
def make(make_plan):
    """Make the made-up plan for a real place; what depends on the place is put in last."""

    def run(goal="80 %", *, place="11", adopted=2020, places=(), each=None, quota=1.0, target_place=None, **settings):
        plan = make_plan(goal, **settings)
        target = attrs.evolve(plan.targets[0], each=each, quota=quota, place=target_place)
        return attrs.evolve(plan, place=place, adopted=adopted, places=places, targets=[target])

    return run


class TestCodes:
    def test_a_code_that_changed_hands_never_joins_the_wrong_place(self, judge, make, figure):
        old, new = make(place="24", adopted=2021, by=2024), make(place="24", adopted="2025-08-15", by=2026)
        figures = [figure(81, 2024, place="24"), figure(82, 2026, place="24")]
        assert judge(old, *figures, at=2026).value == 81
        assert judge(new, *figures, at=2026).value == 82
        assert outcome(judge(new, figures[0], at=2026)) == ("no_data", "no_figure", None)
        assert outcome(judge(old, figures[1], at=2026)) == ("no_data", "no_figure", None)

    def test_both_places_in_one_evaluation(self, make, figure):
        plans = [
            make(place="24", adopted=2021, by=2024, code="old"),
            make(place="24", adopted="2025-08-15", by=2026, code="new"),
        ]
        figures = dx.Figures.of(
            [
                figure(81, 2024, place="24"),
                figure(82, 2026, place="24"),
                figure(70, 2025, place="24", place_on="2025-06-30"),
                figure(75, 2025, place="24", place_on="2025-12-31"),
            ]
        )
        card = dx.evaluate(plans, figures, at=2026)
        assert (card["old:aim"].value, card["new:aim"].value) == (81, 82)
        card = dx.evaluate(plans, figures, at=2025)
        assert (card["old:aim"].value, card["new:aim"].value) == (81, 75)

    @pytest.mark.parametrize("period", [2025, "2021/2025", "2025-06/2025-07"])
    def test_a_period_with_two_places_is_refused_unless_a_day_is_named(self, judge, make, figure, period):
        plan = make(place="24", adopted="2025-08-15")
        with pytest.raises(dx.Problems) as caught:
            judge(plan, figure(85, period, place="24"))
        (problem,) = caught.value.leaves()
        assert isinstance(problem, AmbiguousPlaceError)
        assert "Bắc Giang until 2025-06-30, Bắc Ninh from 2025-07-01 @ place (figures:2)" in problem.line()
        assert "in a column place_on, such as " in problem.hint

    def test_the_day_named_decides(self, judge, make, figure):
        plan = make(place="24", adopted="2025-08-15")
        new = figure(85, place="24", place_on="2025-12-31")
        old = figure(60, place="24", place_on="2025-06-30")
        assert judge(plan, new, old).value == 85
        assert outcome(judge(plan, old)) == ("no_data", "no_figure", None)

    @pytest.mark.parametrize("period", [2024, 2025, 2026, "2020/2026"])
    def test_a_place_that_goes_on_is_never_ambiguous(self, judge, make, figure, period):
        assert judge(make(by=2026), figure(85, period, place="11"), at=2026).last_known.value == 85

    def test_halves_of_a_year_are_told_apart(self, judge, make, figure):
        plan = make(place="24", adopted="2025-08-15")
        assert judge(plan, figure(70, "2025-H1", place="24"), figure(85, "2025-H2", place="24")).value == 85

    def test_strangers_may_stay_ambiguous(self, judge, make, figure):
        assert judge(make(), figure(85, place="11"), figure(60, place="24")).value == 85

    def test_unknown_places_are_reported_together_with_their_rows(self, judge, make, figure):
        figures = [
            figure(85, place="11"),
            figure(85, 2024, place="1"),
            figure(86, 2023, place="1"),
            figure(85, 2026, place="10"),
            figure(85, place="Điện Biên"),
            figure(85, 2024, place="24", place_on=2026),
            figure(85, 2024, place="10", place_on=2026),
        ]
        lines = lines_of(lambda: judge(make(), *figures))
        assert [line.split(" Hint:")[0] for line in lines] == [
            "no place has the code '1' (2 rows) @ place (figures:3)",
            "no place had the code '10' in 2026; it was that of Lào Cai until 2025-06-30 @ place (figures:5)",
            "no place has the code 'Điện Biên' @ place (figures:6)",
            "no place had the code '10' in 2026-12-31; it was that of Lào Cai until 2025-06-30 @ place (figures:8)",
        ]
        assert "did you mean '01' (Hà Nội)? Codes keep their zeros." in lines[0]
        assert "Lào Cai had the code '15' then." in lines[1]
        assert "'11' (province, Điện Biên from 2004-01-01)" in lines[2]

    def test_they_are_reported_beside_other_problems(self, judge, make, figure):
        plan = make(indicator={"high": 100})
        lines = lines_of(lambda: judge(plan, figure(120, place="11"), figure(5, place="x")))
        assert len(lines) == 2
        assert "120 is no value" in lines[0]
        assert "no place has the code 'x'" in lines[1]

    def test_figures_of_indicators_that_nobody_asks_for_are_not_looked_at(self, judge, make, figure):
        assert judge(make(), figure(85, place="11"), figure(1, indicator="other", place="nowhere")).value == 85

    def test_communes_of_other_provinces_are_left_to_themselves(self, judge, make, figure):
        assert judge(make(), figure(85, place="11"), figure(1, place="10001"), figure(2, place="200")).value == 85

    def test_made_up_places_are_there(self, judge, make_plan, figure):
        assert judge(make_plan(), figure(85), figure(1, place="99-other")).value == 85

    def test_own_places_of_a_plan_are_known(self, judge, make, figure):
        town = dx.OwnPlace(code="chi-linh", name="Chí Linh", level="district")
        plan = make(place="30", places=[town], by=2023)
        assert judge(plan, figure(85, 2023, place="30"), figure(1, 2023, place="chi-linh")).value == 85
        lines = lines_of(lambda: judge(plan, figure(1, 2026, place="chi-linh"), at=2026))
        assert "it was that of Chí Linh until 2025-06-30" in lines[0]

    def test_plans_that_declare_a_place_differently_are_refused(self, make, figure):
        def plan(code, level):
            return make(code=code, places=[dx.OwnPlace(code="n1", name="North", level=level)])

        figures = dx.Figures.of([figure(85, place="11")])
        assert len(dx.evaluate([plan("a", "commune"), plan("b", "commune")], figures, at=2025)) == 2
        (line,) = lines_of(lambda: dx.evaluate([plan("a", "commune"), plan("b", "district")], figures, at=2025))
        assert "plans 'a' and 'b' declare the place 'n1' differently" in line

    def test_a_lazy_table_is_checked_too(self, make, tmp_path):
        path = tmp_path / "figures.parquet"
        table = pl.DataFrame(
            {
                "indicator": ["digital_share"] * 3,
                "place": ["24", "11", "0"],
                "period": ["2025", "2025", "2025"],
                "value": [1.0, 85.0, 2.0],
                "place_on": ["2025-12-31", None, None],
            }
        )
        table.write_parquet(path)
        (line,) = lines_of(lambda: dx.evaluate(make(), dx.read_figures(path), at=2025))
        assert "no place has the code '0'" in line
        table.filter(pl.col("place") != "0").write_parquet(path)
        assert dx.evaluate(make(place="24", adopted=2026), dx.read_figures(path), at=2025)["aim"].value == 1


class TestEachPlace:
    def test_one_failure_decides_and_is_named(self, make, figure):
        figures = [figure(85, place=code) for code in COMMUNES[:44]] + [figure(12, place=COMMUNES[44])]
        figures = [attrs.evolve(one, place_on="2025-12-31") for one in figures]
        card = dx.evaluate(make(each="commune"), dx.Figures.of(figures), at=2025)
        line = card["aim"]
        assert outcome(line) == ("missed", "part_outside", False)
        assert len(line.parts) == 45
        said = card.explain("aim").text("vi", width=200)
        assert "thấp nhất là Xã Tìa Dình (03385) với 12 %" in said
        assert "✗ Xã Tìa Dình (03385): 12 % (2025)" in said
        assert "Số cần đạt  45/45: 44 đã đạt, 1 chưa đạt, 0 chưa rõ." in said
        assert "… (+24)" in said

    def test_a_missing_place_leaves_it_open_and_is_named(self, make, figure):
        figures = [figure(85, "2025-H2", place=code) for code in COMMUNES if code != "03127"]
        card = dx.evaluate(make(each="commune"), dx.Figures.of(figures), at=2025)
        assert outcome(card["aim"]) == ("undecided", "parts_missing", None)
        assert "No figure    (1) Phường Điện Biên Phủ (03127)" in card.explain("aim").text("en", width=200)

    def test_all_places_meet_it(self, judge, make, figure):
        figures = [figure(85, "2025-H2", place=code) for code in COMMUNES]
        assert outcome(judge(make(each="commune"), *figures)) == ("achieved", "parts_inside", True)
        assert outcome(judge(make("90 %", each="commune", quota=0.5), *figures))[0] == "missed"

    def test_the_places_are_those_of_the_cut_off(self, judge, make, figure):
        plan = make(each="commune", by=2030)
        assert len(judge(plan, figure(1, 2024, place="03124"), at=2024).parts) == 129
        assert len(judge(plan, figure(1, 2026, place="03127"), at=2026).parts) == 45
        assert len(judge(make(each="commune", by=2024), figure(1, 2024, place="03124"), at=2026).parts) == 129

    def test_parts_of_a_large_table_are_the_same_each_time(self, judge, make, figure, monkeypatch):
        monkeypatch.setattr("dxplan.scorecard.drawn_lines.MANY", 1)
        plan, one = make(each="commune", by=2030), figure(1, 2024, place="03124")
        table = pl.LazyFrame(
            [[one.indicator], [one.place], ["2024"], [one.value]], ["indicator", "place", "period", "value"]
        )
        (line,) = dx.evaluate(plan, dx.Figures.from_native(table), at=2024)
        parts = line.parts
        once = [*parts]
        assert once == [*parts] == [parts[number] for number in range(len(parts))] == [*parts]
        assert parts == judge(plan, one, at=2024).parts
        assert [part.member for part in once] == [member for member, _, _ in parts.outcomes]
        assert [part.member for part in once if part.figure is not None] == ["03124"]

    def test_an_old_commune_is_no_part_of_the_new_list(self, judge, make, figure):
        line = judge(make(each="commune", by=2030), figure(85, 2024, place="03127"), at=2026)
        assert [part.figure for part in line.parts if part.member == "03127"] == [None]

    def test_a_year_with_two_communes_of_one_code_is_refused(self, judge, make, figure):
        (line,) = lines_of(lambda: judge(make(each="commune"), figure(85, place="03334")))
        assert "'03334' meant different places in 2025" in line
        assert "Thanh Xương until 2025-06-30, Mường Thanh from 2025-07-01" in line

    def test_the_whole_is_no_part(self, judge, make, figure):
        assert outcome(judge(make(each="commune"), figure(85, place="11")))[:2] == ("no_data", "no_figure")

    def test_districts_before_they_ended(self, judge, make, figure):
        figures = [figure(85, 2024, place=code) for code in DISTRICTS]
        line = judge(make(each="district", by=2024), *figures, at=2026)
        assert outcome(line) == ("achieved", "parts_inside", True)
        assert line.parts[0].member == "094"

    def test_provinces_of_the_nation(self, judge, make, figure):
        plan = make("10 %", place="VN", each="province", by=2024)
        figures = [figure(12, 2024, place=place.code) for place in dx.gazetteer.at(2024).of_level("province")]
        assert outcome(judge(plan, *figures, at=2024)) == ("achieved", "parts_inside", True)
        assert len(judge(plan, *figures[1:], at=2024).parts) == 63
        assert len(judge(make("10 %", place="VN", each="province", by=2026), at=2026).parts) == 34

    def test_a_list_that_is_not_whole_can_fail_and_never_be_met(self, judge, make, figure):
        plan = make("10 %", place="VN", each="commune", by=2026, adopted=2026)
        figures = [figure(12, 2026, place=code) for code in COMMUNES]
        assert outcome(judge(plan, *figures, at=2026)) == ("undecided", "parts_missing", None)
        assert outcome(judge(plan, *figures[1:], figure(9, 2026, place=COMMUNES[0]), at=2026))[0] == "missed"

    def test_where_still_narrows_it(self, judge, make, figure):
        fields_ = dx.Dimension(code="field", name="field")
        plan = make(each="commune", where={"field": "tax"}, dimensions=[fields_], indicator={"dimensions": ("field",)})
        figures = [figure(85, "2025-H2", place=code, breakdown={"field": "tax"}) for code in COMMUNES]
        assert judge(plan, *figures).status.code == "achieved"
        assert judge(plan, *(figure(85, "2025-H2", place=code) for code in COMMUNES)).status.code == "no_data"

    def test_formulas_are_computed_for_each_place(self, judge, make, figure):
        others = [dx.Indicator(code=code, name=code, unit="file", direction=dx.Direction.UP) for code in ("a", "b")]
        plan = make(
            each="commune", indicator={"formula": "share(a, b)"}, others=others, places=(), by=2026, adopted=2026
        )
        figures = [
            figure(value, 2026, place=code, indicator=of)
            for nth, code in enumerate(COMMUNES)
            for of, value in (("a", 80 + nth), ("b", 100))
        ]
        line = judge(plan, *figures, at=2026)
        assert outcome(line) == ("achieved", "parts_inside", True)
        assert line.value == pytest.approx(80)
        assert line.figure.member == COMMUNES[0]

    def test_declared_places_are_parts(self, judge, make, figure):
        places = [dx.OwnPlace(code=f"c{n}", name=f"Commune {n}", level="commune") for n in range(3)]
        plan = make(place="20", each="commune", places=places)
        line = judge(plan, *(figure(85, place=f"c{n}") for n in range(3)))
        assert outcome(line) == ("achieved", "parts_inside", True)
        assert line.situation.member_name("c1", "vi") == "Commune 1 (c1)"

    def test_a_level_of_which_no_place_is_known_is_refused(self, make):
        (line,) = lines_of(lambda: make(place="20", each="commune"))
        assert "no place of the commune level is known under '20'" in line


class TestLapsed:
    def test_a_target_about_each_district_lapses_with_them(self, make, figure):
        figures = [figure(70 + nth, 2024, place=code) for nth, code in enumerate(DISTRICTS)]
        card = dx.evaluate(make(each="district"), dx.Figures.of(figures), at=2025)
        line = card["aim"]
        assert outcome(line) == ("lapsed", "level_ended", False)
        assert (line.value, line.gap, line.figure.member, len(line.parts)) == (70, -10, "094", 10)
        assert card.coverage == (0, 1)
        assert card.counts == {"lapsed": 1}
        said = card.explain("aim").text("en", width=400)
        assert "From 2025-07-01 there is no district level (72/2025/QH15" in said
        assert "Last known: 70 % (2024). It then did not meet ≥ 80 %." in said
        assert "✗ Thành phố Điện Biên Phủ (094): 70 % (2024)" in said
        assert "Từ 2025-07-01 không còn cấp huyện (72/2025/QH15" in card.explain("aim").text("vi", width=400)

    @pytest.mark.parametrize(
        ("value", "met", "said"),
        [
            (85, True, "It then met ≥ 80 %."),
            (70, False, "did not meet"),
            (None, None, "What was reached by then cannot"),
        ],
    )
    def test_a_target_of_a_level_lapses_and_keeps_its_verdict(self, make, figure, value, met, said):
        level = dx.Dimension(code="level", name="level")
        plan = make(where={"level": "district"}, dimensions=[level], indicator={"dimensions": ("level",)})
        figures = dx.Figures.of([figure(value, 2023, place="11", breakdown={"level": "district"})])
        card = dx.evaluate(plan, figures, at=2025)
        line = card["aim"]
        assert outcome(line) == ("lapsed", "level_ended", met)
        assert line.value == value
        assert said in card.explain("aim").text("en", width=400)
        assert dx.evaluate(plan, figures, at="2025-06")["aim"].status.code != "lapsed"

    def test_other_levels_go_on(self, judge, make, figure):
        level = dx.Dimension(code="level", name="level")
        plan = make(where={"level": "commune"}, dimensions=[level], indicator={"dimensions": ("level",)})
        assert judge(plan, figure(85, place="11", breakdown={"level": "commune"})).status.code == "achieved"

    def test_what_fell_due_before_keeps_its_verdict_as_status(self, judge, make, figure):
        level = dx.Dimension(code="level", name="level")
        plan = make(where={"level": "district"}, dimensions=[level], indicator={"dimensions": ("level",)}, by=2024)
        line = judge(plan, figure(85, 2024, place="11", breakdown={"level": "district"}), at=2026)
        assert outcome(line) == ("achieved", "inside", True)

    def test_a_plan_of_a_place_that_merged_lapses(self, make, figure):
        plan = make(place="30", adopted=2021)
        figures = dx.Figures.of([figure(85, 2024, place="30"), figure(60, 2023, place="30")])
        card = dx.evaluate(plan, figures, at=2025)
        assert outcome(card["aim"]) == ("lapsed", "place_ended", True)
        assert card["aim"].value == 85
        said = card.explain("aim").text("vi", width=400)
        assert "Từ 2025-07-01 không còn Tỉnh Hải Dương (202/2025/QH15" in said
        assert "Khi đó đạt ≥ 80 %." in said
        assert dx.evaluate(plan, figures, at="2025-06-30")["aim"].status.code == "achieved"

    def test_a_place_that_takes_others_in_is_another(self, judge, make, figure):
        plan = make(place="25", adopted=2021)
        assert judge(plan, figure(85, 2024, place="25"), at=2024).status.code == "achieved"
        assert judge(plan, figure(85, 2024, place="25"), at=2025).status.code == "lapsed"

    def test_a_target_of_a_district_lapses_with_it(self, judge, make, figure):
        line = judge(make(target_place="094"), figure(85, 2024, place="094"))
        assert outcome(line) == ("lapsed", "place_ended", True)

    def test_what_is_undefined_lapses_first(self, judge, make, figure):
        plan = make("phổ cập", place="30", adopted=2021)
        assert outcome(judge(plan, figure(85, 2024, place="30"))) == ("lapsed", "place_ended", None)

    def test_it_is_not_called_due(self, judge, make, figure):
        line = judge(make(place="30", adopted=2021), figure(85, 2024, place="30"), at=2026)
        assert line.situation.due is False
        assert str(line.situation.cutoff) == "2025-06-30"


def test_a_plan_adopted_in_the_year_of_the_change_names_the_day(make):
    with pytest.raises(dx.Problems) as caught:
        make(place="24", adopted=2025)
    (problem,) = caught.value.leaves()
    assert "say in adopted which day" in problem.hint
    assert isinstance(problem, DefinitionError)
    assert not isinstance(problem, FiguresError)
    assert make(place="11", adopted=2025).place == "11"


class TestRegions:
    def test_a_target_may_ask_it_of_each_region(self, judge, make, figure):
        plan = make(place="VN", each="region", by=2026)
        codes = [place.code for place in dx.gazetteer.at(2026).of_level("region")]
        figures = [figure(85, 2026, place=code) for code in codes]
        assert outcome(judge(plan, *figures, at=2026)) == ("achieved", "parts_inside", True)
        assert judge(plan, *figures[1:], figure(79, 2026, place=codes[0]), at=2026).met is False
        assert judge(plan, *figures[1:], at=2026).met is None

    def test_a_target_may_be_for_each_province_of_a_region(self, judge, make, figure):
        plan = make(place="VN", target_place="region-south-east", adopted="2025-08-15", each="province", by=2026)
        figures = [figure(85, 2026, place=code) for code in ("75", "79", "80")]
        assert outcome(judge(plan, *figures, at=2026)) == ("achieved", "parts_inside", True)

    def test_a_region_within_a_province_is_refused(self, make):
        assert "no place of the regional level is known under '11'" in lines_of(lambda: make(each="region"))[0]

    def test_a_region_of_the_old_map_is_no_more(self, judge, make, figure):
        plan = make(place="VN", target_place="region-central-highlands", by=2025)
        assert judge(plan, figure(85, "2025-H1", place="region-central-highlands"), at=2025).status.code == "lapsed"
