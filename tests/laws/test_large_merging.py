"""Large tables are merged a few indicators at a time, and give what the same figures give all at once."""

from unittest import mock

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures.batches import batches
from dxplan.figures.columns import KNOWN
from tests.figures.merging import INDICATORS, PLAN, figures

CODES = ("02", "08", "11", "12", "24", "VN")  # Hà Giang and Tuyên Quang are one since 2025
OFTEN = [one for one in INDICATORS if one.code in ("digital_share", "plain", "best_part", "grdp", "datasets")]
PERIODS = [dx.Period.of(year) for year in ("2022", "2023", "2026")]
MEANT = [  # what each code means all through the period
    (code, period)
    for code in CODES
    for period in PERIODS
    if any(place.there(period.first) and place.there(period.last) for place in dx.gazetteer.of(code))
]
STRAY = [("02", PERIODS[-1]), ("24", dx.Period.of("2025"))]
VALUES = st.integers(1, 100) | st.floats(1, 100, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def reported(draw):
    """Draw a figure of any indicator, with all that tells one from another."""
    indicator = draw(st.sampled_from([*OFTEN, *OFTEN, *INDICATORS]))
    place, period = draw(st.sampled_from(MEANT + STRAY))
    flag, graded = indicator.kind is dx.Kind.FLAG, bool(indicator.scale)
    return dx.Figure(
        indicator=indicator.code,
        place=place,
        value=None if graded else draw(st.integers(0, 1) if flag else VALUES),
        period=period,
        grade=draw(st.sampled_from(indicator.scale)) if graded else None,
        method=draw(st.sampled_from([None, None, None, "survey", "computed"])),
        qualifier=draw(st.sampled_from([None, None, "at_least", "about"])),
        source=draw(st.sampled_from([None, "one", "another"])),
        published=draw(st.sampled_from([None, dx.Period.of("2024"), dx.Period.of("2026")])),
    )


def bare(found):
    """Leave out in which rows the parts stand: a table still to be read has none."""
    return [
        attrs.evolve(merged, parts=tuple(attrs.evolve(part, row=None) for part in merged.parts)) for merged in found
    ]


def attempted(merge, *, rowless=False):
    """Give what comes of merging, or all that is wrong; a table still to be read tells no rows of it."""
    try:
        return merge()
    except dx.DxplanError as error:
        leaves = error.leaves() if isinstance(error, dx.Problems) else [error]
        return sorted(type(one).__name__ if rowless else str(one) for one in leaves)


def told(found):
    """Say all that merging gave."""
    codes = sorted({merged.indicator.code for merged in found})
    return (
        bare(found),
        found.to_native().rows(),
        found.figures.to_native().collect().select(*KNOWN).rows(),
        sorted(found.left_out, key=str),
        bare(found.differing()),
        bare(found.lacking),
        [bare(part) for part in found.unknown.values()],
        [
            attempted(lambda: bare(found.under(way, code)), rowless=True)  # noqa: B023 - called at once
            for code in codes
            for way in ("min", "mean")
        ],
    )


WAYS = st.sampled_from(
    [
        lambda held, **options: held.restate(PLAN, to="2025-07-01", **options),
        lambda held, **options: held.restate(PLAN, to="2025-06-30", **options),
        lambda held, **options: held.roll_up(PLAN, to="nation", on="2025-06-30", **options),
    ]
)
WEIGHTS = st.sampled_from([None, "population", {"covered": "grdp", "plain": "population"}])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(reported(), max_size=30),
    WAYS,
    WEIGHTS,
    st.sampled_from(["missing", "ignore"]),
    st.sampled_from([None, None, "2025"]),
    st.booleans(),
)
def test_large_tables_are_merged_as_small_ones(rows, merge, weights, missing, known_on, lazily):
    few = figures(*rows)
    options = {"weights": weights, "missing": missing, "known_on": known_on}
    expected = attempted(lambda: told(merge(few, **options)), rowless=lazily)
    with mock.patch("dxplan.figures.batches._AT_ONCE", 1):
        many = attrs.evolve(few, rows=5_000_000)
        if lazily:
            many = dx.Figures.from_native(few.to_native().collect().select(*KNOWN).lazy())
        known = {row.indicator for row in rows}
        assert len(batches(many, known)) == max(1, len(known))
        assert attempted(lambda: told(merge(many, **options)), rowless=lazily) == expected
