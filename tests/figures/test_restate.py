"""Figures restated to the places of another day, each by the rule of its indicator."""

import polars as pl
import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, DefinitionError, MixedMethodError, UnknownCodeError
from tests.figures.merging import INDICATORS, PLAN, count, figure, figures, indicator, make_plan

TO = "2025-07-01"
OLD = ("24", "27")
"""The codes of Bắc Giang and Bắc Ninh before 1 July 2025; since then 24 is Bắc Ninh."""

# Published for 2022 by the statistics office: GRDP in billion VND, population in thousand people, and the share of the
# digital economy in GRDP in percent.
BAC_NINH = (
    ("digital_share", "27", 56.83),
    ("digital_share", "24", 42.13),
    ("grdp", "27", 251_655),
    ("grdp", "24", 159_025),
    ("population", "27", 1488.2),
    ("population", "24", 1890.9),
)


def restated(*rows, plan=PLAN, to=TO, **settings):
    return figures(*rows).restate(plan, to=to, **settings)


def only(found, indicator):
    (one,) = [merged for merged in found if merged.indicator.code == indicator]
    return one


def test_the_digital_economy_of_the_new_bac_ninh_is_weighed_by_its_own_denominator():
    found = restated(*BAC_NINH)
    share = found.of("digital_share", "24", "2022")
    assert share.value == pytest.approx(51.1378, abs=1e-4)
    assert (share.place.name.vi, share.weighed, str(share.weight_period)) == ("Bắc Ninh", "grdp", "2022")
    assert (share.estimated, share.reason, share.missing) == (False, None, ())
    assert [(part.place.name.vi, part.value, part.weight) for part in share.parts] == [
        ("Bắc Giang", 42.13, 159_025),
        ("Bắc Ninh", 56.83, 251_655),
    ]
    assert share.events[0].law.startswith("202/2025/QH15")
    assert found.of("population", "24", "2022").value == 3379.1


def test_other_rules_are_shown_only_when_asked():
    found = restated(*BAC_NINH)
    plain = found.under("mean", "digital_share").of("digital_share", "24", "2022")
    by_people = found.under("weighted_mean(population)", "digital_share").of("digital_share", "24", "2022")
    assert (plain.value, by_people.value) == (pytest.approx(49.48), pytest.approx(48.604, abs=1e-3))
    assert found.figures.table.collect().filter(indicator="digital_share")["value"].to_list() == [
        pytest.approx(51.1378, abs=1e-4)
    ]
    with pytest.raises(DefinitionError, match="cannot be merged by 'sum'"):
        found.under("sum", "digital_share")


def test_a_weight_that_stands_in_is_named_and_the_result_is_an_estimate():
    plan = make_plan(indicators=[indicator("digital_share"), count("population", unit="nghìn người")])
    rows = [row for row in BAC_NINH if row[0] != "grdp"]
    without = restated(*rows, plan=plan).of("digital_share", "24", "2022")
    assert (without.value, without.reason) == (None, "no_weight")
    for weights in ("population", {"digital_share": "population"}):
        share = restated(*rows, plan=plan, weights=weights).of("digital_share", "24", "2022")
        assert (share.value, share.weighed, share.estimated) == (pytest.approx(48.604, abs=1e-3), "population", True)


def test_weights_of_the_nearest_year_make_an_estimate_and_are_named():
    rows = [("digital_share", "27", 56.83, "2023"), ("digital_share", "24", 42.13, "2023")]
    share = restated(*BAC_NINH, *rows).of("digital_share", "24", "2023")
    assert (str(share.weight_period), share.estimated) == ("2022", True)
    assert share.value == pytest.approx(51.1378, abs=1e-4)


def test_a_ratio_comes_from_its_parts_where_they_are_given():
    parts = [
        figure("covered", "24", numerator=30, denominator=40),
        figure("covered", "27", numerator=10, denominator=60),
    ]
    found = restated(*parts)
    covered = found.of("covered", "24", "2022")
    assert (covered.value, covered.weighed, covered.estimated) == (40.0, "denominator", False)
    assert (covered.numerator, covered.denominator) == (40, 100)
    (row,) = found.figures.to_native().collect().to_dicts()
    assert (row["numerator"], row["denominator"], row["place_on"], row["confidence"]) == (40, 100, TO, "computed")
    assert row["source"].startswith("24 Bắc Giang + 27 Bắc Ninh → 24 Bắc Ninh (202/2025/QH15")


@pytest.mark.parametrize(
    ("code", "values", "merged", "reason"),
    [
        ("datasets", (3, 4), 7, None),
        ("plain", (10, 20), 15, None),
        ("coverage_claim", (100, 97), 97, None),
        ("best_part", (100, 97), 100, None),
        ("portal", (1, 0), 0, None),
        ("portal", (1, 1), 1, None),
        ("any_portal", (1, 0), 1, None),
        ("grade", (3, 2), 2, None),
        ("standing", (5, 9), None, "never_merged"),
        ("growth", (5, 9), None, "never_merged"),
        ("other_score", (5, 9), None, "no_rule"),
        ("score", (5, 9), None, "no_weight"),
        ("covered", (5, 9), None, "no_weight"),
    ],
)
def test_each_kind_merges_by_its_rule(code, values, merged, reason):
    found = only(restated(*((code, place, value) for place, value in zip(OLD, values, strict=True))), code)
    assert (found.value, found.reason) == (merged, reason)
    assert len(found.parts) == 2, "what is not merged is still shown"


def test_a_missing_predecessor_makes_the_result_missing_with_its_share():
    rows = [row for row in BAC_NINH if row[:2] != ("digital_share", "24")]
    share = restated(*rows).of("digital_share", "24", "2022")
    assert (share.value, share.reason) == (None, "missing_part")
    assert [place.name.vi for place in share.missing] == ["Bắc Giang"]
    assert share.missing_share == pytest.approx(159_025 / 410_680)
    known = restated(*rows, missing="ignore").of("digital_share", "24", "2022")
    assert (known.value, known.estimated, known.missing_share) == (56.83, True, share.missing_share)
    with pytest.raises(UnknownCodeError, match="'drop'"):
        restated(*rows, missing="drop")


def test_one_no_decides_whatever_is_missing():
    assert only(restated(("portal", "24", 0)), "portal").value == 0
    assert only(restated(("portal", "24", 1)), "portal").reason == "missing_part"
    decided = only(restated(("any_portal", "24", 1)), "any_portal")
    assert (decided.value, decided.estimated) == (1, False)


def test_a_figure_that_was_reported_of_the_new_place_wins_and_the_difference_is_kept():
    own = figure("digital_share", "24", 50.0, place_on=dx.Period.parse("2025-12"))
    found = restated(*BAC_NINH, own)
    share = found.of("digital_share", "24", "2022")
    assert (share.reported, share.agrees(), share.agrees(0.03)) == (50.0, False, True)
    assert share.difference == pytest.approx(-1.1378, abs=1e-4)
    assert [merged.indicator.code for merged in found.differing(0.01)] == ["digital_share"]
    values = [row for row in found.figures.to_native().collect().to_dicts() if row["indicator"] == "digital_share"]
    assert [row["value"] for row in values] == [50.0]


@pytest.mark.parametrize(
    ("words", "said", "reason"),
    [
        ((None, "more_than"), "more_than", None),
        (("at_least", None), "at_least", None),
        (("less_than", "at_most"), "less_than", None),
        (("about", "nearly"), "about", None),
        (("nearly", None), "nearly", None),
        (("at_most", "at_least"), None, "open_both_ways"),
        (("about", "more_than"), None, "open_both_ways"),
    ],
)
def test_words_beside_numbers_stay_beside_what_is_made_of_them(words, said, reason):
    rows = [figure("datasets", place, 5, qualifier=word) for place, word in zip(OLD, words, strict=True)]
    found = only(restated(*rows), "datasets")
    assert (found.qualifier, found.reason) == (said, reason)


def test_codes_that_changed_hands_never_mix():
    rows = [("datasets", "24", 3, "2024"), ("datasets", "27", 4, "2024"), ("datasets", "24", 9, "2026")]
    found = restated(*rows)
    (merged,) = found
    assert (merged.value, str(merged.period), merged.reported) == (7, "2024", None)
    kept = {(row["place"], row["period"]): row["value"] for row in found.figures.to_native().collect().to_dicts()}
    assert kept == {("24", "2024"): 7, ("24", "2026"): 9}
    with pytest.raises(dx.Problems) as refused:
        restated(("datasets", "24", 3, "2025"))
    assert [type(error) for error in refused.value.leaves()] == [AmbiguousPlaceError]


def test_figures_of_places_that_stay_are_left_as_they_are():
    rows = [("datasets", "11", 3, "2022"), ("datasets", "04", 5, "2022"), ("datasets", "99-a", 1, "2022")]
    found = restated(*rows)
    assert len(found) == 0
    assert found.left_out == ()
    before = figures(*rows).to_native().collect()
    assert found.figures.to_native().collect().equals(before)


def test_what_cannot_be_carried_over_is_listed():
    rows = [("datasets", "094", 3, "2022"), ("unheard_of", "24", 1, "2022"), ("unheard_of", "11", 1, "2022")]
    found = restated(*rows)
    assert [(left.place, left.indicator, left.number, left.why) for left in found.left_out] == [
        ("094", "datasets", 1, "ended"),
        ("24", "unheard_of", 1, "not_defined"),
    ]
    assert found.figures.to_native().collect()["place"].to_list() == ["11"]


def test_a_divided_place_needs_shares_and_gives_estimates():
    # Lai Châu was divided on 1 January 2004 into Điện Biên (11) and Lai Châu (12).
    rows = [("datasets", "12", 300, "2003"), ("covered", "12", 40, "2003")]
    without = restated(*rows, to="2004-06-30")
    assert [(merged.place.code, merged.reason) for merged in without if merged.indicator.code == "datasets"] == [
        ("11", "no_share"),
        ("12", "no_share"),
    ]
    people = [("population", "11", 400, "2004"), ("population", "12", 200, "2004")]
    found = restated(*rows, *people, to="2004-06-30", weights="population")
    values = {(m.indicator.code, m.place.code): (m.value, m.estimated) for m in found if m.parts}
    assert values["datasets", "11"] == (pytest.approx(200), True)
    assert values["datasets", "12"] == (pytest.approx(100), True)
    assert values["covered", "11"] == (40, True)


def test_backwards_the_new_place_is_shared_out():
    rows = [("datasets", "24", 90, "2026"), ("population", "24", 1000, "2023"), ("population", "27", 2000, "2023")]
    found = restated(*rows, to="2025-06-30", weights="population")
    values = {merged.place.name.vi: merged.value for merged in found if merged.indicator.code == "datasets"}
    assert values == {"Bắc Giang": pytest.approx(30), "Bắc Ninh": pytest.approx(60)}


def test_rival_series_are_merged_apart():
    plan = make_plan(indicators=[count("datasets", method="gso")])
    rows = [
        figure("datasets", place, n, method=by)
        for place, n, by in [("24", 1, "gso"), ("27", 2, "gso"), ("24", 9, "dti")]
    ]
    found = restated(*rows, plan=plan)
    assert found.of("datasets", "24", "2022").value == 3
    assert {merged.method: merged.reason for merged in found} == {"gso": None, "dti": "missing_part"}


def test_weights_of_several_methods_are_refused():
    rows = [figure("grdp", "24", 5, method="a"), figure("grdp", "27", 5, method="b"), figure("digital_share", "24", 5)]
    with pytest.raises(MixedMethodError, match="'grdp' mix the methods a, b, and weigh others"):
        restated(*rows)


def test_the_latest_vintage_counts_and_only_what_was_known():
    rows = [
        figure("datasets", "24", 1, published="2023-03"),
        figure("datasets", "24", 5, published="2024-03"),
        figure("datasets", "27", 2, published="2023-03"),
    ]
    assert only(restated(*rows), "datasets").value == 7
    assert only(restated(*rows, known_on="2023-12-31"), "datasets").value == 3
    (row,) = restated(*rows).figures.to_native().collect().to_dicts()
    assert (row["published"], str(row["known_from"])) == ("2024-03-31", "2024-03-31")


def test_an_unconfirmed_part_leaves_the_whole_unconfirmed():
    found = restated(figure("datasets", "24", 1, confidence="unconfirmed"), figure("datasets", "27", 1))
    assert found.figures.to_native().collect()["confidence"].to_list() == ["unconfirmed"]


def test_all_63_provinces_pass_to_the_34_and_nothing_is_lost():
    old = dx.gazetteer.at("2025-06-30").of_level("province")
    rows = [("datasets", place.code, 7 * number + 1, "2024") for number, place in enumerate(old)]
    found = restated(*rows)
    table = found.figures.to_native().collect()
    new = {place.code for place in dx.gazetteer.at(TO).of_level("province")}
    assert (len(old), set(table["place"]), len(table)) == (63, new, 34)
    assert table["value"].sum() == sum(value for *_, value, _ in rows)
    assert not any(merged.estimated or merged.missing for merged in found)


def test_all_129_communes_of_dien_bien_pass_to_the_45():
    old = dx.gazetteer.at("2025-06-30").of_level("commune")
    rows = [("datasets", place.code, number, "2024") for number, place in enumerate(old)]
    table = restated(*rows, plan=make_plan("11")).figures.to_native().collect()
    assert (len(old), len(table), table["value"].sum()) == (129, 45, sum(range(129)))


def test_a_plan_of_the_new_place_is_judged_by_restated_figures():
    cite = dx.Citation(document="paper", confidence=dx.Confidence.OFFICIAL)
    aim = dx.Target(code="aim", title="aim", indicator="digital_share", goal=dx.Goal.parse("50 %"), by=2026, cite=cite)
    plan = make_plan(targets=[aim])
    raw = figures(*BAC_NINH)
    assert dx.evaluate(plan, raw, at=2022)["aim"].last_known is None, "Bắc Giang's figure is not Bắc Ninh's"
    line = dx.evaluate(plan, raw.restate(plan, to=TO).figures, at=2022)["aim"]
    assert line.last_known.value == pytest.approx(51.1378, abs=1e-4)
    assert line.last_known.confidence is dx.Confidence.COMPUTED


def test_a_lazy_table_stays_lazy_and_gives_the_same(tmp_path):
    raw = figures(*BAC_NINH, ("datasets", "11", 1))
    raw.to_native().collect().select(
        pl.exclude("source_row", "source_file", "first", "last", "known_from", "place_day")
    ).write_parquet(tmp_path / "f.parquet")
    lazily = dx.read_figures(tmp_path / "f.parquet").restate(PLAN, to=TO)
    assert lazily.figures.rows is None
    mine = lazily.figures.to_native().collect().select("indicator", "place", "value").sort("indicator", "place")
    assert mine.equals(
        raw.restate(PLAN, to=TO).figures.to_native().collect().select(*mine.columns).sort("indicator", "place")
    )


def test_no_figures_at_all():
    found = restated()
    assert (len(found), found.figures.rows, list(found), found.lacking) == (0, 0, [], ())


def test_plans_must_agree_on_what_they_define():
    other = make_plan("27", adopted=2021, indicators=[count("datasets", over_units="max")])
    with pytest.raises(dx.Problems) as refused:
        figures(("datasets", "24", 1)).restate(PLAN, other, to=TO)
    assert "'made-up-24' and 'made-up-27' define the indicator 'datasets' differently" in str(
        refused.value.exceptions[0]
    )


def test_unknown_weights_are_refused():
    with pytest.raises(UnknownCodeError, match="populaton"):
        restated(*BAC_NINH, weights="populaton")


def test_a_value_that_does_not_fit_is_refused_with_its_row():
    with pytest.raises(dx.Problems) as refused:
        restated(("datasets", "24", -3))
    assert "-3 is no value of 'datasets'" in refused.value.lines()[0]


def test_the_shipped_table_of_indicators_covers_every_rule():
    rules = {one.merging.rule.value for one in INDICATORS if one.merging}
    assert rules == {"sum", "ratio", "weighted_mean", "mean", "min", "max", "all", "any", "none"}


@pytest.mark.parametrize(
    ("reported", "agrees"), [(51.1, True), (51.14, True), (51, True), (51.12, False), (51.2, False), (52, False)]
)
def test_a_reported_number_is_compared_as_it_was_rounded(reported, agrees):
    # What the parts are rounded by, 0.005, counts too: 51.1378 may be 51.1328 to 51.1428.
    found = restated(*BAC_NINH, figure("digital_share", "24", reported, place_on=TO))
    assert found.of("digital_share", "24", "2022").agrees() is agrees
    assert [merged.indicator.code for merged in found.differing()] == ([] if agrees else ["digital_share"])


def test_sums_of_rounded_numbers_may_be_apart_by_as_much_as_they_are_rounded():
    for reported, agrees in ((3379.2, True), (3379.3, False)):
        own = figure("population", "24", reported, place_on=TO)
        assert restated(*BAC_NINH, own).of("population", "24", "2022").agrees() is agrees


@pytest.mark.parametrize(
    ("code", "values", "own"), [("datasets", (3, 4), 8), ("portal", (1, 1), 0), ("grade", (3, 2), 3)]
)
def test_what_is_counted_or_graded_is_not_rounded(code, values, own):
    rows = [(code, place, value) for place, value in zip(OLD, values, strict=True)]
    found = only(restated(*rows, figure(code, "24", own, place_on=TO)), code)
    assert found.agrees() is False


def test_the_worst_part_is_no_rounded_best():
    rows = [("coverage_claim", "24", 100), ("coverage_claim", "27", 99)]
    own = figure("coverage_claim", "24", 100, place_on=TO)
    assert only(restated(*rows, own), "coverage_claim").agrees() is False


def test_parts_and_their_sum_may_be_in_other_units():
    rows = [
        figure("population", "24", 1890.9),
        figure("population", "27", 1_488_200, unit="người"),
        figure("population", "24", 3.379, unit="triệu người", place_on=TO),
    ]
    found = restated(*rows).of("population", "24", "2022")
    assert (found.value, found.reported, found.agrees()) == (pytest.approx(3379.1), pytest.approx(3379), True)


def test_breakdowns_are_merged_apart_and_weighed_by_their_own():
    def rows(code, values):
        for level, pair in values.items():
            for place, value in zip(OLD, pair, strict=True):
                yield figure(code, place, value, breakdown={"level": level} if level else {})

    found = restated(
        *rows("digital_share", {"": (10, 30), "commune": (20, 40), "district": (1, 2)}),
        *rows("grdp", {"": (1, 1), "commune": (3, 1)}),
    )
    assert found.of("digital_share", "24", "2022").value == 20
    assert found.of("digital_share", "24", "2022", "level=commune").value == 25
    assert found.of("digital_share", "24", "2022", "level=district").reason == "no_weight"
    stood_in = make_plan(indicators=[indicator("digital_share"), count("population", unit="người")])
    people = [("population", "24", 3), ("population", "27", 1)]
    by_people = restated(
        *rows("digital_share", {"commune": (20, 40)}), *people, plan=stood_in, weights="population"
    ).of("digital_share", "24", "2022", "level=commune")
    assert (by_people.value, by_people.estimated) == (25, True)


def test_what_has_a_value_and_what_has_none_can_be_seen_apart():
    found = restated(*BAC_NINH, ("standing", "24", 5), ("datasets", "24", 1), ("datasets", "24", 1, "2021"))
    assert [merged.indicator.code for merged in found.known] == ["digital_share", "grdp", "population"]
    assert {key: len(some) for key, some in found.unknown.items()} == {
        ("datasets", "missing_part"): 2,
        ("standing", "never_merged"): 1,
    }


def test_what_is_computed_names_its_sources_and_what_it_lacks():
    rows = [figure("datasets", "24", 1, source="a"), figure("datasets", "27", 1, source="b")]
    (row,) = restated(*rows).figures.to_native().collect().to_dicts()
    assert row["source"].endswith("; sum; a; b")
    assert row["note"] is None
    (partial,) = restated(rows[0], missing="ignore").figures.to_native().collect().to_dicts()
    assert partial["source"].endswith("; sum; a")
    assert partial["note"].startswith("1/2 ")
    assert partial["status"] == "estimated"
