"""Laws of crosswalks: no unit is lost or made up, and the order of the rows makes no difference."""

import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx

BEFORE, AFTER = "2025-06-30", "2025-07-01"
codes = st.integers(0, 12).map("u{}".format)
pairs = st.sets(st.tuples(codes, codes), min_size=1, max_size=30)


def read(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "communes.csv"
        path.write_text("\n".join(["old_code,new_code", *(",".join(row) for row in rows)]), encoding="utf-8")
        return dx.read_crosswalk(path, day=AFTER, within="20")


def units(places, on):
    return {place.code: place for place in places.at(on).under("20", "commune")[0]}


@settings(deadline=None, max_examples=60)
@given(pairs)
def test_the_lineage_is_the_crosswalk_and_nothing_else(rows):
    places = read(sorted(rows))
    old, new = units(places, BEFORE), units(places, AFTER)
    assert set(old) == {before for before, _ in rows}
    assert set(new) == {after for _, after in rows}
    forward = {(code, other.code) for code in old for other in places.lineage(old[code], to=AFTER).places}
    back = {(other.code, code) for code in new for other in places.lineage(new[code], to=BEFORE).places}
    assert forward == back == rows
    parts = Counter(before for before, _ in rows)
    for code, place in old.items():
        assert {passage.whole for passage in places.lineage(place, to=AFTER)} == {parts[code] == 1}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(codes, codes), min_size=1, max_size=20, unique_by=lambda row: row[0]))
def test_counts_are_conserved_where_nothing_is_divided(rows):
    places = read(rows)
    counts = {code: Fraction(3 * nth + 1, 7) for nth, (code, _) in enumerate(rows)}
    sums = [
        sum(counts[other.code] for other in places.lineage(place, to=BEFORE).places)
        for place in units(places, AFTER).values()
    ]
    assert sum(sums) == sum(counts.values())


@settings(deadline=None, max_examples=30)
@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(rows, rng):
    one, other = sorted(rows), sorted(rows)
    rng.shuffle(other)
    first, second = read(one), read(other)
    assert set(first.own) == set(second.own)
    assert set(first.own_successions) == set(second.own_successions)
    assert first.own_events == second.own_events
