"""Figures rolled up from communes to districts, provinces and the nation, and held against what was reported."""

import pytest

import dxplan as dx
from dxplan.errors import DefinitionError, UnknownCodeError
from tests.figures.merging import PLAN, figure, figures, make_plan

OLD = "2025-06-30"
COMMUNES = dx.gazetteer.at(OLD).of_level("commune")


def rolled(*rows, plan=PLAN, to="province", on=OLD, **settings):
    return figures(*rows).roll_up(plan, to=to, on=on, **settings)


def counts(value=lambda number: number):
    return [("datasets", place.code, value(number)) for number, place in enumerate(COMMUNES)]


def test_communes_make_up_districts_and_those_the_province():
    by_district = rolled(*counts(), to="district")
    assert len(by_district) == 10
    districts = [(merged.place.code, merged.value) for merged in by_district]
    through = rolled(*(("datasets", code, value) for code, value in districts))
    straight = rolled(*counts())
    assert [merged.value for merged in through] == [merged.value for merged in straight] == [sum(range(129))]
    assert straight.of("datasets", "11", "2022").place.name.vi == "Điện Biên"


def test_since_the_districts_ended_communes_make_up_the_province():
    new = dx.gazetteer.at("2025-12-31").of_level("commune")
    rows = [figure("datasets", place.code, 2, "2026") for place in new]
    (merged,) = rolled(*rows, on="2026")
    assert (merged.value, len(merged.parts)) == (90, 45)


def test_a_hundred_percent_of_communes_is_the_worst_of_them():
    rows = [("coverage_claim", place.code, 100) for place in COMMUNES[1:]]
    assert rolled(*rows).of("coverage_claim", "11", "2022").reason == "missing_part"
    worst = rolled(*rows, ("coverage_claim", COMMUNES[0].code, 40)).of("coverage_claim", "11", "2022")
    assert worst.value == 40
    assert [part.place.code for part in worst.parts if part.value < 100] == [COMMUNES[0].code]


def test_what_was_reported_counts_and_is_compared():
    found = rolled(*counts(), ("datasets", "11", 8000))
    merged = found.of("datasets", "11", "2022")
    assert (merged.reported, merged.value, merged.difference) == (8000, 8256, -256)
    assert found.differing(0.05) == ()
    assert [other.place.code for other in found.differing(0.01)] == ["11"]
    values = {row["place"]: row["value"] for row in found.figures.to_native().collect().to_dicts()}
    assert values["11"] == 8000


def test_provinces_make_up_the_nation_only_if_all_are_known():
    provinces = dx.gazetteer.at(OLD).of_level("province")
    rows = [("datasets", place.code, 1) for place in provinces]
    assert rolled(*rows, to="nation").of("datasets", "VN", "2022").value == 63
    lacking = rolled(*rows[1:], to="nation").of("datasets", "VN", "2022")
    assert (lacking.reason, [place.code for place in lacking.missing]) == ("missing_part", ["01"])
    known = rolled(*rows[1:], to="nation", missing="ignore").of("datasets", "VN", "2022")
    assert (known.value, known.estimated) == (62, True)


def test_where_nobody_lists_the_communes_nothing_is_said_of_the_whole():
    plan = make_plan("24", adopted=2024, places=[dx.OwnPlace(code="99-a", name="A", level="commune", parent="24")])
    found = rolled(("datasets", "99-a", 5), plan=plan, to="nation", parts="commune")
    assert [merged.reason for merged in found] == ["parts_unknown"]


def test_figures_of_another_map_take_no_part():
    found = rolled(("datasets", "24", 1, "2026"), *(("datasets", place.code, 1) for place in COMMUNES))
    assert [(left.place, left.why) for left in found.left_out] == [("24", "other_level")]


@pytest.mark.parametrize(
    ("settings", "error", "match"),
    [
        ({"to": "province", "parts": "nation"}, DefinitionError, "national level is not below the provincial level"),
        ({"to": "commune"}, DefinitionError, "no figures are of places below the commune level"),
        ({"to": "provinces"}, UnknownCodeError, "provinces"),
        ({"to": "province", "parts": "communes"}, UnknownCodeError, "communes"),
    ],
)
def test_levels_that_do_not_fit_are_refused(settings, error, match):
    with pytest.raises(error, match=match):
        rolled(*counts(), **settings)


def test_parts_that_belong_to_no_place_above_are_refused():
    north = dx.OwnPlace(code="99", name="N", level="district")
    commune = dx.OwnPlace(code="99-a", name="A", level="commune", parent="99")
    plan = make_plan("99", adopted=2024, places=[north, commune])
    with pytest.raises(DefinitionError, match="commune level that belong to one of the provincial level on 2025"):
        rolled(("datasets", "99-a", 5), plan=plan)


def test_nothing_is_rolled_up_of_nothing():
    with pytest.raises(DefinitionError, match="no figures are of places below"):
        rolled()
    assert len(rolled(parts="commune")) == 0
