"""Laws of lineage: there and back, by way of a middle day, and nothing lost on the way."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx

TURNS = (date(2003, 12, 31), date(2004, 1, 1), date(2008, 7, 31), date(2008, 8, 1), date(2025, 6, 30), date(2025, 7, 1))
days = st.dates(date(2000, 1, 1), date(2030, 12, 31)) | st.sampled_from(TURNS)
levels = st.sampled_from(["nation", "province", "commune"])


def ids(places):
    return {place.id for place in places}


@st.composite
def placed(draw):
    """Give a place of a day, and the day."""
    day = draw(days)
    return draw(st.sampled_from(dx.gazetteer.at(day).of_level(draw(levels)))), day


@given(placed())
def test_to_the_same_day_is_the_identity(case):
    place, day = case
    (passage,) = dx.gazetteer.lineage(place, on=day, to=day)
    assert (passage.before, passage.after, passage.events, passage.whole) == (place, place, (), True)


@given(placed(), days)
def test_the_way_there_leads_back(case, to):
    place, day = case
    for passage in dx.gazetteer.lineage(place, to=to):
        other = passage.before if to < day else passage.after
        back = dx.gazetteer.lineage(other, on=to, to=day)
        assert place.id in ids(back.places)
        (same,) = [way for way in back if {way.before.id, way.after.id} == {passage.before.id, passage.after.id}]
        assert (same.whole, same.events) == (passage.whole, passage.events)


@given(placed(), days)
def test_predecessors_and_successors_keep_their_direction(case, to):
    place, day = case
    look = dx.gazetteer.successors if to >= day else dx.gazetteer.predecessors
    lineage = look(place, to=to)
    assert lineage == dx.gazetteer.lineage(place, to=to)
    assert all(found.there(to) for found in lineage.places)
    assert len(ids(lineage.places)) == len(lineage) > 0


@given(st.data(), levels, st.tuples(days, days, days), st.booleans())
def test_by_way_of_a_middle_day_is_the_same(data, level, three, back):
    start, middle, to = sorted(three, reverse=back)
    place = data.draw(st.sampled_from(dx.gazetteer.at(start).of_level(level)))
    by_way = [
        dx.gazetteer.lineage(part, on=middle, to=to) for part in dx.gazetteer.lineage(place, on=start, to=middle).places
    ]
    direct = dx.gazetteer.lineage(place, on=start, to=to)
    assert {found for lineage in by_way for found in ids(lineage.places)} == ids(direct.places)


@given(levels, days, days)
def test_every_place_of_a_day_is_reached_and_the_whole_ones_once(level, one, two):
    first, last = sorted((one, two))
    old, new = dx.gazetteer.at(first).of_level(level), dx.gazetteer.at(last).of_level(level)
    became = {place.id: dx.gazetteer.successors(place, to=last) for place in old}
    assert {found for lineage in became.values() for found in ids(lineage.places)} == ids(new)
    assert all(lineage.whole is (len(lineage) == 1) for lineage in became.values())


@given(levels, days)
def test_the_map_of_a_whole_list_of_codes_is_that_of_its_day(level, day):
    there = dx.gazetteer.at(day).of_level(level)
    guess = dx.gazetteer.era_of(place.code for place in there)
    assert ids(dx.gazetteer.at(guess.only().day).of_level(level)) == ids(there)
