"""Laws of restating: sums are kept, the same day changes nothing, a ratio is that of the sums, order is nothing."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxplan as dx
from tests.figures.merging import PLAN, figure, figures

OLD = [place.code for place in dx.gazetteer.at("2025-06-30").of_level("province")]
COMMUNES = [place.code for place in dx.gazetteer.at("2025-06-30").of_level("commune")]
NEW = "2025-07-01"

numbers = st.integers(0, 10**9)
periods = st.sampled_from(["2021", "2022", "2023-Q4", "2024"])
codes = st.sampled_from(OLD) | st.sampled_from(COMMUNES)


def table(found):
    return found.figures.to_native().collect()


def keyed(found):
    columns = ("indicator", "place", "period", "breakdown")
    return {tuple(row[name] for name in columns): row["value"] for row in table(found).to_dicts()}


@st.composite
def counted(draw):
    """Make counts of places of the old map, one for each place and period."""
    keys = draw(st.lists(st.tuples(codes, periods), unique=True, max_size=30))
    return [figure("datasets", place, draw(numbers), period) for place, period in keys]


@given(counted())
def test_what_is_known_is_conserved(rows):
    found = figures(*rows).restate(PLAN, to=NEW, missing="ignore")
    assert table(found)["value"].sum() == sum(row.value for row in rows)


@given(counted())
def test_what_lacks_a_part_is_missing_and_nothing_else_is(rows):
    found = figures(*rows).restate(PLAN, to=NEW)
    given_places = {(row.place, str(row.period)) for row in rows}
    for merged in found:
        parts = {place.code for place in dx.gazetteer.lineage(merged.place, to="2025-06-30").places}
        whole = parts <= {place for place, period in given_places if period == str(merged.period)}
        assert (merged.reason is None) is whole
        assert {part.place.code for part in merged.parts} | {place.code for place in merged.missing} == parts


@given(counted(), st.sampled_from([date(2024, 1, 1), date(2025, 6, 30)]))
def test_to_the_same_map_is_the_identity(rows, day):
    raw = figures(*rows)
    found = raw.restate(PLAN, to=day.isoformat())
    assert len(found) == 0
    assert table(found).equals(raw.to_native().collect())


@given(counted())
def test_twice_is_once(rows):
    once = figures(*rows).restate(PLAN, to=NEW)
    assert keyed(once.figures.restate(PLAN, to=NEW)) == keyed(once)


@given(counted(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(rows, chance):
    shuffled = chance.sample(rows, len(rows))
    assert keyed(figures(*rows).restate(PLAN, to=NEW)) == keyed(figures(*shuffled).restate(PLAN, to=NEW))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=63, max_size=63))
def test_a_ratio_from_parts_is_the_ratio_of_the_sums(pairs):
    parts = {code: (min(pair), max(pair)) for code, pair in zip(OLD, pairs, strict=True)}
    rows = [figure("covered", code, numerator=n, denominator=d) for code, (n, d) in parts.items()]
    for merged in figures(*rows).restate(PLAN, to=NEW):
        mine = [parts[part.place.code] for part in merged.parts]
        part, whole = sum(n for n, _ in mine), sum(d for _, d in mine)
        assert (merged.numerator, merged.denominator) == (part, whole)
        assert math.isclose(merged.value, 100 * part / whole, rel_tol=1e-12, abs_tol=1e-12)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 10**6)), min_size=63, max_size=63))
def test_a_weighed_value_lies_between_its_parts(pairs):
    shares = [figure("digital_share", code, share) for code, (share, _) in zip(OLD, pairs, strict=True)]
    weights = [figure("grdp", code, weight) for code, (_, weight) in zip(OLD, pairs, strict=True)]
    found = figures(*shares, *weights).restate(PLAN, to=NEW)
    for merged in found:
        values = [part.value for part in merged.parts]
        if merged.indicator.code == "digital_share":
            assert min(values) * (1 - 1e-12) <= merged.value <= max(values) * (1 + 1e-12)
            assert not merged.estimated


@given(st.lists(st.integers(0, 10**6), min_size=63, max_size=63), st.sampled_from(["sum", "min", "max", "mean"]))
def test_by_regions_of_any_kind_it_is_what_a_loop_gives(values, rule):
    known = dict(zip(OLD, values, strict=True))
    found = figures(*(("datasets", code, value) for code, value in known.items())).restate(PLAN, to=NEW).under(rule)
    by_hand = {"sum": sum, "min": min, "max": max, "mean": lambda some: sum(some) / len(some)}[rule]
    for merged in found:
        parts = [known[place.code] for place in dx.gazetteer.lineage(merged.place, to="2025-06-30").places]
        assert merged.value == pytest.approx(by_hand(parts), rel=1e-12)
