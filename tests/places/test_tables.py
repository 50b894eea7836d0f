"""What the tables of places say, checked against the facts they were made from."""

import csv
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.places.tables import shipped_events, shipped_places

FACTS = Path(__file__).parents[3] / "shared" / "facts"
BEFORE, AFTER = "2025-06-30", "2025-07-01"

facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not beside this checkout")


def table(name):
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(on, level):
    return {place.code: place.called("vi") for place in dx.gazetteer.at(on).of_level(level)}


@facts
@pytest.mark.parametrize(("on", "name"), [(BEFORE, "provinces_63.csv"), ("2026-12-31", "provinces_34.csv")])
def test_the_provinces_are_those_of_the_facts(on, name):
    rows = table(name)
    assert named(on, "province") == {row["code"]: row["full_name_vi"] for row in rows}
    there = dx.gazetteer.at(on)
    assert {code: there[code].kind for code in named(on, "province")} == {row["code"]: row["type"] for row in rows}
    assert {code: there[code].name for code in named(on, "province")} == {
        row["code"]: dx.Text(vi=row["name_vi"], en=row["name_en"]) for row in rows
    }


@facts
def test_a_province_goes_on_exactly_where_the_facts_say_so():
    for row in table("province_mapping_63_to_34.csv"):
        old, new = dx.gazetteer.at(BEFORE)[row["old_code"]], dx.gazetteer.at(AFTER)[row["new_code"]]
        assert (old.id == new.id) is (row["relation"] == "continues")
        assert (old.until is None) is (row["relation"] == "continues")
        assert old.ended_by == (None if row["relation"] == "continues" else "2025-merge")


@facts
def test_the_districts_and_communes_are_those_of_the_facts():
    rows = table("dien_bien_communes_2025.csv")
    assert named(BEFORE, "district") == {row["old_district_code"]: row["old_district"] for row in rows}
    assert named(BEFORE, "commune") == {row["old_code"]: row["old_name"] for row in rows}
    assert named(AFTER, "commune") == {row["new_code"]: row["new_name"] for row in rows}
    there = dx.gazetteer.at(BEFORE)
    assert {code: there[code].parent for code in named(BEFORE, "commune")} == {
        row["old_code"]: row["old_district_code"] for row in rows
    }


@facts
def test_no_commune_of_dien_bien_kept_its_land():
    merged = [row["new_code"] for row in table("dien_bien_communes_2025.csv")]
    assert min(merged.count(code) for code in merged) >= 2
    assert not set(dx.gazetteer.at(BEFORE).of_level("commune")) & set(dx.gazetteer.at(AFTER).of_level("commune"))


@facts
def test_the_events_are_those_of_the_facts():
    rows = {row["event_id"]: row for row in table("province_events.csv")}
    events = {code: event for code, event in shipped_events().items() if code != "2025-regions"}
    assert {code: str(event.day) for code, event in events.items()} == {
        code: row["effective_date"] for code, row in rows.items()
    }
    assert [event.law for code, event in events.items() if event.law != rows[code]["legal_basis"]] == [""]


def test_every_row_can_stand():
    ids = [(*place.id, place.named_since, place.parent_since) for place in shipped_places()]
    assert len(ids) == len(set(ids))
    events = shipped_events()
    for place in shipped_places():
        assert place.since is None or place.until is None or place.since <= place.until
        assert place.confidence in {"official", "secondary", "computed", "unconfirmed"}
        assert place.kind
        if place.begun_by:
            assert events[place.begun_by].day == place.since
        if place.ended_by:
            assert events[place.ended_by].day.toordinal() == place.until.toordinal() + 1
        for day in (place.since, place.until):
            if day is not None and place.parent is not None:
                assert place.parent in dx.gazetteer.at(day)


def test_no_code_means_two_places_on_one_day():
    for place in shipped_places():
        others = [other for other in dx.gazetteer.of(place.code) if other.id != place.id]
        assert not any(place.overlaps(other) for other in others)
