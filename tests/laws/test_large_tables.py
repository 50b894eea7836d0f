"""Large tables say what the same figures say where they are few: whatever is asked, in one piece or in many."""

from collections import Counter
from contextlib import ExitStack
from unittest import mock

import attrs
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.figures import BoundFigures
from dxplan.figures.columns import KNOWN
from dxplan.testing import strategies as dst

PLANS = dst.plans(first=2018, last=2028)
TIMES = st.one_of(
    st.sampled_from([2019, 2024, "2024-Q4", "2025-06-30", 2025, 2026]),
    st.lists(st.sampled_from([2019, 2024, "2024-12", 2025, 2030]), min_size=1, max_size=3, unique=True),
)
KNOWN_ON = st.sampled_from([None, None, "2024-06-30", 2025, 2030])
SMALLEST = {
    "scorecard.parts._LEAST": 1,
    "scorecard.parts.MOST": 1,
    "scorecard.held._MOST": 1,
    "scorecard.bearing._STEPS": 1,
    "scorecard.bearing._FEW_EACH": 0,
    "scorecard.bearing._FEW_TEXTS": 0,
    "scorecard.bearing._MOST_AHEAD": 0,
}
"""The least that is worked on at a time."""


@st.composite
def asked(draw):
    """Draw one plan or two of one place, with figures of what they ask for."""
    first = draw(PLANS)
    if first.places or draw(st.booleans()):  # two plans may not say different things of one place
        return [first], draw(dst.figures(first))
    second = attrs.evolve(first, code="other", targets=first.targets[::2] or first.targets)
    return [first, second], draw(dst.figures(first))


@st.composite
def large(draw, table):
    """Draw a table of figures that is no longer one of few: in memory, or still to be read, with all columns or few."""
    filled = [name for name in table.columns if table[name].null_count() < len(table) or name in NEEDED]
    table = table.select(draw(st.sampled_from([table.columns, filled])))
    if draw(st.booleans()):
        return dx.Figures.from_native(table.lazy())
    return attrs.evolve(dx.Figures.from_native(table), rows=draw(st.sampled_from([50_000, 5_000_000])))


NEEDED = ("indicator", "place", "period", "value")


def told(plans, figures, **options):
    """Say all that comes of it, but in which rows it stands: a table still to be read has none."""
    try:
        found = dx.evaluate(plans, figures, **options)
    except dx.DxplanError as error:
        leaves = error.leaves() if isinstance(error, dx.Problems) else [error]
        return sorted({(type(one).__name__, one.hint) for one in leaves}, key=str)
    cards = list(found) if isinstance(found, dx.Panel) else [found]
    return [
        (
            card.at,
            card.to_native().rows(),
            [(line.status, line.reason, line.outputs, line.parts) for line in card],
            [[text.rstrip() for text in str(card.explain(line.name)).splitlines()] for line in card],
            sorted((str(one.indicator), str(one.place), str(one.why), one.number) for one in card.unused),
        )
        for card in cards
    ]


@settings(deadline=None, max_examples=60)
@given(asked(), st.data(), TIMES, KNOWN_ON, st.sampled_from(dx.installed_methods()), st.booleans())
def test_large_tables_say_what_few_figures_say(case, data, at, known_on, method, in_pieces):
    plans, rows = case
    raw = dx.Figures.of(rows).to_native().collect().select(*KNOWN)  # as it was written
    few = dx.Figures.from_native(raw)
    options = {"at": at, "known_on": known_on, "method": method}
    expected = told(plans, few, **options)
    table = data.draw(large(raw))
    with ExitStack() as small:
        for name, least in SMALLEST.items() if in_pieces else ():
            small.enter_context(mock.patch(f"dxplan.{name}", least))
        assert told(plans, table, **options) == expected


CODES = {
    "indicator": st.sampled_from(["a", "b", "c", "unheard", "aa"]),
    "place": st.sampled_from(["99", "01", "24", "27", "11", "VN"]),
    "period": st.sampled_from(["2024", "2025-12", "2026", "2003"]),
    "breakdown": st.sampled_from([None, "unheard=x", "a=unheard", "a=a;unheard=x"]),
}


@st.composite
def spoiled(draw, table):
    """Put codes in that plans do not know, or that meant another place at the time."""
    for name, codes in CODES.items():
        if draw(st.booleans()):
            drawn = draw(st.lists(st.none() | codes, min_size=len(table), max_size=len(table)))
            table = table.with_columns(pl.coalesce(pl.Series(name, drawn, dtype=pl.String), name).alias(name))
    return table


def by_code(unused):
    """Count figures by what is strange of them."""
    found = Counter()
    for one in unused:
        at_places = one.why in (dx.WhyUnused.OTHER_PLACE, dx.WhyUnused.MERGED_PLACE)
        unknown = one.why is dx.WhyUnused.UNKNOWN_INDICATOR
        found[one.why, None if at_places else one.indicator, one.place if at_places else None,
              None if at_places or unknown else one.breakdown, one.meant] += one.number  # fmt: skip
    return found


@settings(deadline=None, max_examples=60)
@given(asked(), st.data())
def test_what_is_strange_in_a_large_table_is_counted_by_its_code(case, data):
    plans, rows = case
    raw = data.draw(spoiled(dx.Figures.of(rows).to_native().collect().select(*KNOWN)))
    few = dx.Figures.from_native(raw)
    expected = by_code(one for one in BoundFigures(few, tuple(plans)).unused if not one.beside)
    assert by_code(BoundFigures(few, tuple(plans)).unasked) == expected
    assert by_code(BoundFigures(data.draw(large(raw)), tuple(plans)).unasked) == expected
