"""Laws of places: read at a date a code means one, none, or is refused; figures answer for the place they mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, UnknownCodeError
from dxplan.testing import strategies as dst

codes = dst.places()
days = st.dates(date(2004, 1, 1), date(2027, 12, 31))
near = st.dates(date(2025, 5, 1), date(2025, 8, 31))
periods = st.tuples(days | near, days | near).map(lambda ends: dx.Period(min(ends), max(ends)))


@given(codes, days | near)
def test_a_day_knows_at_most_one_place_of_a_code(code, day):
    there = dx.gazetteer.at(day)
    if code in there:
        assert there[code].there(day)
        assert dx.gazetteer.find(code, on=day) == there[code]
    else:
        with pytest.raises(UnknownCodeError):
            dx.gazetteer.find(code, on=day)


@given(codes, periods)
def test_a_period_is_refused_exactly_where_its_days_disagree(code, period):
    turns = {place.since for place in dx.gazetteer.of(code) if place.since}
    turns |= {place.until + timedelta(days=1) for place in dx.gazetteer.of(code) if place.until}
    looked = [period.first, *(day for day in turns if period.first <= day <= period.last)]
    ids = {dx.gazetteer.at(day)[code].id for day in looked if code in dx.gazetteer.at(day)}
    try:
        found = {dx.gazetteer.find(code, on=period).id}
    except AmbiguousPlaceError:
        assert len(ids) > 1
    except UnknownCodeError:
        assert not ids
    else:
        assert found == ids


@given(days | near)
def test_every_place_of_a_day_hangs_together(day):
    there = dx.gazetteer.at(day)
    for code in there:
        parent = there.parent(code)
        assert (parent is None) is (code == "VN")
        if parent is not None:
            assert there[code] in there.children(parent.code)


@given(st.text(max_size=30), periods)
def test_no_text_makes_anything_but_a_place_or_an_error_that_says_so(code, period):
    try:
        found = dx.gazetteer.find(code, on=period)
    except (AmbiguousPlaceError, UnknownCodeError) as error:
        assert error.hint  # noqa: PT017 (either may be raised)
    else:
        assert found.code == code


def _place(code, on):
    try:
        return dx.gazetteer.find(code, on=on)
    except (AmbiguousPlaceError, UnknownCodeError):
        return None


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["11", "15", "24", "25", "27", "44", "46", "VN", "03127", "03166"]),
    near,
    st.sampled_from(["2024", "2025-H1", "2025-H2", "2025", "2026", "2025-06", "2025-07"]),
    st.none() | near,
)
def test_a_figure_answers_exactly_for_the_place_that_it_means(code, adopted, period, place_on):
    home, meant = _place(code, adopted), _place(code, place_on or period)
    if home is None:
        return
    plan = dx.Plan(
        code="made-up",
        title="A made-up plan",
        place=code,
        adopted=adopted,
        documents=[dx.Document(code="paper", title="A made-up paper")],
        indicators=[dx.Indicator(code="made_up_share", name="share", unit="%", direction=dx.Direction.UP)],
        targets=[
            dx.Target(
                code="aim",
                title="An aim",
                indicator="made_up_share",
                goal=dx.Goal.parse("at least 80 %"),
                by=2027,
                cite=dx.Citation(document="paper", confidence=dx.Confidence.UNCONFIRMED),
            )
        ],
    )
    figure = dx.Figure(indicator="made_up_share", place=code, period=period, value=85, place_on=place_on)
    if meant is None:
        with pytest.raises(dx.Problems):
            dx.evaluate(plan, dx.Figures.of([figure]), at=2026)
        return
    line = dx.evaluate(plan, dx.Figures.of([figure]), at=2026)["aim"]
    seen = home.until is None or figure.period.last <= home.until
    assert (line.last_known is not None) is (meant.id == home.id and seen)
