"""What places were made from, and what became of them, checked against the facts and by hand."""

import csv
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, DefinitionError, PeriodError, UnknownCodeError, UnknownLineageError
from dxplan.places.tables import shipped_places, shipped_successions

FACTS = Path(__file__).parents[3] / "shared" / "facts"
BEFORE, AFTER = "2025-06-30", "2025-07-01"
SEVEN = ["15", "24", "44", "52", "80", "82", "91"]

facts = pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not beside this checkout")


def table(name):
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def there(on, level="province"):
    return dx.gazetteer.at(on).of_level(level)


def passed(lineage):
    return [(passage.before.code, passage.after.code, passage.whole) for passage in lineage]


@facts
def test_the_63_provinces_pass_to_the_34_as_the_facts_say():
    said = {row["old_code"]: row["new_code"] for row in table("province_mapping_63_to_34.csv")}
    assert {place.code: dx.gazetteer.successors(place, to=AFTER).places[0].code for place in there(BEFORE)} == said


@facts
def test_the_34_provinces_were_made_from_what_the_facts_say():
    for row in table("provinces_34.csv"):
        made = dx.gazetteer.predecessors(row["code"], on=AFTER, to=BEFORE)
        assert [place.code for place in made.places] == row["predecessors"].split()


@facts
def test_the_communes_pass_as_the_facts_say():
    for row in table("dien_bien_communes_2025.csv"):
        became = dx.gazetteer.successors(row["old_code"], on=BEFORE, to=AFTER)
        assert passed(became) == [(row["old_code"], row["new_code"], row["divided"] == "false")]
        assert became.places[0].called("vi") == row["new_name"]


@pytest.mark.parametrize(("level", "before", "after", "merged"), [("province", 63, 34, 52), ("commune", 129, 45, 129)])
def test_the_mergers_of_2025_are_pure_unions(level, before, after, merged):
    old, new = there(BEFORE, level), there(AFTER, level)
    assert (len(old), len(new)) == (before, after)
    became = [dx.gazetteer.successors(place, to=AFTER) for place in old]
    assert all(lineage.whole and len(lineage) == 1 for lineage in became)
    assert {lineage.places[0] for lineage in became} == set(new)
    assert sum(bool(lineage.events) for lineage in became) == merged
    made = [dx.gazetteer.predecessors(place, to=BEFORE) for place in new]
    assert all(lineage.whole for lineage in made)
    assert Counter(place for lineage in made for place in lineage.places) == Counter(old)


@pytest.mark.parametrize("level", ["province", "commune"])
def test_counts_are_conserved_across_the_merger(level):
    counts = {place.id: Fraction(7 * number + 3, 11) for number, place in enumerate(there(BEFORE, level))}
    sums = {
        place.id: sum(counts[part.id] for part in dx.gazetteer.predecessors(place, to=BEFORE).places)
        for place in there(AFTER, level)
    }
    assert sum(sums.values()) == sum(counts.values())
    forward = Counter()
    for code, since in counts:
        place = next(place for place in there(BEFORE, level) if place.id == (code, since))
        forward[dx.gazetteer.successors(place, to=AFTER).places[0].id] += counts[place.id]
    assert forward == sums


@pytest.mark.parametrize("code", SEVEN)
def test_the_codes_that_changed_hands_never_mix(code):
    old, new = dx.gazetteer.find(code, on=2024), dx.gazetteer.find(code, on=2026)
    assert dx.gazetteer.lineage(code, on=2024, to=2026).place == old
    assert dx.gazetteer.lineage(code, on=2026, to=2024).place == new
    made = dx.gazetteer.predecessors(new, to=2024)
    assert old in made.places
    assert len(made) == 2
    assert [place.name for place in made.places if place.code != code] == [new.name]
    with pytest.raises(AmbiguousPlaceError, match=r"meant different places: .* until 2025-06-30, .* from 2025-07-01"):
        dx.gazetteer.lineage(code, to=2026)


def test_exactly_seven_codes_passed_to_a_place_of_another_name():
    names = {place.code: place.name for place in there(BEFORE)}
    assert [place.code for place in there(AFTER) if names[place.code] != place.name] == SEVEN


@pytest.mark.parametrize(
    ("code", "on", "to", "ways", "events"),
    [
        ("12", 2003, 2004, [("12", "11", False), ("12", "12", False)], ["2004-split-LC"]),
        ("11", 2026, 2003, [("12", "11", False)], ["2004-split-LC"]),
        ("66", 2003, 2026, [("66", "66", False), ("66", "68", False)], ["2004-split-DL", "2025-merge"]),
        ("92", 2003, 2010, [("92", "92", False), ("92", "93", False)], ["2004-split-CT"]),
        ("92", 2003, 2026, [("92", "92", True)], ["2004-split-CT", "2025-merge"]),
        ("28", 2007, 2026, [("28", "01", True)], ["2008-HaTay"]),
        ("01", 2026, 2007, [("01", "01", True), ("28", "01", True)], ["2008-HaTay"]),
        (
            "68",
            2026,
            2003,
            [("60", "68", True), ("66", "68", False), ("68", "68", True)],
            ["2004-split-DL", "2025-merge"],
        ),
        ("46", 2024, 2026, [("46", "46", True)], []),
        ("75", "2025-12-31", 2026, [("75", "75", True)], []),
        ("VN", 1990, 2026, [("VN", "VN", True)], []),
        ("99-north", 2003, 2026, [("99-north", "99-north", True)], []),
    ],
)
def test_places_are_followed_through_several_events(code, on, to, ways, events):
    lineage = dx.gazetteer.lineage(code, on=on, to=to)
    assert passed(lineage) == ways
    assert [event.code for event in lineage.events] == events
    assert all(event.law for event in lineage.events)
    assert lineage.whole is all(whole for _, _, whole in ways)


def test_a_place_has_the_name_of_its_day():
    became = dx.gazetteer.lineage("46", on=2024, to=2026)
    made = dx.gazetteer.lineage("46", on=2026, to=2024)
    assert [place.name.in_("vi") for place in (*became.places, *made.places)] == ["Huế", "Thừa Thiên Huế"]
    assert str(became) == str(made) == "46 Thừa Thiên Huế stays the same place, since then Huế"
    assert dx.gazetteer.successors("70", to="2025-12-31").places[0].kind == "province"
    assert dx.gazetteer.successors("70", to=2026).places[0].kind == "municipality"


def test_districts_ended_without_a_successor():
    for district in there(BEFORE, "district"):
        became = dx.gazetteer.successors(district, to=AFTER)
        assert (became.places, became.whole) == ((), False)
        assert became.ended_by.code == "2025-district"
        assert [event.code for event in became.events] == ["2025-district"]
        assert "ended without a successor (2025-district, 72/2025/QH15" in str(became)


@pytest.mark.parametrize(
    ("code", "on", "to", "known"),
    [
        ("01", 2026, 1990, date(2003, 12, 31)),
        ("01", 2026, "2003-12-31", None),
        ("28", 1999, 2026, date(2003, 12, 31)),
        ("03124", 2024, 2026, date(2025, 6, 30)),
        ("03124", BEFORE, 2026, None),
        ("VN", 1990, 2026, None),
    ],
)
def test_days_before_the_tables_are_named(code, on, to, known):
    lineage = dx.gazetteer.lineage(code, on=on, to=to)
    assert lineage.known_from == known
    assert ("the tables know only of the days from" in str(lineage)) is (known is not None)


@pytest.mark.parametrize(
    ("place", "settings", "error", "said"),
    [
        ("1", {"to": 2026}, UnknownCodeError, "did you mean '01' (Hà Nội)?"),
        ("Hà Giang", {"to": 2026}, UnknownCodeError, "did you mean '02'"),
        ("", {"to": 2026}, UnknownCodeError, "no place has the code ''"),
        ("10", {"on": 2026, "to": 2026}, UnknownCodeError, "Lào Cai had the code '15' then."),
        ("24", {"on": 2025, "to": 2026}, AmbiguousPlaceError, "'24' meant different places in 2025"),
        ("25", {"to": 2026}, AmbiguousPlaceError, "name the day whose map is meant, by on=."),
        ("11", {"to": "soon"}, PeriodError, "soon"),
    ],
)
def test_what_cannot_be_followed_is_refused(place, settings, error, said):
    with pytest.raises(error) as caught:
        dx.gazetteer.lineage(place, **settings)
    assert said in str(caught.value)


def test_a_direction_is_kept():
    with pytest.raises(DefinitionError, match="2024-12-31 lies before Bắc Ninh from 2025-07-01"):
        dx.gazetteer.successors("24", on=2026, to=2024)
    with pytest.raises(DefinitionError, match="2026-12-31 lies after Bắc Giang until 2025-06-30"):
        dx.gazetteer.predecessors("24", on=2024, to=2026)


def test_a_place_is_not_looked_at_when_it_was_not_there():
    old = dx.gazetteer.find("24", on=2024)
    assert passed(dx.gazetteer.lineage(old, on=2024, to=2026)) == [("24", "24", True)]
    with pytest.raises(UnknownCodeError):
        dx.gazetteer.lineage(dx.gazetteer.find("10", on=2024), on=2026, to=2026)


def test_of_places_of_ones_own_nothing_is_made_up():
    old = dx.Place(code="09000", level="commune", name=dx.Text(vi="Cũ"), until=date(2025, 6, 30))
    new = dx.Place(code="09001", level="commune", name=dx.Text(vi="Mới"), since=date(2025, 7, 1))
    district = dx.Place(code="200", level="district", name=dx.Text(vi="Huyện"), until=date(2025, 6, 30))
    places = dx.gazetteer.with_places([old, new, district])
    with pytest.raises(UnknownLineageError, match="nothing is known of what became of Cũ until 2025-06-30"):
        places.successors("09000", to=2026)
    with pytest.raises(UnknownLineageError, match="nothing is known of what Mới from 2025-07-01 was made from"):
        places.predecessors("09001", to=2024)
    assert places.successors("200", to=2026).ended_by.code == "2025-district"
    assert places.lineage("09000", to=2020).places == (old,)


def test_every_place_that_began_or_ended_has_its_rows():
    rows = shipped_successions()
    ended = {place.id for place in shipped_places() if place.ended_by and place.level != "district"}
    begun = {place.id for place in shipped_places() if place.begun_by}
    assert {row.before.id for row in rows} == ended
    assert {row.after.id for row in rows} == begun
    assert len({(row.before.id, row.after.id) for row in rows}) == len(rows)
    assert all(row.before.until < row.event.day == row.after.since for row in rows)
    assert all(row.before.level == row.after.level == row.event.level for row in rows)


def test_places_of_ones_own_are_followed_by_their_successions():
    old = dx.Place(code="09000", level="commune", name=dx.Text(vi="Cũ"), parent="20", until=date(2024, 12, 31))
    new = dx.Place(code="09001", level="commune", name=dx.Text(vi="Mới"), parent="20", since=date(2025, 1, 1))
    event = dx.Event(code="made-up", day=date(2025, 1, 1), kind="merge", level="commune", law="12/NQ")
    places = dx.gazetteer.with_places([old, new], [dx.Succession(before=old, after=new, event=event)])
    (passage,) = places.successors("09000", to=2026)
    assert (passage.before, passage.after, passage.events, passage.whole) == (old, new, (event,), True)
    assert passage.confidence == "unconfirmed"
    assert places.predecessors("09001", to=2020).known_from == date(2024, 12, 31)
    assert (places.law("made-up"), places.event("made-up"), event in places.events) == ("12/NQ", event, True)
    assert dx.gazetteer.event("made-up") is None
    wider = places.with_places([])
    assert wider.successors("09000", to=2026).places == (new,)
    ending = attrs.evolve(event, kind="abolish")
    assert dx.gazetteer.with_places([], events=[ending]).end_of("commune") is None
