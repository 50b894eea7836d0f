"""The same targets asked of several places: one line for each, of the map of the day, and nothing joined silently."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, DefinitionError, UnknownCodeError

OLD, NEW = dx.gazetteer.find("24", on=2024), dx.gazetteer.find("24", on=2026)


@pytest.fixture
def national(make_plan):
    """Make the made-up plan for the nation; what depends on the place is put in last."""

    def run(goal="20 %", *, place="VN", adopted=2020, places=(), each=None, more=(), target_place=None, **settings):
        plan = make_plan(goal, **settings)
        target = attrs.evolve(plan.targets[0], each=each, place=target_place)
        return attrs.evolve(plan, place=place, adopted=adopted, places=places, targets=[target, *more])

    return run


@pytest.fixture
def compare(figure):
    """Evaluate a plan at places, on figures of one year by the code of the place."""

    def run(plan, values, *, at, places="province", year=None, **options):
        figures = [figure(value, year or at, place=code) for code, value in values.items()]
        return dx.evaluate(plan, dx.Figures.of(figures), at=at, places=places, **options)

    return run


def statuses(card):
    return {line.name: line.status.code for line in card}


class TestWhichPlaces:
    @pytest.mark.parametrize(("at", "number"), [(2024, 63), ("2025-06-30", 63), ("2025-07-01", 34), (2025, 34)])
    def test_a_level_is_all_its_places_on_the_last_day(self, national, compare, at, number):
        card = compare(national(), {}, at=at)
        assert len(card) == number == len(card.asked["made-up"].places)
        assert card.counts == {"no_data": number}
        assert card.asked["made-up"].level == "province"

    def test_of_a_provinces_plan_too_all_provinces_are_asked(self, national, compare):
        assert len(compare(national(place="11"), {}, at=2024)) == 63

    def test_the_communes_of_a_provinces_plan_are_its_own(self, national, compare):
        plan = national(place="11", by=2024)
        assert len(compare(plan, {}, at=2024, places="commune")) == 129
        assert len(compare(plan, {}, at=2026, places="commune")) == 45

    def test_the_name_of_a_commune_means_one_of_the_plans_own_province(self, national, compare):
        for at in (2024, 2025):  # it ended in the middle of that year
            card = compare(national(place="11"), {}, at=at, places=["Noong Bua"])
            assert card["aim"].situation.unit.code == "03124"

    @pytest.mark.parametrize("place", ["VN", "24", "01"])
    def test_a_commune_elsewhere_may_have_that_name_too(self, national, compare, place):
        with pytest.raises(AmbiguousPlaceError, match="only 03124 Phường Noong Bua is known") as caught:
            compare(national(place=place), {}, at=2024, places=["Noong Bua"])
        assert "name the code" in caught.value.hint
        assert compare(national(place=place), {}, at=2024, places=["03124"])["aim"].situation.unit.code == "03124"

    def test_a_commune_that_the_plan_declares_is_the_one_that_is_meant(self, national, compare):
        own = dx.OwnPlace(code="9900001", name="Noong Bua", level="commune", parent="24")
        card = compare(national(place="24", places=[own]), {}, at=2024, places=["Noong Bua"])
        assert card["aim"].situation.unit.code == "9900001"

    def test_the_name_of_a_province_is_taken_from_anywhere(self, national, compare):
        assert compare(national(place="24"), {}, at=2024, places=["Lai Châu"])["aim"].situation.unit.code == "12"

    def test_a_plan_of_a_place_that_ended_does_not_ask_the_communes_of_its_namesake(self, national, compare):
        plan = national(place="24", adopted=2021)
        with pytest.raises(DefinitionError, match="not all places of the commune level are known on 2026-12-31"):
            compare(plan, {}, at=2026, places="commune")

    def test_a_list_that_is_not_whole_is_refused(self, national, compare):
        with pytest.raises(DefinitionError, match="not all places of the commune level") as caught:
            compare(national(), {}, at=2024, places="commune")
        assert "[[places]]" in caught.value.hint

    def test_a_level_that_ended_is_refused(self, national, compare):
        with pytest.raises(DefinitionError, match="the district level ended on 2025-07-01"):
            compare(national(place="11"), {}, at=2026, places="district")

    def test_places_that_a_plan_declares_are_asked(self, national, compare):
        own = [dx.OwnPlace(code=f"99{n}", name=f"C{n}", level="commune") for n in range(3)]
        card = compare(national(place="99", places=own), {"990": 30, "991": 10}, at=2025, places="commune")
        assert statuses(card) == {
            "made-up:aim@990": "achieved",
            "made-up:aim@991": "missed",
            "made-up:aim@992": "no_data",
        }

    def test_codes_and_names_are_read_in_the_period(self, national, compare):
        card = compare(national(), {"24": 30}, at=2024, places=["24", "tỉnh điện biên"])
        assert [line.situation.unit.id for line in card] == [OLD.id, dx.gazetteer.find("11", on=2024).id]
        assert compare(national(), {}, at=2026, places=["24"])["aim"].situation.unit == NEW

    def test_a_place_named_twice_is_asked_once(self, national, compare):
        assert len(compare(national(), {}, at=2024, places=["24", "Bắc Giang", OLD])) == 1

    @pytest.mark.parametrize(
        ("places", "error", "fact", "hint"),
        [
            (["24"], AmbiguousPlaceError, "'24' meant different places in 2025", "at='2025-12-31'"),
            (["98"], UnknownCodeError, "no place has the code '98'", "did you mean '098'"),
            (["Điện Biên"], AmbiguousPlaceError, "'Điện Biên' may mean different places in 2025", "the level"),
            (["Hà Giangg"], UnknownCodeError, "'Hà Giangg'", ""),
            ("provinces", UnknownCodeError, "no level has the code 'provinces'", "one of nation, region, province"),
            ("24", UnknownCodeError, "no level has the code '24'", "in a list, such as ['01', '24']"),
            ([], DefinitionError, "no places are named", "'province'"),
            ([OLD, NEW], DefinitionError, "two of the places have the code '24'", "one after the other"),
        ],
    )
    def test_what_cannot_be_asked_is_refused(self, national, compare, places, error, fact, hint):
        with pytest.raises(error) as caught:
            compare(national(), {}, at=2025, places=places)
        assert fact in caught.value.fact
        assert hint in caught.value.hint

    def test_a_day_settles_which_place_a_code_means(self, national, compare):
        card = compare(national(by="2025-12-31"), {"24": 30}, at="2025-12-31", places=["24"])
        assert card["aim"].situation.unit == NEW


class TestWhichTargets:
    def test_a_target_with_a_place_of_its_own_stays_there(self, national, compare):
        plan = national(target_place="01")
        assert statuses(compare(plan, {"01": 30}, at=2025)) == {"made-up:aim": "achieved"}

    def test_a_milestone_stays_with_the_plan(self, national, compare):
        cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
        card = compare(national(more=[dx.Target(code="built", title="Built", by=2025, cite=cite)]), {}, at=2024)
        assert len(card) == 64
        assert card["built"].name == "made-up:built"

    def test_what_is_asked_of_each_province_is_not_asked_again_of_a_province(self, national, compare):
        card = compare(national(each="province", by=2024), {"01": 30}, at=2024)
        assert [line.name for line in card] == ["made-up:aim"]
        assert card["aim"].quota.total == 63

    def test_what_is_asked_of_each_commune_is_asked_of_a_province(self, national, compare):
        plan = national(place="11", each="commune", by=2024)
        communes = dx.gazetteer.at(2024).under("11", "commune")[0]
        card = compare(plan, {place.code: 30 for place in communes}, at=2024, places=["11", "24"])
        assert card["aim@11"].status.code == "achieved"
        assert card["aim@24"].status.code == "no_data"
        assert card["aim@24"].quota.reachable is None

    def test_a_report_speaks_of_the_plans_own_place_alone(self, national, compare):
        plan = national(place="11", by=2024)
        given_up = dx.Report(task="aim", period=2023, state="not_carried_out")
        card = compare(plan, {"24": 30}, at=2024, places=["11", "24"], reports=dx.Reports.of([given_up]))
        assert statuses(card) == {"made-up:aim@11": "not_carried_out", "made-up:aim@24": "achieved"}

    def test_a_place_that_ended_lapses(self, national, compare):
        card = compare(national(by=2026), {"24": 30}, at=2026, year=2024, places=[OLD])
        assert (card["aim"].status.code, card["aim"].reason) == ("lapsed", "place_ended")

    def test_a_target_due_before_a_place_began_has_no_figure_there(self, national, compare):
        card = compare(national(by=2024), {"24": 30}, at=2026, year=2024)
        assert card["aim@24"].reason == "no_figure"


class TestTheCard:
    def test_it_says_what_evaluating_place_by_place_says(self, national, compare):
        values = {"01": 20, "24": 19.999, "27": 56.83, "11": 6.23}
        together = compare(national(), values, at=2024)
        for code in values:
            alone = compare(national(place=code), values, at=2024, places=None)["aim"]
            line = together[f"made-up:aim@{code}"]
            assert (line.status, line.value, line.gap, line.progress) == (
                alone.status,
                alone.value,
                alone.gap,
                alone.progress,
            )

    def test_figures_of_the_other_map_never_join(self, national, compare):
        card = compare(national(by=2026), {"24": 30}, at=2026, year=2024)
        assert card.counts == {"no_data": 34}
        assert [unused.why for unused in card.unused] == [dx.WhyUnused.MERGED_PLACE]

    def test_a_line_of_several_places_must_be_named(self, national, compare):
        card = compare(national(), {}, at=2024, places=["01", "24"])
        with pytest.raises(DefinitionError, match="the target 'aim' is asked of 2 places") as caught:
            card["aim"]
        assert "'made-up:aim@01'" in caught.value.hint
        with pytest.raises(UnknownCodeError, match="no place has the code '99'"):
            card["aim@99"]
        with pytest.raises(UnknownCodeError, match="no target has the code 'air'"):
            card["air@01"]
        assert card["aim@24"] == card["made-up:aim@24"]

    def test_two_plans_at_one_place_must_be_named(self, national, compare):
        card = compare([national(), national(code="other")], {}, at=2024, places=["24"])
        with pytest.raises(DefinitionError, match="several plans have a target 'aim'") as caught:
            card["aim@24"]
        assert "'made-up:aim@24' or 'other:aim@24'" in caught.value.hint

    def test_it_is_counted_by_place(self, national, compare):
        found = {summary.code: summary for summary in compare(national(), {"01": 30}, at=2025).by("place")}
        assert len(found) == 34
        assert found["01"].counts == {"achieved": 1}
        assert (found["01"].judged, found["01"].total, found["01"].name.en) == (1, 1, "Ha Noi")
        assert found["11"].counts == {"no_data": 1}

    def test_two_places_of_one_code_are_two_groups(self, national, compare):
        plans = [
            national(place="24", adopted=2021, code="old"),
            national(place="24", adopted=2026, code="new", by=2026),
        ]
        found = compare(plans, {}, at=2026, places=None).by("place")
        assert [(summary.code, summary.name.en) for summary in found] == [("24", "Bac Giang"), ("24", "Bac Ninh")]

    def test_the_table_names_the_places(self, national, compare):
        table = compare(national(), {}, at=2024, places=["24"]).to_native()
        assert table.select("place", "place_name").rows() == [("24", "Tỉnh Bắc Giang")]

    def test_one_place_is_a_card_of_its_own(self, national, compare):
        card = compare(national(), {"24": 30}, at=2024).at_place("24")
        assert [line.name for line in card] == ["made-up:aim@24"]
        assert card.to_native()["value"].to_list() == [30]
        assert card.coverage == (1, 1)
        with pytest.raises(UnknownCodeError):
            card.at_place("98")

    def test_the_explanation_says_where(self, national, compare):
        assert "An aim (made-up), Bac Giang (24)" in str(compare(national(), {}, at=2024).explain("aim@24"))

    @pytest.mark.parametrize(("places", "axis"), [(["24", "01"], "column"), ("province", "row")])
    def test_a_chart_draws_many_places_one_below_the_other(self, national, compare, places, axis):
        pytest.importorskip("altair")
        chart = compare(national(), {"24": 30}, at=2024, places=places).chart(kind="heat map").to_dict()
        cells = next(iter(chart["datasets"].values()))
        assert "Bac Giang" in {cell[axis] for cell in cells}


class TestBoundFigures:
    def test_figures_are_bound_for_all_maps_of_a_level(self, national, figure):
        plan = national(by=2026)
        bound = dx.Figures.of([figure(30, 2024, place="24"), figure(31, 2026, place="24")]).bind(
            plan, places="province"
        )
        assert dx.evaluate(plan, bound, at=2024, places="province")["aim@24"].value == 30
        assert dx.evaluate(plan, bound, at=2026, places="province")["aim@24"].value == 31
        assert bound.used == 2

    def test_for_codes_all_that_they_ever_meant(self, national, figure):
        plan = national(by=2026)
        bound = dx.Figures.of([figure(30, 2024, place="24")]).bind(plan, places=["24"])
        assert dx.evaluate(plan, bound, at=2024, places=["24"])["aim"].value == 30

    def test_others_are_refused(self, national, figure):
        plan = national()
        bound = dx.Figures.of([figure(30, 2024, place="24")]).bind(plan)
        with pytest.raises(DefinitionError, match="not bound for the place '24'") as caught:
            dx.evaluate(plan, bound, at=2024, places=["24"])
        assert "places=" in caught.value.hint

    def test_what_is_wrong_at_a_place_is_found(self, national, compare):
        with pytest.raises(dx.Problems) as caught:
            compare(national(), {"01": 30, "24": 30}, at=2025)
        assert "'24' meant different places in 2025" in caught.value.lines()[0]
