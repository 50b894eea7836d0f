"""Large tables say what the same figures say where they are few: whatever is asked, in one piece or in many."""

from contextlib import ExitStack
from unittest import mock

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
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
