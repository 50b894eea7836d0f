"""Places ranked: ties, ranges of ranks, a base that is stated, and no information that is never last."""

import attrs
import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, UnknownCodeError


@pytest.fixture
def rank(make_plan, figure):
    """Rank the provinces of a year by made-up figures; a value may come with its word, or with its parts."""

    def run(values, *, at=2024, period=None, indicator=None, **options):
        plan = attrs.evolve(make_plan("20 %", indicator=indicator, by=2030), place="VN")
        figures = []
        for code, value in values.items():
            said = value if isinstance(value, dict) else {"value": value}
            figures.append(figure(**{"period": period or at, "place": code} | said))
        return dx.rank_places(plan, dx.Figures.of(figures), "digital_share", at=at, **options)

    return run


def ranks(ranking):
    return {ranked.place.code: ranked.rank or (ranked.first, ranked.last) for ranked in ranking}


class TestRanks:
    def test_the_best_is_first_by_the_indicators_direction(self, rank):
        values = {"01": 17.15, "24": 42.13, "27": 56.83}
        assert ranks(rank(values)) == {"27": 1, "24": 2, "01": 3}
        assert ranks(rank(values, indicator={"direction": dx.Direction.DOWN})) == {"01": 1, "24": 2, "27": 3}

    def test_equal_values_share_a_rank_and_the_next_leaves_out_as_many(self, rank):
        ranking = rank({"01": 90, "24": 80, "27": 80, "11": 70})
        assert ranks(ranking) == {"01": 1, "24": 2, "27": 2, "11": 4}
        assert [ranked.tied for ranked in ranking] == [0, 1, 1, 0]

    def test_values_are_never_rounded(self, rank):
        assert ranks(rank({"01": 80.0000002, "24": 80})) == {"01": 1, "24": 2}

    def test_a_share_is_what_its_parts_give(self, rank):
        thirds = {"value": 33.33, "numerator": 1, "denominator": 3}
        assert ranks(rank({"01": thirds, "24": 33.33})) == {"01": 1, "24": 2}
        assert ranks(rank({"01": {"numerator": 7, "denominator": 20}, "24": 35})) == {"01": 1, "24": 1}

    def test_units_are_one(self, rank):
        assert ranks(rank({"01": {"value": 0.5, "unit": "ratio"}, "24": 40})) == {"01": 1, "24": 2}


class TestInexactFigures:
    def test_an_order_that_cannot_be_told_is_a_range(self, rank):
        ranking = rank({"01": {"value": 90, "qualifier": "more_than"}, "24": 95, "27": 92, "11": 90, "79": 40})
        assert ranks(ranking) == {"01": (1, 3), "24": (1, 2), "27": (2, 3), "11": 4, "79": 5}
        assert ranking["01"].rank is None
        assert ranking["01"].tied is None

    def test_what_is_possible_bounds_it(self, rank):
        values = {"01": {"value": 90, "qualifier": "more_than"}, "24": 100}
        assert ranks(rank(values)) == {"24": (1, 2), "01": (1, 2)}
        assert ranks(rank(values, indicator={"high": 100.0})) == {"24": 1, "01": (1, 2)}

    def test_two_that_are_known_only_roughly(self, rank):
        about = {"value": 50, "qualifier": "about"}
        assert ranks(rank({"01": about, "24": 52, "27": 60})) == {"27": 1, "01": (2, 3), "24": (2, 3)}

    def test_a_bound_that_is_left_out_decides(self, rank):
        assert ranks(rank({"01": {"value": 90, "qualifier": "more_than"}, "24": 90})) == {"01": 1, "24": 2}
        assert ranks(rank({"01": {"value": 90, "qualifier": "at_least"}, "24": 90})) == {"01": 1, "24": (1, 2)}


class TestTheBase:
    @pytest.mark.parametrize(("at", "base"), [(2024, 63), ("2025-06-30", 63), ("2025-07-01", 34), (2026, 34)])
    def test_it_is_the_map_of_the_day(self, rank, at, base):
        ranking = rank({"01": 50}, at=at, period="2024")
        assert ranking.base == base
        assert len(ranking) + len(ranking.missing) == base

    def test_figures_restated_to_another_map_are_ranked_on_it(self, make_plan, figure):
        parts = {"27": (10, 20), "24": (30, 60), "01": (80, 100)}
        rows = [figure(None, 2024, place=c, numerator=n, denominator=d) for c, (n, d) in parts.items()]
        plan = attrs.evolve(make_plan("20 %", by=2030, indicator={"kind": "ratio", "over_units": "ratio"}), place="VN")
        restated = dx.Figures.of(rows).restate(plan, to=2026).figures
        today = dx.gazetteer.at(2026).of_level("province")
        ranking = dx.rank_places(plan, restated, "digital_share", at=2024, places=today)
        assert ranks(ranking) == {"01": 1, "24": 2}
        assert (ranking.base, ranking.asked.level, str(ranking.day)) == (34, "province", "2025-07-01")
        with pytest.raises(DefinitionError, match="of different bases"):
            ranking.since(dx.rank_places(plan, dx.Figures.of(rows), "digital_share", at=2024))

    def test_no_information_is_never_last(self, rank):
        ranking = rank({"01": 50, "24": 40})
        assert (len(ranking), ranking.base, len(ranking.missing)) == (2, 63, 61)
        assert {line.reason for line in ranking.missing} == {"no_figure"}
        assert ranking["24"].rank == 2
        with pytest.raises(UnknownCodeError, match="no place has the code '27'"):
            ranking["27"]

    def test_a_figure_that_is_too_old_has_no_rank(self, rank):
        ranking = rank({"01": 50, "11": {"value": 6.23, "period": 2020}})
        assert {line.situation.place: line.reason for line in ranking.missing}["11"] == "stale"

    def test_what_was_not_public_has_no_rank(self, rank):
        ranking = rank({"01": {"value": 50, "published": 2025}, "24": {"value": 40, "published": 2026}}, known_on=2025)
        assert ranks(ranking) == {"01": 1}
        assert {line.situation.place: line.reason for line in ranking.missing}["24"] == "withheld"

    def test_several_periods_are_told(self, rank):
        indicator = {"frequency": "biennial"}
        ranking = rank({"01": 50, "24": {"value": 40, "period": 2023}}, indicator=indicator)
        assert ranking.periods == ("2023", "2024")

    def test_nobody_has_a_figure(self, rank):
        ranking = rank({})
        assert (len(ranking), len(ranking.missing), ranking.periods) == (0, 63, ())
        assert len(ranking.to_native()) == 63

    def test_the_table_has_those_without_a_rank_last(self, rank):
        table = rank({"11": 50}).to_native()
        assert table["rank"].to_list() == [1, *[None] * 62]
        assert table.row(0, named=True)["place_name"] == "Tỉnh Điện Biên"
        assert set(table["base"]) == {63}
        assert set(table["with_figure"]) == {1}


class TestRefusals:
    def test_what_is_not_there(self, rank):
        with pytest.raises(UnknownCodeError, match="no level has the code 'provinces'"):
            rank({}, places="provinces")
        with pytest.raises(UnknownCodeError, match="no dimension has the code 'level'"):
            rank({}, where={"level": "commune"})

    def test_an_unknown_indicator(self, make_plan):
        with pytest.raises(UnknownCodeError, match="no indicator has the code 'digital_shame'"):
            dx.rank_places(make_plan(), dx.Figures.of([]), "digital_shame", at=2024)

    def test_a_code_that_changed_hands_in_the_year(self, rank):
        with pytest.raises(dx.DxplanError, match="'24' meant different places in 2025"):
            rank({}, at=2025, places=["24"])

    def test_a_target_at_one_place(self, make_plan, figure):
        card = dx.evaluate(make_plan(), dx.Figures.of([figure(1)]), at=2025)
        with pytest.raises(DefinitionError, match="not asked of several places"):
            card.rank("aim")

    def test_a_target_about_each_of_several(self, make_plan):
        plan = make_plan()
        plan = attrs.evolve(plan, place="11", targets=[attrs.evolve(plan.targets[0], each="commune")])
        card = dx.evaluate(plan, dx.Figures.of([]), at=2024, places=["11"])
        with pytest.raises(DefinitionError, match="no one figure to rank by"):
            card.rank("aim")


class TestTwoRankings:
    def test_places_move_among_those_that_both_rank(self, rank):
        earlier = rank({"01": 50, "24": 40, "27": 30}, at=2023)
        later = rank({"01": 50, "24": 60, "11": 70}, at=2024)
        moved = {move.place.code: (move.before.rank, move.now.rank, move.change) for move in later.since(earlier)}
        assert moved == {"24": (2, 1, 1), "01": (1, 2, -1)}

    def test_a_rank_that_cannot_be_told_has_no_change(self, rank):
        earlier = rank({"01": 50, "24": {"value": 45, "qualifier": "more_than"}}, at=2023)
        later = rank({"01": 50, "24": 60}, at=2024)
        assert {move.change for move in later.since(earlier)} == {None}

    def test_two_maps_are_two_bases(self, rank):
        with pytest.raises(DefinitionError, match="a rank among 63 places on 2024-12-31 and one among 34") as caught:
            rank({"01": 50}, at=2026).since(rank({"01": 50}, at=2024))
        assert "one map" in caught.value.hint

    def test_two_indicators_are_no_one_ranking(self, rank):
        first = rank({})
        other = attrs.evolve(first, indicator=attrs.evolve(first.indicator, code="other_share"))
        with pytest.raises(DefinitionError, match="one ranking is of digital_share and the other of other_share"):
            other.since(first)

    def test_no_place_in_both(self, rank):
        assert rank({"01": 1}).since(rank({"24": 1})) == ()

    def test_some_of_the_places(self, rank):
        some = rank({"01": 50, "24": 40, "27": 60}).among(["24", "01", "11"])
        assert ranks(some) == {"01": 1, "24": 2}
        assert (some.base, some.asked.level) == (3, None)
        with pytest.raises(UnknownCodeError):
            some.among(["98"])
        with pytest.raises(DefinitionError):
            some.among([])
