"""Regions: which province belonged to which of them on which day."""

import csv
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError

FACTS = Path(__file__).parents[3] / "shared" / "facts"
BEFORE, AFTER = "2025-06-30", "2025-07-01"

facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not beside this checkout")


@facts
@pytest.mark.parametrize(("on", "name"), [(BEFORE, "provinces_63.csv"), (AFTER, "provinces_34.csv")])
def test_every_province_is_in_the_region_of_the_facts(on, name):
    there = dx.gazetteer.at(on)
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        said = {row["code"]: (row["region6_vi"], row["region6_en"]) for row in csv.DictReader(file)}
    names = {place.code: there.parent(place.code).name for place in there.of_level("province")}
    assert {code: (name.vi, name.en) for code, name in names.items()} == said


def test_regions_of_both_maps_are_different_places():
    old, new = dx.gazetteer.at(BEFORE).of_level("region"), dx.gazetteer.at(AFTER).of_level("region")
    assert len(old) == len(new) == 6
    assert not {place.id for place in old} & {place.id for place in new}
    with pytest.raises(AmbiguousPlaceError, match="meant different places in 2025"):
        dx.gazetteer.find("region-south-east", on=2025)


def test_a_province_that_goes_on_may_come_under_another_region():
    old, new = dx.gazetteer.at(BEFORE)["38"], dx.gazetteer.at(AFTER)["38"]
    assert old.id == new.id
    assert (old.parent, new.parent) == ("region-north-central-and-central-coast", "region-north-central")
    assert [place.parent for place in dx.gazetteer.parents_of(old)] == [old.parent, new.parent]
    assert dx.gazetteer.find("38", on=2025) == new
    assert len(dx.gazetteer.names_of(old)) == len(dx.gazetteer.of("38")) == 1
    assert [place.name.vi for place in dx.gazetteer.names_of(dx.gazetteer.at(AFTER)["46"])] == ["Thừa Thiên Huế", "Huế"]
    (stays,) = dx.gazetteer.lineage(old, to=2026)
    assert (stays.before, stays.after, stays.events) == (old, new, ())
    (back,) = dx.gazetteer.lineage(new, to=2024)
    assert (back.before, back.after) == (old, new)


def test_the_lineage_of_regions_follows_that_of_their_provinces():
    for region in dx.gazetteer.at(BEFORE).of_level("region"):
        provinces = dx.gazetteer.at(BEFORE).children(region.code)
        became = [passage.after for place in provinces for passage in dx.gazetteer.successors(place, to=AFTER)]
        regions = {dx.gazetteer.at(AFTER).parent(place.code).code for place in became}
        lineage = dx.gazetteer.successors(region, to=AFTER)
        assert {place.code for place in lineage.places} == regions
        assert lineage.whole is (len(regions) == 1)
    assert str(dx.gazetteer.lineage("region-south-east", on=2003, to=2026).known_from) == BEFORE


@pytest.mark.parametrize("on", ["2003-12-31", "2008-07-31", BEFORE, AFTER, "2026-12-31"])
def test_provinces_roll_up_through_their_regions_to_the_nation(on):
    there = dx.gazetteer.at(on)
    regions = there.children("VN")
    assert {place.level for place in regions} == {"region"}
    provinces = [place for region in regions for place in there.children(region.code)]
    assert sorted(place.code for place in provinces) == [place.code for place in there.of_level("province")]
    assert there.under("VN", "province") == (there.of_level("province"), True)


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("Tây Nguyên", 2024, "region-central-highlands"),
        ("VÙNG ĐỒNG BẰNG SÔNG HỒNG", 2026, "region-red-river-delta"),
        ("Dong bang song Cuu Long", 2024, "region-mekong-river-delta"),
        ("Mekong River Delta", 2026, "region-mekong-river-delta"),
    ],
)
def test_regions_have_names(text, on, code):
    assert dx.gazetteer.named(text, on=on).code == code
